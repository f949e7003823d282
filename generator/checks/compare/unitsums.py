"""部门汇总: each figure that the department has typed itself, beside the sum of its units'."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Figures
from generator.figures.books.cube import Cube, Where, where
from generator.figures.nodes import Node
from generator.model.amount import Amount, figure
from generator.model.money import Expenditure


def pairs(figures: Figures) -> Iterator[Node]:
    """Each figure that the department has typed, and the same of its units: 名称, 部门数, 单位合计."""
    typed = figures.typed
    if typed is None:
        return
    books = figures.books
    for name, cube, sums in (
        ("收入", typed.books.receipts, books.receipts),
        ("支出", typed.books.expenditure, books.expenditure),
        ("年初结转和结余", typed.books.opening, books.opening),
    ):
        yield from _cube(name, cube, sums)
    for name, amount, sum_ in (
        ("使用非财政拨款结余", typed.books.used_surplus, books.used_surplus),
        ("结余分配", typed.books.distributed, books.distributed),
    ):
        if _typed(amount):
            yield {"名称": name, "部门数": amount, "单位合计": sum_}
    yield from _budgets(typed.lines, figures)
    for path, own, summed in typed.sections.pairs:
        yield {"名称": path, "部门数": own, "单位合计": summed}


def _cube(name: str, own: Cube, sums: Cube) -> Iterator[Node]:
    asked: dict[Where, str] = {}
    for leaf in own.leaves:
        if _typed(leaf.amount):
            asked.setdefault(where(**dict(leaf.dims)), "".join(leaf.dims.values()))
    for conditions, label in asked.items():
        yield {"名称": f"{name}{label}", "部门数": own.computed(conditions), "单位合计": sums.computed(conditions)}
    codes = set(own.values("科目")) if asked else set()
    for code in [code for code in sums.values("科目") if code not in codes] if codes else []:
        yield {"名称": f"{name}{code}", "部门数": figure(0, code), "单位合计": sums.computed(where(科目=code))}


def _budgets(lines: tuple[Expenditure, ...], figures: Figures) -> Iterator[Node]:
    sums = {str(line.code): line for line in figures.data.expenditure}
    for line in lines:
        summed: Expenditure | None = sums.get(str(line.code))
        for name, amount, sum_ in (
            ("年初预算", line.initial_budget, summed.initial_budget if summed else None),
            ("全年预算", line.full_budget, summed.full_budget or summed.initial_budget if summed else None),
        ):
            if amount is not None and _typed(amount):
                yield {"名称": f"{line.code}{name}", "部门数": amount, "单位合计": sum_ or figure(0, name)}


def _typed(amount: Amount) -> bool:
    return amount.known and bool(amount.origin.place.line)
