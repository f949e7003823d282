"""Tables with one box to a row: the cells of a row are painted as one picture, line for line as the engine would set them.

A statutory table has hundreds of cells, mostly empty or with one figure. Rows, the repeated head, page breaks and the lines
around and between the rows remain the engine's. Tables with cells over several rows of the body are left to the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.document.blocks import Cell, Row, Run, Runs, Table
from generator.document.grid import place_cells, rows_held
from generator.writers.html.tables import Lag, column_share, lag_of, names_rows, places_of
from generator.writers.pdf.painted.lines import ends_picture, lines_picture, text_pictures
from generator.writers.pdf.painted.picture import Picture, Shown
from generator.writers.pdf.painted.shaped import PX, Line, Shaper
from generator.writers.style import CELL_PADDING, CELL_ROLES, CELL_SIDE, HEAD_PADDING, Role, Style

HELD = ' class="held"'
TALL = 240
"""Height in pt from which on the text of a cell may have to be parted by the end of a page."""


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

    def start(self, line: Line) -> float:
        """Where one of its lines begins, from its left."""
        free = self.right - self.left - line.width
        return {"center": free / 2, "right": free}.get(self.align, 0.0)


class PaintedTable:
    """One table (`html.painting.TablePainting`). width: its own, in px; add: takes a picture and gives its markup."""

    def __init__(self, table: Table, style: Style, shaper: Shaper, width: float, add: Callable[[Picture], str]) -> None:
        """Edges of its columns from its left edge, outer and inner half of its lines, all in px."""
        self._table, self._style, self._shaper, self._add = table, style, shaper, add
        self._outer, self._inner = style.outer_line * PX / 2, style.inner_line * PX / 2
        self._share = sum(shares := [column_share(width, sum(table.widths)) for width in table.widths])
        room = width - 2 * self._outer
        rest = max(0.0, room * (1 - self._share / 100)) / len(shares)
        self._edges = [0.0, *accumulate(room * share / 100 + rest for share in shares)]
        self._width = self._edges[-1] + 2 * self._outer
        self._places = places_of(table)
        self._labels = names_rows(table)

    def text(self, runs: Runs, role: str) -> str:
        """The markup inside a title or note."""
        pictures = text_pictures(runs, self._style.roles[role], self._style, self._shaper, self._width)
        return "".join(map(self._add, pictures))

    def ends(self, left: Runs, right: str, role: str) -> str:
        """The markup inside a line with a text at either end."""
        pictures = ends_picture(left, (Run(right),), self._style.roles[role], self._style, self._shaper, self._width)
        return "".join(map(self._add, pictures))

    def cell(self, cell: Cell, at: int, head: bool) -> str:
        """The markup inside a cell; empty where the engine has to set it, since a page may end within."""
        one = self._set(cell, 0, at, head)
        if not one.lines or cell.rowspan > 1 or one.height > TALL * PX:
            return ""
        return self._add(lines_picture([(line, one.start(line)) for line in one.lines], one.right - one.left))

    def rows(self) -> list[str]:
        """Columns and rows as lines of markup; none where there are cells over several rows of the body."""
        table = self._table
        if not table.body or any(cell.rowspan > 1 for row in table.body for cell in row):
            return []
        lines = [f'<colgroup><col style="width:{self._share:.6g}%"></colgroup>']
        below = self._inner
        if table.head:
            lines.append(
                f'<thead><tr><th class="row">{self._add(self._picture(table.head, self._outer, below, True))}</th></tr></thead>'
            )
        lines.append("<tbody>")
        above, last = below if table.head else self._outer, len(table.body) - 1
        held = rows_held(table.body)
        for number, row in enumerate(table.body):
            picture = self._picture((row,), above, self._outer if number == last else below, False)
            lines.append(f'<tr{HELD if number in held else ""}><td class="row">{self._add(picture)}</td></tr>')
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
            for x, piece in line.placed(one.left + one.start(line)):
                yield Shown(x - self._outer, y + line.baseline, piece, one.left - self._outer, one.right - self._outer)
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
