"""The columns of a table: the economic items that become columns, the head rows, and the groups of a very wide table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.document.blocks import Cell, Row, Run
from generator.figures import Figures
from generator.figures.books.cube import where
from generator.model.classification import economic
from generator.tables.axes import CODED
from generator.tables.query import GROUPS
from generator.tables.spec import Column, Spec


def expand(spec: Spec, figures: Figures) -> tuple[Column, ...]:
    """The columns with `经济:` replaced by one group for each 类: 小计 and the 款 that have an amount.

    A 类 that has no amount at all is left out, unless its 款 are 未载明: then it stands alone.
    """
    expanded: list[Column] = []
    for column in spec.columns:
        expanded += _economic(column, figures) if column.economic else [column]
    return tuple(expanded)


def _economic(column: Column, figures: Figures) -> Iterator[Column]:
    names = economic(figures.data.year)
    query = dict(column.query or {})
    funds = GROUPS.get(str(query.get("资金")), (str(query.get("资金", "")),))
    conditions = where(资金=funds)
    book = figures.books.expenditure
    spent = book.values("经济", 5, conditions)
    for kind in column.economic:
        items = [code for code in spent if code.startswith(kind)]
        whole = book.sum("", where(资金=funds, 经济=kind))
        if whole.known and whole.is_zero:
            continue
        leaves = tuple(replace(column, title=names.name(code), query={**query, "经济": code}, economic=()) for code in items)
        subtotal = replace(column, title="小计", query={**query, "经济": kind}, economic=())
        if leaves:
            yield Column(names.name(kind), columns=(subtotal, *leaves))
        else:
            yield replace(subtotal, title=names.name(kind))


def depth(columns: tuple[Column, ...]) -> int:
    """Rows of the head."""
    return max((1 + (depth(c.columns) if c.columns else 0) for c in columns), default=0)


def head_rows(columns: tuple[Column, ...]) -> list[Row]:
    """The head as rows of cells with spans."""
    height = depth(columns)
    rows: list[list[Cell]] = [[] for _ in range(height)]
    _place(columns, rows, 0, height)
    return [tuple(row) for row in rows]


def _place(columns: tuple[Column, ...], rows: list[list[Cell]], level: int, height: int) -> None:
    for column in columns:
        span = sum(1 for _ in column.leaves())
        below = 1 if column.columns else height - level
        rows[level].append(Cell((Run(column.title),), "head", colspan=span, rowspan=below))
        if column.columns:
            _place(column.columns, rows, level + 1, height)


def number_row(leaves: list[Column], key: str) -> Row:
    """栏次: columns with amounts are numbered from 1; the stub says 栏次, a column of 行次 stays empty."""
    stub = 0
    while stub < len(leaves) and leaves[stub].content in CODED:
        stub += 1
    cells = [Cell((Run("栏次"),), "head", colspan=stub)] if stub else []
    count = 0
    for column in leaves[stub:]:
        if column.content:
            cells.append(Cell((Run("栏次" if column.content == "文字" else ""),), "head"))
        else:
            count += 1
            cells.append(Cell((Run(str(count), key),), "head"))
    return tuple(cells)


def groups(spec: Spec, leaves: list[Column]) -> tuple[tuple[int, int], ...]:
    """Ranges of columns that fit on one page, as even as can be; empty where all fit."""
    columns = len(leaves) - spec.repeat
    if not spec.group_size or columns <= spec.group_size:
        return ()
    count = -(-columns // spec.group_size)
    edges = [spec.repeat + columns * number // count for number in range(count + 1)]
    return tuple(pairwise(edges))
