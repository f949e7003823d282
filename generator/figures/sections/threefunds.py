"""“三公”经费 by fund: of 一般公共预算, of 政府性基金, of 国有资本经营, and of 财政拨款, which is all of them together.

The fields of 三公 state the budgets of 一般公共预算 by item, and the budget of 政府性基金 as a whole; what was spent follows
from the economic items of each fund.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.figures.books.accounts import Books
from generator.figures.books.cube import where
from generator.figures.nodes import Node
from generator.figures.sections.threepublic import ABROAD, CAR_BUY, CAR_RUN, RECEPTION, three_public
from generator.model.amount import Amount, Origin, OriginKind, State, figure, pending, total, unstated
from generator.model.money import Fund
from generator.model.sections import ThreePublic

FISCAL, GENERAL, GOVERNMENT, CAPITAL = "三公", "一般公共预算三公", "基金三公", "国有资本三公"
"""Names of the trees: of 财政拨款 and of each fund."""
TREES = {
    FISCAL: "财政拨款",
    GENERAL: "一般公共预算财政拨款",
    GOVERNMENT: "政府性基金预算财政拨款",
    CAPITAL: "国有资本经营预算财政拨款",
}
"""Name of a tree → how a title calls its money."""
ITEMS = {"因公出国": "因公出国（境）费", "公务用车": "公务用车购置及运行维护费", "公务接待": "公务接待费"}
WHOLES = ("预算", "全年预算", "决算")


def three_by_fund(data: ThreePublic | None, books: Books, prior: Mapping[str, object], *, budgeting: bool) -> Node:
    """The four trees by name, None for each where the data have no 三公. budgeting: 支出 states budgets, not what was spent."""
    if data is None:
        return dict.fromkeys(TREES)

    def before(name: str) -> Node | None:
        node = prior.get(name)
        return node if isinstance(node, dict) else None

    funds = {
        GOVERNMENT: _fund_tree(books, Fund.GOVERNMENT, _government_budget(data, books), before(GOVERNMENT), budgeting=budgeting),
        CAPITAL: _fund_tree(books, Fund.STATE_CAPITAL, _capital_budget, before(CAPITAL), budgeting=budgeting),
    }
    fiscal = three_public(data, books, before(FISCAL))
    assert fiscal is not None
    for tree in funds.values():
        fiscal = _together(fiscal, tree, _spent(tree))
    whole = fiscal["预算"]
    assert isinstance(whole, Amount)
    fiscal["预算"] = books.settled("三公经费预算", whole)
    return {FISCAL: fiscal, GENERAL: three_public(data, books, before(GENERAL) or before(FISCAL)), **funds}


def tree_of_title(title: str) -> str:
    """The name of the tree whose figures a title promises: 财政拨款 where it names no single fund."""
    for word, name in (("一般公共预算", GENERAL), ("政府性基金", GOVERNMENT), ("国有资本经营", CAPITAL)):
        if word in title:
            return name
    return FISCAL


def _fund_tree(books: Books, fund: Fund, whole: Callable[[Amount], Amount], prior: Node | None, *, budgeting: bool) -> Node:
    """三公 of one fund beside 一般公共预算. whole: its budget, by what was spent; that of a budget is in 支出 itself."""

    def spent(item: str | tuple[str, ...], name: str) -> Amount:
        return books.expenditure.sum(f"{fund}{name}决算", where(资金=str(fund), 经济=item))

    abroad, host = spent(ABROAD, ITEMS["因公出国"]), spent(RECEPTION, ITEMS["公务接待"])
    buy, run = spent(CAR_BUY, "公务用车购置费"), spent(CAR_RUN, "公务用车运行维护费")
    cars = total((buy, run), f"{fund}{ITEMS['公务用车']}决算")
    every = total((abroad, buy, run, host), f"{fund}“三公”经费决算")
    budget = every.named(f"{fund}“三公”经费预算") if budgeting and every.known else whole(every)
    by_item = budgeting and every.known

    def leaves(actual: Amount, name: str, prefix: str = "") -> Node:
        planned = actual.named(f"{fund}{name}预算") if by_item else _item_budget(budget, f"{fund}{name}预算")
        return {f"{prefix}预算": planned, f"{prefix}全年预算": planned, f"{prefix}决算": actual}

    tree = {
        "预算": budget,
        "全年预算": budget,
        "决算": every,
        "因公出国": leaves(abroad, ITEMS["因公出国"]),
        "公务用车": {
            **leaves(cars, ITEMS["公务用车"]),
            **leaves(buy, "公务用车购置费", "购置"),
            **leaves(run, "公务用车运行维护费", "运行"),
        },
        "公务接待": leaves(host, ITEMS["公务接待"]),
    }
    return _with_last_year(tree, prior, str(fund))


def _with_last_year(tree: Node, prior: Node | None, name: str) -> Node:
    """The tree with 上年预算 and 上年决算 of each leaf, 未载明 without last year's file."""
    found: Node = {}
    for key, value in tree.items():
        old = prior.get(key) if prior else None
        if isinstance(value, dict):
            found[key] = _with_last_year(value, old if isinstance(old, dict) else None, f"{name}{ITEMS[key]}")
            continue
        found[key] = value
        if "全年" not in key:
            title = f"{name}上年{key}"
            found[f"上年{key}"] = old.named(title) if isinstance(old, Amount) else unstated(title)
    return found


