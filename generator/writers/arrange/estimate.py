"""How wide a text is, near enough to decide before any layout and without fonts: Chinese is square, digits are half as wide."""

from __future__ import annotations

from itertools import pairwise

from generator.writers.arrange.linebreak import GAP_WIDTH
from generator.writers.fonts.char_widths import is_latin

LATIN = 0.5
"""Width of a Latin letter or digit in em."""
POINT = 0.25
"""Width of a full stop or comma in em."""


def char_width(char: str) -> float:
    """The width of a character in em."""
    if not is_latin(char):
        return 1.0
    return POINT if char in ".,:; " else LATIN


def estimated_width(char: str, _role: str, _bold: bool) -> float:
    """The same for `typeset` where no font file says it."""
    return char_width(char)


def meeting(left: str, right: str) -> bool:
    """Whether Chinese and Latin meet between two characters, so that a space stands there."""
    return left.isalnum() and right.isalnum() and is_latin(left) is not is_latin(right)


def text_width(text: str, size: float, spacing: float = 0.0) -> float:
    """The width of one line in pt, with the space between Chinese and Latin. spacing: of the characters, in pt."""
    meetings = sum(meeting(left, right) for left, right in pairwise(text))
    return size * (sum(map(char_width, text)) + meetings * GAP_WIDTH) + spacing * len(text)
