"""The statutory classifications by year: functional (类款项) and economic (类款) codes with their names.

Data: `data/classification.csv`, `economic.csv` and `economic_gov.csv`, one row per code and span of years, with a
column that says how far the row is trusted. A bureau corrects the files, not the code.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from operator import itemgetter
from typing import NamedTuple


class Code(NamedTuple):
    """One row: valid_from and valid_to are years, valid_to 9999 where it is still in force."""

    code: str
    name: str
    level: str
    valid_from: int
    valid_to: int
    confidence: str


@cache
def _table(name: str) -> dict[str, list[tuple[str, ...]]]:
    """The rows of a file as typed, by code: a run asks for few of them."""
    text = resources.files("generator.model").joinpath("data", f"{name}.csv").read_text(encoding="utf-8-sig")
    reader = csv.reader(text.splitlines())
    head = next(reader)
    order = itemgetter(*map(head.index, Code._fields))
    rows: dict[str, list[tuple[str, ...]]] = {}
    for row in reader:
        typed = order(row)
        rows.setdefault(typed[0], []).append(typed)
    return rows


@cache
def _rows(name: str, code: str) -> tuple[Code, ...]:
    """All rows of a code."""
    found = _table(name).get(code, ())
    return tuple(Code(c, text, level, int(first or 0), int(last or 9999), trust) for c, text, level, first, last, trust in found)


class Classification:
    """One classification as it stood in one year."""

    def __init__(self, table: str, year: int) -> None:
        self.table = table
        self.year = year
        self._found: dict[str, Code] = {}

    def find(self, code: str) -> Code | None:
        """The row in force in the year, or None. Of two rows in force the later one counts."""
        if code in self._found:
            return self._found[code]
        rows = [row for row in _rows(self.table, code) if row.valid_from <= self.year <= row.valid_to]
        if not rows:
            return None
        self._found[code] = max(rows, key=lambda row: row.valid_from)
        return self._found[code]

    def other_years(self, code: str) -> tuple[Code, ...]:
        """Rows of the code that are not in force in the year."""
        return tuple(row for row in _rows(self.table, code) if not row.valid_from <= self.year <= row.valid_to)

    def name(self, code: str) -> str:
        """The name of the year; empty for a code that the year does not know."""
        row = self.find(code)
        return row.name if row else ""

    def in_force(self) -> Iterator[Code]:
        """All rows in force in the year, by code."""
        yield from _in_force(self.table, self.year)

    def all_rows(self) -> Iterator[Code]:
        """The rows of all years, in the order of the file."""
        return (row for code in _table(self.table) for row in _rows(self.table, code))

    def nearest(self, code: str, count: int = 3) -> list[Code]:
        """Rows in force whose codes look most like a wrong one."""
        known = [row.code for row in self.in_force() if len(row.code) == len(code)] or [row.code for row in self.in_force()]
        return [row for c in difflib.get_close_matches(code, known, count, 0.6) if (row := self.find(c))]


@cache
def _in_force(table: str, year: int) -> tuple[Code, ...]:
    found = Classification(table, year).find
    return tuple(row for code in sorted(_table(table)) if (row := found(code)))


@cache
def functional(year: int) -> Classification:
    """支出功能分类科目 of a year: 3 digits 类, 5 款, 7 项."""
    return Classification("classification", year)


@cache
def economic(year: int) -> Classification:
    """部门预算支出经济分类科目 of a year: 3 digits 类, 5 款."""
    return Classification("economic", year)


@cache
def economic_gov(year: int) -> Classification:
    """政府预算支出经济分类科目 of a year."""
    return Classification("economic_gov", year)