def _together(base: Node, fund: Node, spent: Amount) -> Node:
    """The figures of 财政拨款: those of 一般公共预算 (base) and of another fund, leaf by leaf; last year's stay as they are.

    spent: what the fund spent on 三公 as a whole.
    """
    found = dict(base)
    for key, value in fund.items():
        own = base[key]
        if isinstance(value, dict) and isinstance(own, dict):
            found[key] = _together(own, value, spent)
        elif isinstance(value, Amount) and isinstance(own, Amount) and not key.startswith("上年"):
            found[key] = _sum(own, value, spent, budget="预算" in key)
    if "国内决算" in base:
        domestic = base["国内决算"]
        assert isinstance(domestic, Amount)
        found["国内决算"] = found["国内接待决算"] = _sum(domestic, _spent(fund), spent, budget=False)
    if "结构" in base:
        found["结构"] = [{"名称": name, "金额": _spent(found[key])} for key, name in ITEMS.items()]
    return found


def _spent(branch: object) -> Amount:
    assert isinstance(branch, dict)
    amount = branch["决算"]
    assert isinstance(amount, Amount)
    return amount


def _sum(own: Amount, beside: Amount, spent: Amount, *, budget: bool) -> Amount:
    """Both together. A fund adds nothing where it is zero, and to a budget where nobody gave one and nothing is known to be
    spent of it; what is typed under 三公 as spent is of 财政拨款, so that a fund without economic items adds nothing to it."""
    if beside.is_zero or not own.known:
        return own
    if not beside.known and (not spent.known or spent.is_zero if budget else _typed_under_three(own)):
        return own
    return total((own, beside), own.origin.name)


def _typed_under_three(amount: Amount) -> bool:
    """True for a figure of the section 三公 itself, or a sum of such figures."""
    if amount.origin.operands:
        return all(map(_typed_under_three, amount.origin.operands))
    return "三公" in amount.origin.place.path


def _government_budget(data: ThreePublic, books: Books) -> Callable[[Amount], Amount]:
    """The budget out of 政府性基金: as given; zero where 支出 lists no spending of that fund at all, else to be filled."""
    name = "政府性基金“三公”经费预算"

    def budget(spent: Amount) -> Amount:
        if data.government_budget is not None:
            return data.government_budget.named(name)
        every = books.expenditure.sum("政府性基金支出", where(资金=str(Fund.GOVERNMENT)))
        none = every.is_zero and spent.is_zero
        return figure(0, name, "支出里没有政府性基金") if none else pending("三公.政府性基金预算")

    return budget


def _capital_budget(spent: Amount) -> Amount:
    """The budget out of 国有资本经营, which no field states: zero where nothing was spent."""
    name = "国有资本经营“三公”经费预算"
    return figure(0, name, "支出里没有国有资本经营预算的“三公”") if spent.is_zero else unstated(name)


def _item_budget(whole: Amount, name: str) -> Amount:
    """An item of a budget that is given as a whole: zero where the whole is zero, else 未载明."""
    if whole.is_zero:
        return figure(0, name, "合计为零，各项为零")
    return Amount(None, whole.state if not whole.known else State.UNSTATED, Origin(OriginKind.RULE, name, operands=(whole,)))
