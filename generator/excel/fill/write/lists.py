"""The hidden sheet that the drop-downs draw on: the 科目 of the year, the words that may stand for a figure."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from generator.excel.fill.columns import WHOLE
from generator.model.classification import Classification, economic, functional
from generator.model.fields import STATES

SHEET = "_科目"
TABLES = {"functional": functional, "economic": economic}
NAMES = {
    ("functional", (7,)): "功能科目_项",
    ("functional", (3, 5, 7)): "功能科目",
    ("economic", (5,)): "经济科目_款",
    ("economic", (3, 5)): "经济科目",
}
WORDS = "代替数的词"
Codes = tuple[str, tuple[int, ...]]


class Lists:
    """The lists of one workbook; each is written when the first column asks for it."""

    def __init__(self, book: Any, year: int) -> None:
        self._book = book
        self.year = year
        self.sheet = book.add_worksheet(SHEET)
        self.sheet.hide()
        self._count = 0
        self._written: set[str] = set()
        self._put(WORDS, [*STATES, "待填"])

    def classification(self, codes: Codes) -> Classification:
        """The classification of the year that a column draws on."""
        return TABLES[codes[0]](self.year)

    def shown(self, code: str, codes: Codes) -> str:
        """`2080505 机关事业单位基本养老保险缴费支出` for a code; anything else as it is."""
        name = self.classification(codes).name(code) if code != WHOLE else ""
        return f"{code} {name}" if name else code

    def name(self, codes: Codes) -> str:
        """The name of the range with the 科目 of these levels."""
        name = NAMES.get(codes) or f"{codes[0]}_{'_'.join(map(str, codes[1]))}"
        rows = self.classification(codes).in_force()
        return self._put(name, [f"{row.code} {row.name}" for row in rows if len(row.code) in codes[1]])

    def _put(self, name: str, texts: list[str]) -> str:
        if name not in self._written:
            column = self._count
            self.sheet.write_string(0, column, name)
            for row, text in enumerate(texts, 1):
                self.sheet.write_string(row, column, text)
            letter = xl_col_to_name(column)
            self._book.define_name(name, f"='{SHEET}'!${letter}$2:${letter}${len(texts) + 1}")
            self._written.add(name)
            self._count += 1
        return name
