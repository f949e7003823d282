"""`gongkai export`: a department-year as a workbook to fill in."""

from __future__ import annotations

import argparse

from generator.errors import UsageError
from generator.excel.fill import write_book
from generator.intake.load import load
from generator.writers.output.files import write_file


def run(options: argparse.Namespace) -> int:
    """Write the workbook; the exit status. A workbook that a person has filled in is not overwritten, unless forced."""
    if options.out.suffix.lower() != ".xlsx":
        raise UsageError(f"“{options.out}”不是 .xlsx 文件", remedy="写成 -o 填报表.xlsx")
    status = write_file(options.out, write_book(load(options.source)), force=options.force)
    print(f"{options.out}（{status}）")
    return 0
