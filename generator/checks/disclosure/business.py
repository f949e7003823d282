"""H22, Z10, F10: figures of the department's own trade: one thing, one figure; and how plausible they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in, place_of_amount
from generator.checks.engine.rule import ERROR, HINT, WARNING, Breach, Check, Found, Rule
from generator.checks.engine.settings import THRESHOLDS
from generator.model.amount import Amount
from generator.model.place import SourceText
from generator.model.sections import Indicator

NUMBER = re.compile(r"[^0-9]{0,12}?([0-9]+(?:\.[0-9]+)?)")
LEAST_NAME = 3
MAGNITUDE = Decimal(1000)
"""Ratio of one field in two years from which on 元 and 万元 must have been mixed up (Z10)."""
SMALL = Decimal(10)
"""Smaller counts may change by any ratio."""
COUNTS = (
    *("因公出国.团组数", "因公出国.人次数", "公务接待.国内批次", "公务接待.国内人次"),
    *("公务接待.外事批次", "公务接待.外事人次"),
)


class Likeness(IntEnum):
    """How much the name of an indicator is like that of a figure."""

    SHORTER = 1
    """The figure's characters stand in it, in their order."""
    ENDING = 2
    """It ends with the figure's name, or has the same characters in another order."""
    SAME = 3


class Named(NamedTuple):
    """An indicator whose 完成值 begins with a number, and whose name is like that of a figure of `数据`."""

    likeness: Likeness
    indicator: Indicator
    value: Decimal


def agreeing(facts: Facts) -> Iterator[Found]:
    """A figure of `数据` against the 完成值 of the indicators that have its name."""
    for name, rows in _by_figure(facts).items():
        own = facts.data.facts[name]
        if not own.known or any(row.value == own.number for row in rows):
            continue
        nearest = max(rows, key=lambda row: row.likeness)
        vague = nearest.likeness is Likeness.SHORTER
        if vague and not own.number / 10 <= nearest.value <= own.number * 10:
            continue
        row = nearest.indicator
        message = f"“数据”里的{name}是{own.number:f}，指标“{row.level3}”的完成值却是{row.actual}"
        there = place_in(row.actual) if isinstance(row.actual, SourceText) else place_in(row.level3)
        severity = HINT if vague else WARNING
        yield Breach(message, place_of_amount(own), "同一件事只有一个数：核对两处", there, nearest.value, own.number, severity)


def _by_figure(facts: Facts) -> dict[str, list[Named]]:
    """Figure of `数据` → the indicators that are called like it; each indicator under the one that it is most like."""
    names = [_Name(name) for name in facts.data.facts if name.removesuffix("万元")]
    found: dict[str, list[Named]] = {}
    for indicator in [row for project in facts.data.projects for row in project.indicators] if names else ():
        own = [name for name in names if name.within(indicator.level3)]
        number = NUMBER.match(indicator.actual or "") if own else None
        likes = [(like, len(name.short), name.full) for name in own if (like := _likeness(name.short, indicator.level3))]
        if number and likes:
            likeness, _, full = max(likes)
            found.setdefault(full, []).append(Named(likeness, indicator, Decimal(number[1])))
    return found


class _Name:
    """The name of a figure, with what is asked of thousands of indicators first: whether all its characters are in theirs."""

    __slots__ = ("_characters", "full", "short")

    def __init__(self, full: str) -> None:
        self.full, self.short = full, full.removesuffix("万元")
        self._characters = frozenset(self.short)

    def within(self, indicator: str) -> bool:
        return self.short[0] in indicator and self.short[-1] in indicator and self._characters.issubset(indicator)


def _likeness(name: str, indicator: str) -> Likeness | None:
    if len(name) < LEAST_NAME:
        return None
    if name == indicator:
        return Likeness.SAME
    if indicator.endswith(name) or (len(name) == len(indicator) and sorted(name) == sorted(indicator)):
        return Likeness.ENDING
    rest = iter(indicator)
    shorter = len(name) > LEAST_NAME and all(character in rest for character in name)
    return Likeness.SHORTER if shorter else None


def leaping(facts: Facts) -> Iterator[Found]:
    """A count that is a multiple of last year's; money that is off by a thousand."""
    if facts.before is None:
        return
    ratio = facts.settings.threshold("Z10")
    for name, now, then in _counts(facts):
        large, small = max(now.number, then.number), min(now.number, then.number)
        if large >= SMALL and small > 0 and large >= small * ratio:
            message = f"{name}{now.number:f}，上年{then.number:f}，相差{large / small:.1f}倍"
            remedy = "核对位数；确实如此的，在“确认”里写明"
            yield Breach(message, place_of_amount(now), remedy, expected=then.value, actual=now.value)
    for name, now, then in _money(facts):
        if not (now.value and then.value):
            continue
        small, large = sorted((abs(now.value), abs(then.value)))
        if large >= small * MAGNITUDE:
            message = f"{name}{facts.money(now.number)}，上年{facts.money(then.number)}，相差千倍以上"
            yield Breach(message, place_of_amount(now), "多半是元和万元弄混了：核对金额单位", severity=ERROR)


def _counts(facts: Facts) -> Iterator[tuple[str, Amount, Amount]]:
    assert facts.before is not None
    last = facts.before.data.facts
    for name, now in facts.data.facts.items():
        then = last.get(name)
        if then and now.known and then.known:
            yield name, now, then
    for path in COUNTS:
        this, last_one = (figures.amount(f"三公.{path}") for figures in (facts.figures, facts.before))
        if this and last_one and this.known and last_one.known:
            yield path.replace(".", ""), this, last_one


def _money(facts: Facts) -> Iterator[tuple[str, Amount, Amount]]:
    assert facts.before is not None
    for name, now in facts.figures.names.items():
        then = facts.before.names.get(name)
        if isinstance(now, Amount) and isinstance(then, Amount) and now.known and then.known:
            yield name, now, then


def per_guest(facts: Facts) -> Iterator[Found]:
    """国内公务接待费 per person above what the bureaus accept (F10)."""
    spent, guests = (facts.amount(f"三公.公务接待.{name}") for name in ("国内决算", "国内人次"))
    most = facts.settings.threshold("F10")
    if spent and guests and spent.value and guests.value and spent.value.scaleb(4) / guests.value >= most:
        each = (spent.value.scaleb(4) / guests.value).quantize(Decimal("0.01"))
        said = f"国内公务接待费{facts.money(spent.value)}，{guests.value:f}人次"
        message, remedy = f"{said}，人均{each}元，达到{most:f}元", "核对人次和接待费，或对照当地的接待标准"
        yield Breach(message, place_of_amount(guests), remedy, place_of_amount(spent))


RULES: tuple[Rule, ...] = (
    Check("H22", "“数据”里的数与同名指标的完成值一致", WARNING, agreeing, "同一件事只有一个数：核对两处"),
    Check(
        "Z10",
        f"业务数据、数量与上年相差不到{THRESHOLDS['Z10'][0]}倍，金额与上年相差不到{MAGNITUDE}倍",
        WARNING,
        leaping,
        "核对位数和金额单位",
        note="金额相差千倍以上为错误",
    ),
    Check("F10", f"国内公务接待人均不到{THRESHOLDS['F10'][0]}元", HINT, per_guest, "核对人次和接待费"),
)
