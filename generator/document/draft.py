"""A draft says so: on the cover where there is one, else above everything."""

from __future__ import annotations

from dataclasses import replace

from generator.document.blocks import Block, Cover, Document, Paragraph, Run

WORDS = "草稿，不得公开"


def as_draft(document: Document) -> Document:
    """The same report with the mark of a draft in its first section and in its title."""
    first, *rest = document.sections
    blocks = first.blocks
    covers = [block for block in blocks if isinstance(block, Cover)]
    marked: tuple[Block, ...]
    if covers:
        line = Paragraph("封面注", (Run(WORDS, pending=True),))
        marked = tuple(replace(block, lines=(*block.lines, line)) if isinstance(block, Cover) else block for block in blocks)
    else:
        marked = (Paragraph("居中", (Run(WORDS, pending=True),)), *blocks)
    return replace(document, title=f"{document.title}（草稿）", sections=(replace(first, blocks=marked), *rest))
