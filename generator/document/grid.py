"""Cells laid on a grid: where each stands, what its spans cover, and whether the rows fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from generator.document.blocks import Cell, Row

Merge = Literal["", "restart", "continue"]
CONTINUE: Merge = "continue"
FEW = 4
"""Rows of a merged cell up to which it is not cut."""
LAST_TOGETHER = 3
"""Rows that end a table on one page."""


class GridError(ValueError):
    """Rows whose spans leave a hole, overlap, or stand out. row counts from 0."""

    def __init__(self, message: str, row: int) -> None:
        super().__init__(message)
        self.row = row


class Placed(NamedTuple):
    """A cell in one row of the grid, column and span counted in columns of the grid.

    A cell over several rows stands in each of them: first as restart, then as continue. One over a single row has no merge.
    """

    cell: Cell
    column: int
    span: int
    merge: Merge


def lay_out(rows: Sequence[Row], columns: int) -> list[list[Placed]]:
    """Each row's cells from left to right, those included that reach down from above, so that every row covers all columns.

    Raises GridError where the spans do not fit.
    """
    hanging: dict[int, tuple[Cell, int, int]] = {}
    lines = []
    for number, row in enumerate(rows):
        if not hanging and is_even(row, columns):
            lines.append([Placed(cell, column, 1, "") for column, cell in enumerate(row)])
        else:
            lines.append(_lay_row(row, number, columns, hanging))
    if hanging:
        raise GridError("最后一行的纵向合并超出了表格", len(rows) - 1)
    return lines


def is_even(row: Row, columns: int) -> bool:
    """Whether a row that nothing reaches into has one cell for each column."""
    if len(row) != columns:
        return False
    for cell in row:  # noqa: SIM110 - a generator for each of thousands of rows takes three times as long
        if cell.colspan != 1 or cell.rowspan != 1:
            return False
    return True


def _lay_row(row: Row, number: int, columns: int, hanging: dict[int, tuple[Cell, int, int]]) -> list[Placed]:
    """One row. hanging: by column, the cells that reach down into it with their span and the rows that they still cover."""
    line: list[Placed] = []
    waiting = iter(row)
    column = 0
    while column < columns:
        merge: Merge = CONTINUE
        held = hanging.pop(column, None)
        if held:
            cell, span, left = held
        else:
            following = next(waiting, None)
            if following is None:
                raise GridError(f"第{number + 1}行不足{columns}列", number)
            cell, span, left = following, following.colspan, following.rowspan
            if column + span > columns or any(c in hanging for c in range(column + 1, column + span)):
                raise GridError(f"第{number + 1}行的单元格超出了{columns}列", number)
            merge = "restart" if left > 1 else ""
        line.append(Placed(cell, column, span, merge))
        if left > 1:
            hanging[column] = (cell, span, left - 1)
        column += span
    if next(waiting, None) is not None:
        raise GridError(f"第{number + 1}行的单元格超出了{columns}列", number)
    return line


def place_cells(rows: Sequence[Row], columns: int) -> list[list[tuple[int, Cell]]]:
    """Each row's own cells with the column (from 0) of their left edge. Raises GridError as `lay_out` does."""
    return [[(at, cell) for cell, at, _, merge in line if merge != CONTINUE] for line in lay_out(rows, columns)]


def used_columns(parts: Iterable[Sequence[Row]], columns: int) -> list[int]:
    """The columns in which a cell begins, in head or body. Raises GridError as `lay_out` does."""
    return sorted({at for rows in parts for line in place_cells(rows, columns) for at, _ in line})


def placed(rows: Sequence[Row], columns: int) -> Iterator[tuple[int, int, Cell]]:
    """All cells with the row and column of their upper left corner. Raises GridError as `lay_out` does."""
    for number, line in enumerate(place_cells(rows, columns)):
        for column, cell in line:
            yield number, column, cell


def reached_into(rows: Sequence[Row], number: int) -> bool:
    """Whether a merged cell reaches from above into a row."""
    return any(at + cell.rowspan > number for at, row in enumerate(rows[:number]) for cell in row if cell.rowspan > 1)


def rows_held(rows: Sequence[Row]) -> frozenset[int]:
    """The rows of a body that stay on one page with the row above: those inside a merged cell of a few rows, whose text a
    page break would cut, and the last two, so that no row ends a table alone on a page."""
    inside = {
        number + below
        for number, row in enumerate(rows)
        for cell in row
        if cell.rowspan <= FEW
        for below in range(1, cell.rowspan)
    }
    ending = range(max(len(rows) - LAST_TOGETHER + 1, 1), len(rows)) if len(rows) > LAST_TOGETHER else ()
    return frozenset(inside.union(ending))
