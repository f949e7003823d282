"""Two figures for one thing, side by side: balances of two years, economic item and 科目, typed and spent, spent and budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.compare.balances import balances
from generator.checks.compare.controls import of_projects
from generator.figures import Figures
from generator.figures.books.accounts import BASIC_GENERAL
from generator.figures.books.cube import FISCAL_FUNDS, where
from generator.figures.books.totals import first_known
from generator.figures.nodes import Node
from generator.model.amount import ZERO, Amount, total
from generator.model.choices import BUDGET
from generator.model.classification import functional
from generator.model.money import Fund, Nature

PAIRS = (
    ("30108机关事业单位基本养老保险缴费与2080505", ("30108",), ("2080505",)),
    ("30109职业年金缴费与2080506", ("30109",), ("2080506",)),
    ("30113住房公积金与2210201", ("30113",), ("2210201",)),
)
"""Economic items and the 科目 that hold the same payment (E05)."""
MEDICAL = (
    ("30110职工基本医疗保险缴费与2101101、2101102", ("30110",), ("2101101", "2101102")),
    ("30110、30111医疗保险缴费和补助与2101101、2101102", ("30110", "30111"), ("2101101", "2101102")),
    ("30110、30111医疗保险缴费和补助与2101101至2101103", ("30110", "30111"), ("2101101", "2101102", "2101103")),
)
"""The same for medical insurance: 公务员医疗补助 (30111) has a 科目 of its own (2101103), or is paid out of 2101101 as well."""
RETIRED = (("30301、30302离退休费与2080501、2080502", ("30301", "30302"), ("2080501", "2080502")),)
"""The same for pensions (E06)."""


def funds(figures: Figures, before: Figures | None) -> Iterator[Node]:
    """Opening balance, closing balance, and closing balance of last year, by fund."""
    for fund in map(str, Fund):
        yield {
            "名称": fund,
            "年初": figures.books.opening.sum("年初结转和结余", where(资金=fund)),
            "年末": figures.books.closing("", fund),
            "上年年末": before.books.closing("", fund) if before else None,
        }


def codes(figures: Figures, before: Figures | None) -> Iterator[Node]:
    """The same by fund and 科目; None where the data lack one."""
    names = functional(figures.data.year)
    now_all, last_all = balances(figures), balances(before) if before else {}
    for fund in Fund:
        now, last, label = now_all[fund], last_all.get(fund), str(fund)
        for code in sorted(now.codes() | (last.codes() if last else set())):
            yield {
                "名称": label + code + names.name(code),
                "年初": now.start(code),
                "年末": now.end(code),
                "上年年末": last.end(code) if last else None,
            }


def pair(figures: Figures, name: str, items: tuple[str, ...], codes: tuple[str, ...]) -> Node:
    """An economic item and the 科目 of the same payment, within 基本支出 of 一般公共预算."""
    spent = figures.books.expenditure
    return {
        "名称": name,
        "经济": spent.computed(where(**BASIC_GENERAL, 经济=items)),
        "功能": spent.computed(where(**BASIC_GENERAL, 科目=codes)),
    }


def payments(figures: Figures) -> Iterator[Node]:
    """The payments with both an economic item and a 科目; of the ways to compare medical insurance the one that fits best."""
    yield from (pair(figures, *one) for one in PAIRS)
    ways = [pair(figures, *one) for one in MEDICAL]
    yield min(ways, key=_gap)


def _gap(node: Node) -> Decimal:
    spent, booked = node["经济"], node["功能"]
    assert isinstance(spent, Amount) and isinstance(booked, Amount)
    return abs(spent.number - booked.number) if spent.known and booked.known else ZERO


def full_budgets(figures: Figures) -> Iterator[Node]:
    """The lines whose 全年预算 is typed."""
    for line in figures.data.expenditure:
        if line.full_budget:
            spent = figures.books.expenditure.sum("", where(资金=str(Fund.GENERAL), 科目=str(line.code)))
            name = functional(figures.data.year).name(line.code)
            yield {"名称": f"{line.code}{name}", "决算": spent, "全年预算": line.full_budget}


def projects(figures: Figures) -> Iterator[Node]:
    """Typed 执行 of the projects that the lines of 支出 name as well."""
    spent = figures.books.expenditure
    typed = [project for project in figures.data.projects if any(m and m.executed for m in (project.fiscal, project.other))]
    named = set(spent.values("项目")) if typed else set()
    for project in typed:
        for money, source, funds in (
            (project.fiscal, "财政拨款", FISCAL_FUNDS),
            (project.other, "其他资金", (str(Fund.OTHER),)),
        ):
            if money and money.executed and project.name in named:
                conditions = where(项目=str(project.name), 性质=str(Nature.PROJECT), 资金=funds)
                yield {"名称": f"{project.name}{source}", "填报": money.executed, "支出": spent.computed(conditions)}


def budgeted(figures: Figures) -> Amount | None:
    """The budgets of all projects together, in a budget."""
    return of_projects(figures, "全年预算") if figures.data.kind == BUDGET else None


MANAGED = ("目标金额", "监控金额", "自评金额")
"""Money of the projects of each stage of 绩效管理."""


def managed(figures: Figures) -> Iterator[Node]:
    """The money of each stage of 绩效管理, beside the most that it can be: what the projects spend, or may spend."""
    stages = figures.names["绩效管理"]
    spent, budgets = figures.names["项目支出"], of_projects(figures, "全年预算")
    if not isinstance(stages, dict) or not isinstance(spent, Amount):
        return
    whole = (
        budgets if figures.data.kind != BUDGET and budgets and budgets.known and budgets.number > (spent.value or 0) else spent
    )
    for name in MANAGED:
        if isinstance(amount := stages[name], Amount) and amount.value:
            yield {"名称": name.removesuffix("金额"), "金额": amount, "项目支出": whole}


def budget_balance(figures: Figures) -> Node | None:
    """Receipts (with what is carried over) and expenditure of a budget, and its 基本支出 from the two parts; None else.

    The parts, 人员经费 and 公用经费, are of 一般公共预算: they make up 基本支出 where no other money pays for it.
    """
    section = figures.names["预算编制"]
    if figures.data.kind != BUDGET or not isinstance(section, dict):
        return None
    books, receipts = figures.books, section["收入"]
    assert isinstance(receipts, dict)
    income = total((books.receipts.sum("本年收入"), books.opening.sum("上年结转")), "收入预算")
    basic, general = (books.expenditure.computed(where(**kinds)) for kinds in ({"性质": str(Nature.BASIC)}, BASIC_GENERAL))
    other = basic.known and general.known and basic.number != general.number
    parts = [amount for name in ("人员经费", "公用经费") if isinstance(amount := section[name], Amount)]
    return {
        "收入": first_known(receipts["合计"], income),
        "支出": section["支出合计"],
        "人员与公用": None if other else total(parts, "人员经费与公用经费之和"),
    }


def executed(figures: Figures) -> Amount | None:
    """What all projects spent."""
    return of_projects(figures, "执行")
