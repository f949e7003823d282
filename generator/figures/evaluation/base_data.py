"""The base-data table of a self-evaluation of whole spending: typed rows, joined with the figures that the report has anyway."""

from __future__ import annotations

from collections.abc import Mapping

from generator.figures.books.totals import ratio
from generator.figures.nodes import Node, node, parts
from generator.model.amount import Amount, pending
from generator.model.evaluation import BaseData, BaseLine, Buildings

RATE = "{0}÷{1}×100"


def base_data(part: BaseData, lines: Mapping[str, Amount], known: Mapping[str, Amount]) -> Node:
    """Row → 上年决算, 预算, 决算; 项目明细 in the order of 项目支出; 楼堂馆所 with its rates.

    lines: 项目支出 by name; known: 决算 that follows, by the row's name. In 万元, rates in percent.
    """
    rows = {name: _row(row, name, known.get(name)) for name, row in parts(part, BaseLine).items()}
    found: Node = {**node(part, rows), **rows}
    found["项目明细"] = [_row(part.projects.get(name, BaseLine()), name, amount) for name, amount in lines.items()]
    found["楼堂馆所"] = _buildings(part.buildings)
    return found


def _row(row: BaseLine, name: str, follows: Amount | None) -> Node:
    actual = follows or row.actual or pending(f"{name}决算")
    return {
        **node(row),
        "名称": name,
        "上年决算": row.prior.named(f"{name}上年决算"),
        "预算": row.budget.named(f"{name}预算"),
        "决算": actual.named(f"{name}决算"),
        "控制率": ratio(actual, row.budget, RATE).named(f"{name}控制率"),
    }


def _buildings(part: Buildings) -> Node:
    return {
        **node(part),
        "规模控制率": ratio(part.actual_size, part.approved_size, RATE).named("新建楼堂馆所面积控制率"),
        "投资控制率": ratio(part.actual_cost, part.approved_cost, RATE).named("新建楼堂馆所投资概算控制率"),
    }
