"""H02, H06, H21: percentages that were typed into running text against the two figures that they restate.

A percentage printed with d decimals from two figures in 万元 may be off by half a unit of its last place and by what the
rounding of the figures makes of it. One that is cut off instead of rounded is said as a hint.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.mentions import TypedFigure
from generator.checks.engine.rule import HINT, WARNING, Breach, Check, Found, Rule
from generator.checks.engine.tolerance import tolerance_percent
from generator.checks.text.agreement import agrees
from generator.checks.text.named_figures import NamedFigures
from generator.figures.wording.numbers import round_half_up
from generator.sentences import SentenceFigure, StatementKind

ZERO = Decimal(0)
EXACT = "数字写成 {{ … }} 由数据给出；自己写的，核对三个数"
BALANCED = Decimal("0.03")
"""Percentage points by which one share of a list may be off: some lists are made to add up to 100."""


def changes(facts: Facts) -> Iterator[Found]:
    """甲万元，比上年增加乙万元，增长丙%: 丙 = 乙 ÷ (甲 ∓ 乙)."""
    for one in _percentages(facts, StatementKind.RATE):
        value, change = one.statement.value, one.statement.change
        before = [whole.value for whole in one.statement.wholes if whole.value is not None]
        if value is None or value.value is None:
            continue
        if change is None and before and value.exact and value.value != before[0]:
            yield from _compare(facts, one, value, abs(value.value - before[0]), before, "增减率")
        if change is None or change.value is None or not change.money:
            continue
        down = one.statement.direction == -1
        base = value.value + abs(change.value) if down else value.value - change.value
        if before and _fits(one, abs(value.value - before[0]), [before[0]]):
            continue
        yield from _compare(facts, one, value, abs(change.value), [base], "增减率")


def differences(facts: Facts) -> Iterator[Found]:
    """甲万元，比上年的乙万元增加丙万元: 丙 = 甲 − 乙."""
    for one in facts.mentions:
        said = one.statement
        before = [whole.value for whole in said.wholes if whole.value is not None]
        if said.kind is not StatementKind.CHANGE or not before or said.value is None or said.value.value is None:
            continue
        if not one.typed or not one.figure.exact or one.figure.unit != said.value.unit:
            continue
        due = said.value.value - before[0]
        places = min(one.figure.decimals, said.value.decimals)
        if abs(abs(due) - abs(one.value)) > 2 * Decimal(1).scaleb(-max(places, 0)) and not _is_right(facts, one):
            shown = one.text.raw[min(said.value.start, said.wholes[0].start) : one.figure.end]
            message = f"增减额{one.shown}与前面的数不符，两个数相差{_said(facts, abs(due), one)}：“{shown}”"
            yield Breach(message, one.place, EXACT, expected=abs(due), actual=one.value)


def sums(facts: Facts) -> Iterator[Found]:
    """甲万元、乙万元，两项合计丙万元: 丙 = 甲 + 乙."""
    for one in facts.mentions:
        parts = [whole.value for whole in one.statement.wholes if whole.value is not None and whole.exact]
        if one.statement.kind is not StatementKind.SUM or not one.typed or len(parts) < max(2, len(one.statement.wholes)):
            continue
        due = sum(parts, ZERO)
        unit = Decimal(1).scaleb(-max(min(one.figure.decimals, *(whole.decimals for whole in one.statement.wholes)), 0))
        if one.figure.exact and abs(due - one.value) > unit * len(parts):
            shown = one.text.raw[one.statement.wholes[0].start : one.figure.end]
            message = f"合计{one.shown}与前面{len(parts)}项之和{facts.money(due)}不符：“{shown}”"
            yield Breach(message, one.place, EXACT, expected=due, actual=one.value)


def shares(facts: Facts) -> Iterator[Found]:
    """甲万元，占乙的丙%: 乙 is an amount of the text, the budget, or the name of a total."""
    names: NamedFigures | None = None
    for one in _percentages(facts, StatementKind.SHARE):
        said = one.statement
        if said.value is None or said.value.value is None or not said.value.exact:
            continue
        if said.wholes:
            fits = [
                w for w in said.wholes if w.value is not None and (w.unit == said.value.unit or (w.money and said.value.money))
            ]
            slack = BALANCED if fits and fits[0].start < said.value.start else ZERO
            yield from _compare(
                facts, one, said.value, said.value.value, [w.value for w in fits if w.value is not None], "占比", slack
            )
        elif said.whole is not None and said.definite and said.value.money:
            names = names or NamedFigures(facts)
            wholes = [amount.number for amount in names.wholes(said.whole)]
            yield from _compare(facts, one, said.value, said.value.value, wholes, "占比")
    yield from _completions(facts, share=True)


def rates(facts: Facts) -> Iterator[Found]:
    """预算甲万元，支出乙万元，执行率丙%."""
    yield from _completions(facts, share=False)


def _completions(facts: Facts, share: bool) -> Iterator[Found]:
    """Completions that the text calls a share of the budget, or the others."""
    for one in _percentages(facts, StatementKind.COMPLETION):
        value, wholes = one.statement.value, [w for w in one.statement.wholes if w.value is not None]
        if value is None or value.value is None or not wholes:
            continue
        first = min(value, wholes[0], key=lambda figure: figure.start)
        if ("占" in one.text.raw[first.start : one.figure.start]) == share:
            budgets = [w.value for w in wholes if w.value is not None]
            yield from _compare(facts, one, first, value.value, budgets, "占比" if share else "执行率")


def _percentages(facts: Facts, kind: StatementKind) -> Iterator[TypedFigure]:
    """The typed percentages of a kind, exact ones."""
    for one in facts.mentions:
        if one.statement.kind is kind and one.figure.unit == "%" and one.figure.value is not None and one.figure.exact:
            yield one


def _said(facts: Facts, value: Decimal, one: TypedFigure) -> str:
    return facts.money(value) if one.figure.money else f"{value.normalize():f}{one.unit}"


def _is_right(facts: Facts, one: TypedFigure) -> bool:
    """Whether the data give the percentage: then the fault is that of the figure beside it."""
    alone = one.statement._replace(value=None, change=None, wholes=())
    return agrees(alone, NamedFigures(facts))


def _fits(one: TypedFigure, part: Decimal, wholes: list[Decimal], slack: Decimal = ZERO) -> bool:
    """Whether a percentage is that of a part and one of the wholes, as far as their rounding goes."""
    decimals = max(one.figure.decimals, 0)
    return any(w <= 0 or abs(one.value - part / w * 100) <= tolerance_percent(decimals, part, w) + slack for w in wholes)


def _compare(
    facts: Facts, one: TypedFigure, first: SentenceFigure, part: Decimal, wholes: list[Decimal], what: str, slack: Decimal = ZERO
) -> Iterator[Found]:
    """A percentage against its two figures; of several wholes that the words leave open, one that agrees is enough."""
    if not wholes or _fits(one, part, wholes, slack) or _is_right(facts, one):
        return
    said, decimals = one.value, max(one.figure.decimals, 0)
    due = part / wholes[0] * 100
    shown = one.text.raw[first.start : one.figure.end]
    typed = one.shown.rstrip("%％ ")
    if said == due.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN):
        message = f"{what}{typed}%是截断的，四舍五入应为{round_half_up(due, decimals)}%：“{shown}”"
        yield Breach(message, one.at(first.start), "四舍五入，不截断", expected=due, actual=said, severity=HINT)
    else:
        message = f"{what}{typed}%与前面的数不符，应为{round_half_up(due, max(decimals, 2))}%：“{shown}”"
        yield Breach(message, one.at(first.start), EXACT, expected=due, actual=said)


RULES: tuple[Rule, ...] = (
    Check("H02", "文字里打出来的增减率等于增减额除以上年数", WARNING, changes, EXACT, note="截断而未四舍五入的为提示"),
    Check("H02", "文字里打出来的增减额等于前后两个数相减", WARNING, differences, EXACT),
    Check("H22", "文字里写的几项合计等于前面几个数相加", WARNING, sums, EXACT),
    Check("H06", "文字里打出来的占比等于两个数相除", WARNING, shares, EXACT, note="截断而未四舍五入的为提示"),
    Check("H21", "文字里打出来的执行率等于支出除以预算", WARNING, rates, EXACT, note="截断而未四舍五入的为提示"),
)
