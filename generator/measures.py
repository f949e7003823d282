"""Lengths of paper and screen, and widths of text as far as they are known without a font file.

Chinese is square; Latin letters and digits are about half as wide. Near enough to break titles, to size the columns of a
workbook and the labels of a chart before anything is laid out, and the same on every machine.
"""

from __future__ import annotations

from itertools import pairwise

MM_PER_INCH = 25.4
PT_PER_MM = 72 / MM_PER_INCH
PX_PER_MM = 96 / MM_PER_INCH
"""CSS pixels, which Excel counts in too."""

GAP_WIDTH = 0.2
"""em between Chinese and Latin text that touch (the figure is that of LibreOffice)."""
LATIN_WIDTH = 0.5
"""em of a Latin letter or digit."""
POINT_WIDTH = 0.25
"""em of a full stop, comma, colon, semicolon or space among Latin letters."""

_LATIN = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x250)]))
"""Latin letters, digits and ASCII punctuation; not · × ÷ “ ” — …, which are Chinese here."""


def is_latin(char: str) -> bool:
    """Whether a character is set in the Latin face."""
    return char in _LATIN


def has_gap(left: str, right: str) -> bool:
    """Whether a space stands between two neighbours: a Chinese character and a Latin letter or digit."""
    return left.isalnum() and right.isalnum() and is_latin(left) is not is_latin(right)


def char_width(char: str) -> float:
    """The width of a character in em."""
    if not is_latin(char):
        return 1.0
    return POINT_WIDTH if char in ".,:; " else LATIN_WIDTH


def text_width(text: str, size: float, spacing: float = 0.0) -> float:
    """The width of one line in the unit of `size`, with the gaps between Chinese and Latin. spacing: of each character."""
    gaps = sum(has_gap(left, right) for left, right in pairwise(text))
    return size * (sum(map(char_width, text)) + gaps * GAP_WIDTH) + spacing * len(text)


def safe_width(text: str, size: float, latin: float = LATIN_WIDTH) -> float:
    """The same where no mark may count for less than a letter and no gap is set: cells of workbooks, labels of charts.

    latin: em of a Latin character.
    """
    return size * sum(latin if is_latin(char) else 1.0 for char in text)
