"""Levels of headings in HTML and PDF: the first is h1 and none is left out, whatever outline level a form begins with."""

from __future__ import annotations

from dataclasses import replace

from generator.document.blocks import Block, Document, Heading


def nested(document: Document) -> Document:
    """The document with each heading's depth counted from those above it (ISO 14289-1, 7.4.2; WCAG 1.3.1).

    A form whose first level is 一、 has depths from 2 on, since 第一部分 would be 1; here its 一、 is level 1.
    """
    above: list[int] = []

    def settled(block: Block) -> Block:
        if not isinstance(block, Heading) or not block.depth:
            return block
        while above and above[-1] >= block.depth:
            above.pop()
        above.append(block.depth)
        return block if len(above) == block.depth else replace(block, depth=len(above))

    sections = tuple(replace(section, blocks=tuple(map(settled, section.blocks))) for section in document.sections)
    return replace(document, sections=sections)
