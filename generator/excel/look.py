"""The look that all our workbooks share: how a workbook is opened, cell formats by role, row heights, print set-up.

What is in a workbook, and the look of statutory tables, which a style decides, stand with the writers.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter

from generator.measures import safe_width

CREATED = dt.datetime(2000, 1, 1)
"""Written into every workbook: no date comes from the clock, so equal content gives equal bytes."""
MAX_TEXT = 32_767
"""The longest text of a cell, in UTF-16 units."""
TALLEST = 409.0
"""The tallest row that a workbook allows, in pt."""
A4 = 9
"""The number of this paper in workbooks."""

FONT, TITLE_FONT = "宋体", "黑体"
SIZE = 10
GREY, GREEN, HEAD, WAITING, UNSTATED = "#F2F2F2", "#E2EFDA", "#D9E1F2", "#FFF2A8", "#EDEDED"
"""Fills of a workbook to fill in: not to be typed in, derived, head, 待填, 未载明."""
LIST_HEAD = "#D9D9D9"
RED, YELLOW, BLUE = "#F8CBAD", "#FFE699", "#DDEBF7"
FILLS = {"错误": RED, "失败": RED, "有错误": RED, "警告": YELLOW, "提示": BLUE}
"""Severity of a finding or state of a department → fill."""


def new_book(buffer: io.BytesIO, made: dt.date | None = None, **properties: str) -> Any:
    """A workbook that writes itself into the buffer when it is closed. A text stays a text, whatever it begins with.

    made: the day that its properties give, a fixed one where None. properties: title, subject, comments … as
    `xlsxwriter.Workbook.set_properties` names them.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({**properties, "created": dt.datetime.combine(made, dt.time()) if made else CREATED})
    return book


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def make(self, **settings: Any) -> Any:
        """A format with these settings of xlsxwriter; without others 10 pt 宋体, centred upright."""
        whole = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **settings}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

    def input(self, number: str = "@", *, right: bool = False) -> Any:
        """A cell to type in; `number` is its number format, `@` for texts."""
        align = "right" if right else "left"
        return self.make(border=1, locked=False, num_format=number, align=align, text_wrap=not right)

    def fixed(self, colour: str = GREY, **settings: Any) -> Any:
        """A cell that is not to be typed in."""
        return self.make(border=1, bg_color=colour, text_wrap=True, **settings)

    def derived(self, number: str = "#,##0.00") -> Any:
        """A cell that follows from others."""
        return self.make(border=1, bg_color=GREEN, num_format=number, align="right")

    def note(self, *, wrap: bool = False) -> Any:
        """An explanation beside a cell."""
        return self.make(font_color="#7F7F7F", font_size=9, text_wrap=wrap)

    def title(self) -> Any:
        """The line above a list."""
        return self._book.add_format({"font_name": TITLE_FONT, "font_size": 14})

    def list_head(self, **settings: Any) -> Any:
        """A heading of a column of a list."""
        return self.make(border=1, bold=True, bg_color=LIST_HEAD, align="center", text_wrap=True, **settings)

    def list_cell(self, value: str = "", **settings: Any) -> Any:
        """A cell of a list; a severity or a state has its fill."""
        fill = {"bg_color": FILLS[value]} if value in FILLS else {}
        return self.make(border=1, **fill, **settings)


def halves(text: str) -> int:
    """The width of a text in half-width characters; a Chinese character or full-width mark takes two."""
    return round(safe_width(text, 2))


def line_count(text: str, fit: int, indent: int = 0) -> int:
    """How many lines a text takes where `fit` half-width characters go on a line. indent: of each paragraph, in the same."""
    return sum(max(1, -(-(halves(part) + indent) // fit)) for part in text.split("\n"))


def row_height(lines: float, line: float, padding: float = 0.0) -> float:
    """The height in pt of a row of so many lines. line: height of one; padding: above and below together."""
    return min(TALLEST, lines * line + padding)


def finish_list(sheet: Any, last_row: int, columns: int, frozen: int = 0) -> None:
    """A sheet with a title in its first row and heads in its second: filters, frozen heads, print set-up.

    last_row: number from 0 of the last row that is filtered; frozen: columns that stay in sight.
    """
    sheet.autofilter(1, 0, max(last_row, 2), columns - 1)
    sheet.freeze_panes(2, frozen)
    set_up_print(sheet)
    sheet.repeat_rows(1)


def set_up_print(sheet: Any, *, landscape: bool = True, pages: int = 0) -> None:
    """A4, as wide as a page. pages: how many it is long; 0: as many as it takes."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, pages)
