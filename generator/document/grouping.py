"""Cut a very wide table into consecutive tables that fit a page: 续表."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from generator.document.blocks import Cell, Row, Run, Table
from generator.document.grid import is_even, place_cells

CONTINUED = "（续表）"


def split_groups(table: Table) -> list[Table]:
    """The tables that are printed for a table: itself where it has no groups, else one per column range.

    Each holds the first `repeat` columns and those of its range. A cell that spans a range's edge is clipped there.
    Later tables carry 续表 in the title, start a new page and have ids of their own (`T05-2`); notes stand under the
    last. Rows stay rows, so what spans rows is untouched.
    """
    if not table.groups:
        return [table]
    last = len(table.groups) - 1
    return [_part(table, number, number == last) for number in range(len(table.groups))]


def _part(table: Table, number: int, is_last: bool) -> Table:
    start, stop = table.groups[number]
    kept = [*range(min(table.repeat, start)), *range(start, stop)]
    later = number > 0
    return replace(
        table,
        id=f"{table.id}-{number + 1}" if later else table.id,
        title=(*table.title, Run(CONTINUED)) if later else table.title,
        widths=tuple(table.widths[column] for column in kept),
        head=_clip(table.head, kept, len(table.widths)),
        body=_clip(table.body, kept, len(table.widths)),
        notes=table.notes if is_last else (),
        new_page=later or table.new_page,
        titled=later or table.titled,
        groups=(),
        repeat=0,
    )


def _clip(rows: Sequence[Row], kept: Sequence[int], columns: int) -> tuple[Row, ...]:
    if all(is_even(row, columns) for row in rows):
        return tuple(tuple([row[column] for column in kept]) for row in rows)
    chosen = set(kept)
    before = [0, *accumulate(column in chosen for column in range(columns))]
    return tuple(tuple(_clipped(placed, before)) for placed in place_cells(rows, columns))


def _clipped(placed: list[tuple[int, Cell]], before: Sequence[int]) -> Iterator[Cell]:
    """What remains of a row's cells. before: how many columns are kept on the left of each edge."""
    last = len(before) - 1
    for at, cell in placed:
        stop = at + cell.colspan
        width = before[stop if stop < last else last] - before[at]
        if width == cell.colspan:
            yield cell
        elif width:
            yield replace(cell, colspan=width)
