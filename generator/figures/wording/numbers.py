"""Numbers as they are printed: rounded half-up, then written as CLDR writes them for zh_CN.

For zh_CN that is what Python writes itself (`,` between thousands, `.` before decimals); Babel, which takes 70 µs for a
number, is asked for dates alone. A test compares the two.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache

WHOLE = Decimal(1)
YUAN = 4
"""Decimals between 万元 and 元."""


HALF_UP = "四舍五入"
ROUNDING = {HALF_UP: ROUND_HALF_UP, "四舍六入": ROUND_HALF_EVEN, "截断": ROUND_DOWN}
"""Ways of rounding by name; 四舍五入 everywhere unless a form says otherwise."""


EXACT, PRINTED = "精确数", "印出数"
DIFFERENCES = (EXACT, PRINTED)
"""What a difference is computed from: the exact figures, or the two that stand beside it in print."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a pack prints numbers in one context.

    unit: 万元 or 元. decimals: how many, None for the scale as typed, then `most` is the limit;
    trimmed: of these no zeros at the end (36.50 → 36.5, 10.00 → 10). thousands: separators.
    zero: what a zero prints. percent_decimals: decimals of a percentage; whole_percent: an exact whole prints none (100%).
    rounding: a key of ROUNDING. balance: which share takes up the rounding difference (不调, 最大 or 末项; see shares.py).
    difference: what 增减 and its rate are computed from, a word of DIFFERENCES.
    """

    unit: str = "万元"
    decimals: int | None = 2
    most: int = 6
    trimmed: bool = False
    thousands: bool = False
    zero: str = "0"
    percent_decimals: int = 2
    whole_percent: bool = True
    rounding: str = HALF_UP
    balance: str = "不调"
    difference: str = EXACT


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """0.005 → 0.01, 2.665 → 2.67, away from zero for negative values."""
    return rounded(value, decimals)


def rounded(value: Decimal, decimals: int, rounding: str = HALF_UP) -> Decimal:
    """A number with so many decimals, by a way of rounding of ROUNDING. A zero has no sign."""
    result = value.quantize(_unit(decimals), ROUNDING[rounding])
    return result if result else abs(result)


@lru_cache(maxsize=64)
def _unit(decimals: int) -> Decimal:
    """One unit of the last of so many decimals."""
    return WHOLE.scaleb(-decimals)


@lru_cache(maxsize=4096)
def format_number(value: Decimal, decimals: int, thousands: bool = False, rounding: str = HALF_UP) -> str:
    """A number with just so many decimals."""
    return format(rounded(value, decimals, rounding), ",f" if thousands else "f")


def in_unit(value: Decimal, unit: str) -> Decimal:
    """An amount of 万元 in the unit that is printed; exact."""
    return value.scaleb(YUAN) if unit == "元" else value


def format_money(value: Decimal, style: NumberFormat) -> str:
    """An amount of 万元 as the context prints it, without its unit."""
    value = in_unit(value, style.unit)
    if value == 0:
        return style.zero
    return format_number(value, money_decimals(value, style), style.thousands, style.rounding)


def money_decimals(value: Decimal, style: NumberFormat) -> int:
    """Decimals of an amount in the unit that is printed: fixed, as typed up to a limit, or no more than it needs."""
    if style.trimmed:
        value = rounded(value, style.most, style.rounding).normalize()
    return style.decimals if style.decimals is not None else min(max(0, -int(value.as_tuple().exponent)), style.most)


def as_printed(value: Decimal, style: NumberFormat) -> Decimal:
    """The amount of 万元 that a reader sees."""
    shown = in_unit(value, style.unit)
    return rounded(shown, money_decimals(shown, style), style.rounding).scaleb(-YUAN if style.unit == "元" else 0)


def prints_equal(first: Decimal, second: Decimal, style: NumberFormat) -> bool:
    """True where the difference of two amounts of 万元 is printed as zero."""
    decimals = style.decimals if style.decimals is not None else style.most
    return round_half_up(in_unit(abs(first - second), style.unit), decimals) == 0


def format_percent(value: Decimal, style: NumberFormat) -> str:
    """A percentage with its sign. Only an exact whole prints without decimals."""
    whole = style.whole_percent and value == value.to_integral_value()
    decimals = 0 if whole else style.percent_decimals
    return f"{format_number(value, decimals, rounding=style.rounding)}%"


def format_day(day: dt.date, pattern: str = "y年M月d日") -> str:
    """A date by a CLDR pattern."""
    from babel.dates import format_date  # takes long to load, and many runs print no date

    return format_date(day, pattern, locale="zh_CN")
