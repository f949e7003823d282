"""What a form says of the rules, as data (`核对:` in pack.yaml): rules that are off, severities, thresholds, places.

A pack writes `核对: {关闭: [Z08], 严重程度: {H10: 错误}, 阈值: {Y03: 20}, 地名: [邻近县]}`. Where a source is printed in
several forms, a rule is off only where all of them switch it off, and the gravest severity and the nearest threshold count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from generator.checks.engine.finding import Severity
from generator.figures.view import nearest

KEYS = ("关闭", "严重程度", "阈值", "地名")
THRESHOLDS = {
    "Y03": (Decimal(10), "变动百分之几以上写明原因"),
    "Z08": (Decimal(3), "同一句原因用几次起提醒"),
    "P06": (Decimal(130), "完成值达到指标值的百分之几以上写明原因"),
    "E05": (Decimal(2), "经济分类与功能科目容许相差百分之几"),
    "E06": (Decimal(10), "离退休费与离退休科目容许相差百分之几"),
    "Z10": (Decimal(5), "业务数据、数量为上年的几倍以上（或几分之一以下）时提醒"),
    "F10": (Decimal(500), "国内公务接待人均多少元以上时提醒"),
    "Y07": (Decimal(30), "多少字以上的段落与上年一字不差时提醒"),
}
"""Rule → default, and what it means."""
SHOULD_BE = {list: "“{}”应是列表，如 [Z08]", dict: "“{}”应写成“规则编号: 值”"}
Part = TypeVar("Part", list[Any], dict[Any, Any])
SHOWN = 20
"""Of more names than these only the nearest is named."""


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Of one run. thresholds hold only what differs from THRESHOLDS."""

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    regions: tuple[str, ...] = ()

    def threshold(self, rule: str) -> Decimal:
        """The threshold of a rule."""
        return self.thresholds.get(rule, THRESHOLDS[rule][0])


DEFAULT = RuleSettings()


def read(raw: Mapping[str, Any], known: Collection[str]) -> RuleSettings:
    """One form's settings. known: the ids of all rules. Raises ValueError with a Chinese message."""
    if not isinstance(raw, Mapping):
        raise ValueError("“核对”应是一组设置，如 关闭: [Z08]")
    _all_in(raw, KEYS, "“核对”里没有“{}”这项设置")
    off = _part(raw, "关闭", list)
    severities = _part(raw, "严重程度", dict)
    thresholds = _part(raw, "阈值", dict)
    regions = _part(raw, "地名", list)
    _all_in([*off, *severities], known, "没有编号为“{}”的规则")
    _all_in(severities.values(), [str(s) for s in Severity], "严重程度“{}”不认识")
    _all_in(thresholds, THRESHOLDS, "规则“{}”没有阈值")
    return RuleSettings(
        frozenset(map(str, off)),
        {str(rule): Severity(str(word)) for rule, word in severities.items()},
        {str(rule): _number(rule, value) for rule, value in thresholds.items()},
        tuple(map(str, regions)),
    )


def _part(raw: Mapping[str, Any], key: str, kind: type[Part]) -> Part:
    """One setting, an empty one where it is not given. Raises ValueError where it is of another kind."""
    value = raw.get(key) or kind()
    if not isinstance(value, kind):
        raise ValueError(SHOULD_BE[kind].format(key))
    return value


def _all_in(names: Iterable[object], known: Collection[str], message: str) -> None:
    for name in names:
        if str(name) not in known:
            shown = f"，可用：{'、'.join(known)}" if len(known) <= SHOWN else nearest(str(name), known)
            raise ValueError(f"{message.format(name)}{shown}")


def _number(rule: str, value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"规则“{rule}”的阈值“{value}”不是数") from error


def merged(many: Iterable[RuleSettings]) -> RuleSettings:
    """The settings of a source that is printed in several forms."""
    all_ = list(many)
    if not all_:
        return RuleSettings()
    grave = list(Severity)
    severities: dict[str, Severity] = {}
    for rule in {rule for one in all_ for rule in one.severities}:
        severities[rule] = min((one.severities[rule] for one in all_ if rule in one.severities), key=grave.index)
    thresholds: dict[str, Decimal] = {}
    for rule in {rule for one in all_ for rule in one.thresholds}:
        thresholds[rule] = min(one.threshold(rule) for one in all_)
    regions = tuple(region for one in all_ for region in one.regions)
    return RuleSettings(frozenset.intersection(*(one.off for one in all_)), severities, thresholds, regions)
