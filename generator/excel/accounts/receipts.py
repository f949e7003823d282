"""Receipts, opening balances and what becomes of surpluses: from the facts of a workbook to 收入, 年初结转和结余 …"""

from __future__ import annotations

from generator.excel.accounts.facts import SOURCE_OF
from generator.excel.accounts.funds import FUNDS, OTHER, STATE_CAPITAL, ZERO, completed, fund_totals, income_of
from generator.excel.accounts.store import CellFigure, Store, added, agree
from generator.model.choices import ACCOUNTS, BUDGET
from generator.model.money import SOME_FISCAL

Items = dict[str, CellFigure]
Part = CellFigure | Items
OWN = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPECIAL = "财政专户管理资金"
UNTOLD = "未载明"


def revenue(store: Store, kind: str = ACCOUNTS) -> dict[str, Part | str]:
    """收入 by kind: by 项 where the workbook lists them, else as a whole; what it does not state is left out.

    What is 财政拨款 of which the fund is not told stands under 财政拨款, its funds are 未载明.
    """
    totals = fund_totals(store, "收入")
    fiscal = store.get("收入", 来源=SOME_FISCAL)
    parts: dict[str, Part] = {}
    for fund, items in _fiscal_items(store, totals).items():
        source = SOURCE_OF.get(fund, fund)
        whole = fiscal if fund == SOME_FISCAL else totals[fund]
        part = _checked(store, items, whole, source)
        if part is not None:
            parts[source] = part
    found: dict[str, Part | str] = {}
    open_funds = [SOURCE_OF[fund] for fund in FUNDS if SOURCE_OF[fund] not in parts]
    if open_funds and fiscal is not None and SOME_FISCAL not in parts:
        known = [_whole(part) for part in parts.values()]
        rest = fiscal - added(known) if known else fiscal
        if rest.value:
            parts[SOME_FISCAL] = rest
    if SOME_FISCAL in parts:
        found |= dict.fromkeys(open_funds, UNTOLD)
        amount = _whole(parts[SOME_FISCAL])
        store.warnings.append(
            f"财政拨款收入{amount.value:f}万元没有写明是哪种财政拨款，写在“收入.{SOME_FISCAL}”，各种作未载明；知道的请分开填"
        )
    return {**parts, **found, **_own(store, [*parts.values()], kind)}


def _own(store: Store, fiscal: list[Part], kind: str) -> dict[str, Part | str]:
    """The kinds of receipts beside 财政拨款. Kinds without a figure are zero where the others make up the total."""
    parts: dict[str, Part | None] = {}
    for source in (*OWN, SPECIAL):
        parts[source] = _checked(store, _listed(store, source), store.get("收入", 来源=source), source)
    whole = store.get("收入") or store.get("总计")
    given = [_whole(part) for part in (*fiscal, *parts.values()) if part is not None]
    done = whole is not None and bool(given) and agree(added(given), whole, len(given))
    if store.get("收入") is None and not done:
        return {source: part for source, part in parts.items() if part is not None}
    rest: Part | str = ZERO if done else UNTOLD
    known = (*OWN, SPECIAL) if kind == BUDGET else OWN
    return {source: part if part is not None else rest for source, part in parts.items() if part is not None or source in known}


def _listed(store: Store, source: str) -> Items:
    return store.items("科目", 7, "收入", 来源=source)


def _fiscal_items(store: Store, totals: dict[str, CellFigure | None]) -> dict[str, Items]:
    """财政拨款 by 项 and fund. What the forms give by 项 as one, less the funds with forms of their own, is of the one fund that
    is left; of 财政拨款, which of it untold, where several are."""
    direct = {fund: _listed(store, SOURCE_OF[fund]) for fund in FUNDS}
    fiscal = store.items("科目", 7, "收入", 来源=SOME_FISCAL)
    if not fiscal:
        return direct
    idle = [fund for fund, total in totals.items() if total is not None and not total.value]
    possible = [fund for fund in FUNDS if not direct[fund] and fund not in idle]
    state = {c: f for c, f in fiscal.items() if c.startswith(STATE_CAPITAL)} if FUNDS[2] in possible else {}
    if state:
        direct[FUNDS[2]] = state
        possible.remove(FUNDS[2])
    elif len(possible) > 1 and FUNDS[2] in possible and totals[FUNDS[2]] is None:
        possible.remove(FUNDS[2])  # its 科目 are of a 类 of their own, of which there is none
    left = {}
    for code, figure in fiscal.items():
        rest = figure
        for items in direct.values():
            rest = rest - items[code] if code in items else rest
        if rest.value > 0:
            left[code] = rest
    if not left:
        return direct
    if len(possible) == 1:
        return {**direct, possible[0]: {code: figure.guessed() for code, figure in left.items()}}
    if all(totals[fund] is not None for fund in possible):
        return {**direct, **_as_spent(store, left, {fund: total for fund in possible if (total := totals[fund])})}
    return {**direct, SOME_FISCAL: left}


