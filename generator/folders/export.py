"""A department-year as a workbook to fill in."""

from __future__ import annotations

from pathlib import Path

from generator.errors import UsageError
from generator.excel.fill import write_book
from generator.intake.load import load
from generator.writers.output.files import write_file


def export(source: Path, book: Path, *, force: bool = False) -> str:
    """Write the workbook; 新建, 更新 or 未变. One that a person has filled in is not overwritten, unless forced.

    Raises UsageError for another suffix than .xlsx, OutputError where it cannot be written, and as `load`.
    """
    if book.suffix.lower() != ".xlsx":
        raise UsageError(f"“{book}”不是 .xlsx 文件", remedy="写成 -o 填报表.xlsx")
    return write_file(book.parent, book.name, write_book(load(source)), force=force)
