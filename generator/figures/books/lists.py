"""The lists of a report: receipts by source, expenditure by nature, by 类, by 项, and the economic items of 基本支出."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.figures.books.accounts import BASIC_GENERAL, PERSONNEL, PUBLIC, SPECIAL, Books
from generator.figures.books.cube import SOURCES, where
from generator.figures.books.totals import full_budget, has_budget, initial_budget, ratio_or_blank
from generator.figures.nodes import node
from generator.model.amount import Amount, State, figure, pending, unstated
from generator.model.classification import economic, functional
from generator.model.department import DepartmentYear
from generator.model.money import Expenditure, Fund, Nature
from generator.model.place import NOWHERE
from generator.model.record import AwaitedWord, Rows, same_state, state_of
from generator.model.text import NO_TEXT

Item = dict[str, object]


def sources(books: Books) -> list[Item]:
    """收入来源: all eight, in the order of the statutory table; 财政专户管理资金 where there is any."""
    listed = [(name, books.receipts.sum(name, where(来源=name))) for name in SOURCES]
    return [{"名称": _source_name(name), "金额": amount} for name, amount in listed if name != SPECIAL or not amount.is_zero]


def _source_name(name: str) -> str:
    return f"{name}收入" if not name.endswith("收入") else name


def natures(books: Books) -> list[Item]:
    """支出性质: all five."""
    return [{"名称": str(n), "金额": books.expenditure.sum(str(n), where(性质=str(n)))} for n in Nature]


def classes(data: DepartmentYear, books: Books) -> list[Item]:
    """支出类: the 类 with 一般公共预算 expenditure, by code."""
    general = str(Fund.GENERAL)
    names = functional(data.year)
    return [
        {
            "编码": code,
            "名称": names.name(code),
            "金额": books.expenditure.sum(names.name(code), where(资金=general, 科目=code)),
            "主要用于": data.purposes.get(code, NO_TEXT),
        }
        for code in books.expenditure.values("科目", 3, where(资金=general))
    ]


def all_classes(data: DepartmentYear, books: Books) -> list[Item]:
    """全部支出类: the 类 of all expenditure, by code; as stated in 控制数 where no line states them."""
    names = functional(data.year)
    codes = books.expenditure.values("科目", 3)
    return [
        {
            "编码": code,
            "名称": names.name(code),
            "金额": books.expenditure.sum(names.name(code), where(科目=code)),
            "主要用于": data.purposes.get(code, NO_TEXT),
        }
        for code in codes
    ]


def items(data: DepartmentYear, books: Books, fund: str = str(Fund.GENERAL)) -> list[Item]:
    """支出项: the 项 with expenditure out of a fund (all funds for an empty name), by code, with budget and reason."""
    lines = {line.code: line for line in data.expenditure}
    codes = books.expenditure.values("科目", 7, where(资金=fund))
    budgeted = {line.code for line in data.expenditure if has_budget(line) and not initial_budget(line).is_zero}
    return [_item(data, books, code, lines.get(code), fund) for code in sorted({*codes, *(budgeted if fund else ())})]


def fund_items(data: DepartmentYear, books: Books, fund: Fund) -> list[Item]:
    """The 项 with expenditure or a budget out of 政府性基金 or 国有资本经营, by code; 年初预算 is of that fund, 未载明 where it
    is not given."""
    attribute = {Fund.GOVERNMENT: "government_budget", Fund.STATE_CAPITAL: "state_capital_budget"}[fund]
    lines = {line.code: line for line in data.expenditure}
    budgets = {code: given for code, line in lines.items() if (given := getattr(line, attribute)) is not None}
    codes = {*books.expenditure.values("科目", 7, where(资金=str(fund))), *budgets}
    found: list[Item] = []
    for code in sorted(codes):
        item = _item(data, books, code, lines.get(code), str(fund))
        name = f"{item['项']}年初预算"
        budget = budgets.get(code) or unstated(name)
        found.append({**item, "年初预算": budget, "全年预算": budget})
    return found


def _item(data: DepartmentYear, books: Books, code: str, line: Expenditure | None, fund: str) -> Item:
    names = functional(data.year)
    spent = books.expenditure.sum(names.name(code), where(资金=fund, 科目=code))
    item: Item = {
        "编码": line.code if line is not None else code,
        "类": names.name(code[:3]),
        "款": names.name(code[:5]),
        "项": names.name(code),
        "金额": spent,
    }
    if line is not None:
        item = {**node(line), **item}
    if line is not None and has_budget(line):
        item |= {
            "年初预算": initial_budget(line).named(f"{names.name(code)}年初预算"),
            "全年预算": full_budget(line).named(f"{names.name(code)}全年预算"),
            "执行率": ratio_or_blank(spent, full_budget(line), 100).named(f"{names.name(code)}执行率"),
        }
    return item


def with_last_year(items: object, prior: Mapping[str, object], listed: str = "支出项") -> Rows:
    """支出项 (or the items of a fund, as the list is called) with 上年执行数: of last year's file, else as typed, else 未载明.
    A 科目 that last year did not have is zero."""
    assert isinstance(items, list)
    before = prior.get(listed)
    spent = {str(one["编码"]): one["金额"] for one in before} if isinstance(before, list) else None
    name, nothing = "上年执行数", figure(0, "上年执行数", "上年决算没有这一科目")
    follows = [None if spent is None else spent.get(str(item["编码"]), nothing) for item in items]
    found = zip(items, follows, strict=True)
    return same_state(items, [{**item, name: follow or _known(item.get(name)) or unstated(name)} for item, follow in found])


def economic_items(data: DepartmentYear, books: Books, kinds: tuple[str, ...]) -> list[Item]:
    """The economic 款 of 一般公共预算基本支出 that are not zero, by code."""
    names = economic(data.year)
    found = []
    for row in names.in_force():
        if len(row.code) == 5 and row.code.startswith(kinds):
            amount = books.expenditure.sum(row.name, where(**BASIC_GENERAL, 经济=row.code))
            if not amount.is_zero and _exists(amount, row.code, data):
                found.append({"编码": row.code, "名称": row.name, "金额": amount})
    return found


def _exists(amount: Amount, code: str, data: DepartmentYear) -> bool:
    """A 款 of which nothing is stated at all is not listed; one that is named without its amount is."""
    return amount.state is not State.UNSTATED or code in data.controls.by_economic


def _known(value: object) -> Amount | None:
    return value if isinstance(value, Amount) and value.state is not State.PENDING else None


AWAITED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "支出类": (("编码", "名称"), ("金额",)),
    "支出项": (("编码", "类", "款", "项"), ("金额", "年初预算", "全年预算", "执行率", "上年预算", "上年执行数")),
    "经费项": (("编码", "名称"), ("金额",)),
}
"""Words and figures of the one member that stands for a list while 支出 is still to be filled, by the end of the list's name."""


