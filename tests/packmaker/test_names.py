"""`packs NAME --names`: every name that a template can use has a meaning, a source and an example that fits its unit."""

from __future__ import annotations

import pytest

from generator.packmaker.names import names_of_pack
from generator.packs.definition.pack import load_pack


@pytest.fixture(scope="module")
def rows() -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in names_of_pack(load_pack("tongyong-juesuan"), 2023)}


def test_every_name_has_a_meaning_a_source_and_an_example(rows: dict[str, tuple[str, ...]]) -> None:
    assert len(rows) > 2000
    assert [name for name, row in rows.items() if not (row[2] and row[4] and row[5])] == []


@pytest.mark.parametrize(
    ("name", "meaning", "unit", "source", "example"),
    [
        ("收支总计", "收支总计", "万元", "算出：本年收入合计＋使用非财政拨款结余＋年初结转和结余", "{{ 收支总计|万元 }}"),
        ("三公.公务接待.国内人次", "国内公务接待人次", "人次", "填报", "{{ 三公.公务接待.国内人次|数 }}"),
        ("上年.三公.公务接待.国内人次", "上年的：国内公务接待人次", "人次", "填报", "{{ 上年.三公.公务接待.国内人次|数 }}"),
        (
            "预算执行.公用经费.执行率",
            "公用经费执行率",
            "%",
            "算出：公用经费决算÷公用经费调整预算×100",
            "{{ 预算执行.公用经费.执行率|百分比 }}",
        ),
        ("账: 收入, 来源: 事业收入", "收入账里来源是“事业收入”的", "万元", "填报的收支", "取: {账: 收入, 来源: 事业收入}"),
    ],
)
def test_what_is_said_of_a_name(
    rows: dict[str, tuple[str, ...]], name: str, meaning: str, unit: str, source: str, example: str
) -> None:
    _, _, *said = rows[name]
    assert tuple(said) == (meaning, unit, source, example)


def test_the_unit_of_the_example_is_that_of_the_figure(rows: dict[str, tuple[str, ...]]) -> None:
    """Money is printed as money, a rate as a rate, a count as a number."""
    wrong = [
        name
        for name, (_, kind, _, unit, _, example) in rows.items()
        if kind == "数" and ("|万元" in example) != (unit == "万元") and "取:" not in example
    ]
    assert wrong == []
