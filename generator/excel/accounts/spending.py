"""Expenditure by 项 × fund × 性质 × economic item, from whatever forms the workbook has.

Forms of a fund come first; 其他资金 is what the forms of all money have beyond them. An economic split is taken only where
it makes up the amount exactly, so that no rounded detail ever changes a total.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from generator.excel.accounts.receipts import FUNDS, STATE_CAPITAL
from generator.excel.accounts.store import CellFigure, Store, added

NATURES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
OTHER = "其他资金"
ROUNDING = Decimal("0.01")


@dataclass
class Split:
    """What was spent of one 性质: in all, by economic item, by project. Empty mappings: not stated."""

    whole: CellFigure
    items: dict[str, CellFigure] = field(default_factory=dict)
    projects: dict[str, CellFigure] = field(default_factory=dict)


@dataclass
class Spent:
    """What one fund paid for a 项: by 性质; `whole` alone where the forms do not state the 性质."""

    natures: dict[str, Split] = field(default_factory=dict)
    whole: CellFigure | None = None


@dataclass
class ItemSpending:
    """One 项."""

    code: str
    funds: dict[str, Spent] = field(default_factory=dict)
    budgets: dict[str, CellFigure] = field(default_factory=dict)


def spending(store: Store) -> list[ItemSpending]:
    """All lines of 支出, by code; those without any figure are left out."""
    lines = []
    codes = store.values("科目", 7)
    if codes and store.get("收入") is None and not any(store.gives(资金=fund) for fund in FUNDS):
        store.warnings.append("工作簿没有分资金的表，支出都当作一般公共预算财政拨款，请核对")
    for code in codes:
        line = ItemSpending(code)
        for fund in FUNDS:
            spent = _of_fund(store, code, fund)
            if spent.natures or spent.whole:
                line.funds[fund] = spent
        _rest(store, line)
        for name, kind in (("年初预算", "年初预算"), ("全年预算", "全年预算")):
            if figure := store.get(科目=code, 资金=FUNDS[0], 口径=kind):
                line.budgets[name] = figure
        if line.funds or line.budgets:
            lines.append(line)
    return lines


def _of_fund(store: Store, code: str, fund: str) -> Spent:
    spent = Spent()
    for nature in NATURES[:2]:
        whole = store.get(科目=code, 资金=fund, 性质=nature)
        if whole is not None and whole.value:
            spent.natures[nature] = Split(whole)
    if not spent.natures:
        whole = store.get(科目=code, 资金=fund)
        if whole is not None and whole.value:
            _without_nature(store, code, fund, spent, whole)
        return spent
    for nature, split in spent.natures.items():
        split.items = _economic(store, split.whole, code, fund, nature, len(spent.natures) == 1)
        split.projects = _projects(store, split.whole, code, fund, nature)
    return spent


def _without_nature(store: Store, code: str, fund: str, spent: Spent, whole: CellFigure) -> None:
    """A 项 whose 性质 the fund's form does not state; the form of all money states it where just one 性质 is not zero."""
    natures = [n for n in NATURES[:2] if (figure := store.get(科目=code, 性质=n)) and figure.value == whole.value]
    if len(natures) == 1 and store.number(科目=code) == whole.value:
        spent.natures[natures[0]] = Split(whole, _economic(store, whole, code, fund, natures[0], True))
    else:
        spent.whole = whole


def _economic(store: Store, whole: CellFigure, code: str, fund: str, nature: str, alone: bool) -> dict[str, CellFigure]:
    """The economic items of an amount where they make it up exactly, else none, which is reported."""
    chosen = {"科目": code, "资金": fund}
    items = store.items("经济", 5, **{name: v for name, v in {**chosen, "性质": nature}.items() if v})
    if not items and alone:
        items = store.items("经济", 5, **{name: v for name, v in chosen.items() if v})
    if not items and alone and fund and _fiscal_is(store, code, fund):
        items = store.items("经济", 5, 科目=code, 资金="财政拨款")
    if not items and nature and store.number(科目=code, 性质=nature) == whole.value:
        items = store.items("经济", 5, 科目=code, 性质=nature)
    if not items:
        return {}
    total = added(items.values())
    if total.value == whole.value:
        return items
    store.warnings.append(
        f"科目{code}{nature}的经济分类各项之和{total.value:f}万元与{whole.value:f}万元（{whole.source}）不等，只取后者"
    )
    return {}


def _fiscal_is(store: Store, code: str, fund: str) -> bool:
    """True where no other fund of 财政拨款 pays for the 项."""
    return not any(store.number(科目=code, 资金=other) for other in FUNDS if other != fund)


def _projects(store: Store, whole: CellFigure, code: str, fund: str, nature: str) -> dict[str, CellFigure]:
    projects = store.items("项目", 0, 科目=code, 资金=fund, 性质=nature)
    if not projects:
        return {}
    total = added(projects.values())
    if total.value == whole.value:
        return projects
    store.warnings.append(f"科目{code}各项目之和{total.value:f}万元与{whole.value:f}万元（{whole.source}）不等，没有分到项目")
    return {}


def _rest(store: Store, line: ItemSpending) -> None:
    """What is beyond the funds that have forms of their own goes to 其他资金; of 223 it is 国有资本经营."""
    fund = OTHER
    if line.code.startswith(STATE_CAPITAL) and not store.gives(资金=FUNDS[2]):
        fund = FUNDS[2]
    elif not store.gives(资金=FUNDS[1]) and store.number(资金=FUNDS[1]) and not _has_own_money(store):
        fund = FUNDS[1]
    elif not store.gives(资金=FUNDS[0]) and not _has_own_money(store):
        fund = FUNDS[0]
    if any(spent.whole for spent in line.funds.values()):
        return
    rest = Spent()
    for nature in NATURES:
        whole = store.get(科目=line.code, 性质=nature)
        if whole is None:
            continue
        known = [spent.natures[nature] for spent in line.funds.values() if nature in spent.natures]
        left = whole
        for split in known:
            left = left - split.whole
        if not left.value or _only_rounding(left, known):
            continue
        if left.value < 0:
            store.warnings.append(f"科目{line.code}{nature}：各资金之和比合计多{-left.value:f}万元（{left.source}），请核对")
            continue
        rest.natures[nature] = Split(left, _rest_items(store, left, line.code, nature, known))
    if rest.natures:
        line.funds[fund] = rest


def _only_rounding(left: CellFigure, known: list[Split]) -> bool:
    return not left.exact and len(known) > 1 and abs(left.value) <= ROUNDING


def _rest_items(store: Store, left: CellFigure, code: str, nature: str, known: list[Split]) -> dict[str, CellFigure]:
    """The economic items of the rest: those of all money less those of the funds, where these are known."""
    if any(not split.items for split in known):
        return {}
    items = {}
    for code2, figure in store.items("经济", 5, 科目=code, 性质=nature).items():
        rest = figure
        for split in known:
            rest = rest - split.items[code2] if code2 in split.items else rest
        if rest.value:
            items[code2] = rest
    return items if items and added(items.values()).value == left.value else {}


def _has_own_money(store: Store) -> bool:
    """True where there are receipts or balances beside 财政拨款."""
    own = store.number("收入") - store.number("收入", 来源="财政拨款")
    fiscal = sum(
        (store.number("收入", 来源=s) for s in ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")),
        Decimal(0),
    )
    own = min(own, store.number("收入") - fiscal) if fiscal else own
    left = store.number("年初") - store.number("年初", 资金="财政拨款")
    return abs(own) > 2 * ROUNDING or abs(left) > 2 * ROUNDING or store.number("使用结余") != 0
