"""H02, H06, H21: percentages that were typed into running text against the two figures that they restate.

A percentage printed with d places from two figures in 万元 may be off by half a unit of its last place and by what the
rounding of the figures makes of it. One that is cut off instead of rounded is said as a hint.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.mentions import Mention
from generator.checks.engine.rule import HINT, WARNING, Check, Found, Rule, Spot
from generator.checks.engine.tolerance import tolerance_percent
from generator.checks.text.named_figures import NamedFigures
from generator.figures.wording.numbers import round_half_up
from generator.sentences import Figure, Role

EXACT = "数字写成 {{ … }} 由数据给出；自己写的，核对三个数"
BALANCED = Decimal("0.03")
"""Percentage points by which one share of a list may be off: some lists are made to add up to 100."""


def changes(facts: Facts) -> Iterator[Found]:
    """甲万元，比上年增加乙万元，增长丙%: 丙 = 乙 ÷ (甲 ∓ 乙)."""
    for one, said in _percentages(facts, Role.RATE):
        value, change = said.statement.value, said.statement.change
        if value is None or change is None or value.value is None or change.value is None or not change.money:
            continue
        down = said.statement.direction == -1
        base = value.value + abs(change.value) if down else value.value - change.value
        yield from _compare(one, value, abs(change.value), base, "增减率")


def shares(facts: Facts) -> Iterator[Found]:
    """甲万元，占乙的丙%: 乙 is an amount of the text, or the name of a total."""
    names: NamedFigures | None = None
    for one, said in _percentages(facts, Role.SHARE):
        value, whole = said.statement.value, said.statement.part_of
        if value is None or value.value is None or not value.exact:
            continue
        if whole is not None and whole.value is not None:
            if whole.unit == value.unit or (whole.money and value.money):
                yield from _compare(one, value, value.value, whole.value, "占比", BALANCED if _listed(one, whole) else Decimal(0))
        elif whole is None and said.statement.whole is not None and said.statement.definite and value.money:
            names = names or NamedFigures(facts)
            found = [amount.number for amount in names.meanings(said.statement.whole)]
            spots = [list(_compare(one, value, value.value, number, "占比")) for number in found]
            if spots and all(spots):
                yield from spots[0]


def _listed(one: Mention, whole: Figure) -> bool:
    """Whether the whole stands before the part: the share is one of a list."""
    return one.statement.value is not None and whole.start < one.statement.value.start


def rates(facts: Facts) -> Iterator[Found]:
    """预算甲万元，支出乙万元，执行率丙%."""
    for one, said in _percentages(facts, Role.COMPLETION):
        value, budget = said.statement.value, said.statement.part_of
        if value is not None and budget is not None and value.value is not None and budget.value is not None:
            what = "占比" if "占" in one.text.raw[min(value.start, budget.start) : one.figure.start] else "执行率"
            if what == "执行率":
                yield from _compare(one, min(value, budget, key=lambda f: f.start), value.value, budget.value, what)


def budget_shares(facts: Facts) -> Iterator[Found]:
    """甲万元，占预算乙万元的丙%."""
    for one, said in _percentages(facts, Role.COMPLETION):
        value, budget = said.statement.value, said.statement.part_of
        if value is not None and budget is not None and value.value is not None and budget.value is not None:
            if "占" in one.text.raw[min(value.start, budget.start) : one.figure.start]:
                yield from _compare(one, min(value, budget, key=lambda f: f.start), value.value, budget.value, "占比")


def all_shares(facts: Facts) -> Iterator[Found]:
    """Shares of a whole and of a budget."""
    yield from shares(facts)
    yield from budget_shares(facts)


def _percentages(facts: Facts, role: Role) -> Iterator[tuple[Mention, Mention]]:
    """The typed percentages of a role, exact ones."""
    for one in facts.mentions:
        if one.statement.role is role and one.figure.unit == "%" and one.figure.value is not None and one.figure.exact:
            yield one, one


def _compare(one: Mention, first: Figure, part: Decimal, whole: Decimal, what: str, slack: Decimal = Decimal(0)) -> Iterator[Found]:
    if whole <= 0:
        return
    said, due, places = one.value, part / whole * 100, max(one.figure.places, 0)
    if abs(said - due) <= tolerance_percent(places, part, whole) + slack:
        return
    shown = one.text.raw[first.start : one.figure.end]
    typed = one.text.raw[one.figure.start : one.figure.end].rstrip("%％ ")
    if said == due.quantize(Decimal(1).scaleb(-places), ROUND_DOWN):
        message = f"{what}{typed}%是截断的，四舍五入应为{round_half_up(due, places)}%：“{shown}”"
        yield Spot(message, one.at(first.start), "四舍五入，不截断", expected=due, actual=said, severity=HINT)
    else:
        right = round_half_up(due, max(places, 2))
        message = f"{what}{typed}%与前面的数不符，应为{right}%：“{shown}”"
        yield Spot(message, one.at(first.start), EXACT, expected=due, actual=said)


RULES: tuple[Rule, ...] = (
    Check("H02", "文字里打出来的增减率等于增减额除以上年数", WARNING, changes, EXACT, note="截断而未四舍五入的为提示"),
    Check("H06", "文字里打出来的占比等于两个数相除", WARNING, all_shares, EXACT, note="截断而未四舍五入的为提示"),
    Check("H21", "文字里打出来的执行率等于支出除以预算", WARNING, rates, EXACT, note="截断而未四舍五入的为提示"),
)
