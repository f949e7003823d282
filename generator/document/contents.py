"""The lists that a report makes of itself: the contents, whose rows are its headings word for word (or by an entry of their
own), the names of its annexes there, and 附件说明, the list of annexes below a text (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

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
    """The sections with every Contents block given its rows, down to a level.

    The titles behind the number of an annex (附件2) are rows too, one level below it.
    """
    blocks = [block for section in sections for block in section.blocks]
    titles = {title.id for annex in _annexes(blocks) for title in annex.titles}
    rows = tuple(
        ContentsRow(block.depth, block.listed.replace("\n", ""), block.id, beyond=block.depth > levels)
        for block in blocks
        if isinstance(block, Heading) and (0 < block.depth <= levels or (levels > 1 and block.id in titles))
    )
    return tuple(replace(s, blocks=tuple(_filled(block, rows) for block in s.blocks)) for s in sections)


class _Annex(NamedTuple):
    """The number of an annex, the titles behind it, and the title of its first table."""

    mark: Heading
    titles: list[Heading]
    table: str


def name_annexes(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with each annex that has no title of its own listed by that of its first table.

    What is printed above the annexes themselves stays as the form has it.
    """
    entries: dict[str, str] = {}
    for mark, titles, table in _annexes([block for section in sections for block in section.blocks]):
        name = table.replace("\n", "")
        if name and not titles and not mark.runs and not mark.entry:
            entries[mark.id] = name
    if not entries:
        return sections
    return tuple(replace(s, blocks=tuple(_entered(block, entries) for block in s.blocks)) for s in sections)


def _annexes(blocks: Sequence[Block]) -> Iterator[_Annex]:
    places = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.role == ANNEX]
    for start, stop in pairwise([*places, len(blocks)]):
        mark = blocks[start]
        assert isinstance(mark, Heading)
        own = _until_next_part(blocks[start + 1 : stop], mark.depth)
        titles = [block for block in own if isinstance(block, Heading) and block.role == ANNEX_TITLE]
        tables = (text_of(block.title) for block in own if isinstance(block, Table))
        yield _Annex(mark, titles, next(tables, ""))


def _until_next_part(blocks: Sequence[Block], depth: int) -> Sequence[Block]:
    """The blocks before the first heading that is no deeper than an annex."""
    ends = (at for at, block in enumerate(blocks) if isinstance(block, Heading) and 0 < block.depth <= depth)
    return blocks[: next(ends, len(blocks))]


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
