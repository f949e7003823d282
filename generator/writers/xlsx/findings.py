"""问题清单.xlsx: the findings of one or many sources as a workbook that can be filtered, sorted and ticked off."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter

from generator.writers.xlsx.workbook import CREATED, MAX_TEXT

COLUMNS = (
    ("序号", 6, ""),
    ("级别", 8, "severity"),
    ("规则", 8, "rule"),
    ("问题", 70, "message"),
    ("改法", 44, "remedy"),
    ("文件", 40, "file"),
    ("行", 6, "line"),
    ("列", 6, "column"),
    ("字段", 36, "path"),
    ("应为", 14, "expected"),
    ("实为", 14, "actual"),
    ("相差", 14, "difference"),
    ("对照处", 48, "other"),
    ("处理情况", 20, ""),
)
"""Heading, width in characters, key of a finding as `check --json` prints it."""
FILLS = {"错误": "#F8CBAD", "警告": "#FFE699", "提示": "#DDEBF7"}
NUMBERS = ("line", "column", "expected", "actual", "difference")


def write_findings(findings: Iterable[Mapping[str, object]], summary: Mapping[str, int]) -> bytes:
    """The workbook: findings as `check --json` prints them, their numbers by severity above; the same input, the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "问题清单", "created": CREATED})
    sheet = book.add_worksheet("问题清单")
    plain = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "top", "text_wrap": True}
    head = book.add_format({**plain, "bold": True, "bg_color": "#D9D9D9", "align": "center"})
    formats = {name: book.add_format({**plain, "bg_color": colour}) for name, colour in FILLS.items()}
    cell = book.add_format(plain)
    sheet.write_string(0, 0, "问题清单：" + "，".join(f"{name}{number}处" for name, number in summary.items()))
    for column, (title, width, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, title, head)
    row = 1
    for row, finding in enumerate(findings, 2):
        _row(sheet, row, finding, cell, formats)
    sheet.autofilter(1, 0, max(row, 2), len(COLUMNS) - 1)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    book.close()
    return buffer.getvalue()


def _row(sheet: Any, row: int, finding: Mapping[str, object], cell: Any, formats: Mapping[str, Any]) -> None:
    sheet.write_number(row, 0, row - 1, cell)
    for column, (_, _, key) in enumerate(COLUMNS[1:], 1):
        value = finding.get(key) if key else None
        style = formats.get(str(value), cell) if key == "severity" else cell
        if value in (None, ""):
            sheet.write_blank(row, column, None, style)
        elif key in NUMBERS:
            sheet.write_number(row, column, float(str(value)), style)
        else:
            sheet.write_string(row, column, str(value)[:MAX_TEXT], style)
