"""The contents: its rows are the headings of the report, word for word unless a heading has an entry of its own."""

from __future__ import annotations

from dataclasses import replace

from generator.document.blocks import Block, Contents, ContentsRow, Heading, Section


def fill_contents(sections: tuple[Section, ...], levels: int) -> tuple[Section, ...]:
    """The sections with every Contents block given its rows, down to a level."""
    rows = tuple(
        ContentsRow(block.depth, block.listed, block.id)
        for section in sections
        for block in section.blocks
        if isinstance(block, Heading) and 0 < block.depth <= levels
    )
    return tuple(replace(s, blocks=tuple(_filled(block, rows) for block in s.blocks)) for s in sections)


def _filled(block: Block, rows: tuple[ContentsRow, ...]) -> Block:
    return replace(block, rows=rows) if isinstance(block, Contents) else block
