"""Targets and results of indicators as people type them (≥3次, 100%, 2023年12月20日前, 全覆盖), read as what can be compared.

What is neither a measure nor a date is qualitative, never guessed at.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

WIDE = "０１２３４５６７８９．，％＝＞＜－"
NARROW = str.maketrans(WIDE, "0123456789.,%=><-")
HAS_WIDE = re.compile(f"[{WIDE}]")
SIGNS = (
    ("≥", ("≥", "≧", "⩾", ">=", "大于等于", "不少于", "不低于", "不小于", "至少", "达到")),
    ("≤", ("≤", "≦", "⩽", "<=", "小于等于", "不超过", "不高于", "不大于", "不多于", "至多", "控制在")),
    (">", (">", "大于", "超过", "高于")),
    ("<", ("<", "小于", "低于")),
    ("=", ("=", "等于")),
)
"""Longer spellings stand before the shorter ones that they begin with."""
SIGN_OF = {spelling: sign for sign, spellings in SIGNS for spelling in spellings}
BEGINNING = re.compile("|".join(map(re.escape, SIGN_OF)))
ENDINGS = (("≥", re.compile(r"(?:[（(]含[）)]|及)?以上$")), ("≤", re.compile(r"(?:[（(]含[）)]|及)?(?:以内|以下|之内)$")))
MEASURE = re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)([万亿]?)(\D*)")
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
PERCENT = ("百分比", "比例", "比率", "百分点", "个百分点")
DAY = re.compile(
    r"(?:在|于|截至|不晚于|≤|<)?(?:(?P<year>\d{4})[年-])?(?P<month>\d{1,2})[月-](?:(?P<day>\d{1,2})[日号]?)?"
    r"(?P<part>上旬|中旬|下旬|底|末|份)?(?:以?前|之前|内|止)?(?:[完拨发到支兑结办验][^\d]{0,6})?"
)
YEAR_END = re.compile(
    r"(?:在|于)?(?:(?P<year>\d{4})年|当年|本年|年)(?:底|末|内)(?:以?前|之前)?(?:[完拨发到支兑结办验][^\d]{0,6})?"
)
PARTS = {"上旬": 10, "中旬": 20}


class Sense(StrEnum):
    """Which way a result should lie."""

    POSITIVE = "正向"
    NEGATIVE = "反向"
    EQUAL = "等于"
    DATE = "时限"
    QUALITATIVE = "定性"


class Measure(NamedTuple):
    """A number with its unit, 万 and 亿 counted in: 10万份 is 100000 份."""

    value: Decimal
    unit: str


class Target(NamedTuple):
    """A target: its sense with a measure or a day. > and < count as ≥ and ≤: the bound itself costs nothing."""

    sense: Sense
    measure: Measure | None = None
    day: dt.date | None = None


@lru_cache(maxsize=1024)
def parse_target(text: str, year: int) -> Target:
    """A target. A number without a sign is positive; = with a percentage too, since 100% cannot be exceeded."""
    plain = _plain(text)
    if day := _day(plain, year):
        return Target(Sense.DATE, day=day)
    sign, rest = _sign(plain)
    measure = _measure(_ended(rest))
    if measure is None:
        return Target(Sense.QUALITATIVE)
    if sign in ("≤", "<"):
        return Target(Sense.NEGATIVE, measure)
    if sign == "=" and measure.unit != "%":
        return Target(Sense.EQUAL, measure)
    return Target(Sense.POSITIVE, measure)


@lru_cache(maxsize=1024)
def parse_measure(text: str) -> Measure | None:
    """A number and its unit; None where the text is anything else."""
    return _measure(_plain(text))


def _measure(plain: str) -> Measure | None:
    found = MEASURE.fullmatch(plain)
    if not found:
        return None
    unit = "%" if found[3] in PERCENT else found[3]
    value = Decimal(found[1].replace(",", ""))
    return Measure(value * SCALES[found[2]] if found[2] else value, unit)


def parse_day(text: str, year: int) -> dt.date | None:
    """The last day that a date covers: 12月 is the 31st, 中旬 the 20th; None where the text is no date of the calendar."""
    return _day(_plain(text), year)


def _day(plain: str, year: int) -> dt.date | None:
    if not ("月" in plain or "-" in plain or "年" in plain):
        return None
    if found := YEAR_END.fullmatch(plain):
        return dt.date(int(found["year"] or year), 12, 31)
    found = DAY.fullmatch(plain)
    if not found:
        return None
    of, month = int(found["year"] or year), int(found["month"])
    try:
        last = calendar.monthrange(of, month)[1]
        return dt.date(of, month, int(found["day"] or PARTS.get(found["part"] or "", last)))
    except ValueError:
        return None


def _plain(text: str) -> str:
    plain = "".join(text.split())
    return _ended(plain.translate(NARROW) if HAS_WIDE.search(plain) else plain)


def _ended(text: str) -> str:
    return text.rstrip("。；;，,")


def _sign(text: str) -> tuple[str, str]:
    if found := BEGINNING.match(text):
        return SIGN_OF[found[0]], text[found.end() :]
    for sign, ending in ENDINGS:
        if found := ending.search(text):
            return sign, text[: found.start()]
    return "", text
