"""`gongkai import`: a workbook into data files. What changes is listed before anything is written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from generator.errors import UsageError
from generator.excel.accounts import Imported
from generator.excel.fill import is_fill_book
from generator.folders.accounts import import_accounts
from generator.folders.filled import import_filled
from generator.folders.planned import PlannedFile, write
from generator.runtime.reading import exists

REPORTS = {".pdf", ".docx", ".docm", ".html", ".htm", ".doc", ".wps", ".rtf"}
"""Suffixes of published reports."""
SHOWN = 40
"""Lines of one kind that are printed; --all prints them all."""
SHOWN_CHANGES = 60
"""Changes of a fill workbook that are printed."""


def run(options: argparse.Namespace) -> int:
    """List, then write; the exit status. A workbook made by `export` goes its own way back."""
    if not exists(options.book):
        raise UsageError("没有这个文件", file=str(options.book), remedy="检查路径是否写对")
    if options.show:
        from generator.cli.read_report import show  # the readers of reports are not needed otherwise

        return show(options.book, as_json=options.json)
    if options.out is None:
        raise UsageError("没有写数据放到哪里", remedy="加 -o 文件夹；只看读到什么，加 --show")
    if is_fill_book(options.book):
        filled = import_filled(options.book, options.out, force=options.force)
        _show_changes(filled.changes, 0 if options.all else SHOWN_CHANGES)
        files, unchanged = filled.files, []
    elif options.book.suffix.lower() in REPORTS:
        from generator.folders.reports import import_report

        imported = import_report(options.book, options.out, tuple(options.packs), options.year or 0, force=options.force)
        _show(imported.result, 0 if options.all else SHOWN)
        files, unchanged = imported.files, [str(path) for path in imported.result.unchanged]
    else:
        imported = import_accounts(options.book, options.out, tuple(options.packs), options.year or 0, force=options.force)
        _show(imported.result, 0 if options.all else SHOWN)
        files, unchanged = imported.files, [str(path) for path in imported.result.unchanged]
    if not options.dry_run:
        write(files)
    _show_files(files, unchanged)
    print("只列出，没有写文件（--dry-run）。" if options.dry_run else f"下一步：gongkai check {options.out}", file=sys.stderr)
    return 0


def _show_files(files: Sequence[PlannedFile], unchanged: Sequence[str]) -> None:
    for file in files:
        print(f"{file.path}（{file.state}）")
    for path in unchanged:
        print(f"{path}（未变）")


def _show(result: Imported, shown: int) -> None:
    print(f"{result.year}年度，认出{len(result.forms)}张表，{result.figures}个数：", file=sys.stderr)
    for sheet, form in result.forms.items():
        print(f"  {sheet}" + (f"（{form}）" if form not in sheet else ""), file=sys.stderr)
    old = [change for change in result.changes if change.old]
    _list("要改动的数", [str(change) for change in old], shown)
    fresh = len(result.changes) - len(old)
    if fresh:
        print(f"新填的数：{fresh}个", file=sys.stderr)
    _list("表上的数与数据推得的不同", result.different, shown)
    _list("警告，请核对", result.warnings, shown)
    _list("缺的表", result.missing, shown)
    _list("空表", result.empty, shown)
    _list("没有用到的内容", result.unused, shown)
    _list("只有文字的工作表，没有导入", result.texts, shown)
    _list("工作簿里没有，要自己填的", result.to_type, shown)


def _list(title: str, lines: list[str], shown: int) -> None:
    if not lines:
        return
    print(f"{title}：{len(lines)}处", file=sys.stderr)
    for line in lines[: shown or len(lines)]:
        print(f"  {line}", file=sys.stderr)
    if shown and len(lines) > shown:
        print(f"  ……还有{len(lines) - shown}处，加 --all 全部列出", file=sys.stderr)


def _show_changes(lines: Sequence[str], shown: int) -> None:
    for line in lines[: shown or len(lines)]:
        print(line, file=sys.stderr)
    if shown and len(lines) > shown:
        print(f"……共{len(lines)}处，加 --all 全部列出", file=sys.stderr)