def _of_spending(data: DepartmentYear, name: str, found: list[Item]) -> Rows:
    """A list made from 支出: still to be filled where that is, and nothing else states its members."""
    rows = Rows(found, State.FIGURE if found else state_of(data.expenditure))
    if rows.state is State.PENDING:
        place = NOWHERE._replace(path="支出")
        absent_text = replace(NO_TEXT, place=place)
        words, figures = next(kinds for end, kinds in AWAITED.items() if name.endswith(end))
        rows.absent = lambda: {
            **{word: AwaitedWord("支出") for word in words},
            **{one: pending("支出", place) for one in figures},
            **({"差异原因": absent_text, "主要用于": absent_text} if name.endswith(("支出项", "支出类")) else {}),
        }
    return rows


def lists(data: DepartmentYear, books: Books) -> dict[str, object]:
    """Name → list."""
    made = {
        "支出类": classes(data, books),
        "全部支出类": all_classes(data, books),
        "支出项": items(data, books),
        "全部支出项": items(data, books, ""),
        "政府性基金支出项": fund_items(data, books, Fund.GOVERNMENT),
        "国有资本经营支出项": fund_items(data, books, Fund.STATE_CAPITAL),
        "人员经费项": economic_items(data, books, PERSONNEL),
        "公用经费项": economic_items(data, books, PUBLIC),
    }
    return {
        "收入来源": sources(books),
        "支出性质": natures(books),
        **{name: _of_spending(data, name, found) for name, found in made.items()},
    }
