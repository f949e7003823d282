"""The residue that a formula of binary numbers leaves in a cell is rounded to the 分, and told."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from generator.excel.accounts import import_workbook


def imported(tmp_path: Path, whole: float, basic: float, project: float) -> tuple[str, list[str]]:
    """收支.yaml out of a table with one 科目, and what the import warns of."""
    file = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("公开03表")
    sheet.write_column(0, 0, ["2022年度支出决算表", "金额单位：万元"])
    sheet.write_row(2, 0, ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"])
    sheet.write_row(3, 0, ["2130301", "行政运行", whole, basic, project])
    book.close()
    result = import_workbook(file, tmp_path / "2022")
    return result.files[tmp_path / "2022" / "收支.yaml"], result.warnings


def test_a_residue_is_nothing_and_is_reported_of(tmp_path: Path) -> None:
    text, warnings = imported(tmp_path, 88.12, 88.12, -0.000000953674)
    assert "0.0000" not in text
    assert "e-" not in text.lower()
    assert "-0" not in text
    told = [warning for warning in warnings if "比分还细" in warning]
    assert len(told) == 1
    assert "公开03表!E4" in told[0]


def test_a_figure_with_a_tail_keeps_its_cents(tmp_path: Path) -> None:
    text, warnings = imported(tmp_path, 12.3456780000012, 12.3456780000012, 0)
    assert "12.345678" in text or "123456.78" in text
    assert "00012" not in text
    assert any("比分还细" in warning for warning in warnings)


def test_plain_figures_are_not_reported(tmp_path: Path) -> None:
    assert not any("比分还细" in warning for warning in imported(tmp_path, 7.5, 5.25, 2.25)[1])
