"""Cells laid on a grid: what a span covers, and whether the rows fit together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document.blocks import Cell, Row


class GridError(ValueError):
    """Rows whose spans leave a hole, overlap, or stand out. row counts from 0."""

    def __init__(self, message: str, row: int) -> None:
        super().__init__(message)
        self.row = row


def placed(rows: Sequence[Row], columns: int) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with the row and column of its upper left corner. Raises GridError where the spans do not fit."""
    covered: list[int] = [0] * columns
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < columns and covered[column]:
                column += 1
            if column + cell.colspan > columns or any(covered[column : column + cell.colspan]):
                raise GridError(f"第{number + 1}行的单元格超出了{columns}列", number)
            yield number, column, cell
            for covers in range(column, column + cell.colspan):
                covered[covers] = cell.rowspan
            column += cell.colspan
        if not all(covered):
            raise GridError(f"第{number + 1}行不足{columns}列", number)
        covered = [left - 1 for left in covered]
    if any(covered):
        raise GridError("最后一行的纵向合并超出了表格", len(rows) - 1)


def filled(rows: Sequence[Row], columns: int) -> list[list[Cell]]:
    """The grid with each cell repeated in every place that it covers."""
    grid: list[list[Cell]] = [[Cell()] * columns for _ in rows]
    for row, column, cell in placed(rows, columns):
        for r in range(row, row + cell.rowspan):
            for c in range(column, column + cell.colspan):
                grid[r][c] = cell
    return grid
