"""`gongkai import`: a workbook into data files; which kind of workbook it is decides who reads it."""

from __future__ import annotations

import argparse

from generator.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Import `options.book` to `options.out`; the exit status."""
    from generator.intake.fill import is_fill_book

    if not options.book.is_file():
        raise UsageError("没有这个文件", file=str(options.book), remedy="检查路径是否写对")
    if is_fill_book(options.book):
        from generator.cli.import_filled import run as run_filled

        return run_filled(options)
    raise UsageError("认不出这是什么工作簿", file=str(options.book), remedy="用 gongkai export 做的填报表")
