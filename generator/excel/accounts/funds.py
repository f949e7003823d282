"""Which funds a file states: their totals, and what a remainder may belong to.

A remainder goes to a fund only where the total and every other fund are told (it is marked 推算); else it stays with its fund
untold. A fund is told where it has a table of its own by 项, where its total is zero, or where it has had no money at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.excel.accounts.facts import SOURCE_OF
from generator.excel.accounts.store import CellFigure, Store, added, agree
from generator.model.money import SOME_FISCAL, UNTOLD_FUND

FUNDS = ("一般公共预算", "政府性基金", "国有资本经营")
OTHER = "其他资金"
STATE_CAPITAL = "223"
"""The 类 that only 国有资本经营预算 pays for."""
ZERO = CellFigure(Decimal(0), "", inferred=True)


def fund_totals(store: Store, account: str) -> dict[str, CellFigure | None]:
    """Fund of 财政拨款 → its total; None where it is not stated. account: 收入, 支出 or 年初."""

    def total(fund: str) -> CellFigure | None:
        key = {"来源": SOURCE_OF[fund]} if account == "收入" else {"资金": fund}
        found = store.get(account, **key)
        carried = {"收入": "年初", "支出": "年末"}.get(account, "")
        if found is None and carried and not store.values("账", 0, carried):
            return store.get("总计", 资金=fund)  # a form without balances: its 总计 is that of the year
        return found

    found = {fund: total(fund) for fund in FUNDS}
    whole = total(SOME_FISCAL)
    if whole is None:
        return found
    return completed(found, whole)


def completed(parts: dict[str, CellFigure | None], whole: CellFigure) -> dict[str, CellFigure | None]:
    """The parts of a whole: where those that are stated make it up the others are zero, where one is missing it is the rest.

    The zero of a blank cell counts only where nothing contradicts it.
    """
    printed = [part for part in parts.values() if part and not part.blank]
    rest = whole - added(printed) if printed else whole
    blank = [name for name, part in parts.items() if part and part.blank]
    missing = [name for name, part in parts.items() if part is None]
    if agree(added(printed), whole, len(printed)):
        return {name: part or ZERO for name, part in parts.items()}
    if len(missing) == 1 and rest.value > 0:
        return {**parts, missing[0]: rest.guessed()}
    if len(blank) == 1 and not missing and rest.value > 0:
        return {**parts, blank[0]: rest.guessed()}
    return {name: None if name in blank else part for name, part in parts.items()}


@dataclass(frozen=True)
class Told:
    """The funds of which all expenditure is stated; what is left belongs to one of the others."""

    funds: frozenset[str]

    @property
    def open(self) -> list[str]:
        """The funds of which not all is stated."""
        return [fund for fund in (*FUNDS, OTHER) if fund not in self.funds]

    def owner(self, code: str, fiscal: bool = False) -> str:
        """The fund of a remainder under a 科目; 财政拨款 or 资金未载明 where it may be of several. fiscal: it is 财政拨款."""
        possible = [fund for fund in self.open if not fiscal or fund != OTHER]
        if code.startswith(STATE_CAPITAL) and FUNDS[2] in possible:
            return FUNDS[2]
        if len(possible) == 1:
            return possible[0]
        return SOME_FISCAL if possible and OTHER not in possible else UNTOLD_FUND


def told_funds(store: Store) -> Told:
    """The funds of which all expenditure is stated."""
    spent = fund_totals(store, "支出")
    idle = _without_money(store)
    told = {fund for fund in FUNDS if store.gives(资金=fund) or fund in idle or _nothing(spent[fund])}
    whole, fiscal = store.get("支出"), store.get("支出", 资金=SOME_FISCAL) or _together(spent)
    other = store.get("支出", 资金=OTHER)
    same = whole is not None and fiscal is not None and agree(whole, fiscal, 1)
    if store.gives(资金=OTHER) or OTHER in idle or _nothing(other) or (other is None and same):
        told.add(OTHER)
    return Told(frozenset(told))


def _without_money(store: Store) -> set[str]:
    """The funds with neither receipts nor an opening balance."""
    receipts, opening = fund_totals(store, "收入"), fund_totals(store, "年初")
    income, entire, begin = income_of(store), store.get("总计"), store.get("年初")
    fiscal = store.get("收入", 来源=SOME_FISCAL) or _together(receipts)
    nothing_carried = _nothing(begin) or (income is not None and entire is not None and agree(income, entire))
    if entire is not None and fiscal is not None and agree(entire, fiscal):  # all money is this year's 财政拨款
        nothing_carried, income = True, fiscal
    idle = {fund for fund in FUNDS if _nothing(receipts[fund]) and (nothing_carried or _nothing(opening[fund]))}
    carried = store.get("年初", 资金=SOME_FISCAL)
    own_carried = nothing_carried or (begin is not None and carried is not None and agree(begin, carried))
    fiscal_entire = store.get("总计", 资金=SOME_FISCAL)
    same = income is not None and fiscal is not None and agree(income, fiscal)
    if (same and own_carried) or (entire is not None and fiscal_entire is not None and agree(entire, fiscal_entire)):
        idle.add(OTHER)
    return idle


def income_of(store: Store) -> CellFigure | None:
    """本年收入 in all: stated, or all kinds that are stated together."""
    stated = store.get("收入")
    if stated is not None:
        return stated
    fiscal = [SOME_FISCAL] if store.get("收入", 来源=SOME_FISCAL) else [SOURCE_OF[fund] for fund in FUNDS]
    own = [kind for kind in store.values("来源", 0, "收入") if kind not in SOURCE_OF.values()]
    parts = [figure for kind in (*fiscal, *own) if (figure := store.get("收入", 来源=kind))]
    return added(parts) if parts else None


def _together(parts: dict[str, CellFigure | None]) -> CellFigure | None:
    found = [part for part in parts.values() if part is not None]
    return added(found) if len(found) == len(parts) else None


def _nothing(figure: CellFigure | None) -> bool:
    return figure is not None and not figure.value
