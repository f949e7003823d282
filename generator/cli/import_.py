"""`gongkai import`: a workbook into data files. What changes is listed before anything is written."""

from __future__ import annotations

import argparse
import sys

from generator.errors import OutputError, UsageError
from generator.excel.accounts import Imported, import_workbook
from generator.excel.fill import is_fill_book
from generator.packs.definition.pack import load_pack
from generator.writers.output.files import move_in

SHOWN = 40
"""Lines of one kind that are printed; --all prints them all."""


def run(options: argparse.Namespace) -> int:
    """List, then write; the exit status. A workbook made by `export` goes its own way back."""
    if not options.book.is_file():
        raise UsageError("没有这个文件", file=str(options.book), remedy="检查路径是否写对")
    if is_fill_book(options.book):
        from generator.cli.import_filled import run as run_filled

        return run_filled(options)
    for name in options.packs:
        load_pack(name)
    if options.year and not 2000 <= options.year <= 2099:
        raise UsageError(f"“{options.year}”不是年度", remedy="写四位数字，如 2024")
    result = import_workbook(options.book, options.out, tuple(options.packs), options.year or 0)
    _tell(result, 0 if options.all else SHOWN)
    if options.dry_run:
        print("只列出，没有写文件（--dry-run）。", file=sys.stderr)
        return 0
    for path, text in result.files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            new = not path.exists()
            move_in(path, text.encode())
        except OSError as error:
            raise OutputError("写不进文件", file=str(path), remedy="关闭打开它的程序，或换一个文件夹") from error
        print(f"{path}（{'新建' if new else '更新'}）")
    for path in result.unchanged:
        print(f"{path}（未变）")
    print(f"下一步：gongkai check {options.out}", file=sys.stderr)
    return 0


def _tell(result: Imported, shown: int) -> None:
    print(f"{result.year}年度，认出{len(result.forms)}张表，{result.figures}个数：", file=sys.stderr)
    for sheet, form in result.forms.items():
        print(f"  {sheet}" + (f"（{form}）" if form not in sheet else ""), file=sys.stderr)
    old = [change for change in result.changes if change.old]
    _list("要改动的数", [str(change) for change in old], shown)
    fresh = len(result.changes) - len(old)
    if fresh:
        print(f"新填的数：{fresh}个", file=sys.stderr)
    _list("警告，请核对", result.warnings, shown)
    _list("没有用到的内容", result.unused, shown)
    _list("工作簿里没有，要自己填的", result.to_type, shown)


def _list(title: str, lines: list[str], shown: int) -> None:
    if not lines:
        return
    print(f"{title}：{len(lines)}处", file=sys.stderr)
    for line in lines[: shown or len(lines)]:
        print(f"  {line}", file=sys.stderr)
    if shown and len(lines) > shown:
        print(f"  ……还有{len(lines) - shown}处，加 --all 全部列出", file=sys.stderr)
