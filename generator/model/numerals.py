"""Chinese numerals: ordinals as headings write them (一、 第二十一部分), and the digits of a year (二〇二三)."""

from __future__ import annotations

NUMERALS = "零一二三四五六七八九"
TO_DIGITS = str.maketrans("〇○" + NUMERALS, "00" + "0123456789")
"""For `str.translate`: each numeral as its digit, as years are written."""


def chinese(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; up to 99."""
    if not 0 < number < 100:
        raise ValueError(f"no ordinal for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十"
    return head + (NUMERALS[ones] if ones else "")


def number_of(text: str) -> int:
    """The number of an ordinal in digits or numerals: 12, 十二 → 12; 0 for what is none, such as 一二."""
    if text.isascii():
        return int(text) if text.isdigit() else 0
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return NUMERALS.find(ones) if len(ones) == 1 and ones in NUMERALS else 0
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(NUMERALS):
        return 0
    return 10 * (NUMERALS.index(tens) if tens else 1) + (NUMERALS.index(ones) if ones else 0)
