"""The page of every heading and the number of pages, from a typeset document and its style, without a layout engine.

Pages are filled one after the other with what fits, by the rules of `pieces`. Decided on the way: which tables that a form
wants on one page (`keep="yes"`) are cut all the same. One that does not fit below the text goes to the next page as a whole;
a long one would then leave more than a third of a page white, so it begins below the text and is cut between its rows.
Tables one after the other stay one to a page; one that is longer than a page begins a page and is cut. Merged cells are
parted where a page ends.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generator.document.blocks import Block, Chart, Document, Heading, Paragraph, Section, Table
from generator.document.grouping import split_groups
from generator.measures import PT_PER_MM
from generator.writers.arrange.cut_cells import part_cells
from generator.writers.arrange.pieces import TextRange, row_heights, section_pieces
from generator.writers.style import Style

MOST_WHITE = 1 / 3
"""Of a page: what a kept table may leave white below a text when it goes to the next page."""
TOLERANCE = 0.01
"""pt by which a page may be overfull: sums of heights are not exact."""

CHART_SPARE = 4.0
"""pt that a chart which is made lower leaves free below its caption: the line that it stands on in Word is not counted."""


class Start(NamedTuple):
    """With what a page begins: section and block, counted from 0; whether a part of the block stands on the page before.

    row: the row of a table's body, counted from 0; -1 where the page does not begin with one. line: how many lines or other
    pieces of the block stand on the pages before.
    """

    section: int
    block: int
    continued: bool
    row: int
    line: int


@dataclass(frozen=True, slots=True)
class Pages:
    """count: pages in all; of: heading id → page, 1 being the first of the document; starts: of each page after the first.

    cut: the ids of the tables that are not kept whole; pushed: the ids of tables and headings that begin a page since a table
    longer than a page does. parted: the tables whose merged cells are parted, by section and block. fills: of each page, the
    share of its height that is used. lower: the ids of the charts that are made lower, with their heights in mm.
    """

    count: int
    of: dict[str, int]
    starts: tuple[Start, ...]
    cut: frozenset[str]
    pushed: frozenset[str]
    parted: dict[tuple[int, int], Table]
    fills: tuple[float, ...] = ()
    lower: dict[str, float] = field(default_factory=dict)


def count_pages(document: Document, style: Style) -> Pages:
    """The pages of a document that `typeset` has prepared; one where there is nothing to print."""
    counter = _Counter(style)
    for number, section in enumerate(document.sections):
        counter.add(number, section)
    starts, cut, pushed = tuple(counter.starts), frozenset(counter.cut), frozenset(counter.pushed)
    return Pages(max(counter.page, 1), counter.of, starts, cut, pushed, counter.parted, tuple(counter.fills), counter.lower)


def on_pages(typeset: Document, pages: Pages) -> Document:
    """The typeset document with its merged cells parted at the ends of its pages, its tables knowing with what pages begin.

    The same where no page begins inside a table.
    """
    rows: dict[tuple[int, int], set[int]] = {}
    for start in pages.starts:
        if start.continued and start.row >= 0:
            rows.setdefault((start.section, start.block), set()).add(start.row)
    if not rows:
        return typeset
    sections = [list(section.blocks) for section in typeset.sections]
    for (section, place), begun in rows.items():
        table = pages.parted.get((section, place), sections[section][place])
        assert isinstance(table, Table)
        sections[section][place] = replace(table, page_rows=frozenset(begun))
    whole = zip(typeset.sections, sections, strict=True)
    return replace(typeset, sections=tuple(replace(section, blocks=tuple(blocks)) for section, blocks in whole))


def loosened(document: Document, pages: Pages) -> Document:
    """The document, typeset or not, with its kept tables and charts as the pages decide; the same where nothing was decided."""
    if not (pages.cut or pages.lower):
        return document
    sections = (
        replace(section, blocks=tuple(_settled(block, pages) for block in section.blocks)) for section in document.sections
    )
    return replace(document, sections=tuple(sections))


def _settled(block: Block, pages: Pages) -> Block:
    if isinstance(block, Heading) and block.id in pages.pushed:
        return replace(block, new_page=True)
    if isinstance(block, Table) and block.keep and any(part.id in pages.cut for part in split_groups(block)):
        return replace(block, keep=False, new_page=block.new_page or block.id in pages.pushed)
    if isinstance(block, Chart) and block.id in pages.lower:
        return replace(block, height=pages.lower[block.id])
    return block


@dataclass(slots=True)
class _Counter:
    """Goes through the sections. page: the last one begun."""

    style: Style
    page: int = 0
    of: dict[str, int] = field(default_factory=dict)
    starts: list[Start] = field(default_factory=list)
    cut: set[str] = field(default_factory=set)
    pushed: set[str] = field(default_factory=set)
    parted: dict[tuple[int, int], Table] = field(default_factory=dict)
    fills: list[float] = field(default_factory=list)
    lower: dict[str, float] = field(default_factory=dict)

    def add(self, number: int, section: Section) -> None:
        """Count the pages of a section, which begins a new one."""
        sheet = self.style.sheet(section.orientation)
        room = (sheet.height - sheet.top - sheet.bottom) * PT_PER_MM
        pieces = section_pieces(section, self.style)
        start = opening = 0
        while True:
            self._begin(number, pieces, start, opening)
            end, used = self._filled(section.blocks, pieces, start, room)
            self.fills.append(used / room)
            for piece in pieces[start:end]:
                if piece.heading:
                    self.of[piece.heading] = self.page
                self._note_height(section.blocks[piece.block], piece)
            if end >= len(pieces):
                return
            opening = _opening(pieces, end, start, opening)
            start = end
            self._part(number, section.blocks, pieces, start)

    def _note_height(self, block: Block, piece: TextRange) -> None:
        """Remember the height of a chart that is made lower, in tenths of a millimetre."""
        if isinstance(block, Chart) and piece.height < piece.full:
            height = self.style.height_of(block) - (piece.full - piece.height) / PT_PER_MM
            self.lower[block.id] = math.floor(height * 10) / 10

    def _begin(self, number: int, pieces: Sequence[TextRange], start: int, opening: int) -> None:
        """A page begins with a piece. opening: the first piece of the same block."""
        self.page += 1
        if self.page > 1:
            block, row = (pieces[start].block, pieces[start].row) if pieces else (0, -1)
            self.starts.append(Start(number, block, opening < start, row, start - opening))

    def _part(self, number: int, blocks: Sequence[Block], pieces: Sequence[TextRange], start: int) -> None:
        """Part the merged cells that reach into the piece with which a page begins; their rows may grow."""
        piece = pieces[start]
        table = self.parted.get((number, piece.block), blocks[piece.block])
        if piece.row < 1 or not isinstance(table, Table):
            return
        parted = part_cells(table, piece.row, self.style)
        if parted is table:
            return
        self.parted[number, piece.block] = parted
        heights = row_heights(parted, self.style)[len(table.head) + piece.row :]
        for below, height in zip(pieces[start:], heights, strict=False):
            below.height = height

    def _filled(self, blocks: Sequence[Block], pieces: Sequence[TextRange], start: int, room: float) -> tuple[int, float]:
        """The piece with which the next page begins, where one begins with `start`, and the height used up to there.

        Decides the kept tables on the way.
        """
        while True:
            end, used, full = _fill(pieces, start, room)
            reached = range(start if end is None else end, min(full + 1, len(pieces)))
            first = next((at for at in reached if pieces[at].kept), None)
            if first is None or (end is not None and not _leaves_hole(blocks, pieces[first].block, room - used, room)):
                break
            self.cut.add(_release(pieces, first))
        if end is None:
            return full, room
        if first is not None and _height(pieces, first) > room:
            opening = blocks[pieces[end].block]
            self.pushed |= {opening.id} if isinstance(opening, Heading | Table) else set()
        return end, used


def _opening(pieces: Sequence[TextRange], start: int, before: int, opened: int) -> int:
    """The first piece of the block that a page begins with. before, opened: the same of the page before."""
    block = pieces[start].block
    if pieces[before].block == block:
        return opened
    while pieces[start - 1].block == block:
        start -= 1
    return start


def _fill(pieces: Sequence[TextRange], start: int, room: float) -> tuple[int | None, float, int]:
    """Where a page ends that begins with `start`, the height used up to there, and the first piece that has no room on it.

    A chart that has room when it is made lower is.

    The first is None where a piece without room is held by all pieces before it. At the end of the section and before a
    piece that always begins a page, it is the same as the third.
    """
    y = pieces[start].head if start < len(pieces) else 0.0
    glue, last, used = 0.0, None, 0.0
    for at in range(start, len(pieces)):
        piece = pieces[at]
        piece.height = piece.full or piece.height
        if at > start:
            if piece.new_page:
                return at, y, at
            if piece.free:
                last, used = at, y
            if piece.give and 0 < y + glue + piece.height - room <= piece.give - CHART_SPARE:
                piece.height = room - y - glue - CHART_SPARE
            if y + glue + piece.height > room + TOLERANCE:
                return last, used, at
        y += glue + piece.height
        glue = piece.after
    return len(pieces), y, len(pieces)


def _leaves_hole(blocks: Sequence[Block], number: int, white: float, room: float) -> bool:
    """Whether a page that ends before a kept table and its headings is left too white below a text.

    number: that of the table's block; white: what is left of the page, in pt.
    """
    return white > room * MOST_WHITE and _follows_text(blocks, number)


def _height(pieces: Sequence[TextRange], first: int) -> float:
    """The height of a kept table. first: its first piece."""
    table = pieces[first].kept
    assert table is not None
    whole = pieces[first : first + len(table.frees)]
    return sum(piece.height + piece.after for piece in whole) - whole[-1].after


def _follows_text(blocks: Sequence[Block], number: int) -> bool:
    """Whether what stands before a block, but for headings, is text or a chart. Tables one after the other stay one to a page."""
    before = next((block for block in reversed(blocks[:number]) if not isinstance(block, Heading)), None)
    return isinstance(before, Paragraph | Chart)


def _release(pieces: Sequence[TextRange], first: int) -> str:
    """Let pages begin inside a kept table; its id."""
    table = pieces[first].kept
    assert table is not None
    pieces[first].kept = None
    for piece, free in zip(pieces[first + 1 :], table.frees[1:], strict=False):
        piece.free = free
    return table.id
