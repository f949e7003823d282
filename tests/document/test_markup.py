"""Markup to blocks: every element of the vocabulary becomes the block that it means, all numbers and rows settled."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.document.blocks import Cell, Chart, Contents, Cover, Heading, Paragraph, Run, Section, Series, Table
from generator.document.markup import parse
from generator.document.vocabulary import VOCABULARY

CHART = Chart("", "bar", "总计变动", (), ("2022年", "2023年"), (Series("总计", (Decimal(1),), ("1",)),), "万元", "说明")
FORM = Table("T03", (1.0,), (), ((Cell((Run("合计"),)),),))
WHOLE = """
<cover><p role="封面单位">某局</p><p role="封面题">2023年度<br/>部门决算</p></cover>
<section page-numbers="no"><contents title="目 录" levels="2"><p role="目录注">公开时间</p></contents></section>
<part>部门概况</part>
<h1>主要职责</h1>
<p>收入<data value="a1">91.68万元</data>，<b>其中</b><mark value="a2">【待填】</mark>。</p>
<h2>职能</h2><h3>甲</h3><h4>乙</h4>
<ol><li>一条</li></ol>
<chart ref="c1"/>
<table widths="1 2" mark="附表" unit-left="部门：某局" unit-right="单位：万元" alt="说明"
keep="yes" new-page="yes"><caption>表</caption>
<thead><tr><th rowspan="1" colspan="2" align="left">头</th></tr></thead>
<tbody><tr><td indent="1">文</td><td kind="number" align="right">1.00</td></tr></tbody><note>注：表注</note></table>
<nest><note>注：段注</note></nest>
<section orientation="landscape"><h1 role="表题">支出决算表</h1><statutory-table id="T03" titled="no"/></section>
<part>附件</part><attachment></attachment><annex-title>评价报告</annex-title><h1>项目概况</h1>
<annex-list><li>自评表。</li><li>项目表</li></annex-list>
"""


def read(markup: str) -> tuple[Section, ...]:
    return parse(markup, charts={"c1": CHART, "c2": CHART}, statutory={"T03": FORM}.__getitem__)


def texts(markup: str) -> list[str]:
    return [block.text for section in read(markup) for block in section.blocks if isinstance(block, (Heading, Paragraph))]


def test_the_sample_uses_every_element_of_the_vocabulary() -> None:
    assert [tag for tag in VOCABULARY if tag != "document" and f"<{tag}" not in WHOLE] == []


def test_every_element_becomes_its_block_in_order() -> None:
    kinds = [[type(block).__name__ for block in section.blocks] for section in read(WHOLE)]
    assert kinds[:2] == [["Cover"], ["Contents"]]
    assert kinds[2] == [
        *("Heading", "Heading", "Paragraph", "Heading", "Heading", "Heading", "Paragraph", "Chart", "Table", "Paragraph"),
    ]
    assert kinds[3:] == [["Heading", "Table"], ["Heading", "Heading", "Heading", "Heading", "Paragraph", "Paragraph"]]


def test_a_list_of_annexes_is_numbered_by_itself() -> None:
    blocks = [block for block in read(WHOLE)[-1].blocks if isinstance(block, Paragraph)]
    assert [(one.role, one.number, one.text) for one in blocks] == [
        ("附件说明", "附件：1.", "附件：1.自评表"),
        ("附件说明续", "2.", "2.项目表"),
    ]


def test_a_cover_stands_alone_and_prints_no_page_number() -> None:
    cover = read(WHOLE)[0]
    assert (cover.orientation, cover.page_numbers) == ("portrait", False)
    (block,) = cover.blocks
    assert isinstance(block, Cover)
    assert [(line.role, line.text) for line in block.lines] == [("封面单位", "某局"), ("封面题", "2023年度\n部门决算")]


def test_sections_state_orientation_and_page_numbers() -> None:
    assert [(s.orientation, s.page_numbers) for s in read(WHOLE)] == [
        ("portrait", False),
        ("portrait", False),
        ("portrait", True),
        ("landscape", True),
        ("portrait", True),
    ]


def test_figures_bold_and_open_values_are_runs_of_their_own() -> None:
    (paragraph,) = read(
        '<p>收入<data value="a1">1万元</data>，<b>其中<data value="a2">2</data></b><mark value="a3">填</mark>。</p>'
    )[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (
        Run("收入"),
        Run("1万元", "a1"),
        Run("，"),
        Run("其中", bold=True),
        Run("2", "a2", bold=True),
        Run("填", "a3", pending=True),
        Run("。"),
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>  收入合计 \n   其中：\n财政拨款\n</p>", "收入合计其中：财政拨款"),
        ("<p>PDF file</p>", "PDF file"),
        ("<p>一<br/>二</p>", "一\n二"),
        ("<p>\n<data value='a'>1</data>\n<data value='b'>2</data>\n</p>", "12"),
        ("<p>A &lt; B &amp; C</p>", "A < B & C"),
        ("<p>一　二</p>", "一　二"),
        ("<p></p>", ""),
        ("<p>一<!-- 不印 -->二</p>", "一二"),
    ],
)
def test_line_breaks_of_the_template_are_no_spaces(markup: str, text: str) -> None:
    assert texts(markup) == [text]


def test_a_run_in_heading_stands_at_the_head_of_the_next_paragraph() -> None:
    (section,) = read('<h2 run-in="yes">机构组成。</h2><p>设3个股室。</p><p>另有一段。</p>')
    first, second = section.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.number, first.lead, first.text) == ("（一）", (Run("机构组成。"),), "（一）机构组成。设3个股室。")
    assert (second.number, second.lead, second.text) == ("", (), "另有一段。")


def test_a_run_in_heading_without_a_paragraph_is_a_paragraph_itself() -> None:
    assert texts('<h2 run-in="yes">甲。</h2><ol><li>子</li></ol><h2 run-in="yes">乙。</h2><h2>丙</h2>') == [
        "（一）甲。",
        "1.子",
        "（二）乙。",
        "（三）丙",
    ]


@pytest.mark.parametrize("markup", ['<h2 run-in="yes">甲。</h2>', '<section><h2 run-in="yes">甲。</h2></section><p>后文</p>'])
def test_a_run_in_heading_last_in_its_section_is_not_lost(markup: str) -> None:
    assert texts(markup)[0] == "（一）甲。"
    assert "后文" not in texts(markup)[0]


@pytest.mark.parametrize(
    ("heading", "ordinals"),
    [
        ("<part>甲</part>", ["一、", "二、"]),
        ("<h1>甲</h1>", ["（一）", "（二）"]),
        ("<h2>甲</h2>", ["1.", "2."]),
        ("<h4>甲</h4>", ["（1）", "（2）"]),
    ],
)
def test_a_list_is_numbered_one_level_below_its_heading(heading: str, ordinals: list[str]) -> None:
    blocks = read(f"{heading}<ol><li>子</li><li>丑</li></ol>")[0].blocks
    assert [block.number for block in blocks if isinstance(block, Paragraph)] == ordinals


def test_a_list_may_name_its_level_and_starts_anew_each_time() -> None:
    assert texts('<h1>甲</h1><ol level="3"><li>子</li></ol><p>又：</p><ol level="3"><li>丑</li></ol>') == [
        "一、甲",
        "1.子",
        "又：",
        "1.丑",
    ]


def test_the_rows_of_the_contents_are_the_headings_word_for_word() -> None:
    sections = read(WHOLE)
    contents = next(block for section in sections for block in section.blocks if isinstance(block, Contents))
    headings = [b for s in sections for b in s.blocks if isinstance(b, Heading) and (0 < b.depth <= 2 or b.role == "附件题")]
    assert [(row.level, row.text, row.target) for row in contents.rows] == [(h.depth, h.listed, h.id) for h in headings]
    assert [row.text for row in contents.rows] == [
        "第一部分 部门概况",
        "一、主要职责",
        "二、支出决算表",
        "第二部分 附件",
        "附件1",
        "评价报告",
    ]
    assert (contents.title, [note.text for note in contents.notes]) == ("目 录", ["公开时间"])


def test_contents_of_three_levels_hold_the_third_and_skip_what_says_no() -> None:
    markup = '<contents levels="3"></contents><part>甲</part><h1 contents="no">乙</h1><h2>丙</h2><h3>丁</h3>'
    contents = read(markup)[0].blocks[0]
    assert isinstance(contents, Contents)
    assert [row.text for row in contents.rows] == ["第一部分 甲", "（一）丙"]


def test_ids_of_headings_and_charts_are_unique() -> None:
    ids = [b.id for s in read(WHOLE) for b in s.blocks if isinstance(b, (Heading, Chart, Table))]
    assert len(ids) == len(set(ids)) == 13


def test_an_annex_numbers_its_headings_anew_and_deeper() -> None:
    annex = "<attachment></attachment><annex-title>报告</annex-title><h1>概况</h1><h2>情况</h2>"
    markup = f"<part>附件</part><h1>前</h1>{annex}<part>附表</part><h1>甲</h1>"
    headings = [b for b in read(markup)[0].blocks if isinstance(b, Heading)]
    assert [(h.role, h.depth, h.text) for h in headings] == [
        ("部分标题", 1, "第一部分 附件"),
        ("一级标题", 2, "一、前"),
        ("附件号", 2, "附件1"),
        ("附件题", 3, "报告"),
        ("一级标题", 4, "一、概况"),
        ("二级标题", 5, "（一）情况"),
        ("部分标题", 1, "第二部分 附表"),
        ("一级标题", 2, "一、甲"),
    ]


def test_a_part_starts_a_page_but_not_where_the_section_starts_one() -> None:
    headings = [
        b
        for b in read('<part>甲</part><p>一</p><part>乙</part><part new-page="no">丙</part>')[0].blocks
        if isinstance(b, Heading)
    ]
    assert [heading.new_page for heading in headings] == [False, True, False]


def test_charts_are_captioned_in_order_with_their_kind() -> None:
    sections = parse('<chart ref="c1"/><chart ref="c2"/>', charts={"c1": CHART, "c2": CHART}, caption="（{图}：{题}）（{型}）")
    captions = [block.caption[0].text for block in sections[0].blocks if isinstance(block, Chart)]
    assert captions == ["（图1：总计变动）（柱状图）", "（图2：总计变动）（柱状图）"]


def test_a_table_keeps_its_head_spans_kinds_and_notes() -> None:
    table = next(b for s in read(WHOLE) for b in s.blocks if isinstance(b, Table) and b.role == "plain")
    assert table.widths == (1.0, 2.0)
    assert [(c.text, c.kind, c.colspan, c.align) for c in table.head[0]] == [("头", "head", 2, "left")]
    assert [(c.text, c.kind, c.indent) for c in table.body[0]] == [("文", "text", 1), ("1.00", "number", 0)]
    assert [note[0].text for note in table.notes] == ["注：表注"]
    assert (table.mark, table.unit_right, table.alt, table.keep, table.new_page) == ("附表", "单位：万元", "说明", True, True)


def test_a_statutory_table_comes_from_its_maker_and_leaves_its_title_to_the_heading() -> None:
    table = next(b for s in read(WHOLE) for b in s.blocks if isinstance(b, Table) and b.id == "T03")
    assert table.body == FORM.body
    assert table.titled is False


def test_a_column_in_which_no_cell_begins_is_joined_with_the_one_before() -> None:
    (section,) = read(
        '<table widths="1 2 3 4"><thead><tr><th colspan="3">甲</th><th>乙</th></tr></thead>'
        '<tbody><tr><td>丙</td><td colspan="2">丁</td><td>戊</td></tr></tbody></table>'
    )
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert table.widths == (1, 5, 4)
    assert [[cell.colspan for cell in row] for row in (*table.head, *table.body)] == [[2, 1], [1, 1, 1]]


def test_a_row_that_names_the_columns_below_the_first_makes_a_head() -> None:
    rows = "<tr><td>目标</td><td>修缮校舍</td></tr><tr><th>指标</th><th>指标值</th></tr><tr><td>面积</td><td>3</td></tr>"
    table = read(f"<table><tbody>{rows}</tbody></table>")[0].blocks[0]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.head] == [["目标", "修缮校舍"], ["指标", "指标值"]]
    assert len(table.body) == 1


def test_a_cell_that_reaches_below_such_a_row_leaves_the_table_without_head() -> None:
    rows = '<tr><td rowspan="3">校舍</td><td>目标</td></tr><tr><th>指标</th></tr><tr><td>面积</td></tr>'
    table = read(f"<table widths='1 1'><tbody>{rows}</tbody></table>")[0].blocks[0]
    assert isinstance(table, Table)
    assert (len(table.head), len(table.body)) == (0, 3)
