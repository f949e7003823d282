"""Numbers as Chinese ordinals and back; what is no ordinal has no number; years in numerals."""

from __future__ import annotations

import pytest

from generator.model.numerals import TO_DIGITS, chinese, number_of


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (90, "九十"), (99, "九十九")],
)
def test_a_number_in_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


def test_all_chinese_ordinals_differ() -> None:
    assert len({chinese(number) for number in range(1, 100)}) == 99


@pytest.mark.parametrize("number", [0, -1, 100])
def test_there_is_no_chinese_ordinal_outside_one_to_ninety_nine(number: int) -> None:
    with pytest.raises(ValueError, match=f"no ordinal for {number}"):
        chinese(number)


@pytest.mark.parametrize("number", range(1, 100))
def test_an_ordinal_is_read_back(number: int) -> None:
    assert number_of(chinese(number)) == number_of(str(number)) == number


@pytest.mark.parametrize("text", ["一二", "二十一二", "百", "十十", "", "-3", "三百"])
def test_what_is_no_ordinal_has_no_number(text: str) -> None:
    assert number_of(text) == 0


def test_a_year_in_numerals_is_put_in_digits() -> None:
    assert "二〇二三、二零二四、二○二五".translate(TO_DIGITS) == "2023、2024、2025"
