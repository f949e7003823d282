"""B, C, D: expenditure by function, by nature and by fund."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in, place_of_amount, typed_values
from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Identity, Rule
from generator.checks.money.totals import CONTROL, control
from generator.figures.books.cube import CodeSums, where
from generator.model.amount import Amount
from generator.model.classification import functional
from generator.model.money import ByNature, Expenditure, Fund, Nature

FUND_CODES = (
    *("20610", "20707", "20709", "20710", "20822", "20823", "21160", "21161", "21208", "21210", "21211", "21213", "21214"),
    *("21215", "21216", "21217", "21218", "21219", "21366", "21367", "21369", "21370", "21460", "21461", "21462", "21463"),
    *("21464", "21468", "21469", "21470", "21560", "21562", "22904", "22908", "22960", "23104", "23204", "23304", "234"),
)
"""Beginnings of the 科目 of 政府性基金预算支出 (政府收支分类科目, tables of the funds)."""
BASIC_CODES = ("2080505", "2080506", "21011", "22102")
"""科目 that normally hold 基本支出 only."""
OWN_NATURE = ("行政运行", "一般行政管理事务")
"""Names of 科目 that say of which nature their expenditure is."""
SPLIT = "核对控制数里的基本支出、项目支出，或各科目支出"


def natures(facts: Facts) -> Iterator[Found]:
    """行政运行 without 基本支出; 一般行政管理事务 with it; 项目支出 under the 科目 of social insurance and housing."""
    spent = facts.figures.books.expenditure
    sums = {nature: spent.details("科目", (7,), where(性质=str(nature))) for nature in (Nature.BASIC, Nature.PROJECT)}
    for line in facts.data.expenditure:
        name = functional(facts.data.year).name(line.code)
        if name not in OWN_NATURE and not line.code.startswith(BASIC_CODES):
            continue
        basic, project = (_of_line(facts, sums[nature], line, nature) for nature in sums)
        if name == "行政运行" and basic.is_zero and project.value:
            yield _unusual(line, project, f"{line.code}{name}没有基本支出，只有项目支出{facts.money(project.value)}")
        elif name == "一般行政管理事务" and basic.value:
            yield _unusual(line, basic, f"{line.code}{name}有基本支出{facts.money(basic.value)}，通常只列项目支出")
        elif line.code.startswith(BASIC_CODES) and project.value:
            yield _unusual(line, project, f"{line.code}{name}有项目支出{facts.money(project.value)}，通常只列基本支出")


def _of_line(facts: Facts, sums: CodeSums | None, line: Expenditure, nature: Nature) -> Amount:
    if sums is not None:
        return sums[line.code]
    return facts.figures.books.expenditure.computed(where(科目=line.code, 性质=str(nature)))


def _unusual(line: Expenditure, amount: Amount, message: str) -> Breach:
    remedy = "核对基本支出与项目支出的划分；确属如此的，在“确认”里写明"
    return Breach(message, place_of_amount(amount), remedy, place_in(line.code), actual=amount.value)


def funds(facts: Facts) -> Iterator[Found]:
    """科目 and fund that do not belong together: codes of 政府性基金 and of 国有资本经营 (C07, G07)."""
    for line in facts.data.expenditure:
        own = _own_fund(line.code)
        given = {Fund.GENERAL: line.general, Fund.GOVERNMENT: line.government, Fund.STATE_CAPITAL: line.state_capital}
        if own is not Fund.GENERAL:
            given[Fund.OTHER] = line.other
        for fund, spent in given.items():
            if spent is not None and fund is not own and _any(spent):
                name = functional(facts.data.year).name(line.code)
                message = f"{line.code}{name}是{own}科目，却列了{fund}支出"
                yield Breach(message, place_in(spent), f"改到“{own}”下，或核对科目", other=place_in(line.code))


def _own_fund(code: str) -> Fund:
    if code.startswith("223"):
        return Fund.STATE_CAPITAL
    return Fund.GOVERNMENT if code.startswith(FUND_CODES) else Fund.GENERAL


def _any(spent: ByNature) -> bool:
    return any(isinstance(value, Amount) and value.value for value in typed_values(spent))


RULES: tuple[Rule, ...] = (
    Identity("B01", "载明 ＝ 明细", ERROR, CONTROL, "载明功能[]", "控制数", "明细合计"),
    Identity(
        "B05",
        "控制数.本年支出合计 ＝ 载明合计.各类支出",
        ERROR,
        "核对各类支出的控制数和本年支出合计；有没列出的类就补上",
        right="各类控制数之和",
    ),
    control("B03", "基本支出"),
    control("B03", "项目支出"),
    Identity(
        "B03",
        "本年支出合计 ＝ 基本支出＋项目支出＋上缴上级支出＋经营支出＋对附属单位补助支出",
        ERROR,
        SPLIT,
        right="各性质支出之和",
    ),
    Check(
        "B07",
        "行政运行有基本支出，一般行政管理事务列项目支出，社会保险缴费和住房公积金列基本支出",
        WARNING,
        natures,
        "核对基本支出与项目支出的划分",
    ),
    control("C02", "财政拨款本年支出合计"),
    control("C05", "财政拨款收支总计"),
    Check(
        "C07",
        "政府性基金科目列政府性基金支出，223类列国有资本经营支出，其余列一般公共预算支出（同G07）",
        WARNING,
        funds,
        "改到科目所属的资金下，或核对科目",
    ),
    Identity("D01", "一般公共预算财政拨款支出 ＝ 一般公共预算基本支出＋一般公共预算项目支出", ERROR, SPLIT),
    control("D02", "一般公共预算财政拨款支出"),
    Identity(
        "D04", "一般公共预算基本支出 ＝ 人员经费＋公用经费", ERROR, "核对控制数里的人员经费、公用经费，或基本支出的经济分类"
    ),
    control("G03", "政府性基金预算财政拨款支出"),
    control("G04", "国有资本经营预算财政拨款支出"),
    control("H09", "一般公共预算财政拨款年初预算"),
    control("H09", "一般公共预算财政拨款全年预算"),
)
