"""Points of a rate by a rule of a form, which is data: 评分表 states one for each indicator, 评分 one for 执行率.

Results against targets that people type are judged in `rules.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from typing import Any

from generator.figures.wording.numbers import round_half_up
from generator.model.amount import Amount, Origin, OriginKind, State, computed

Rule = Mapping[str, Any]
FULL_WHEN_ABSENT = "不涉及得满分"
NUMBERS = ("起", "每", "扣", "其余", "小数")


def points(rule: Rule, weight: Decimal, value: Amount) -> Amount:
    """The points, 0 to weight, for a value in percent; not known where the value is not.

    不涉及 gives full points where the rule says 不涉及得满分, else stays 不涉及. Raises ValueError for a rule that is
    none of KINDS.
    """
    name = str(rule.get("类型", ""))
    if name not in KINDS:
        raise ValueError(f"没有“{name}”这种评分规则，可用：{'、'.join(KINDS)}")
    try:
        if value.state is State.NOT_APPLICABLE:
            full = rule.get(FULL_WHEN_ABSENT) in (True, "是")
            origin = Origin(OriginKind.RULE, "得分", expression=FULL_WHEN_ABSENT)
            return Amount(weight, State.FIGURE, origin) if full else Amount(None, State.NOT_APPLICABLE, origin)
        result = computed(f"按“{name}”规则由{{0}}得分", (value,), lambda v: _trimmed(score(rule, weight, v)), "得分")
    except (KeyError, TypeError, InvalidOperation) as error:
        raise ValueError(f"评分规则“{name}”缺少或写错了参数：{error}") from error
    return result


def score(rule: Rule, weight: Decimal, value: Decimal) -> Decimal:
    """The points, 0 to weight, for a rate in percent. Raises as `points` does where the rule is not well formed."""
    numbers = {key: number(entry) for key, entry in rule.items() if key in NUMBERS}
    return KINDS[str(rule["类型"])](rule, numbers, weight, value)


def _trimmed(value: Decimal) -> Decimal:
    """Without zeros at the end: 5.0 is 5."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def number(raw: object) -> Decimal:
    """A number of a pack. Raises InvalidOperation where it is none."""
    return Decimal(str(raw))


def _above(rule: Rule, numbers: Mapping[str, Decimal], weight: Decimal, value: Decimal) -> Decimal:
    """超出扣分: full up to 起, each whole 每 above it takes 扣 off."""
    return _less(weight, value - numbers["起"], numbers)


def _below(rule: Rule, numbers: Mapping[str, Decimal], weight: Decimal, value: Decimal) -> Decimal:
    """不足扣分: full from 起, each whole 每 below it takes 扣 off."""
    return _less(weight, numbers["起"] - value, numbers)


def _less(weight: Decimal, distance: Decimal, numbers: Mapping[str, Decimal]) -> Decimal:
    steps = max(Decimal(0), (distance / numbers["每"]).to_integral_value(ROUND_FLOOR))
    return max(Decimal(0), weight - steps * numbers["扣"])


def _banded(rule: Rule, numbers: Mapping[str, Decimal], weight: Decimal, value: Decimal) -> Decimal:
    """分档: the points of the first 档 whose upper bound (inclusive) holds the value, else 其余."""
    fitting = (number(score) for bound, score in rule["档"] if value <= number(bound))
    return next(fitting, numbers["其余"])


def _proportional(rule: Rule, numbers: Mapping[str, Decimal], weight: Decimal, value: Decimal) -> Decimal:
    """比例: weight × value ÷ 起 (100 where it is not given), at most the weight; rounded half-up where 小数 are given."""
    share = weight * min(max(value, Decimal(0)) / numbers.get("起", Decimal(100)), Decimal(1))
    return round_half_up(share, int(numbers["小数"])) if "小数" in numbers else share


def _stepped(rule: Rule, numbers: Mapping[str, Decimal], weight: Decimal, value: Decimal) -> Decimal:
    """分段: the points of the first 段 whose lower bound (inclusive) the value reaches; 比例 for a share of the weight."""
    steps = sorted(((number(least), score) for least, score in rule["段"]), key=lambda step: -step[0])
    score = next((score for least, score in steps if value >= least), 0)
    return _proportional(rule, numbers, weight, value) if score == "比例" else number(score)


KINDS: dict[str, Callable[[Rule, Mapping[str, Decimal], Decimal, Decimal], Decimal]] = {
    "超出扣分": _above,
    "不足扣分": _below,
    "分档": _banded,
    "分段": _stepped,
    "比例": _proportional,
}
