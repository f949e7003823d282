"""A report as plain text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.document.blocks import Cell, Document, Section, Table
from generator.document.grid import placed
from generator.writers.text import plain_text
from tests.conftest import head, number, runs


def test_every_block_of_a_report_stands_in_the_text_in_its_order(report: Document) -> None:
    assert plain_text(report).splitlines() == [
        "示例县医疗保障局",
        "2022年度部门决算",
        "目录",
        "第一部分 部门概况",
        "　一、主要职能",
        "第一部分 部门概况",
        "一、主要职能",
        "1.职能。贯彻执行有关法律。",
        "（图1：支出）（柱状图）",
        "决算数\t基本支出\t1.50",
        "决算数\t项目支出\t2",
        "（图2：三公）（饼状图）",
        "决算数\t接待\t3",
        "甲\t乙",
        "支出决算表",
        "公开03表",
        "部门：示例县医疗保障局\t金额单位：万元",
        "项目\t\t本年支出合计\t其中\t",
        "科目编码\t科目名称\t\t基本支出\t项目支出",
        "合计\t\t1,234.50\t1,234.50\t0",
        "2080505\t养老保险 缴费\t-6.10\t\t",
        "说明\t=1+1\t5\t无\t不涉及",
        "\t末行\t12.35\t0.00\t",
        "注：本表反映部门本年度各项支出情况。",
    ]


def test_one_changed_cell_changes_one_line_and_no_other(report: Document) -> None:
    section = report.sections[1]
    form = section.blocks[0]
    assert isinstance(form, Table)
    row = form.body[0]
    changed = replace(form, body=((*row[:1], number("1300.00"), *row[2:]), *form.body[1:]))
    other = replace(report, sections=(report.sections[0], Section(section.orientation, (changed,))))
    before, after = plain_text(report).splitlines(), plain_text(other).splitlines()
    assert len(before) == len(after)
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("合计\t\t1,234.50\t1,234.50\t0", "合计\t\t1300.00\t1,234.50\t0")
    ]


def test_an_empty_report_is_an_empty_text() -> None:
    assert plain_text(Document("空", "", ())) == ""


def test_a_cell_stands_beside_the_spans_that_reach_its_row() -> None:
    rows = (
        (head("甲", rowspan=3), head("乙", colspan=2), head("丙", rowspan=2)),
        (head("丁"), head("戊")),
        (Cell(runs("己"), colspan=3, value=Decimal(1)),),
    )
    assert [(cell.text, row, column) for row, column, cell in placed(rows, 4)] == [
        ("甲", 0, 0),
        ("乙", 0, 1),
        ("丙", 0, 3),
        ("丁", 1, 1),
        ("戊", 1, 2),
        ("己", 2, 1),
    ]
