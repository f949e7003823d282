"""The workbook to fill in: a guide, a sheet per group of fields, the totals, and what the reader needs on hidden sheets."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.errors import OutputError
from generator.excel.fill.extract import rows, value_at
from generator.excel.fill.memory import MARK, SHEET, VERSION, remember
from generator.excel.fill.plan import BlockLayout, SheetPlan, plan
from generator.excel.fill.wanted import Wanted
from generator.excel.fill.write.derived import Registry
from generator.excel.fill.write.guide import write_guide
from generator.excel.fill.write.lists import Lists
from generator.excel.fill.write.sheets import VALUE, SheetWriter
from generator.excel.fill.write.summary import TITLE, write_summary
from generator.excel.look import MAX_TEXT, Formats, new_book, set_up_print
from generator.intake.load import Loaded

ALWAYS = ("基本信息", "收入", "支出", "支出明细", "三公与运行经费", "采购", "资产", "文字")
"""Sheets that are in sight even when they are empty, where no report is known."""
OPEN = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What the protection of a sheet, which has no password, leaves open."""


def write_book(loaded: Loaded, wanted: Wanted | None = None) -> bytes:
    """The workbook of a department-year. The same data give the same bytes. wanted: the fields in sight; all where left out.

    Raises OutputError where a text is longer than a cell holds.
    """
    tree, wanted = loaded.tree, wanted or Wanted()
    _fits(tree)
    buffer = io.BytesIO()
    name, year = str(loaded.data.names.full), loaded.data.year
    book = new_book(buffer, title=f"{name}{year}年度填报表", comments=MARK)
    formats, registry = Formats(book), Registry(wanted)
    guide = book.add_worksheet("说明")
    sheets = {one.title: book.add_worksheet(one.title) for one in plan()}
    total = book.add_worksheet(TITLE)
    lists = Lists(book, year)
    filled = {one.title: _filled(one, tree) for one in plan()}
    shown = [one.title for one in plan() if _in_sight(one, wanted, tree, filled[one.title])]
    for one in plan():
        _sheet(sheets[one.title], one, tree, formats, lists, registry, f"{year}年度 {one.title}")
        if one.title not in shown:
            sheets[one.title].hide()
    registry.finish(lambda sheet, row, formula, value, shown: _derived(sheet, row, formula, value, shown, formats))
    write_summary(total, registry, formats)
    write_guide(guide, f"{name} {year}年度 填报表", filled, shown, tree, formats, registry.blank)
    cards = {one.title for one in plan() if any(block.layout is BlockLayout.CARDS for block in one.blocks)}
    for sheet in (*sheets.values(), total, guide):
        _print(sheet, wide=sheet.get_name() in cards)
    guide.fit_to_pages(1, 1)
    _memory(book, loaded)
    guide.activate()
    book.close()
    return buffer.getvalue()


def _in_sight(one: SheetPlan, wanted: Wanted, tree: Mapping[Any, Any], filled: int) -> bool:
    if wanted.asked is None:
        return bool(filled) or one.title in ALWAYS
    return wanted.shows_sheet(one, tree)


def _sheet(sheet: Any, one: SheetPlan, tree: Any, formats: Formats, lists: Lists, registry: Registry, title: str) -> None:
    writer = SheetWriter(sheet, one, formats, lists, registry)
    unit = str(tree.get("金额单位", "万元"))
    sheet.set_column(0, 0, 2, None, {"hidden": True})
    sheet.freeze_panes(3, 2)
    writer.write(tree)
    writer.head(title, unit, registry.forms["金额单位"].ref)
    sheet.set_column(0, 0, 2, None, {"hidden": True})


def _derived(sheet: Any, row: int, formula: str, value: Any, shown: str, formats: Formats) -> None:
    sheet.write_formula(row, VALUE, formula, formats.derived(shown), float(value) if value != "" else "")


def _print(sheet: Any, *, wide: bool) -> None:
    """Protection and print set-up. wide: cards, whose members go on to further pages beside the names of the fields."""
    sheet.protect("", OPEN)
    set_up_print(sheet)
    if wide:
        sheet.set_print_scale(70)
        sheet.repeat_columns(1, 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C&A　第&P页，共&N页")


def _filled(one: SheetPlan, tree: Mapping[Any, Any]) -> int:
    """How many values stand on a sheet."""
    count = 0
    for block in one.blocks:
        if block.layout is BlockLayout.FORM:
            count += sum(value_at(tree, entry.path) is not None for entry in block.entries if entry.field)
        else:
            count += sum(len(row) - (block.layout is BlockLayout.MATRIX) for row in rows(block, tree))
    return count


def _memory(book: Any, loaded: Loaded) -> None:
    sheet = book.add_worksheet(SHEET)
    sheet.very_hidden()
    folder = loaded.source if loaded.source.is_dir() else loaded.source.parent
    sheet.write_row(0, 0, (MARK, VERSION, str(loaded.data.year)))
    for row, parts in enumerate(remember(loaded.tree, Path(folder)).rows(), 1):
        for column, text in enumerate(parts):
            sheet.write_string(row, column, text)


def _fits(value: Any, path: str = "") -> None:
    if isinstance(value, Mapping):
        for key, child in value.items():
            _fits(child, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            _fits(child, f"{path}[{number}]")
    elif len(value.encode("utf-16-le")) // 2 > MAX_TEXT:
        raise OutputError(f"“{path}”长{len(value)}字，电子表格一格最多{MAX_TEXT}字", remedy="把这段文字分开或缩短")
