"""How points are given and graded: the rules of a form, from a pack's 评分, and one indicator or rate at a time.

National rules where a pack says nothing: 执行率 in proportion up to 10 points; a target met gives
full points, one missed gives points in proportion; late days cost a share each; qualitative results lie within a band. Rules of a
pack's own indicator table are in `pointrules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.figures.scoring.pointrules import Rule, number, score
from generator.figures.scoring.targets import Measure, Sense, Target, parse_day, parse_measure, parse_target
from generator.figures.wording.numbers import round_half_up
from generator.model.amount import ZERO

Bands = tuple[tuple[Decimal, str], ...]

HUNDRED = Decimal(100)
DECIMALS = 2
"""Of points."""
IN_PROPORTION: Rule = MappingProxyType({"类型": "比例", "小数": DECIMALS})
GRADES: Bands = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))
"""财预〔2020〕10号: each lower bound belongs to its grade, so that no score falls between two."""
ABSENT = ("不涉及", "不适用")
"""A target or result that takes its indicator out of the score."""
ON_TIME = ("按时", "按期", "如期", "提前", "准时")
FAILED = ("未达成", "未完成", "没有完成", "未达到")
PARTLY = ("部分达成", "部分完成", "基本达成", "基本完成")
DONE = ("达成", "完成", "已完成", "全部完成", "已达成", "达到")
KEYS = ("执行率分值", "执行率", "每天扣", "归零", "定性", "超额", "等级")


@dataclass(frozen=True, slots=True)
class Scoring:
    """The rules of a form.

    rate_points: full points of 执行率; rate_rule: how a rate is scored (`pointrules.py`). late: per cent of the points that
    each late day costs; more than `lost` per cent lost is nothing left. bands: lowest per cent of the points for 达成 and
    部分达成. over: per cent of the target from which on a reason is wanted. grades: lowest score and name, from the top.
    """

    rate_points: Decimal = Decimal(10)
    rate_rule: Rule = field(default_factory=lambda: IN_PROPORTION, hash=False)
    late: Decimal = Decimal(1)
    lost: Decimal = Decimal(50)
    bands: tuple[Decimal, Decimal] = (Decimal(80), Decimal(60))
    over: Decimal = Decimal(130)
    grades: Bands = GRADES

    def grade(self, score: Decimal) -> str:
        """The name of the band that the score falls into; the lowest one below all."""
        return next((name for least, name in self.grades if score >= least), self.grades[-1][1])

    def rate_score(self, rate: Decimal) -> Decimal:
        """Points of an 执行率 given in per cent."""
        return score(self.rate_rule, self.rate_points, rate)


class Judged(NamedTuple):
    """What a result is worth. points: by computation, None where a person judges; low and high: the band then, of which
    high counts only for 达成. achieved: result ÷ target in per cent, where both are measures. absent: taken out."""

    points: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    achieved: Decimal | None = None
    absent: bool = False

    def allows(self, points: Decimal, full: Decimal) -> bool:
        """True where the points lie within the band."""
        if self.low is None or self.high is None:
            return True
        return self.low <= points and (points < self.high or points == self.high == full)


def judge(target: str, actual: str | None, full: Decimal, year: int, rules: Scoring) -> Judged:
    """What a result is worth out of full points. year: for dates without one."""
    if target in ABSENT or actual in ABSENT:
        return Judged(absent=True)
    if not actual:
        return Judged()
    wanted = parse_target(target, year)
    if wanted.day:
        return _dated(wanted, actual, full, year, rules)
    got = parse_measure(actual)
    if wanted.measure and got and (got.unit == wanted.measure.unit or not got.unit):
        return _measured(wanted, wanted.measure, got, full)
    if wanted.sense is Sense.QUALITATIVE:
        return _judged(target, actual, full, rules)
    return Judged()


def _dated(wanted: Target, actual: str, full: Decimal, year: int, rules: Scoring) -> Judged:
    day = parse_day(actual, year)
    if day is None or wanted.day is None:
        return Judged(full) if actual.startswith(ON_TIME) else Judged()
    loss = max((day - wanted.day).days, 0) * rules.late
    return Judged(ZERO if loss > rules.lost else _rounded(full * (HUNDRED - loss) / HUNDRED))


def _measured(wanted: Target, target: Measure, got: Measure, full: Decimal) -> Judged:
    goal, value = target.value, got.value
    achieved = value / goal * HUNDRED if goal else None
    if wanted.sense is Sense.EQUAL:
        off = abs(value - goal) / abs(goal) if goal else Decimal(value != goal)
        return Judged(_rounded(full * max(1 - off, ZERO)), achieved=achieved)
    if wanted.sense is Sense.NEGATIVE:
        met = value <= goal
        share = goal / value if value else ZERO
    else:
        met = value >= goal
        share = value / goal if goal else ZERO
    return Judged(full if met else _rounded(full * min(max(share, ZERO), Decimal(1))), achieved=achieved)


def _judged(target: str, actual: str, full: Decimal, rules: Scoring) -> Judged:
    upper, lower = (full * bound / HUNDRED for bound in rules.bands)
    if actual.startswith(FAILED):
        return Judged(low=ZERO, high=lower)
    if actual.startswith(PARTLY):
        return Judged(low=lower, high=upper)
    if actual == target or actual.startswith(DONE):
        return Judged(low=upper, high=full)
    return Judged()


def _rounded(points: Decimal) -> Decimal:
    return round_half_up(points, DECIMALS)


def scoring_of(settings: Mapping[str, Any]) -> Scoring:
    """The rules from a pack's 评分. Raises ValueError, with a message for people, where they cannot be read."""
    unknown = [key for key in settings if key not in KEYS]
    if unknown:
        raise ValueError(f"“评分”里没有“{unknown[0]}”，可用：{'、'.join(KEYS)}")
    plain = Scoring()
    middle = settings.get("定性", plain.bands)
    try:
        return Scoring(
            rate_points=number(settings.get("执行率分值", plain.rate_points)),
            rate_rule=_rate_rule(settings.get("执行率", "比例")),
            late=number(settings.get("每天扣", plain.late)),
            lost=number(settings.get("归零", plain.lost)),
            bands=(number(middle[0]), number(middle[1])),
            over=number(settings.get("超额", plain.over)),
            grades=_grades(settings["等级"]) if "等级" in settings else GRADES,
        )
    except (TypeError, ValueError, IndexError, InvalidOperation):
        said = "“评分”写得不对：等级写成 [[90, 优], [80, 良], …]，执行率写“比例”或 [[95, 10], [80, 比例], [0, 0]]"
        raise ValueError(said) from None


def _rate_rule(raw: Any) -> Rule:
    rule = (
        IN_PROPORTION
        if raw == "比例"
        else {"类型": "分段", "小数": DECIMALS, "段": tuple((least, points) for least, points in raw)}
    )
    score(rule, HUNDRED, HUNDRED)
    return rule


def _grades(raw: Any) -> Bands:
    bands = [(number(least), str(name)) for least, name in raw]
    if not bands:
        raise ValueError
    return tuple(sorted(bands, reverse=True))
