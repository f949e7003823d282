"""Ordinals (第一部分, 一、, （一）, 1., （1）): made here, never typed, restarted below each heading of a higher level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.numerals import chinese

DEFAULT: Mapping[str, str] = {
    "部分": "第{中}部分",
    "一级": "{中}、",
    "二级": "（{中}）",
    "三级": "{数}.",
    "四级": "（{数}）",
    "表题": "{中}、",
    "附件": "附件{数}",
    "图": "图{数}",
}
"""The usual scheme; a pack overrides single levels. `{中}` is a Chinese numeral, `{数}` an Arabic one, empty: no number."""

LEVELS = ("部分", "一级", "二级", "三级", "四级")


def ordinal(pattern: str, number: int) -> str:
    """A pattern with its number put in."""
    return pattern.replace("{中}", chinese(number) if "{中}" in pattern else "").replace("{数}", str(number))


@dataclass(slots=True)
class Numbering:
    """Counts headings. Level 0 is a part, 1 一级 … 4 四级."""

    scheme: Mapping[str, str]
    _counts: list[int] = field(default_factory=lambda: [0] * 5)
    _annexes: int = 0
    _figures: int = 0

    def heading(self, level: int, kind: str = "", pattern: str | None = None) -> str:
        """The ordinal of the next heading of a level. kind: 表题 for the title of a statutory table; pattern: of its own
        where one is given (empty: no ordinal, the heading is not counted)."""
        self._counts[level] += pattern != ""
        self.restart(level + 1)
        return (
            ""
            if pattern == ""
            else ordinal(self.scheme[kind or LEVELS[level]] if pattern is None else pattern, self._counts[level])
        )

    def restart(self, level: int) -> None:
        """The levels from this one down count from one again."""
        self._counts[level:] = [0] * (5 - level)

    def annex(self) -> str:
        """附件1, 附件2 …"""
        self._annexes += 1
        self.restart(1)
        return ordinal(self.scheme["附件"], self._annexes)

    def figure(self) -> str:
        """图1, 图2 …, through the whole report."""
        self._figures += 1
        return ordinal(self.scheme["图"], self._figures)

    def item(self, level: int, number: int) -> str:
        """The ordinal of a list item at a level; the deepest scheme serves below it."""
        return ordinal(self.scheme[LEVELS[min(level, 4)]], number)
