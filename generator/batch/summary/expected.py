"""The list of departments that have to hand in, and how it compares with what was handed in."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.batch.summary.summary import Summary
from generator.errors import UsageError
from generator.runtime.reading import read_regular, why_unreadable
from generator.settingsfile.reading import read_settings

BOOKS = (".xlsx", ".xls", ".xlsm")
HEADS = ("部门", "部门名称", "部门全称", "单位", "单位名称", "单位全称", "预算部门", "预算单位", "预算单位名称", "全称", "名称")
"""What stands above the names, in one of the first TOP rows."""
TOP = 10
MAX_BYTES = 4 * 1024 * 1024
"""Of a list that is text; the names of all departments of a province have less."""
NUMBERED = re.compile(r"^\d+\s*[.、．)）]\s*(?=\D)")
LIKE = 0.75
"""How much two names must have in common to be taken for one that is misspelt."""
REMEDY = "一行写一个部门的全称；表格里部门名称占一列，列头写“部门名称”；YAML 写成“- 全称”一行一个"


class Roll(NamedTuple):
    """absent: name → what may have become of it, in the list's order; unlisted: departments that the list has not."""

    absent: dict[str, str]
    unlisted: list[str]


def expected_names(path: Path) -> list[str]:
    """The departments of a list, each once: a line each, a column of a CSV or a workbook, a YAML list. Raises UsageError."""
    found: dict[str, str] = {}
    for given in _names(path):
        name = NUMBERED.sub("", given.strip())
        if name:
            found.setdefault(_plain(name), name)
    if not found:
        raise UsageError("名单里没有部门", file=str(path), remedy=REMEDY)
    return list(found.values())


def compared(summary: Summary, expected: list[str]) -> Roll:
    """Who of a list has handed nothing in. Spaces and the width of brackets make no difference."""
    present = {_plain(line.department): line.department for line in summary.lines if line.year is not None}
    listed = set(map(_plain, expected))
    unlisted = [name for plain, name in present.items() if plain not in listed]
    unread = [line.department for line in summary.lines if line.year is None]
    absent = {name: _fate(name, unlisted, unread) for name in expected if _plain(name) not in present}
    return Roll(absent, unlisted)


def _fate(name: str, unlisted: list[str], unread: list[str]) -> str:
    """What may have become of a department that is missing."""
    if source := next((source for source in unread if _plain(name) in map(_plain, Path(source).parts)), ""):
        return f"报来的数据读不出：{source}"
    like = difflib.get_close_matches(name, unlisted, 1, LIKE)
    return f"名单外报来了“{like[0]}”，看是不是写错了名称" if like else ""


def _plain(name: str) -> str:
    return "".join(name.split()).replace("（", "(").replace("）", ")")


def _names(path: Path) -> Iterator[str]:
    kind = path.suffix.lower()
    try:
        raw = b"" if kind in BOOKS else read_regular(path, MAX_BYTES)
    except OSError as error:
        message, remedy = why_unreadable(path, error)
        raise UsageError(f"读不到名单：{message}", file=str(path), remedy=remedy) from error
    if kind in BOOKS:
        from generator.excel.book import read_book  # its library is not needed otherwise

        sheets = [sheet for sheet in read_book(path).grids if not sheet.hidden]
        yield from next(filter(None, (_column([list(map(str, row)) for row in sheet.rows]) for sheet in sheets)), [])
    elif kind in (".yaml", ".yml"):
        listed = read_settings(path, str(path))
        yield from map(str, listed if isinstance(listed, list) else ())
    elif kind == ".csv":
        text = _text(raw)
        yield from _column(list(csv.reader(io.StringIO(text), "excel-tab" if "\t" in text else "excel")))
    else:
        yield from (line for line in _text(raw).splitlines() if not line.lstrip().startswith("#"))


def _text(raw: bytes) -> str:
    """UTF-8, UTF-16 or GBK, as spreadsheets and editors save it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _column(rows: list[list[str]]) -> list[str]:
    """The names of a table: below their head, else the first column that does not hold numbers alone."""
    for number, row in enumerate(rows[:TOP]):
        for column, cell in enumerate(row):
            if _plain(cell) in HEADS:
                return [below[column] for below in rows[number + 1 :] if len(below) > column]
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if len(row) > column and row[column].strip()]
        if any(not cell.strip().replace(".", "").isdigit() for cell in cells):
            return cells
    return []
