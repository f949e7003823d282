"""Facts of a report: of whom and which year it is, its tables by the importer's forms, its sentences by the sentence reader."""

import pytest

from generator.reports import read_report_bytes
from generator.reports.facts import about_report, report_facts
from generator.reports.facts.tables import grid_of
from tests.reports.made import docx, p, pdf_report, tbl, tc

REPORT = """#v(200pt)
#title[丰水县水利局]
#title[2023年度部门决算]
#pagebreak()
#title[第一部分 收支决算表]
#title[收入决算表]
#align(right)[单位：元]
#table(columns: (80pt, 140pt, 90pt, 90pt), table.cell(colspan: 2)[项目], table.cell(rowspan: 2)[本年收入合计],
  table.cell(rowspan: 2)[财政拨款收入], [科目编码], [科目名称], table.cell(colspan: 2)[合计], [1,250,000.00], [1,200,000.00],
  [2130301], [行政运行], [1,250,000.00], [1,200,000.00])
#pagebreak()
#title[第二部分 决算情况说明]
一、收入决算情况说明

本年收入合计125.00万元，其中：财政拨款收入120.00万元，占96.00%。全年接待外地客商三百批。"""


def test_tables_and_sentences_give_figures_with_their_places() -> None:
    report = pdf_report(REPORT)
    facts = report_facts(report)
    assert facts.about == ("丰水县水利局", 2023, "决算")
    assert facts.forms == {1: "收入决算表"}
    fact = next(fact for fact in facts.cells if dict(fact.dims).get("科目") == "2130301" and fact.value == 125)
    assert str(fact.place) == "第2页 表“收入决算表” 第4行"
    said = {str(one): str(one.statement.figure.value) for one in facts.sentences if one.understood}
    assert said == {
        "本年收入合计·数": "125.00",
        "财政拨款·收入·数": "120.00",
        "财政拨款·收入·占比": "96.00",
    }
    assert {str(one.place) for one in facts.sentences} == {"第3页"}


def test_texts_of_merged_cells_fill_their_boxes_and_figures_stand_once() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = p("收入决算表") + tbl(tc("项目", wide) + tc("合计"), tc("1,000.00", wide) + tc("2.00"), tc("甲") + tc("乙") + tc("丙"))
    (table,) = read_report_bytes(docx(body), "报告.docx").tables()
    grid = grid_of(table)
    assert grid.rows == [["项目", "项目", "合计"], ["1,000.00", "", "2.00"], ["甲", "乙", "丙"]]
    assert (grid.above, grid.merged, grid.printed) == (["收入决算表"], True, True)


@pytest.mark.parametrize(
    ("first", "about"),
    [
        ("丰水县水利局2023年部门预算公开情况说明", ("丰水县水利局", 2023, "预算")),
        ("丰水县人民政府办公室二〇二三年度部门决算", ("丰水县人民政府办公室", 2023, "决算")),
        ("丰水县实验小学2022年部门整体支出绩效自评报告", ("丰水县实验小学", 2022, "绩效自评")),
        ("关于加强管理的通知", ("", 0, "")),
    ],
)
def test_the_cover_says_what_a_report_is(first: str, about: tuple[str, int, str]) -> None:
    assert about_report(read_report_bytes(docx(p(first) + p("正文。")), "报告.docx")) == about