def _as_spent(store: Store, left: Items, totals: dict[str, CellFigure]) -> dict[str, Items]:
    """Receipts by 项 and fund where a year has no balances: a fund receives under a 项 what it spends there.

    Only where every fund's total comes out; else nothing, and the totals stay as they are.
    """
    if not _nothing_carried(store):
        return {}
    found: dict[str, Items] = {}
    for fund in list(totals)[1:]:
        spent = {code: figure for code in left if (figure := store.get("支出", 科目=code, 资金=fund)) and figure.value}
        found[fund] = {code: figure.guessed() for code, figure in spent.items()}
    first = next(iter(totals))
    found[first] = {}
    for code, figure in left.items():
        rest = figure
        for fund in list(totals)[1:]:
            rest = rest - found[fund][code] if code in found[fund] else rest
        if rest.value:
            found[first][code] = rest.guessed()
    whole = all(agree(added(found[fund].values()), total, len(found[fund])) for fund, total in totals.items())
    return found if whole and all(figure.value > 0 for figure in found[first].values()) else {}


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


def opening(store: Store) -> dict[str, Part | str]:
    """年初结转和结余 by fund; 其他资金 is what is left of the whole where all else is stated."""
    whole, fiscal, other = store.get("年初"), store.get("年初", 资金=SOME_FISCAL), store.get("年初", 资金=OTHER)
    totals = fund_totals(store, "年初")
    parts: dict[str, Part | None] = {}
    for fund in FUNDS:
        items = store.items("科目", 7, "年初", 资金=fund)
        parts[fund] = _checked(store, items, totals[fund], f"年初结转和结余（{fund}）")
    told = {fund: _whole(part) if part is not None else None for fund, part in parts.items()}
    if other is None and whole is not None and fiscal is not None:
        other = (whole - fiscal).guessed()
    told = {**told, OTHER: other}
    if whole is not None:
        told = completed(told, whole)
    elif all(figure is None for figure in told.values()) and _nothing_carried(store):
        told = dict.fromkeys(told, ZERO)
    found: dict[str, Part | str] = {}
    for fund, figure in told.items():
        part = parts.get(fund)
        if part is not None or figure is not None:
            found[fund] = part if isinstance(part, dict) else figure if figure is not None else part or ZERO
    open_funds = [fund for fund in FUNDS if fund not in found]
    if open_funds and fiscal is not None:
        known = [_whole(part) for fund, part in found.items() if fund in FUNDS and not isinstance(part, str)]
        rest = fiscal - added(known) if known else fiscal
        found |= dict.fromkeys(open_funds, UNTOLD)
        found[SOME_FISCAL] = rest
    elif whole is not None:
        found |= {fund: UNTOLD for fund in (*FUNDS, OTHER) if fund not in found}
    return found


def _nothing_carried(store: Store) -> bool:
    """True where the receipts of the year are all that there is."""
    income, entire = income_of(store), store.get("总计")
    return income is not None and entire is not None and agree(income, entire, 2)


def _whole(part: Part) -> CellFigure:
    return added(part.values()) if isinstance(part, dict) else part


def surpluses(store: Store) -> dict[str, CellFigure]:
    """使用非财政拨款结余 and 结余分配; zero where the form has their lines and no figure, or where nothing is left for them."""
    found = {name: store.get(account) for name, account in (("使用非财政拨款结余", "使用结余"), ("结余分配", "结余分配"))}
    entire, income, begin = store.get("总计"), income_of(store), store.get("年初")
    if found["使用非财政拨款结余"] is None and entire and income and agree(entire, income + begin if begin else income, 2):
        found["使用非财政拨款结余"] = ZERO
    spent, end = store.get("支出"), store.get("年末")
    if found["结余分配"] is None and entire and spent and agree(entire, spent + end if end else spent, 2):
        found["结余分配"] = ZERO
    return {name: figure for name, figure in found.items() if figure is not None}
