"""The look of the workbook: formats, widths, heights. Cells to type in are white and not locked, all others grey or green."""

from __future__ import annotations

from typing import Any

from generator.measures import safe_width

FONT = "宋体"
SIZE = 10
GREY, GREEN, HEAD, WAITING, UNSTATED = "#F2F2F2", "#E2EFDA", "#D9E1F2", "#FFF2A8", "#EDEDED"
TALLEST = 409.0
LINE = 14.5
"""Height of a line of text, pt."""


class FillLooks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def make(self, **settings: Any) -> Any:
        """A format of the workbook's font with these settings."""
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


def halves(text: str) -> int:
    """The width of a text in half-width characters; a Chinese character or full-width mark takes two."""
    return round(safe_width(text, 2))


def height(text: str, width: float) -> float:
    """The height in pt of a row that shows a text in a cell of `width` half-width characters whole."""
    fit = max(1.0, width - 1)
    lines = sum(max(1, -(-halves(part) // int(fit))) for part in text.split("\n"))
    return min(TALLEST, lines * LINE + 4)
