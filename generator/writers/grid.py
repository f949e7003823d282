"""Where each cell of a table stands, once row and column spans are laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.document.blocks import Cell, Row


class Placed(NamedTuple):
    """A cell with its upper left place; row and column count from 0 within the rows given."""

    row: int
    column: int
    cell: Cell


def placed(rows: Sequence[Row]) -> Iterator[Placed]:
    """The cells of rows in order, each at the first place that no span from above or from the left takes."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            yield Placed(number, column, cell)
            taken.update((number + down, column + across) for down in range(cell.rowspan) for across in range(cell.colspan))
            column += cell.colspan
