"""问题清单.xlsx: the findings of one or many sources as a workbook that can be filtered, sorted and ticked off."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from generator.excel.look import MAX_TEXT, Formats, finish_list, new_book

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
TOP: dict[str, Any] = {"valign": "top", "text_wrap": True}
"""Of all cells: long texts stand beside short ones."""
NUMBERS = ("line", "column", "expected", "actual", "difference")


def write_findings(findings: Iterable[Mapping[str, object]], summary: Mapping[str, int]) -> bytes:
    """The workbook: findings as `check --json` prints them, their numbers by severity above; the same input, the same bytes."""
    buffer = io.BytesIO()
    book = new_book(buffer, title="问题清单")
    formats = Formats(book)
    sheet = book.add_worksheet("问题清单")
    sheet.write_string(0, 0, "问题清单：" + "，".join(f"{name}{number}处" for name, number in summary.items()))
    for column, (title, width, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, title, formats.list_head(valign="top"))
    row = 1
    for row, finding in enumerate(findings, 2):
        _row(sheet, row, finding, formats)
    finish_list(sheet, row, len(COLUMNS))
    book.close()
    return buffer.getvalue()


def _row(sheet: Any, row: int, finding: Mapping[str, object], formats: Formats) -> None:
    cell = formats.list_cell(**TOP)
    sheet.write_number(row, 0, row - 1, cell)
    for column, (_, _, key) in enumerate(COLUMNS[1:], 1):
        value = finding.get(key) if key else None
        style = formats.list_cell(str(value), **TOP) if key == "severity" else cell
        if value in (None, ""):
            sheet.write_blank(row, column, None, style)
        elif key in NUMBERS:
            sheet.write_number(row, column, float(str(value)), style)
        else:
            sheet.write_string(row, column, str(value)[:MAX_TEXT], style)
