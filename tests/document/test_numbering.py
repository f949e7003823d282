"""Ordinals are made by the program: Chinese numerals, restarted below each higher heading, annexes and figures apart."""

from __future__ import annotations

from generator.document.numbering import DEFAULT, Numbering, ordinal


def test_a_pattern_takes_a_chinese_or_an_arabic_number_or_none() -> None:
    assert ordinal("第{中}部分", 12) == "第十二部分"
    assert ordinal("（{数}）", 12) == "（12）"
    assert ordinal("", 12) == ""
    assert ordinal("图{数}", 100) == "图100"


def test_each_level_has_its_ordinal() -> None:
    numbering = Numbering(DEFAULT)
    assert [numbering.heading(level) for level in range(5)] == ["第一部分", "一、", "（一）", "1.", "（1）"]


def test_a_heading_restarts_what_is_below_it_and_nothing_above() -> None:
    numbering = Numbering(DEFAULT)
    levels = [0, 1, 2, 3, 3, 2, 3, 1, 2, 0, 1, 2]
    expected = ["第一部分", "一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "第二部分", "一、", "（一）"]
    assert [numbering.heading(level) for level in levels] == expected


def test_an_annex_counts_on_and_starts_its_headings_anew() -> None:
    numbering = Numbering(DEFAULT)
    numbering.heading(0)
    numbering.heading(1)
    assert [numbering.annex(), numbering.heading(1), numbering.heading(1)] == ["附件1", "一、", "二、"]
    assert [numbering.annex(), numbering.heading(1), numbering.heading(2)] == ["附件2", "一、", "（一）"]
    assert numbering.heading(0) == "第二部分"


def test_figures_count_through_the_whole_report() -> None:
    numbering = Numbering(DEFAULT)
    first = numbering.figure()
    numbering.heading(0)
    assert (first, numbering.figure()) == ("图1", "图2")


def test_a_list_below_the_deepest_level_takes_the_deepest_ordinal() -> None:
    numbering = Numbering(DEFAULT)
    assert [numbering.item(level, 3) for level in (2, 3, 4, 5, 9)] == ["（三）", "3.", "（3）", "（3）", "（3）"]


def test_a_pack_may_change_single_ordinals() -> None:
    numbering = Numbering({**DEFAULT, "部分": "", "三级": "{数}、"})
    assert [numbering.heading(level) for level in (0, 1, 2, 3)] == ["", "一、", "（一）", "1、"]
