"""Rounding and printing of numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.wording.numbers import (
    NumberFormat,
    format_money,
    format_number,
    format_percent,
    prints_equal,
    round_half_up,
    rounded,
)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.005", 2, "0.01"),
        ("2.665", 2, "2.67"),
        ("1.005", 2, "1.01"),
        ("-0.005", 2, "-0.01"),
        ("-2.665", 2, "-2.67"),
        ("2.6649999", 2, "2.66"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("99.995", 2, "100.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded
    assert format_number(Decimal(value), places) == rounded


@given(st.decimals(-(10**12), 10**12, places=8), st.integers(0, 6))
def test_rounding_never_moves_a_value_by_more_than_half_a_unit(value: Decimal, places: int) -> None:
    assert abs(round_half_up(value, places) - value) * 2 <= Decimal(1).scaleb(-places)


@given(st.decimals(-(10**12), 10**12, places=8), st.integers(0, 6), st.booleans())
def test_a_printed_number_read_back_is_the_rounded_value(value: Decimal, places: int, thousands: bool) -> None:
    printed = format_number(value, places, thousands)
    assert Decimal(printed.replace(",", "")) == round_half_up(value, places)
    assert len(printed.partition(".")[2]) == places


@given(st.decimals(-(10**12), 10**12, places=8), st.integers(0, 6), st.booleans())
def test_a_number_is_written_as_cldr_writes_it_for_chinese(value: Decimal, places: int, thousands: bool) -> None:
    pattern = ("#,##0" if thousands else "0") + ("." + "0" * places if places else "")
    told = format_decimal(round_half_up(value, places), pattern, locale="zh_CN", decimal_quantization=True)
    assert format_number(value, places, thousands) == told


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        ("9685.55", NumberFormat(thousands=True), "9,685.55"),
        ("1234567.5", NumberFormat(thousands=True), "1,234,567.50"),
        ("9685.55", NumberFormat(), "9685.55"),
        ("-1234.5", NumberFormat(thousands=True), "-1,234.50"),
        ("0", NumberFormat(zero="0.00"), "0.00"),
        ("0.00", NumberFormat(zero=""), ""),
        ("4.00", NumberFormat(decimals=None), "4.00"),
        ("4.5", NumberFormat(decimals=None), "4.5"),
        ("83.2054", NumberFormat(decimals=None), "83.2054"),
        ("83.2054", NumberFormat(decimals=None, most=2), "83.21"),
        ("7", NumberFormat(decimals=None), "7"),
        ("1E+2", NumberFormat(decimals=None), "100"),
        ("2.665", NumberFormat(), "2.67"),
        ("91.68", NumberFormat(unit="元"), "916800.00"),
        ("91.68005", NumberFormat(unit="元", decimals=None, thousands=True), "916,800.5"),
    ],
)
def test_money_is_printed_as_the_pack_says(value: str, style: NumberFormat, printed: str) -> None:
    assert format_money(Decimal(value), style) == printed


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        ("150.697", NumberFormat(), "150.70%"),
        ("100", NumberFormat(), "100%"),
        ("100.00", NumberFormat(), "100%"),
        ("100", NumberFormat(whole_percent=False), "100.00%"),
        ("99.999", NumberFormat(), "100.00%"),
        ("76.325", NumberFormat(), "76.33%"),
        ("0.04", NumberFormat(percent_decimals=1), "0.0%"),
        ("332.77", NumberFormat(percent_decimals=0), "333%"),
    ],
)
def test_only_an_exact_whole_percentage_prints_bare(value: str, style: NumberFormat, printed: str) -> None:
    assert format_percent(Decimal(value), style) == printed


def test_amounts_are_equal_when_their_difference_prints_as_zero() -> None:
    assert prints_equal(Decimal("12.001"), Decimal("12.0049"), NumberFormat())
    assert not prints_equal(Decimal("12.001"), Decimal("12.006"), NumberFormat())
    assert not prints_equal(Decimal("12.001"), Decimal("12.0049"), NumberFormat(unit="元"))
    assert not prints_equal(Decimal("12.001"), Decimal("12.0049"), NumberFormat(decimals=None))


@pytest.mark.parametrize("residue", ["-0.000000953674", "-0.004", "-0", "-0.00"])
def test_what_rounds_to_nothing_has_no_sign(residue: str) -> None:
    value = Decimal(residue)
    style = NumberFormat(zero="0.00")
    assert format_money(value, style) == "0.00"
    assert format_number(value, 2) == "0.00"
    assert not format_percent(value, style).startswith("-")
    assert not rounded(value, 2).is_signed()
