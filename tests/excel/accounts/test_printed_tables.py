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
