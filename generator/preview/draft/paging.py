"""Where the pages of a draft begin, as the page counter says it, in terms of the pieces that the page in the browser has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.document.blocks import Block, Contents, Cover, Heading, Paragraph, Table
from generator.document.grouping import split_groups
from generator.preview.draft.sheets import DraftSection
from generator.writers.arrange import Paged
from generator.writers.arrange.linebreak import BREAK, unmarked
from generator.writers.html.tables import type_class


class _BlockPosition(NamedTuple):
    """A block of a typeset section. piece: its number in the draft; part: which of the tables that a wide one is cut into."""

    piece: int
    part: int


def pages_of(sheets: Sequence[DraftSection], paged: Paged) -> dict[str, object]:
    """For the browser: count of pages, the page of each heading by its id, and the place where each page begins.

    Places name a page, the piece, the part of a wide table, the row of its body (-1: none), whether the part goes on from
    the page before, and then how many characters of a text stand there, spaces not counted. A page without any piece has
    none. lower: the ids of the charts that are made lower to have room on their page, with their heights in mm; types: the
    tables that are set in a type of their own, each with its class.
    """
    positions = list(_block_positions(sheets))
    starts: list[dict[str, object]] = []
    for page, start in enumerate(paged.pages.starts, 2):
        if start.block < len(positions[start.section]):
            place = positions[start.section][start.block]
            block = paged.typeset.sections[start.section].blocks[start.block]
            own = {"row": start.row, "continued": start.continued, "characters": _characters(block, start.line)}
            starts.append({"page": page, **place._asdict(), **own})
    types = [
        {**place._asdict(), "type": type_class(block.type).strip()}
        for section, places in zip(paged.typeset.sections, positions, strict=True)
        for block, place in zip(section.blocks, places, strict=False)
        if isinstance(block, Table) and block.type
    ]
    return {"count": paged.pages.count, "of": paged.pages.of, "starts": starts, "lower": paged.pages.lower, "types": types}


def _characters(block: Block, lines: int) -> int:
    """The characters in the first lines of a typeset block, but for spaces; 0 for one whose pieces are not its lines."""
    whole = "\n".join(_texts(block)).replace(BREAK, "\n").split("\n")
    return sum(not char.isspace() for line in whole[:lines] for char in unmarked(line))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Cover():
            yield from (line.text for line in block.lines)
        case Contents():
            yield block.title
            yield from (note.text for note in block.notes)
            yield from (row.text for row in block.rows)


def _block_positions(sheets: Sequence[DraftSection]) -> Iterator[list[_BlockPosition]]:
    """Of each section the places of its blocks; a wide table is several blocks, and one piece."""
    number = 0
    for sheet in sheets:
        positions = []
        for piece in sheet.pieces:
            parts = len(split_groups(piece.block)) if isinstance(piece.block, Table) else 1
            positions += [_BlockPosition(number, part) for part in range(parts)]
            number += 1
        yield positions
