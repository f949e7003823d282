"""Tables for the PDF engine with one box to a row: the cells of a row are painted as one picture, line for line as the
engine would set them.

The engine takes a millisecond for a cell; a statutory table has hundreds, mostly empty or with one figure. Rows, the repeated
head, page breaks and the lines around and between the rows remain the engine's. Looks the same as a table with a box to each
cell; tagged files, where each cell is an element, and tables with cells over several rows of the body are left to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from generator.document.blocks import Cell, Document, Row, Table
from generator.document.grid import place_cells, rows_held
from generator.writers.css import CELL_PADDING, CELL_SIDE, HEAD_PADDING
from generator.writers.fonts import Fonts
from generator.writers.html.tables import Lag, column_share, lag_of, names_rows, places_of
from generator.writers.shaped import PX, Line, Piece, Shaper
from generator.writers.style import CELL_ROLES, Role, Style

PX_PER_MM = 96 / 25.4
HELD = ' class="held"'


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text in a picture: where its baseline begins, and the room it has; px from the picture's upper left corner."""

    x: float
    y: float
    piece: Piece
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The cells of a row, or of all rows of a head. lines: x and y of both ends, thickness: theirs; all in px."""

    width: float
    height: float
    shown: tuple[Shown, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    thickness: float

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, None]:
        """Width and height, for the engine."""
        return self.width, self.height, None

    def draw(self, stream: Any, _width: float, _height: float, style: Any) -> None:
        """Draw on a page of the engine."""
        if self.shown:
            stream.set_color(style["color"])
            stream.begin_text()
            for shown in self.shown:
                stream.set_text_matrix(1, 0, 0, -1, shown.x, shown.y)
                shown.piece.draw(stream)
            stream.end_text()
        if self.lines:
            stream.set_color(style["color"], stroke=True)
            stream.set_line_width(self.thickness)
            for x1, y1, x2, y2 in self.lines:
                stream.move_to(x1, y1)
                stream.line_to(x2, y2)
            stream.stroke()


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell with its text set. row, at: of its upper left corner; above, below: padding."""

    cell: Cell
    row: int
    at: int
    lines: list[Line]
    height: float
    above: float
    left: float
    right: float
    align: str


class Painter:
    """Gives the rows of a document's tables as markup; `pictures` then holds what stands in them, by address."""

    def __init__(self, document: Document, style: Style, fonts: Fonts, configuration: Any) -> None:
        self._style, self._shaper = style, Shaper(fonts, configuration)
        self.pictures: dict[str, Picture] = {}
        self._widths: dict[str, float] = {}
        for section in document.sections:
            page = style.sheet(section.orientation)
            width = (page.width - page.left - page.right) * PX_PER_MM
            self._widths |= {block.id: width for block in section.blocks if isinstance(block, Table)}

    def rows(self, table: Table) -> list[str] | None:
        """The columns and rows of a table as lines of markup; None where the engine has to lay out its cells."""
        if not table.body or any(cell.rowspan > 1 for row in table.body for cell in row):
            return None
        return _Frame(table, self._style, self._shaper, self._widths[table.id]).markup(self._add)

    def _add(self, picture: Picture) -> str:
        address = f"row:{len(self.pictures)}"
        self.pictures[address] = picture
        return f'<img src="{address}">'


