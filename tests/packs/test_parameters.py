"""What the page on packs does not show: table sets by year, shares that are never balanced over a wrong figure, messages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.errors import PackError
from generator.figures.wording.numbers import NumberFormat
from generator.figures.wording.shares import shares
from generator.model.amount import Amount, Origin, OriginKind, State
from generator.packs import load_pack
from generator.packs.definition.pack import in_years
from tests.packs.conftest import Maker
from tests.packs.reports import headings, report


def amounts(*values: str) -> list[Amount]:
    return [Amount(Decimal(value), State.FIGURE, Origin(OriginKind.TYPED, f"第{n}项")) for n, value in enumerate(values, 1)]


def printed(parts: list[Amount], whole: str, **style: object) -> list[str]:
    """The shares as they are printed."""
    found = shares(parts, amounts(whole)[0], NumberFormat(**style))  # type: ignore[arg-type]
    return [f"{share.number:.2f}" for share in found]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("不调", "33.33 33.33 33.33 0.00"), ("最大", "33.34 33.33 33.33 0.00"), ("末项", "33.33 33.33 33.34 0.00")],
)
def test_one_share_takes_up_the_rounding_difference(mode: str, expected: str) -> None:
    assert printed(amounts("1", "1", "1", "0"), "3", balance=mode) == expected.split()


@pytest.mark.parametrize("mode", ["最大", "末项"])
def test_shares_of_parts_that_do_not_add_up_are_never_balanced(mode: str) -> None:
    for whole in ("3.01", "2.99", "3.0000001"):
        assert printed(amounts("1", "1", "1"), whole, balance=mode) == printed(amounts("1", "1", "1"), whole)


def test_a_balanced_share_says_so_in_its_source() -> None:
    found = shares(amounts("1", "1", "1"), amounts("3")[0], NumberFormat(balance="末项"))
    assert "本项取尾差+0.01" in found[2].origin.expression and "尾差" not in found[0].origin.expression


@pytest.mark.parametrize(
    ("years", "inside", "outside"),
    [
        ("2019", [2019], [2018, 2020]),
        ("至2019", [2010, 2019], [2020]),
        ("2020-2021", [2020, 2021], [2019, 2022]),
        ("2022起", [2022, 2030], [2021]),
        ("今年", [], [2022]),
    ],
)
def test_a_year_profile_holds_in_its_years(years: str, inside: list[int], outside: list[int]) -> None:
    assert all(in_years(year, years) for year in inside)
    assert not any(in_years(year, years) for year in outside)


@pytest.mark.parametrize(
    ("year", "order"),
    [
        (2019, "T01 T02 T03 T04 T06 T08 T10 T11"),
        (2020, "T01 T02 T03 T04 T06 T08 T10 T11 T14"),
        (2021, "T01 T02 T03 T04 T06 T08 T10 T11 T14"),
        (2022, "T01 T02 T03 T04 T06 T08 T11 T14 T10"),
        (2024, "T01 T02 T03 T04 T06 T08 T11 T14 T10"),
    ],
)
def test_the_national_set_of_tables_is_that_of_the_year(year: int, order: str) -> None:
    pack = load_pack("tongyong-juesuan").for_year(year)
    assert " ".join(entry["表"] for entry in pack.tables()) == order
    marks = {entry["表"]: entry.get("表号") for entry in pack.tables()}
    assert marks["T10"] == ("公开07表" if year < 2022 else None)


def test_the_national_report_of_2020_has_the_three_publics_seventh() -> None:
    outline = headings(report("tongyong-juesuan", "gongjing/2020"), 2)
    assert "七、一般公共预算财政拨款“三公”经费支出决算表" in outline
    assert outline.index("七、“三公”经费财政拨款支出决算情况说明") < outline.index("八、政府性基金预算支出决算情况说明")


@pytest.mark.parametrize(
    ("settings", "message", "line"),
    [
        ("骨架: [没有的]\n", "部分“没有的”没有模板，也没有列出各节", 4),
        ("部分:\n  情况说明: {节: [收支总题]}\n", "没有“收支总题”这一节，最接近的是“收支总体”", 5),
        ("节:\n  收支总体: {标题: '{{ 部门.全程 }}'}\n", "“部门”里没有“全程”，最接近的是“全称”", 5),
        ("骨架:\n  - {部分: 概况, 条件: 三功 is 有}\n", "没有“三功”这个名字，最接近的是“三公”", 5),
        ("年度表样:\n  去年: {公开表: [T01]}\n", "“去年”不是年度", 5),
        ("公开表:\n  - {表: T01, 合计: 中}\n", "“合计”不能是“中”", 5),
    ],
)
def test_a_mistake_in_the_outline_is_reported_with_its_line(settings: str, message: str, line: int, make_pack: Maker) -> None:
    with pytest.raises(PackError) as caught:
        report(make_pack(settings))
    assert (caught.value.message, caught.value.line) == (message, line)
