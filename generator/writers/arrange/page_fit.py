"""Which tables are really kept whole: not those that would leave more than a third of a page white below a text.

A form asks for a table on one page (`keep="yes"`). Where it does not fit below the text, all of it goes to the next page;
a long one then leaves a large hole. Such a table begins on the page and is parted between its rows. Tables one after the
other stay one to a page. Decided before any layout, from the exact line pitches and estimated widths of characters, so
that DOCX and PDF agree and no font is needed; what is estimated wrong by a line is kept or parted a little early or late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from generator.document.blocks import Block, Chart, Document, Heading, Paragraph, Row, Section, Table, text_of
from generator.document.grid import place_cells
from generator.measures import GAP_WIDTH, LATIN_WIDTH, PT_PER_MM, is_latin
from generator.writers.arrange.linebreak import break_lines
from generator.writers.style import CELL_ROLES, Role, Style

MOST_WHITE = 1 / 3
"""Of a page."""
CELL_HEIGHT, CELL_WIDTH = 4.5, 6.0
"""Padding and line of a cell, above and below, left and right, in pt."""


def loosened(document: Document, style: Style) -> Document:
    """The document with `keep` taken from the tables that would leave too much white. The same where there are none."""
    if not any(table.keep for table in document.tables()):
        return document
    return replace(document, sections=tuple(_Flow(style, section).section() for section in document.sections))


class _Text(NamedTuple):
    """Lines of one pitch, with the space above and below them, in pt."""

    lines: int
    pitch: float
    before: float
    after: float

    @property
    def height(self) -> float:
        return self.before + self.lines * self.pitch + self.after


class _Flow:
    """Goes down the pages of one section. y: what is used of the page; waiting: headings that go with the next block."""

    def __init__(self, style: Style, section: Section) -> None:
        page = style.sheet(section.orientation)
        self._style, self._section = style, section
        self._height = (page.height - page.top - page.bottom) * PT_PER_MM
        self._width = (page.width - page.left - page.right) * PT_PER_MM
        self._y = 0.0
        self._waiting: list[_Text] = []
        self._after_text = False

    def section(self) -> Section:
        """The section with its tables decided."""
        blocks = self._section.blocks
        last = max((n for n, block in enumerate(blocks) if isinstance(block, Table) and block.keep), default=-1)
        return replace(self._section, blocks=(*map(self._block, blocks[: last + 1]), *blocks[last + 1 :]))

    def _block(self, block: Block) -> Block:
        match block:
            case Table():
                block = self._table(block)
                self._after_text = False
            case Heading() | Paragraph():
                self._text(block)
                self._after_text = isinstance(block, Paragraph) or self._after_text
            case Chart():
                caption = self._lines(text_of(block.caption), self._style.roles["图题"])
                self._whole(caption.height + (0 if block.nothing else self._style.chart_height * PT_PER_MM))
                self._after_text = True
            case _:
                self._y = 0.0
        return block

    def _text(self, block: Heading | Paragraph) -> None:
        role = self._style.role_of(block)
        text = self._lines(block.text, role)
        if isinstance(block, Heading) and block.new_page:
            self._settle(0.0)
            self._y = 0.0
        if role.keep:
            self._waiting.append(text)
            return
        self._settle(text.before + min(text.lines, 2) * text.pitch)
        self._run(text)

    def _settle(self, need: float) -> None:
        """Place the waiting headings: with as much of the next block as has to follow them on the page."""
        if self._waiting and self._y + sum(text.height for text in self._waiting) + need > self._height:
            self._y = 0.0
        for text in self._waiting:
            self._y += text.height
        self._waiting = []

    def _run(self, text: _Text) -> None:
        """Lines of a paragraph, over as many pages as they need; never one line alone."""
        self._y += text.before
        left = text.lines
        while left > (fits := int((self._height - self._y + 0.01) / text.pitch)):
            here = fits - 1 if left - fits == 1 else fits
            left -= here if here > 1 else 0
            self._y = 0.0
        self._y += left * text.pitch + text.after

    def _whole(self, height: float) -> None:
        """Something that is not parted."""
        self._settle(height)
        self._y = self._y + height if self._y + height <= self._height else height

    def _table(self, table: Table) -> Table:
        if table.new_page:
            self._settle(0.0)
            self._y = 0.0
        above, head, rows = self._grid(table)
        height = above + head + sum(rows)
        if not table.keep or self._holes(height):
            table = replace(table, keep=False)
            self._settle(above + head + sum(rows[:1]))
            self._y += above + head
            for row in rows:
                self._y = self._y + row if self._y + row <= self._height else head + row
        else:
            self._whole(height)
        return table

    def _holes(self, height: float) -> bool:
        """Whether a table of this height, kept whole, would leave too much white behind a text."""
        held = sum(text.height for text in self._waiting)
        fits_below = self._y + held + height <= self._height
        fits_a_page = held + height <= self._height
        return self._after_text and not fits_below and fits_a_page and self._height - self._y > self._height * MOST_WHITE

    def _grid(self, table: Table) -> tuple[float, float, list[float]]:
        """Heights of the lines above a table, its head, and each row of its body; the notes go with the last."""
        roles = self._style.roles
        edges = [edge / sum(table.widths) * self._width for edge in (0.0, *accumulate(table.widths))]
        title = self._lines(text_of(table.title), roles["表题"]).height if table.title and table.titled else 0.0
        lines = sum(roles["表头行"].line for line in (table.mark, table.unit_left or table.unit_right) if line)
        rows = self._rows(table.body, edges, table.role)
        if rows:
            rows[-1] += sum(self._lines(text_of(note), roles["注"]).height for note in table.notes)
        return title + lines, sum(self._rows(table.head, edges, table.role)), rows

    def _rows(self, rows: Sequence[Row], edges: Sequence[float], kind: str) -> list[float]:
        """The heights of rows: of each, that of its tallest cell; cells over several rows stretch the last of them."""
        bottoms = [0.0] * (len(rows) + 1)
        for number, line in enumerate(place_cells(rows, len(edges) - 1)):
            for at, cell in line:
                role = self._style.roles[CELL_ROLES[kind][cell.kind]]
                room = edges[at + cell.colspan] - edges[at] - CELL_WIDTH - cell.indent * role.size
                last = number + cell.rowspan
                bottom = bottoms[number] + self._count(cell.text, role, room, room) * role.line + CELL_HEIGHT
                bottoms[last] = max(bottoms[last], bottom)
            bottoms[number + 1] = max(bottoms[number + 1], bottoms[number])
        return [below - above for above, below in pairwise(bottoms)]

    def _lines(self, text: str, role: Role) -> _Text:
        em = role.size + self._style.spacing_of(role)
        room = self._width - (role.left + role.right) * em
        return _Text(self._count(text, role, room - role.first * em, room), role.line or role.size, role.before, role.after)

    def _count(self, text: str, role: Role, first: float, room: float) -> int:
        spacing = self._style.spacing_of(role)
        if len(text) * (role.size + spacing) + text.count("\n") <= min(first, room):
            return 1
        widths = [role.size * (LATIN_WIDTH if is_latin(char) else 1) + spacing for char in text]
        return 1 + text.count("\n") + len(break_lines(text, widths, first, room, GAP_WIDTH * role.size).breaks)
