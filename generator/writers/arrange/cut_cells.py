"""Merged cells that a page end cuts, parted there: on each page stands a whole cell, so that every engine sets the same.

An engine left alone puts the lines of such a cell where it likes: Typst on the first page that has room for them, WeasyPrint
on the page where the cell begins, with the row that it begins in if need be.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.document.blocks import Cell, Row, Run, Runs, Table
from generator.document.grid import CONTINUE, lay_out, reached_into
from generator.writers.arrange.linebreak import BREAK
from generator.writers.arrange.pieces import cell_edges, row_heights
from generator.writers.style import Style

_LINE_END = re.compile(f"[{BREAK}\n]")


def part_cells(table: Table, first: int, style: Style) -> Table:
    """A typeset table with its merged cells parted above a row of the body; the same where none reaches into it.

    first: the row. The text stands whole in the upper part, or else in the
    lower one; where neither has room for all of it, the upper part takes the lines that it has room for.
    """
    if not reached_into(table.body, first):
        return table
    heights, edges, head = row_heights(table, style), cell_edges(table, style), len(table.head)
    roles = style.cell_roles(table)
    below: dict[tuple[int, int], Cell] = {}
    rows: list[Row] = []
    for at, line in enumerate(lay_out(table.body, len(table.widths))):
        cells: list[Cell] = []
        for cell, column, _, merge in line:
            if merge == CONTINUE and at == first:
                cells.append(below.pop((column, id(cell))))
            elif merge != CONTINUE and at < first < at + cell.rowspan:
                room = [
                    sum(heights[head + begin : head + end]) - edges[head + begin][0] - edges[head + end - 1][1]
                    for begin, end in ((at, first), (first, at + cell.rowspan))
                ]
                pitch = roles[cell.kind].line
                upper, lower = _shared(cell.runs, int(room[0] / pitch), int(room[1] / pitch))
                cells.append(replace(cell, runs=upper, rowspan=first - at))
                below[column, id(cell)] = replace(cell, runs=lower, rowspan=at + cell.rowspan - first)
            elif merge != CONTINUE:
                cells.append(cell)
        rows.append(tuple(cells))
    return replace(table, body=tuple(rows))


def _shared(runs: Runs, upper: int, lower: int) -> tuple[Runs, Runs]:
    """The runs of the upper and of the lower part, which have room for so many lines."""
    count = 1 + sum(len(_LINE_END.findall(run.text)) for run in runs) if runs else 0
    if count <= upper:
        return runs, ()
    if count <= lower or upper < 1:
        return (), runs
    return _split(runs, upper)


def _split(runs: Runs, lines: int) -> tuple[Runs, Runs]:
    """Runs parted after a number of lines."""
    upper: list[Run] = []
    for place, run in enumerate(runs):
        ends = [found.start() for found in _LINE_END.finditer(run.text)]
        if len(ends) >= lines:
            end = ends[lines - 1]
            parts = replace(run, text=run.text[:end]), replace(run, text=run.text[end + 1 :])
            return (*upper, parts[0]), (parts[1], *runs[place + 1 :])
        lines -= len(ends)
        upper.append(run)
    return tuple(upper), ()