class _Frame:
    """One table. edges: of its columns, from its left edge; outer and inner: half of its lines; all in px."""

    def __init__(self, table: Table, style: Style, shaper: Shaper, width: float) -> None:
        self._table, self._style, self._shaper = table, style, shaper
        self._outer, self._inner = style.outer_line * PX / 2, style.inner_line * PX / 2
        self._share = sum(shares := [column_share(width, sum(table.widths)) for width in table.widths])
        room = width - 2 * self._outer
        rest = max(0.0, room * (1 - self._share / 100)) / len(shares)
        self._edges = [0.0, *accumulate(room * share / 100 + rest for share in shares)]
        self._places = places_of(table)
        self._labels = names_rows(table)

    def markup(self, add: Any) -> list[str]:
        table = self._table
        lines = [f'<colgroup><col style="width:{self._share:.6g}%"></colgroup>']
        below = self._inner
        if table.head:
            lines.append(
                f'<thead><tr><th class="row">{add(self._picture(table.head, self._outer, below, True))}</th></tr></thead>'
            )
        lines.append("<tbody>")
        above, last = below if table.head else self._outer, len(table.body) - 1
        held = rows_held(table.body)
        for number, row in enumerate(table.body):
            picture = self._picture((row,), above, self._outer if number == last else below, False)
            lines.append(f'<tr{HELD if number in held else ""}><td class="row">{add(picture)}</td></tr>')
            above = below
        return [*lines, "</tbody>"]

    def _picture(self, rows: Sequence[Row], top: float, bottom: float, head: bool) -> Picture:
        """Rows that stay together. top, bottom: half of the lines above and below them."""
        sets = [
            self._set(cell, row, at, head)
            for row, line in enumerate(place_cells(rows, len(self._table.widths)))
            for at, cell in line
        ]
        halves = [top, *[self._inner] * (len(rows) - 1), bottom]
        tops = _tops(sets, halves)
        shown = tuple(shown for one in sets for shown in self._shown(one, tops, halves))
        lines = tuple(line for one in sets for line in self._lines(one, tops, halves))
        width, height = self._edges[-1] - 2 * self._outer, tops[-1] - top - bottom
        return Picture(width, height, shown, lines, self._inner * 2)

    def _set(self, cell: Cell, row: int, at: int, head: bool) -> _Set:
        th = cell.kind == "head" or (not head and self._labels and at == 0)
        role = self._role(cell, th)
        bold = cell.bold or role.bold
        lines = self._shaper.lines(cell.runs, role, bold)
        last = at + cell.colspan
        side, em = CELL_SIDE * PX, role.size * PX
        left = self._edges[at] + (self._inner if at else self._outer) + side + min(cell.indent, 6) * em
        right = self._edges[last] - (self._outer if last == len(self._edges) - 1 else self._inner) - side
        lag: Lag | None = lag_of(cell, at, self._places)
        if lag:
            right -= (lag.digits * 0.5 + (0 if lag.point else 0.25)) * em
        above = (CELL_PADDING + (HEAD_PADDING if head and th and row == 0 else 0)) * PX
        height = sum(line.height for line in lines) or role.line * PX
        return _Set(cell, row, at, lines, height, above, left, right, cell.align or role.align)

    def _role(self, cell: Cell, th: bool) -> Role:
        names = CELL_ROLES[self._table.role]
        kind = "head" if th and cell.kind == "number" else cell.kind
        return self._style.roles[names[kind]]

    def _shown(self, one: _Set, tops: Sequence[float], halves: Sequence[float]) -> Iterator[Shown]:
        """The text of a cell, in the middle of its height."""
        end = one.row + one.cell.rowspan
        room = tops[end] - tops[one.row] - halves[one.row] - halves[end] - one.above - CELL_PADDING * PX
        y = tops[one.row] + halves[one.row] + one.above + (room - one.height) / 2 - halves[0]
        for line in one.lines:
            free = one.right - one.left - line.width
            x = one.left - self._outer + {"center": free / 2, "right": free}.get(one.align, 0.0)
            for piece in line.pieces:
                yield Shown(x, y + line.baseline, piece, one.left - self._outer, one.right - self._outer)
                x += piece.width
            y += line.height

    def _lines(self, one: _Set, tops: Sequence[float], halves: Sequence[float]) -> Iterator[tuple[float, float, float, float]]:
        """The lines at the right of a cell and below it that the engine does not draw."""
        end, stop = one.row + one.cell.rowspan, one.at + one.cell.colspan
        origin, last = halves[0], len(self._edges) - 1
        right = self._edges[stop] - self._outer
        if stop < last:
            yield right, tops[one.row] - halves[one.row] - origin, right, tops[end] + halves[end] - origin
        if end < len(tops) - 1:
            left = self._edges[one.at] - self._outer - (self._inner if one.at else self._outer)
            yield left, tops[end] - origin, right + (self._inner if stop < last else self._outer), tops[end] - origin


def _tops(sets: Sequence[_Set], halves: Sequence[float]) -> list[float]:
    """Where each row begins and the last ends: a row is as high as the tallest of the cells that end in it."""
    tops = [0.0]
    for row in range(1, len(halves)):
        ends = [
            tops[one.row] + halves[one.row] + one.above + one.height + CELL_PADDING * PX + halves[row]
            for one in sets
            if one.row + one.cell.rowspan == row
        ]
        tops.append(max([tops[-1], *ends]))
    return tops
