"""A table that was read out of a report is taken by the same forms as a worksheet, and its figures name page and row."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from generator.excel.accounts import import_tables
from generator.excel.grid import Grid, Tables


def test_a_table_of_a_report_gives_figures_with_page_and_row(tmp_path: Path) -> None:
    rows: list[list[str | Decimal]] = [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["2130301", "行政运行", "1,234.50", "1,234.50", ""],
        ["2130304", "水利行业业务管理", "65.50", "", Decimal("65.50")],
        ["合计", "合计", Decimal("1300"), Decimal("1234.50"), Decimal("65.50")],
    ]
    above = ["2022年度支出决算表", "部门：某县水务站　　　　金额单位：万元"]
    grid = Grid("支出决算表", rows, merged=True, printed=True, above=above, pages=[8, 8, 9, 9])
    result = import_tables(Tables(tmp_path / "报告.pdf", [grid]), tmp_path / "2022")
    assert result.year == 2022
    assert result.unused == []
    text = result.files[tmp_path / "2022" / "收支.yaml"]
    assert "基本支出: 1234.50  # 来自 报告.pdf 第8页 表“支出决算表” 第2行第4列" in text
    assert "项目支出: 65.50  # 来自 报告.pdf 第9页 表“支出决算表” 第3行第5列" in text
    assert "全称: 某县水务站" in result.files[tmp_path / "2022" / "基本情况.yaml"]


ECONOMIC: list[list[str | Decimal]] = [
    ["类", "款", "科目名称", "合计", "人员经费", "公用经费"],
    ["301", "", "工资福利支出", "200.00", "200.00", "0"],
    ["301", "01", "基本工资", "120.00", "120.00", ""],
    ["301", "02", "津贴补贴", "80.00", "80.00", "0.00"],
    ["302", "", "商品和服务支出", "30.00", "", "30.00"],
    ["302", "01", "办公费", "30.00", "0", "30.00"],
    ["合计", "", "", "230.00", "200.00", "30.00"],
]
CAR = "公务用车购置及运行费"
PERSONS: list[list[str | Decimal]] = [
    [*["2025年“三公”经费预算数"] * 6, "2025年机关运行经费预算数"],
    ["合计", "因公出国(境)费", "公务接待费", CAR, CAR, CAR, "2025年机关运行经费预算数"],
    ["合计", "因公出国(境)费", "公务接待费", "小计", "购置费", "运行费", "2025年机关运行经费预算数"],
    ["9.50", "0", "1.50", "8.00", "3.00", "5.00", "30.00"],
]


def test_a_column_of_personnel_or_public_cost_says_nothing_of_items_of_the_other(tmp_path: Path) -> None:
    above = ["2025年部门一般公共预算基本支出部门预算经济分类预算表", "编制部门：某区水务局　单位：万元"]
    grid = Grid(above[0], ECONOMIC, merged=True, printed=True, above=above, pages=[29] * len(ECONOMIC))
    result = import_tables(Tables(tmp_path / "报告.pdf", [grid]), tmp_path / "2025")
    zeros = [fact for fact in result.facts if not fact.value]
    assert zeros == []
    assert len(result.facts) == 13
    assert result.unused == []


def test_heads_may_begin_with_the_year(tmp_path: Path) -> None:
    above = ["部门“三公”经费和机关运行经费预算表", "编制部门：某区水务局　单位：万元"]
    grid = Grid(above[0], PERSONS, merged=True, printed=True, above=above, pages=[31] * len(PERSONS))
    result = import_tables(Tables(tmp_path / "报告.pdf", [grid]), tmp_path / "2025", year=2025)
    text = result.files[tmp_path / "2025" / "三公与采购.yaml"]
    assert result.unused == []
    assert "机关运行经费:\n  预算: 30.00" in text
    assert "购置预算: 3.00" in text
