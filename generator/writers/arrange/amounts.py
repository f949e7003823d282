"""Amounts that stand centred one below the other, as in evaluations, aligned on the decimal point as in statutory tables.

Amounts are numbers with decimals. They are set to the right, which brings the points of equally many decimals together; cells
between them and percentages stay as the template has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from generator.document.blocks import Document, Row, Section, Table
from generator.document.grid import place_cells

AMOUNT = re.compile(r"[-－]?\d{1,3}(?:,?\d{3}){0,5}\.(\d{1,6})")
LEAST = 2
"""Amounts one below the other that make a column of amounts."""


def aligned(document: Document) -> Document:
    """The document with such amounts to the right."""
    return replace(document, sections=tuple(_section(section) for section in document.sections))


def _section(section: Section) -> Section:
    return replace(section, blocks=tuple(_table(block) if isinstance(block, Table) else block for block in section.blocks))


def _table(table: Table) -> Table:
    rows = place_cells(table.body, len(table.widths))
    chosen: set[tuple[int, int]] = set()
    columns: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number, row in enumerate(rows):
        for at, cell in row:
            centred = cell.align == "center" or (cell.align is None and table.role == "plain")
            if centred and (found := AMOUNT.fullmatch(cell.text)):
                columns.setdefault((at, cell.colspan), []).append((number, len(found[1])))
    for (at, _), amounts in columns.items():
        for run in _runs(amounts):
            chosen |= {(number, at) for number in run}
    if not chosen:
        return table
    body: list[Row] = [
        tuple([replace(cell, align="right") if (number, at) in chosen else cell for at, cell in row])
        for number, row in enumerate(rows)
    ]
    return replace(table, body=tuple(body))


def _runs(amounts: list[tuple[int, int]]) -> Iterator[list[int]]:
    """The rows of amounts that follow one another with equally many decimals. amounts: row and decimals of each."""
    numbered = ((number - place, number, decimals) for place, (number, decimals) in enumerate(amounts))
    for _, run in groupby(numbered, key=lambda one: (one[0], one[2])):
        rows = [number for _, number, _ in run]
        if len(rows) >= LEAST:
            yield rows
