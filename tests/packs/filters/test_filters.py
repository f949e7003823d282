"""Filters, tests and functions: every example of the page is true, special cases of the wording, figures keep their source."""

from __future__ import annotations

from decimal import Decimal

import pytest
from markupsafe import Markup

from generator.packs.context.ledger import Ledger
from generator.packs.filters.charts import suits_pie
from scripts.generated.filters import Entry, catalogue
from tests.packs.conftest import Line

ENTRIES = [entry for entries in catalogue().values() for entry in entries]


def shown(markup: str) -> str:
    """What a reader sees; tags whose output is markup are left as they are."""
    return markup if markup.startswith(("<chart", "<table")) else str(Markup(markup).striptags())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_example_prints_what_it_says(entry: Entry, line: Line) -> None:
    assert entry.text
    assert entry.examples
    assert [(one.source, shown(line(one.source))) for one in entry.examples] == [tuple(one) for one in entry.examples]


def test_there_are_filters_tests_and_functions() -> None:
    assert len(ENTRIES) >= 20


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 没填|增减(上年数) }}", "【待填：没填】"),
        ("{{ 无此项|增减(上年数) }}", "减少36.57万元，下降100.00%"),
        ("{{ 决算|增减(无此项) }}", "增加91.68万元（上年为零，增长率不可比）"),
        ("{{ 空着|万元 }}", ""),
        ("{{ 没填|百分比 }}", "【待填：没填】"),
        ("{{ 没给|占比(决算) }}", "占比无从计算"),
        ("{{ 决算|完成预算(没给) }}", ""),
        ("{{ 空文|句中 }}。", "【待填：文字】。"),
        ("{{ 决算 }}", "91.68"),
        ("{{ 公开时间 }}", "2023年10月20日"),
    ],
)
def test_special_cases_of_the_wording(source: str, text: str, line: Line) -> None:
    assert shown(line(source)) == text


@pytest.mark.parametrize("base", ["零", "无此项", "空着"])
@pytest.mark.parametrize("name", ["增减", "完成预算", "占比"])
def test_a_zero_base_never_prints_a_percentage(base: str, name: str, line: Line) -> None:
    for now in ("决算", "零", "无此项"):
        assert "%" not in line(f"{{{{ {now}|{name}({base}) }}}}")


def test_a_figure_is_a_plain_string_for_tests_comparisons_and_joins(line: Line, ledger: Ledger) -> None:
    assert line('{% if 决算|金额 == "91.68" %}同{% endif %}') == "同"
    assert line('{% if "91" in 决算|金额 %}有{% endif %}') == "有"
    assert line('{% set 字 = "共" ~ 决算|金额 ~ "万" %}{% if 字 == "共91.68万" %}同{% endif %}') == "同"
    assert line("{% if 零|金额 %}不空{% endif %}") == "不空"
    assert ledger.entries == {}


def test_a_figure_becomes_data_only_where_it_is_printed(line: Line, ledger: Ledger) -> None:
    assert (
        line("{% set 数 = 决算|万元 %}甲{{ 数 }}乙{{ 数 }}")
        == '甲<data value="a1">91.68万元</data>乙<data value="a2">91.68万元</data>'
    )
    assert [origin.name for origin in ledger.entries.values()] == ["决算", "决算"]


def test_joined_figures_keep_their_sources_when_they_are_printed(line: Line, ledger: Ledger) -> None:
    assert (
        line('{% set 字 = "<共>" ~ 决算|金额 ~ 上年数 %}{{ 字 }}')
        == '&lt;共&gt;<data value="a1">91.68</data><data value="a2">36.57</data>'
    )
    assert line('{{ (决算|增减(上年数)) ~ "。" }}').endswith("</data>。")
    assert len(ledger.entries) == 4


def test_a_value_still_to_be_filled_is_marked_and_noted_once_for_each_print(line: Line, ledger: Ledger) -> None:
    assert line("{{ 没填|万元 }}") == '<mark value="a1">【待填：没填】</mark>'
    assert [origin.name for origin in ledger.pending] == ["没填"]


def test_a_phrase_states_the_source_of_each_of_its_figures(line: Line, ledger: Ledger) -> None:
    line("{{ 决算|增减(上年数) }}")
    names = {origin.name: [operand.origin.name for operand in origin.operands] for origin in ledger.entries.values()}
    assert names["决算增减额"] == ["决算", "上年数"]
    assert len(names) == 2


def test_text_of_the_data_cannot_bring_markup(line: Line) -> None:
    assert line('{{ "<b>&" }}') == "&lt;b&gt;&amp;"


def test_a_chart_is_kept_for_the_document_with_its_values_and_shares(line: Line, ledger: Ledger) -> None:
    line('{{ 饼状图("支出结构", 各项) }}')
    chart = ledger.charts["c1"]
    assert (chart.kind, chart.categories, chart.shares) == ("pie", ("甲", "乙"), ("60.00%", "40.00%"))
    assert chart.alt == "支出结构：甲60.00万元，占60.00%；乙40.00万元，占40.00%。"
    assert [ledger.entries[key].name for key in chart.keys] == ["甲", "乙"]


@pytest.mark.parametrize("name", ["饼状图", "柱状图"])
def test_a_chart_of_zeros_is_not_printed(line: Line, ledger: Ledger, name: str) -> None:
    assert line(f'{{{{ {name}("三公", [["出国", 零], ["接待", 无此项]]) }}}}') == ""
    assert not ledger.charts


def test_a_chart_of_unknown_figures_is_not_one_of_zeros(line: Line, ledger: Ledger) -> None:
    line('{{ 饼状图("三公", [["出国", 没填], ["接待", 零]]) }}')
    assert ledger.charts["c1"].kind == "bar"
    assert ledger.charts["c1"].series[0].labels[0] == "待填"
    assert "无" not in ledger.charts["c1"].alt


@pytest.mark.parametrize(
    ("values", "suits"),
    [
        pytest.param("50 20 15 10 5 0", True, id="five slices beside zeros"),
        pytest.param("7 0 0", False, id="one slice"),
        pytest.param("20 20 20 20 10 10", False, id="six slices"),
        pytest.param("96 4", False, id="a sliver"),
        pytest.param("110 -10", False, id="less than nothing"),
    ],
)
def test_bars_show_what_no_pie_can(values: str, suits: bool) -> None:
    assert suits_pie([Decimal(value) for value in values.split()]) is suits


def test_a_structure_of_one_part_is_drawn_as_a_bar(line: Line, ledger: Ledger) -> None:
    line('{{ 饼状图("结构", [["甲", 决算], ["乙", 零]]) }}')
    assert (ledger.charts["c1"].kind, ledger.charts["c1"].shares) == ("bar", ())
