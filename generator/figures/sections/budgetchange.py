"""A budget (文种: 预算) against last year's budget: what the last year's file says of it, else what `上年:` states.

Where last year's file is a budget too, all its figures are last year's. Where it holds final accounts, only the budget
figures that these carry count (年初预算 of 一般公共预算, 预算 of 三公): nothing that was spent is compared with a budget.
The sections that only a budget has: `budget.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.figures.books.accounts import Books
from generator.figures.books.cube import where
from generator.figures.sections.threefunds import TREES
from generator.model.amount import Amount, Origin, OriginKind, State, figure, left_out
from generator.model.choices import BUDGET
from generator.model.money import Nature
from generator.model.record import Rows, same_state

Names = dict[str, object]


def budget_prior(before: Mapping[str, object], kind: str, typed: Names) -> Names:
    """Last year's budget figures by name. before: the names of last year's file; kind: its 文种; typed: of `上年:`."""
    if kind == BUDGET:
        return {**typed, **before}
    kept = {"一般公共预算财政拨款支出": before["一般公共预算年初预算"]}
    kept |= {name: _budgets(before.get(name)) for name in TREES}
    items = before.get("支出项")
    stated = [(item["编码"], item.get("年初预算")) for item in items] if isinstance(items, list) else []
    budgets = [{"编码": code, "金额": budget} for code, budget in stated if isinstance(budget, Amount) and not left_out(budget)]
    return {**typed, **{name: value for name, value in kept.items() if value is not None}, "支出项": budgets}


def _budgets(node: object) -> object:
    """三公 with the budget figures alone."""
    if not isinstance(node, dict):
        return None
    pairs = {name: _budgets(value) if isinstance(value, dict) else value for name, value in node.items()}
    return {name: value for name, value in pairs.items() if isinstance(value, dict) or name.endswith(BUDGET)}


def budget_items(items: object, prior: Mapping[str, object]) -> Rows:
    """支出项 with 上年预算: zero for a 项 that last year's budget did not have, 未载明 where that budget is not known."""
    assert isinstance(items, list)
    before = prior.get("支出项")
    if not isinstance(before, list):
        unknown = Amount(None, State.UNSTATED, Origin(OriginKind.TYPED, "上年预算"))
        return same_state(items, [{**item, "上年预算": unknown} for item in items])
    budgets = {str(item["编码"]): item["金额"] for item in before}
    nothing = figure(0, "上年预算", "上年预算没有这一科目")
    return same_state(items, [{**item, "上年预算": budgets.get(str(item["编码"]), nothing)} for item in items])


def budget_names(names: Names, books: Books) -> Names:
    """预算来源: receipts by source with 上年结转 behind, as a budget lists them; 项目预算合计."""
    listed = names["收入来源"]
    assert isinstance(listed, list)
    behind = {"上年结转": "年初结转和结余", "使用非财政拨款结余": "使用非财政拨款结余"}
    carried = [{"名称": name, "金额": names[total]} for name, total in behind.items()]
    return {
        "预算来源": [*listed, *carried],
        "项目预算合计": books.expenditure.sum("项目支出预算", where(性质=str(Nature.PROJECT))),
    }
