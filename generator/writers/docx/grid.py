"""The grid of a table as WordprocessingML wants it: every row covers all columns, merged cells in each of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from generator.document.blocks import Cell, Row

Merge = Literal["", "restart", "continue"]
BLANK = Cell()


class Placed(NamedTuple):
    """A cell in one row of the grid. A cell over several rows appears in each: first as restart, then as continue."""

    cell: Cell
    column: int
    span: int
    merge: Merge


def lay_out(rows: Sequence[Row], columns: int) -> list[list[Placed]]:
    """Every row as placed cells from left to right that cover all columns; gaps are filled with blank cells."""
    open_cells: dict[int, tuple[Cell, int, int]] = {}  # column → cell, span, rows still to cover
    return [_lay_row(row, columns, open_cells) for row in rows]


def _lay_row(row: Row, columns: int, open_cells: dict[int, tuple[Cell, int, int]]) -> list[Placed]:
    if not open_cells and len(row) == columns and all(cell.colspan == 1 == cell.rowspan for cell in row):
        return [Placed(cell, column, 1, "") for column, cell in enumerate(row)]
    placed: list[Placed] = []
    waiting = iter(row)
    column = 0
    while column < columns:
        merge: Merge
        if column in open_cells:
            cell, span, left = open_cells.pop(column)
            merge = "continue"
        else:
            cell = next(waiting, BLANK)
            span, left = cell.colspan, cell.rowspan
            if span > 1:
                span = min(span, _room(column, columns, open_cells))
            merge = "restart" if left > 1 else ""
        placed.append(Placed(cell, column, span, merge))
        if left > 1:
            open_cells[column] = (cell, span, left - 1)
        column += span
    return placed


def _room(column: int, columns: int, open_cells: dict[int, tuple[Cell, int, int]]) -> int:
    """Free columns from here to the next cell that hangs down from above."""
    return min((c for c in open_cells if c > column), default=columns) - column
