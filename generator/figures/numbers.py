"""Numbers as they are printed: rounded half-up, then formatted by Babel with a pattern."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "zh_CN"
WHOLE = Decimal(1)
YUAN = 4
"""Decimal places between 万元 and 元."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a pack prints numbers in one context (variation.md §4 no. 8).

    unit: 万元 or 元. decimals: places, None for the scale as typed, then `most` is the limit. thousands: separators.
    zero: what a zero prints. percent_decimals: places of a percentage; whole_percent: an exact whole prints none (100%).
    """

    unit: str = "万元"
    decimals: int | None = 2
    most: int = 6
    thousands: bool = False
    zero: str = "0"
    percent_decimals: int = 2
    whole_percent: bool = True


def round_half_up(value: Decimal, places: int) -> Decimal:
    """0.005 → 0.01, 2.665 → 2.67, away from zero for negative values."""
    return value.quantize(WHOLE.scaleb(-places), ROUND_HALF_UP)


@lru_cache(maxsize=4096)
def format_number(value: Decimal, places: int, thousands: bool = False) -> str:
    """A number with just so many decimal places."""
    pattern = ("#,##0" if thousands else "0") + ("." + "0" * places if places else "")
    return str(format_decimal(round_half_up(value, places), format=pattern, locale=LOCALE, decimal_quantization=True))


def in_unit(value: Decimal, unit: str) -> Decimal:
    """An amount of 万元 in the unit that is printed; exact."""
    return value.scaleb(YUAN) if unit == "元" else value


def format_money(value: Decimal, style: NumberFormat) -> str:
    """An amount of 万元 as the context prints it, without its unit."""
    value = in_unit(value, style.unit)
    if value == 0:
        return style.zero
    places = style.decimals if style.decimals is not None else min(max(0, -int(value.as_tuple().exponent)), style.most)
    return format_number(value, places, style.thousands)


def prints_equal(first: Decimal, second: Decimal, style: NumberFormat) -> bool:
    """True where the difference of two amounts of 万元 is printed as zero (identities §0.6)."""
    places = style.decimals if style.decimals is not None else style.most
    return round_half_up(in_unit(abs(first - second), style.unit), places) == 0


def format_percent(value: Decimal, style: NumberFormat) -> str:
    """A percentage with its sign. Only an exact whole prints without decimals (data_model §2 rule 2)."""
    whole = style.whole_percent and value == value.to_integral_value()
    return f"{format_number(value, 0 if whole else style.percent_decimals)}%"


def format_day(day: dt.date, pattern: str = "y年M月d日") -> str:
    """A date by a CLDR pattern."""
    return format_date(day, pattern, locale=LOCALE)
