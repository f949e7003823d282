"""Tables over several pages joined: columns aligned by where they stand, repeated heads once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from generator.reports.report import ReportCell, ReportGrid

NEAR = 5.0
"""pt within which two edges are one."""
OUTER = 12.0
"""pt by which a table may be set off on the next page."""
SHARED = 0.5
"""Share of the edges that the grids of one table have in common."""
MOST_HEAD = 6


def continues(table: ReportGrid, grid: ReportGrid) -> bool:
    """Whether the grid may be the rest of the table, by its columns: they need not all be there, but must stand in line."""
    if not table.edges or not grid.edges:
        return table.columns == grid.columns and not _begins_alike(table, grid)
    shift = grid.edges[0] - table.edges[0]
    if abs(shift) > OUTER or abs(grid.edges[-1] - table.edges[-1] - shift) > OUTER:
        return False
    known = [edge + shift for edge in table.edges]
    shared = sum(1 for edge in grid.edges if _nearest(known, edge) is not None)
    return shared >= SHARED * min(len(grid.edges), len(known)) and shared >= min(len(grid.edges), len(known)) - 1 and shared >= 3


def _begins_alike(table: ReportGrid, grid: ReportGrid) -> bool:
    """A form of its own: it begins with the same label, but is filled in with something else."""
    first, other = _row(table, 0), _row(grid, 0)
    return bool(other) and first[:1] == other[:1] and first != other and bool(other[0])


def joined(table: ReportGrid, grid: ReportGrid) -> ReportGrid:
    """The table with the rows of the grid below its own; rows of the grid that repeat the table's head are left out."""
    skipped = _repeated(table, grid)
    while skipped < grid.rows - 1 and not _row(grid, skipped) and not _reaching(grid, skipped):
        skipped += 1
    table, columns = _aligned(table, grid)
    cells = list(table.cells)
    for cell in grid.cells:
        end = cell.row + cell.rowspan
        if end <= skipped:
            continue
        row = max(cell.row, skipped)
        left, right = columns[cell.column], columns[cell.column + cell.colspan]
        if right > left:
            at = table.rows + row - skipped
            place = replace(cell.place, row=at + 1, column=left + 1)
            cells.append(ReportCell(cell.text, at, left, place, end - row, right - left))
    return ReportGrid(table.rows + grid.rows - skipped, table.columns, cells, table.place, table.edges)


def _repeated(table: ReportGrid, grid: ReportGrid) -> int:
    """How many of the grid's first rows repeat the table's."""
    count = 0
    for row in range(min(table.rows, grid.rows, MOST_HEAD)):
        mine, other = _row(table, row), _row(grid, row)
        if mine != other or not any(mine):
            break
        count += 1
    return count


def _reaching(grid: ReportGrid, row: int) -> bool:
    """Whether a cell with a text begins above a row and covers it."""
    return any(cell.text and cell.row < row < cell.row + cell.rowspan for cell in grid.cells)


def _row(grid: ReportGrid, row: int) -> list[str]:
    return [cell.text for cell in grid.cells if cell.row == row and cell.text]


def _aligned(table: ReportGrid, grid: ReportGrid) -> tuple[ReportGrid, Sequence[int]]:
    """The table with the columns of both, and the column of the table at which each edge of the grid stands."""
    if not table.edges or not grid.edges:
        return table, range(grid.columns + 1)
    shift = grid.edges[0] - table.edges[0]
    own = list(table.edges)
    extra = [edge - shift for edge in grid.edges if _nearest(own, edge - shift) is None]
    if extra:
        edges = sorted([*own, *extra])
        position = {edge: at for at, edge in enumerate(edges)}
        cells = []
        for cell in table.cells:
            left, right = position[own[cell.column]], position[own[cell.column + cell.colspan]]
            cells.append(replace(cell, column=left, colspan=right - left))
        table = ReportGrid(table.rows, len(edges) - 1, cells, table.place, tuple(edges))
        own = edges
    columns = []
    for edge in grid.edges:
        found = _nearest(own, edge - shift)
        columns.append(found if found is not None else bisect_left(own, edge - shift))
    columns[0], columns[-1] = 0, table.columns
    return table, columns


def _nearest(edges: Sequence[float], at: float) -> int | None:
    place = bisect_left(edges, at)
    near = [index for index in (place - 1, place) if 0 <= index < len(edges) and abs(edges[index] - at) <= NEAR]
    return min(near, key=lambda index: abs(edges[index] - at)) if near else None
