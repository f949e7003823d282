"""F: “三公”经费, vehicles and reception."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import leaves, place_of_amount
from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Identity, Rule
from generator.checks.money.totals import control
from generator.figures.books.cube import where
from generator.figures.sections.threepublic import CAR_RUN
from generator.model.amount import Amount
from generator.model.choices import BUDGET
from generator.model.money import Fund

OVER = "核对预算数和决算数；确实超过的，在“三公”的“差异原因”里说明"
COUNTS = (
    ("因公出国", "决算", "因公出国（境）费决算", "团组数", "团组数"),
    ("因公出国", "决算", "因公出国（境）费决算", "人次数", "人次数"),
    ("公务用车", "购置决算", "公务用车购置费决算", "购置数", "购置数"),
    ("公务接待", "国内决算", "国内公务接待费", "国内批次", "国内批次"),
    ("公务接待", "国内决算", "国内公务接待费", "国内人次", "国内人次"),
    ("公务接待", "外事决算", "外事接待费", "外事批次", "外事批次"),
    ("公务接待", "外事决算", "外事接待费", "外事人次", "外事人次"),
)
"""Branch, amount, its word, count, its word: both are zero or neither is."""
HELD = "三公.公务用车.保有量"
HOLDINGS = {HELD: "公务用车保有量", "国有资产.车辆合计": "国有资产里的车辆", "固定资产.车辆.数量": "固定资产里的车辆"}
"""Where the data count cars → what messages call them."""


def counts(facts: Facts) -> Iterator[Found]:
    """An amount without its count, or a count without its amount."""
    for branch, money, word, count, counted in COUNTS:
        amount, number = (facts.amount(f"三公.{branch}.{name}") for name in (money, count))
        if amount and number and amount.known and number.known and amount.is_zero != number.is_zero:
            message = f"{word}{facts.money(amount.number)}，{counted}却为{number.number:f}"
            here, there = place_of_amount(number), place_of_amount(amount)
            remedy = "有金额就有数量，没有金额数量为0：核对两处"
            yield Breach(message, here, remedy, there, actual=number.number)


def idle_cars(facts: Facts) -> Iterator[Found]:
    """运行维护费 without a car: none held at the end of the year, none among the assets."""
    run = _running_costs(facts)
    if not (run and run.value):
        return
    for path, word in HOLDINGS.items():
        held = facts.amount(path)
        if held and held.is_zero and (leaves(held) or (path == HELD and facts.data.kind != BUDGET)):
            message = f"有公务用车运行维护费{facts.money(run.value)}，{word}却为0"
            yield _pair(message, held, run, "核对车辆数；租用或已移交的车辆，在“确认”里写明")
            return


def _running_costs(facts: Facts) -> Amount | None:
    """公务用车运行维护费 of the year, or of a budget; without a section 三公, out of the economic items."""
    three = facts.amount(f"三公.公务用车.{'运行预算' if facts.data.kind == BUDGET else '运行决算'}")
    if three is not None and three.known:
        return three
    return facts.figures.books.expenditure.computed(where(资金=str(Fund.GENERAL), 经济=CAR_RUN))


def _pair(message: str, here: Amount, there: Amount, remedy: str) -> Breach:
    return Breach(message, place_of_amount(here), remedy, place_of_amount(there), actual=here.value)


def within_budget(scope: str, name: str) -> Identity:
    """决算 of a part of 三公 against its budget."""
    return Identity("F03", "决算 ≤ 预算", WARNING, OVER, scope, f"{name}决算数", "预算数", unless="三公.差异原因")


def bought(facts: Facts) -> Iterator[Found]:
    """Cars of one kind that were bought for nothing, or money without a car."""
    three = facts.data.three_public
    for kind in three.cars.kinds if three else ():
        if kind.bought.known and kind.amount.known and kind.bought.is_zero != kind.amount.is_zero:
            message = f"{kind.kind}购置数{kind.bought.number:f}辆，购置金额却为{facts.money(kind.amount.number)}"
            yield _pair(message, kind.bought, kind.amount, "购置数和购置金额同为零或同不为零：核对两数")


RULES: tuple[Rule, ...] = (
    control("F01", "三公经费预算"),
    within_budget("一般公共预算三公.因公出国", "因公出国（境）费"),
    within_budget("一般公共预算三公.公务用车", "公务用车购置及运行维护费"),
    within_budget("一般公共预算三公.公务接待", "公务接待费"),
    within_budget("三公", "“三公”经费"),
    Identity(
        "F04",
        "填报 ＝ 经济分类",
        ERROR,
        "决算数由经济分类得出：删去填报的数，或改经济分类明细",
        "填报.三公[]",
        "填报的决算数",
        "经济分类支出",
    ),
    Check("F05", "“三公”的金额与团组、车辆、批次、人次同为零或同不为零", ERROR, counts, "核对金额和数量"),
    Identity("F05", "三公.因公出国.人次数 ≥ 三公.因公出国.团组数", ERROR, "核对团组数和人次数", unit="个"),
    Identity("F05", "三公.公务接待.国内人次 ≥ 三公.公务接待.国内批次", ERROR, "核对批次和人次", unit="个"),
    Identity("F05", "三公.公务接待.外事人次 ≥ 三公.公务接待.外事批次", ERROR, "核对批次和人次", unit="个"),
    Identity("F05", "保有量 ≥ 购置数", ERROR, "新购的车辆年末应在保有量之内：核对两数", "三公.公务用车.车型[]", unit="辆"),
    Check("F05", "各车型的购置数与购置金额同为零或同不为零", ERROR, bought, "核对购置数和购置金额"),
    Identity(
        "F04",
        "填报 ＝ 经济分类",
        ERROR,
        "预算数由经济分类得出：删去填报的数，或改经济分类明细",
        "填报.三公预算[]",
        "填报的预算数",
        "经济分类支出",
    ),
    Check("F05", "有公务用车运行维护费则有车（保有量、国有资产、固定资产）", WARNING, idle_cars, "核对保有量"),
    control("F06", "车辆数", "辆"),
    Identity("F06", "国有资产.车辆合计 ≥ 三公.公务用车.保有量", WARNING, "两处都是年末数：核对车辆数", unit="辆"),
    Identity("F07", "三公.公务接待.国内决算 ≥ 0", ERROR, "外事接待决算大于公务接待费（30217）：核对两数"),
    Identity(
        "F07",
        "填报.车辆购置金额 ＝ 三公.公务用车.购置决算",
        ERROR,
        "核对各车型的购置金额，或31013公务用车购置",
        left="各车型购置金额之和",
        right="公务用车购置费决算",
    ),
)
