"""A contents page as people have it: leaders, page numbers, indents, ordinals of every style, titles over two lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.packmaker.contents import entries_of, entries_of_report, read_contents
from generator.reports.report import ReadReport, ReportContentsRow, ReportPlace, ReportSection

PAGE = """
目　录
第一部分　某市水务局概况 ………………………… 1
  一、主要职能 ………… 1
  二、机构设置	2
第二部分 2023年度部门决算表......3
  表一：收入支出决算总表……4
  表二：收入决算表 …… 5
第三部分 2023年度部门决算情况说明 －6－
一、收入支出决算总体情况说明 第7页
十、其他重要事项的情况说明 12
（一）机关运行经费支出情况 12
1.2023年办公费 13
（二）政府采购支出情况 14
"""


def test_a_page_becomes_levels_ordinals_and_titles() -> None:
    found = [(entry.level, entry.pattern, entry.number, entry.title) for entry in entries_of(PAGE.splitlines())]
    assert found == [
        (1, "第{中}部分", 1, "某市水务局概况"),
        (2, "{中}、", 1, "主要职能"),
        (2, "{中}、", 2, "机构设置"),
        (1, "第{中}部分", 2, "2023年度部门决算表"),
        (2, "表{中}：", 1, "收入支出决算总表"),
        (2, "表{中}：", 2, "收入决算表"),
        (1, "第{中}部分", 3, "2023年度部门决算情况说明"),
        (2, "{中}、", 1, "收入支出决算总体情况说明"),
        (2, "{中}、", 10, "其他重要事项的情况说明"),
        (3, "（{中}）", 1, "机关运行经费支出情况"),
        (4, "{数}.", 1, "2023年办公费"),
        (3, "（{中}）", 2, "政府采购支出情况"),
    ]


def test_a_title_over_two_lines_is_one_and_a_part_is_not_joined() -> None:
    lines = [
        "第一部分 概况 … 1",
        "一、一般公共预算财政拨款支出",
        "决算情况说明 …… 3",
        "二、基本支出 …… 4",
        "第二部分 附表",
        "收入决算表 …… 5",
        "支出决算表 …… 6",
    ]
    assert [entry.title for entry in entries_of(lines)] == [
        "概况",
        "一般公共预算财政拨款支出决算情况说明",
        "基本支出",
        "附表",
        "收入决算表",
        "支出决算表",
    ]


def test_a_page_without_parts_has_its_first_ordinals_as_parts() -> None:
    found = entries_of(["一、概况", "（一）部门职责", "（二）机构设置", "二、2022年度部门决算公开表", "（一）收入支出决算总表"])
    assert [entry.level for entry in found] == [1, 2, 2, 1, 2]


@pytest.mark.parametrize(("data", "said"), [(b"", "没有标题"), (b"\xff\xfe\x00\xd8\x81", "不是文字文件")])
def test_a_file_that_is_no_contents_page_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "目录.txt"
    file.write_bytes(data)
    with pytest.raises(UsageError, match=said):
        read_contents(file)


def test_a_page_in_gbk_is_read(tmp_path: Path) -> None:
    file = tmp_path / "目录.txt"
    file.write_bytes("第一部分 概况\n一、主要职能\n".encode("gb18030"))
    assert [entry.title for entry in read_contents(file)] == ["概况", "主要职能"]


def test_the_form_of_a_report_is_its_contents_page_else_its_headings() -> None:
    here = ReportPlace("报告.docx")
    report = ReadReport("报告.docx", "docx", [])
    section = ReportSection(2, "一、", "主要职能", here)
    report.parts.append(ReportSection(1, "第一部分", "概况", here, blocks=[section]))
    assert [(entry.level, entry.pattern, entry.title) for entry in entries_of_report(report)] == [
        (1, "第{中}部分", "概况"),
        (2, "{中}、", "主要职能"),
    ]
    report.contents.append(ReportContentsRow("（二）", "2023年机构设置", 2, 3, here))
    found = entries_of_report(report)
    assert [(entry.pattern, entry.number, entry.title) for entry in found] == [("（{中}）", 2, "2023年机构设置")]
