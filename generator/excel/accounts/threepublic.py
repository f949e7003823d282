"""“三公”经费: budgets, actuals and counts. What the economic items of 支出 already state is compared and not written again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.excel.accounts.funds import FUNDS
from generator.excel.accounts.spending import ItemSpending
from generator.excel.accounts.store import CellFigure, Store
from generator.model.choices import BUDGET

FIELDS: dict[tuple[str, str], dict[str, str]] = {
    ("因公出国", "因公出国"): {
        "预算": "预算",
        "全年预算": "全年预算",
        "决算": "决算",
        "上年预算": "上年预算",
        "上年决算": "上年决算",
    },
    ("公务用车", "购置"): {
        "预算": "购置预算",
        "全年预算": "购置全年预算",
        "决算": "购置决算",
        "上年预算": "上年购置预算",
        "上年决算": "上年购置决算",
    },
    ("公务用车", "运行"): {
        "预算": "运行预算",
        "全年预算": "运行全年预算",
        "决算": "运行决算",
        "上年预算": "上年运行预算",
        "上年决算": "上年运行决算",
    },
    ("公务接待", "公务接待"): {
        "预算": "预算",
        "全年预算": "全年预算",
        "决算": "决算",
        "上年预算": "上年预算",
        "上年决算": "上年决算",
    },
}
"""(part of 三公, item of the form) → 口径 → field."""
WHOLE_CARS = {"预算": "预算", "决算": "决算"}
"""Of 公务用车 as a whole, where the form does not part 购置 and 运行."""
COUNTS = {
    "团组数": ("因公出国", "团组数"),
    "人次数": ("因公出国", "人次数"),
    "国内批次": ("公务接待", "国内批次"),
    "国内人次": ("公务接待", "国内人次"),
    "外事批次": ("公务接待", "外事批次"),
    "外事人次": ("公务接待", "外事人次"),
    "外事接待": ("公务接待", "外事接待决算"),
}
ITEMS = {"因公出国": "30212", "购置": "31013", "运行": "30231", "公务接待": "30217"}

BY_ITEM = {"因公出国": "因公出国", "公务用车购置": "购置", "公务用车运行": "运行", "公务接待": "公务接待"}
"""Field of 政府性基金分项 → the item in a form."""


def three_public(store: Store, lines: list[ItemSpending], kind: str) -> dict[str, Any]:
    """The tree of 三公, empty where the workbook has none."""
    fund = next((fund for fund in (FUNDS[0], "财政拨款") if store.values("口径", 0, "三公", 资金=fund)), "")
    if not fund and store.get("三公", 资金=FUNDS[0]) is None:
        return {}
    fund = fund or FUNDS[0]
    found: dict[str, Any] = {"因公出国": {}, "公务用车": {}, "公务接待": {}}
    derived = _detailed(lines)
    for (part, item), fields in FIELDS.items():
        for scope, name in fields.items():
            figure = _figure(store, fund, item, scope)
            if figure is None or (scope == "全年预算" and _same(figure, _figure(store, fund, item, "预算"))):
                continue
            if (scope == "决算" and derived) or (kind == BUDGET and scope == "预算" and derived):
                _compare(store, lines, item, figure)
            elif scope != "决算" or kind != BUDGET:
                found[part][name] = figure
    for scope, name in WHOLE_CARS.items():
        figure = _figure(store, fund, "公务用车", scope)
        if figure and not any(_figure(store, fund, item, scope) for item in ("购置", "运行")) and kind != BUDGET:
            found["公务用车"][name] = figure
    for item, (part, name) in COUNTS.items():
        if figure := store.get("三公", 资金=fund, 项=item):
            found[part][name] = figure
    if cars := _cars(store, fund):
        found["公务用车"]["车型"] = [cars]
    government = store.get("三公", 资金=FUNDS[1], 口径="预算") or store.get("三公", 资金=FUNDS[1], 口径="年初预算")
    if government:
        found["政府性基金预算"] = government
    if items := {name: figure for name, item in BY_ITEM.items() if (figure := _figure(store, FUNDS[1], item, "预算"))}:
        found["政府性基金分项"] = items
    return found


def _cars(store: Store, fund: str) -> dict[str, Any]:
    """Cars bought and held, of all kinds together: forms do not part them by kind."""
    bought, held = store.get("三公", 资金=fund, 项="购置数"), store.get("三公", 资金=fund, 项="保有量")
    if bought is None or held is None:
        return {}
    amount = _figure(store, fund, "购置", "决算")
    return {"车型": "公务用车", "购置数": bought, **({"购置金额": amount} if amount else {}), "保有量": held}


def _figure(store: Store, fund: str, item: str, scope: str) -> CellFigure | None:
    """A figure by item and 口径. A figure without 口径 is 决算; 预算 is 年初预算 where a form distinguishes the two."""
    scopes = {"决算": ("", "决算"), "预算": ("年初预算", "预算")}.get(scope, (scope,))
    return next((f for one in scopes if (f := store.get("三公", 资金=fund, 项=item, 口径=one))), None)


def _same(one: CellFigure, other: CellFigure | None) -> bool:
    return other is not None and one.value == other.value


def _detailed(lines: list[ItemSpending]) -> bool:
    """True where every amount of 一般公共预算 has its economic items, so that 三公 follows from them."""
    splits = [split for line in lines for spent in line.funds.values() for split in spent.natures.values()]
    general = [line.funds[FUNDS[0]] for line in lines if FUNDS[0] in line.funds]
    splits = [split for spent in general for split in spent.natures.values()]
    return bool(splits) and all(split.items for split in splits) and not any(spent.whole for spent in general)


def _compare(store: Store, lines: list[ItemSpending], item: str, figure: CellFigure) -> None:
    """Report where a figure of the form is not what the economic items make."""
    code = ITEMS[item]
    general = [line.funds[FUNDS[0]] for line in lines if FUNDS[0] in line.funds]
    parts = [split.items[code].value for spent in general for split in spent.natures.values() if code in split.items]
    total = sum(parts, Decimal(0))
    slack = Decimal(0) if figure.exact else Decimal("0.005") * (len(parts) + 1)
    if abs(total - figure.value) > slack:
        store.warnings.append(f"{figure.source}是{figure.value:f}万元，支出中{code}各科目之和是{total:f}万元，请核对")
