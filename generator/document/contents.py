"""The lists that a report makes of itself: the contents, whose rows are its headings word for word (or by an entry of their
own), the names of its annexes there, and 附件说明, the list of annexes below a text (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.document.blocks import (
    Block,
    Contents,
    ContentsRow,
    Heading,
    Paragraph,
    Runs,
    Section,
    Table,
    TemplateLine,
    text_of,
)

ANNEX, ANNEX_TITLE = "附件号", "附件题"
"""The roles of the headings of an annex: its number, and the title of what stands behind it."""
HEAD = "附件："
CLOSING = "，。；、：,.;"


def fill_contents(sections: tuple[Section, ...], levels: int) -> tuple[Section, ...]:
    """The sections with every Contents block given its rows, down to a level."""
    headings = [block for section in sections for block in section.blocks if isinstance(block, Heading)]
    rows = tuple(
        ContentsRow(block.depth, block.listed, block.id, beyond=block.depth > levels)
        for block in headings
        if 0 < block.depth <= levels or (levels > 1 and block.role == ANNEX_TITLE and block.entry)
    )
    return tuple(replace(s, blocks=tuple(_filled(block, rows) for block in s.blocks)) for s in sections)


def name_annexes(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with their annexes listed by name: 附件1 with its title, or that of its first table; 附件2-1, 附件2-2 …

    where several reports stand behind one number. What is printed above the annexes themselves stays as the form has it.
    """
    entries = _entries([block for section in sections for block in section.blocks])
    if not entries:
        return sections
    return tuple(replace(s, blocks=tuple(_entered(block, entries) for block in s.blocks)) for s in sections)


def _entries(blocks: Sequence[Block]) -> dict[str, str]:
    """Heading id → its entry in the contents."""
    places = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.role == ANNEX]
    entries: dict[str, str] = {}
    for start, stop in pairwise([*places, len(blocks)]):
        mark = blocks[start]
        if not isinstance(mark, Heading) or mark.runs or mark.entry:
            continue
        own = _until_next_part(blocks[start + 1 : stop], mark.depth)
        titles = [block for block in own if isinstance(block, Heading) and block.role == ANNEX_TITLE]
        if len(titles) > 1:
            entries |= {one.id: f"{mark.number}-{number} {_line(one.listed)}" for number, one in enumerate(titles, 1)}
            continue
        named = [one.listed for one in titles] or [text_of(block.title) for block in own if isinstance(block, Table)]
        if named and named[0]:
            entries[mark.id] = _line(named[0])
    return entries


def _until_next_part(blocks: Sequence[Block], depth: int) -> Sequence[Block]:
    """The blocks before the first heading that is no deeper than an annex."""
    ends = (at for at, block in enumerate(blocks) if isinstance(block, Heading) and 0 < block.depth <= depth)
    return blocks[: next(ends, len(blocks))]


def _line(title: str) -> str:
    return title.replace("\n", "")


def _entered(block: Block, entries: dict[str, str]) -> Block:
    return replace(block, entry=entries[block.id]) if isinstance(block, Heading) and block.id in entries else block


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
