"""A table as a grid of cells, whatever file it stands in: the one thing from which forms are recognised and figures taken.

A worksheet of a workbook is a grid; so is a table of a published report. The reader of a file fills it like this:

- `rows`: texts (blank: "") and exact numbers. A number that is written as text (`1,234.56`) may stay one; the importer reads it.
- A merged cell gives its text to every cell that it covers; a number stands in its first cell only (`spread`). `merged` says
  that the file knows which cells are merged: without it, heads that leave cells blank are read as reaching to the right.
- `above` and `below`: the lines that stand outside of the ruled area and belong to the table: title, number, department,
  unit; notes. A worksheet has them among its rows, so both are empty.
- `pages`: the page of each row, for a table of a report; a table over several pages is one grid.

    Grid("收入决算表", rows, merged=True, printed=True, above=["收入决算表", "部门：某局　单位：万元"], pages=[12, 12, 13])
    grid.spot(2, 3)   →   第13页 表“收入决算表” 第3行第4列
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

NUMBER = re.compile(r"[-−﹣－]?[¥￥]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?")
BRACKETED = re.compile(r"[(（](\d[\d,.]*)[)）]")
"""A negative figure as accountants write it; only with decimals or separators, so that `（1）` stays an ordinal."""
MAX_DIGITS = 24
DASHES = {"-", "--", "—", "——", "–", "－", "—-", "———", "/", "\\"}
"""What stands in cells that can hold no figure."""
ERRORS = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NULL!|NUM!).*")
Value = str | Decimal
Span = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged one: (row, column), from 0."""


@dataclass(frozen=True, slots=True)
class CellSpot:
    """Where a figure stands. table: sheet, or title of a printed table; cell: its address there (`C7`).

    shown: how a person finds it, where that is not sheet and cell.
    """

    table: str
    cell: str
    shown: str = ""

    def __str__(self) -> str:
        return self.shown or f"{self.table}!{self.cell}"


@dataclass
class Grid:
    """A table as rows of values (see the module). name: the sheet, or the title of a printed table.

    hidden: a hidden sheet; printed: a table of a report, whose places are told by page, row and column;
    uncached: the cells (`C7`) that hold a formula without a stored result.
    """

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: bool = False
    uncached: set[str] = field(default_factory=set)
    printed: bool = False
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def spot(self, row: int, column: int) -> CellSpot:
        """The place of a cell; row and column from 0."""
        if not self.printed:
            return CellSpot(self.name, address(row, column))
        page = f"第{self.pages[row]}页 " if row < len(self.pages) else ""
        return CellSpot(self.name, address(row, column), f"{page}表“{self.name}” 第{row + 1}行第{column + 1}列")


@dataclass
class Tables:
    """The tables of one file, in order. path: the file; its name stands behind every figure."""

    path: Path
    grids: list[Grid]


def address(row: int, column: int) -> str:
    """`C7` from a row and a column, from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def as_number(text: str) -> Decimal | None:
    """The exact number that a text is, as people and programs write it; None where it is none."""
    text = text.strip().replace(" ", "").replace("\u3000", "").replace("\xa0", "")
    if found := BRACKETED.fullmatch(text):
        inner = found[1]
        return -Decimal(inner.replace(",", "")) if re.fullmatch(r"[\d,]*\d\.\d+|\d{1,3}(,\d{3})+", inner) else None
    if len(text) > MAX_DIGITS or not NUMBER.fullmatch(text):
        return None
    plain = re.sub(r"[,，¥￥]", "", re.sub(r"^[−﹣－]", "-", text))
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.adjusted() < MAX_DIGITS else None


def spread(rows: list[list[Value]], spans: Iterable[Span]) -> None:
    """Give the text of a merged cell to all the cells that it covers; numbers stay where they are."""
    for (top, left), (bottom, right) in spans:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        text = rows[top][left]
        if not isinstance(text, str) or not text:
            continue
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = text
