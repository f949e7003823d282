"""Lines break as a Chinese word processor breaks them."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from generator.writers.arrange.linebreak import break_lines


def lines(text: str, room: float, first: float | None = None, gap: float = 0.0) -> list[str]:
    """The lines of a text whose Chinese characters are 10 wide and the others 5."""
    widths = [10.0 if ord(char) > 0x2000 else 5.0 for char in text]
    breaks = [0, *sorted(break_lines(text, widths, room if first is None else first, room, gap).breaks), len(text)]
    return [text[start:stop] for start, stop in itertools.pairwise(breaks)]


def test_a_line_is_filled_and_the_first_may_be_shorter() -> None:
    assert lines("一二三四五六七", 30) == ["一二三", "四五六", "七"]
    assert lines("一二三四五六七", 30, first=10) == ["一", "二三四", "五六七"]


def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one() -> None:
    assert lines("一二三，四", 30) == ["一二", "三，四"]
    assert lines("一二（三）", 30) == ["一二", "（三）"]


def test_a_number_stays_whole_with_its_percent_sign() -> None:
    assert lines("一二12.5%三", 40) == ["一二", "12.5%三"]
    assert lines("一二三25%", 40) == ["一二三", "25%"]


def test_a_word_wider_than_a_line_is_cut() -> None:
    assert lines("123456789", 20) == ["1234", "5678", "9"]


def test_space_stands_between_chinese_and_latin_but_not_at_marks_nor_at_the_end_of_a_line() -> None:
    text = "共12人，5%。"
    assert break_lines(text, [5.0] * len(text), 500, 500, 1.0).gaps == {0, 2}
    assert break_lines("一12", [10.0, 5.0, 5.0], 10, 10, 2.0) == (frozenset({1}), frozenset())


@given(st.text(alphabet="一二三12%，。（）“”《》 ", min_size=1, max_size=60))
def test_nothing_is_lost_and_every_line_fits(text: str) -> None:
    found = lines(text, 60)
    assert "".join(found) == text
    for line in found:
        assert sum(10 if ord(char) > 0x2000 else 5 for char in line.rstrip(" ")) <= 60
