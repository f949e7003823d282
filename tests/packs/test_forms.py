"""What forms say beyond the national one: tables whose rows a template writes, names of files, the budget of Shanghai."""

from __future__ import annotations

from generator.document.blocks import Document, Heading, Table
from generator.packs.rendering.render import file_name, in_case
from tests.packs.conftest import Maker
from tests.packs.reports import figures_of, headings, report, tables

ROWS = """<table widths="3 1"><thead><tr><th>单位</th><th>性质</th></tr></thead><tbody>
{% for 单位 in 机构.单位 %}<tr><td>{{ 单位.名称 }}</td><td>{{ 单位.性质 }}</td></tr>
{% endfor %}</tbody></table>
"""
SETTINGS = """名称: 试验
继承: tongyong-juesuan
文件名: "{{ 部门.简称 }}{{ 年度 }}年决算"
公开表:
  - T01
  - {表: 单位表, 标题: "{{ 年度 }}年单位一览表", 表号: "公开{两位}表", 方向: 横, 单位: 无, 注: 照编制批复, 模板: 内容/单位表.html}
  - {表: T02, 表号: "公开{两位}表"}
按条件:
  - {条件: 机构.单位|个数 > 2, 词语: {主要职责: 职能}}
  - {条件: 部门.级次 == "单位", 词语: {主要职责: 职责任务}}
"""


def test_a_table_whose_rows_a_template_writes_stands_in_the_set(make_pack: Maker) -> None:
    pack = make_pack(SETTINGS, {"内容/单位表.html": ROWS})
    document = report(pack)
    table = tables(document)["单位表"]
    assert [table.mark for table in tables(document).values()] == ["公开01表", "公开02表", "公开03表"]
    assert ("".join(run.text for run in table.title), table.unit_right) == ("2023年单位一览表", "")
    assert ["".join(run.text for run in note) for note in table.notes] == ["注：照编制批复"]
    assert [cell.text for cell in table.body[1]] == ["示例县医疗保障事务中心", "参照公务员法管理的事业单位"]
    assert orientation_of(document, table) == "landscape"
    assert "二、2023年单位一览表" in headings(document)
    assert file_name(pack, figures_of("shili/2023")) == "县医疗保障局2023年决算"
    assert in_case(pack, figures_of("shili/2023")).settings["词语"]["主要职责"] == "职能"


def orientation_of(document: Document, table: Table) -> str:
    return next(section.orientation for section in document.sections if table in section.blocks)


def test_a_heading_that_the_contents_leave_out_keeps_its_ordinal(make_pack: Maker) -> None:
    pack = make_pack("部分: {概况: {节: [主要职责, {节: 人员情况, 列入目录: 否}, {节: 机构设置, 目录题: 机构}]}}\n")
    document = report(pack)
    sections = [block for block in document.blocks() if isinstance(block, Heading)][1:4]
    assert [(block.text, block.depth) for block in sections] == [("一、主要职责", 2), ("二、人员情况", 0), ("三、机构设置", 2)]
    rows = [row.text for block in document.blocks() for row in getattr(block, "rows", ())][:3]
    assert rows == ["第一部分 部门概况", "一、主要职责", "三、机构"]


def test_the_budget_of_shanghai_has_its_nine_tables() -> None:
    document = report("shanghai-yusuan", "shili/2024")
    found = tables(document)
    assert list(found) == [f"S0{number}" for number in range(1, 10)]
    texts = headings(document, 2)
    name = figures_of("shili/2024").data.names.full
    assert texts[:3] == [f"{name}（部门）主要职能", f"{name}（部门）机构设置", "名词解释"]
    assert "2024年部门财务收支预算总表" in texts
    balance = [[cell.text for cell in row] for row in found["S01"].body]
    assert [row[2][:2] for row in balance if row[2].startswith(tuple("一二三四五六"))][:2] == ["一、", "二、"]
    assert (balance[-1][0], balance[-1][2], balance[-1][1]) == ("收入总计", "支出总计", balance[-1][3])
    coded = [[cell.text for cell in row] for row in found["S05"].body]
    assert coded[-1][3] == "合计"
    assert [len(cell) for cell in coded[0][:3]] == [3, 0, 0]
    assert [len(cell) for cell in coded[2][:3]] == [3, 2, 2]
    assert (found["S05"].unit_right, found["S09"].unit_right) == ("单位：元", "单位：万元")
