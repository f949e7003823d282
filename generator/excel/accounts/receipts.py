"""Receipts, opening balances and what becomes of surpluses: from the facts of a workbook to 收入, 年初结转和结余 …"""

from __future__ import annotations

from decimal import Decimal

from generator.excel.accounts.facts import SOURCE_OF
from generator.excel.accounts.store import CellFigure, Store, added, agree

Part = CellFigure | dict[str, CellFigure]
FUNDS = ("一般公共预算", "政府性基金", "国有资本经营")
OWN = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPECIAL = "财政专户管理资金"
STATE_CAPITAL = "223"
"""The 类 that only 国有资本经营预算 pays for."""


def revenue(store: Store) -> dict[str, Part]:
    """收入 by kind: by 项 where the workbook lists them, else as a whole; what it does not state is left out."""
    found: dict[str, Part] = {}
    direct = {fund: _listed(store, SOURCE_OF[fund]) for fund in FUNDS}
    for fund, items in _fiscal(store, direct).items():
        source = SOURCE_OF[fund]
        part = _checked(store, items, _total(store, source), source)
        if part is not None:
            found[source] = part
    for source in (*OWN, SPECIAL):
        part = _checked(store, _listed(store, source), store.get("收入", 来源=source), source)
        if part is not None:
            found[source] = part
        elif source in OWN and store.get("收入"):
            found[source] = CellFigure(Decimal(0), "")
    return found


def _listed(store: Store, source: str) -> dict[str, CellFigure]:
    return store.items("科目", 7, "收入", 来源=source)


def _total(store: Store, source: str) -> CellFigure | None:
    """A kind of 财政拨款 as a whole. Forms up to 2018 give all of it, and 其中：政府性基金."""
    whole = store.get("收入", 来源=source)
    if whole is not None:
        return whole
    fiscal = store.get("收入", 来源="财政拨款")
    government = store.get("收入", 来源=SOURCE_OF["政府性基金"])
    if source == SOURCE_OF["一般公共预算"] and fiscal:
        return fiscal - government if government and government.value else fiscal
    return CellFigure(Decimal(0), "") if fiscal or store.get("收入") else None


def _fiscal(store: Store, direct: dict[str, dict[str, CellFigure]]) -> dict[str, dict[str, CellFigure]]:
    """财政拨款 by 项 and fund. Where the forms give 财政拨款 by 项 as one, the funds with forms of their own are taken off."""
    fiscal = store.items("科目", 7, "收入", 来源="财政拨款")
    if direct["一般公共预算"] or not fiscal:
        return direct
    state = direct["国有资本经营"] or {c: f for c, f in fiscal.items() if c.startswith(STATE_CAPITAL)}
    government = direct["政府性基金"]
    general = {}
    for code, figure in fiscal.items():
        rest = figure
        for other in (government.get(code), state.get(code)):
            rest = rest - other if other else rest
        if rest.value:
            general[code] = rest
    return {"一般公共预算": general, "政府性基金": government, "国有资本经营": state}


def _checked(store: Store, items: dict[str, CellFigure], whole: CellFigure | None, name: str) -> Part | None:
    """The items where they make up the whole; the whole where they do not, which is reported."""
    if not items:
        return whole
    if whole is None or agree(added(items.values()), whole, len(items)):
        return items
    total = added(items.values())
    store.warnings.append(
        f"“{name}”各科目之和{total.value:f}万元与合计{whole.value:f}万元（{whole.source}）不符，只取合计；请按科目填写"
    )
    return whole


def opening(store: Store) -> dict[str, Part]:
    """年初结转和结余 by fund; 其他资金 is what is left of the whole."""
    found: dict[str, Part] = {}
    fiscal = store.get("年初", 资金="财政拨款")
    for fund in FUNDS:
        part = _checked(
            store, store.items("科目", 7, "年初", 资金=fund), store.get("年初", 资金=fund), f"年初结转和结余（{fund}）"
        )
        if part is None and fiscal and not fiscal.value:
            part = CellFigure(Decimal(0), "")
        if part is not None:
            found[fund] = part
    whole = store.get("年初")
    other = store.get("年初", 资金="其他资金")
    if other is None and whole is not None:
        if not whole.value:
            other = whole
        elif fiscal is not None:
            other = whole - fiscal
        elif len(found) == len(FUNDS):
            other = whole - added(_whole(part) for part in found.values())
    if whole is not None and not whole.value:
        found = {fund: found.get(fund, CellFigure(Decimal(0), "")) for fund in FUNDS}
    if other is not None:
        found["其他资金"] = other
    return found


def _whole(part: Part) -> CellFigure:
    return added(part.values()) if isinstance(part, dict) else part


def surpluses(store: Store) -> dict[str, CellFigure]:
    """使用非财政拨款结余 and 结余分配; zero where the form has their lines and no figure."""
    known = store.get("总计") is not None
    names = {"使用非财政拨款结余": "使用结余", "结余分配": "结余分配"}
    found = {name: store.get(account) for name, account in names.items()}
    return {name: figure or CellFigure(Decimal(0), "") for name, figure in found.items() if figure or known}
