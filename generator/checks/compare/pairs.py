"""Two figures for one thing, side by side: balances of two years, economic item and 科目, typed and spent, spent and budget."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.compare.balances import balances
from generator.figures import Figures
from generator.figures.books.accounts import BASIC_GENERAL, FISCAL_FUNDS
from generator.figures.books.cube import where
from generator.figures.sections.threepublic import Node
from generator.model.amount import Amount, total
from generator.model.classification import functional
from generator.model.money import Fund, Nature

PAIRS = (
    ("30108机关事业单位基本养老保险缴费与2080505", ("30108",), ("2080505",)),
    ("30109职业年金缴费与2080506", ("30109",), ("2080506",)),
    ("30110职工基本医疗保险缴费与2101101、2101102", ("30110",), ("2101101", "2101102")),
    ("30113住房公积金与2210201", ("30113",), ("2210201",)),
)
"""Economic items and the 科目 that hold the same payment (identities E05)."""
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
    """The same by fund and 科目; None where the data do not tell."""
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


def executed(figures: Figures) -> Amount | None:
    """What all projects spent."""
    nodes = figures.names["项目"]
    amounts = [a for node in nodes if isinstance(a := node["执行"], Amount)] if isinstance(nodes, list) else []
    return total(amounts, "各项目执行数之和") if amounts else None
