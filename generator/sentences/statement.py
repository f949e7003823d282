"""What a sentence states: a figure, the thing that it is a figure of, and the part that it plays there."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class StatementKind(StrEnum):
    """The part that a figure plays in its clause. SUM: of the amounts before it (三项合计). NONE, SAME and TREND
    are said in words: a value of nothing, a change of nothing, a change that has a direction only.
    """

    VALUE = "数"
    CHANGE = "增减额"
    RATE = "增减率"
    SHARE = "占比"
    COMPLETION = "完成率"
    SUM = "合计"
    NONE = "没有"
    SAME = "持平"
    TREND = "增减"


class SentenceFigure(NamedTuple):
    """A figure with its unit, as it stands at start:end of the text.

    value: money in 万元, percentages in per cent, counts as they are (万人次 counted as persons); None where an
    expression stands for the digits. decimals: decimals of the value. exact: False for 近, 余, 以上, a range, an amount for
    each person. unit: 万元, %, 百分点 or the word of the count. bound: 1 where it is more (超过), -1 where less (不足).
    worded: the number is written in words: 两辆.
    """

    value: Decimal | None
    unit: str
    decimals: int
    start: int
    end: int
    exact: bool = True
    bound: int = 0
    worded: bool = False

    @property
    def money(self) -> bool:
        """True for an amount of money."""
        return self.unit in MONEY


MONEY = frozenset(("万元", "亿元", "元", "千元"))


class Subject(NamedTuple):
    """What a figure is a figure of. name is empty where the reader does not understand what the words name.

    fund: 一般公共预算, 政府性基金, 国有资本经营, 财政拨款 or empty. stage: 年初预算, 调整预算, 全年预算, 预算, 决算, 安排 or
    empty. year: the year that the words say, 0 where they say none. codes: of a 科目, all that its words can mean.
    """

    name: str
    fund: str = ""
    stage: str = ""
    year: int = 0
    codes: tuple[str, ...] = ()

    @property
    def understood(self) -> bool:
        """True where the reader knows what the words name."""
        return bool(self.name)


class Base(NamedTuple):
    """What a change is measured from, or a completion against: a year (0: the same year) and a stage."""

    year: int = 0
    stage: str = ""


class Statement(NamedTuple):
    """One figure of a text and what it says.

    direction: 1, -1 or 0 (持平) of a change, None of anything else and where the words leave it open.
    base: of a change or a completion. whole: the subject that a share is a share of.
    value, change, wholes: the printed figures that a percentage restates: the amount, the change, the whole or the budget
    (several where the words leave open which); of a change the printed figure of its base, of a sum its parts.
    group: statements of one subject have one number. definite: False for plans, reasons, parts of a year, other areas.
    """

    subject: Subject
    kind: StatementKind
    figure: SentenceFigure
    group: int
    direction: int | None = None
    base: Base | None = None
    whole: Subject | None = None
    value: SentenceFigure | None = None
    change: SentenceFigure | None = None
    wholes: tuple[SentenceFigure, ...] = ()
    definite: bool = True


NOT_UNDERSTOOD = Subject("")
