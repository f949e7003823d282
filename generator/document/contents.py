"""The lists that a report makes of itself: the contents, whose rows are its headings word for word, and 附件说明, the list
of annexes below a text (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.document.blocks import Block, Contents, ContentsRow, Heading, Paragraph, Runs, Section, TemplateLine

HEAD = "附件："
CLOSING = "，。；、：,.;"


def fill_contents(sections: tuple[Section, ...], levels: int) -> tuple[Section, ...]:
    """The sections with every Contents block given its rows, down to a level."""
    rows = tuple(
        ContentsRow(block.depth, block.text, block.id)
        for section in sections
        for block in section.blocks
        if isinstance(block, Heading) and 0 < block.depth <= levels
    )
    return tuple(replace(s, blocks=tuple(_filled(block, rows) for block in s.blocks)) for s in sections)


def _filled(block: Block, rows: tuple[ContentsRow, ...]) -> Block:
    return replace(block, rows=rows) if isinstance(block, Contents) else block


def annex_list(names: Sequence[tuple[Runs, TemplateLine]]) -> list[Paragraph]:
    """One paragraph for each name and its template line; the first begins with 附件：, and no mark ends a name."""
    numbers = [f"{number}." for number in range(1, len(names) + 1)] if len(names) > 1 else ["" for _ in names]
    return [
        Paragraph("附件说明续" if place else "附件说明", _bare(name), ("" if place else HEAD) + number, template=template)
        for place, ((name, template), number) in enumerate(zip(names, numbers, strict=True))
    ]


def _bare(name: Runs) -> Runs:
    """A name without a mark at its end."""
    if not name:
        return name
    *before, last = name
    return (*before, replace(last, text=last.text.rstrip(CLOSING)))
