"""The ordinals that headings of Chinese reports begin with, and the level that each kind of them has."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.numerals import number_of

HAN = "[一二三四五六七八九十〇○零百]{1,4}"
KINDS: tuple[tuple[str, int, str], ...] = (
    ("部分", 1, rf"第(?:{HAN}|\d{{1,2}})(?:部分|章|篇)[：:、.．]?"),
    ("附件", 1, rf"附(?:件|表)(?:{HAN}|\d{{1,2}})?(?:[-—]\d+)?[：:、.．]?"),
    ("一、", 2, rf"{HAN}[、．.]"),
    ("（一）", 3, rf"[（(]{HAN}[）)][、.．]?"),
    ("1.", 4, r"\d{1,2}(?:[、．]|\.(?!\d)|\.(?=20\d\d年))"),
    ("（1）", 5, r"[（(]\d{1,2}[）)][、.．]?"),
    ("①", 6, r"[①-⑳]"),
)
"""Name, level and pattern of each kind, the outer first."""
ORDINAL = re.compile("|".join(f"(?P<k{number}>{pattern})" for number, (_, _, pattern) in enumerate(KINDS)))
COUNT = re.compile(rf"{HAN}|\d{{1,3}}|[①-⑳]")


class Ordinal(NamedTuple):
    """An ordinal as printed. kind: 部分, 附件, 一、, （一）, 1., （1） or ①; level: from 1; number: 0 for none."""

    text: str
    kind: str
    level: int
    number: int


def ordinal_of(text: str) -> Ordinal | None:
    """The ordinal that a text begins with."""
    found = ORDINAL.match(text)
    if found is None or not found[0]:
        return None
    kind, level, _ = KINDS[int(str(found.lastgroup)[1:])]
    if kind == "附件" and not _is_annex(text, found[0]):
        return None
    return Ordinal(found[0], kind, level, _count(found[0]))


def _is_annex(text: str, ordinal: str) -> bool:
    """附件1, 附件：and 附表 alone are headings; 附件所列 is a sentence."""
    rest = text[len(ordinal) :]
    return bool(re.search(rf"\d|{HAN}|[：:]$", ordinal)) or not rest


def _count(text: str) -> int:
    found = COUNT.search(text)
    if found is None:
        return 0
    if "①" <= found[0] <= "⑳":
        return ord(found[0]) - ord("①") + 1
    return number_of(found[0])
