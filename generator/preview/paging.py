"""Where the pages of a draft begin, as the page counter says it, told by the pieces that the page in the browser has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.document.blocks import Table
from generator.document.grouping import split_groups
from generator.preview.sheets import Sheet
from generator.writers.arrange.pages import Pages


class _Spot(NamedTuple):
    """A block of a typeset section. piece: its number in the whole draft; part: which of the tables that a wide one is cut into."""

    piece: int
    part: int


def told_pages(sheets: Sequence[Sheet], pages: Pages) -> dict[str, object]:
    """For the browser: count of pages, the page of each heading by its id, and the place where each page begins.

    Places name a page, the piece, the part of a wide table, the row of its body (-1: none), and whether the part goes on
    from the page before. A page without any piece has none.
    """
    spots = list(_spots(sheets))
    starts: list[dict[str, object]] = []
    for page, start in enumerate(pages.starts, 2):
        if start.block < len(spots[start.section]):
            place = spots[start.section][start.block]
            starts.append({"page": page, **place._asdict(), "row": start.row, "continued": start.continued})
    return {"count": pages.count, "of": pages.of, "starts": starts}


def _spots(sheets: Sequence[Sheet]) -> Iterator[list[_Spot]]:
    """Of each section the places of its blocks; a wide table is several blocks, and one piece."""
    number = 0
    for sheet in sheets:
        spots = []
        for piece in sheet.pieces:
            parts = len(split_groups(piece.block)) if isinstance(piece.block, Table) else 1
            spots += [_Spot(number, part) for part in range(parts)]
            number += 1
        yield spots
