"""Where the lines of Chinese text break, as word processors break them, and the marks that stand for it in a text.

Rules of GB/T 15834-2011 (5.1) and of Word's 按中文习惯控制首尾字符: no closing mark begins a line and no opening mark
ends one, a number or Latin word stays whole. Between Chinese and Latin letters or digits stands a space of a fifth of
the size (`measures.GAP_WIDTH`), which vanishes at the end of a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from generator.measures import has_gap, is_latin

TOLERANCE = 1e-6
"""pt by which a line may be too wide: sums of widths are not exact."""
NEVER_FIRST = frozenset("!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠")
NEVER_LAST = frozenset("$(*,£¥·‘“〈《「『【〔〖〝﹙﹛＄（．［｛￡￥")

BREAK = "\ufdd0"
"""A mark that `typeset` leaves in a text: a line ends here. A noncharacter of Unicode, which no text has."""
GAP = "\ufdd1"
"""Its other mark: the character before has a space after it, between Chinese and Latin text."""

MARKS = frozenset((BREAK, GAP))

_LATIN = "[ -~À-ÖØ-öø-ɏ]"
_MEETING = re.compile(f"{_LATIN}(?!{_LATIN})(?!$)|[^ -~À-ÖØ-öø-ɏ](?={_LATIN})", re.DOTALL)
"""A character whose neighbour is of the other kind, as `is_latin` sees them."""


class Setting(NamedTuple):
    """Places in a text, counted in characters: lines begin at `breaks`, and after each of `gaps` stands the space."""

    breaks: frozenset[int]
    gaps: frozenset[int]


def break_lines(text: str, widths: Sequence[float], first: float, room: float, gap: float, tail: float = 0.0) -> Setting:
    """Break a text. widths: of its characters, in pt; first and room: of the first line and the others; gap in pt.

    tail: room in pt that the last line leaves for what stands behind it, such as the page number of a contents row.

    A \\n in the text begins a line of its own. A word wider than a line is cut.
    """
    gaps = find_gaps(text)
    after = [0.0, *accumulate([width + gap if at in gaps else width for at, width in enumerate(widths)] if gaps else widths)]
    ends = [before + width for before, width in zip(after, widths, strict=False)]
    breaks: set[int] = set()
    start, limit = 0, first
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        at = max(bisect_right(ends, after[start] + limit + TOLERANCE, start, stop), start + 1)
        if tail and at == len(text):
            at = max(bisect_right(ends, after[start] + limit - tail + TOLERANCE, start, stop), start + 1)
        while at < stop and text[at] == " ":
            at += 1
        if at < stop:
            start = _last_break(text, start, at)
            breaks.add(start)
        else:
            start = stop + 1
        limit = room
    return Setting(frozenset(breaks), frozenset(gaps - {place - 1 for place in breaks}))


def find_gaps(text: str) -> set[int]:
    """The characters of a text after which the space between Chinese and Latin stands."""
    meeting = (found.end() - 1 for found in _MEETING.finditer(text))
    return {at for at in meeting if has_gap(text[at], text[at + 1])}


def _last_break(text: str, start: int, at: int) -> int:
    """The last place up to `at` where a line may begin; `at` itself where there is none."""
    return next((place for place in range(at, start, -1) if may_break(text, place)), at)


def may_break(text: str, place: int) -> bool:
    """Whether a line may begin at a place of a text."""
    left, right = text[place - 1], text[place]
    if right == " ":
        return False
    if left == " ":
        return True
    return not (right in NEVER_FIRST or left in NEVER_LAST or (is_latin(left) and is_latin(right)))


def line_count(text: str) -> int:
    """The lines of a text with marks."""
    return 1 + text.count(BREAK) + text.count("\n")


def unmarked(text: str) -> str:
    """The text without marks."""
    return text.replace(BREAK, "").replace(GAP, "")
