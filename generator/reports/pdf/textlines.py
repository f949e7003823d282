"""Characters made into lines of text: grouped by their baseline, in order from left to right, blanks only between Latin words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.reports.pdf.characters import Char
from generator.reports.report import Box

SAME_BASE = 3.5
"""pt by which the baselines of one line may differ."""
GAP = 2.2
"""Sizes; where so much of a line is empty, it is two texts beside each other: a tab stands between them."""
WORD_GAP = 0.2
DOUBLED = 0.2
"""Sizes; the same character again so near is one that was printed twice to look bold."""
LATIN = re.compile(r"[A-Za-z]")


class TextLine(NamedTuple):
    """A line as seen. size: of most of its characters; strong: most of them are bold or of a 黑体."""

    text: str
    box: Box
    base: float
    size: float
    strong: bool


def text_lines(chars: Iterable[Char], *, tabs: bool = True) -> list[TextLine]:
    """The lines that characters make, from the top down. tabs: whether a wide gap within a line is a tab."""
    found = []
    for group in _by_base(chars):
        group.sort(key=lambda char: char.x)
        if text := _text(group, tabs):
            found.append(_line(text, group))
    return found


def _by_base(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters of one line each. A group is kept to the baseline of its first character, so that lines do not run together."""
    groups: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.base):
        if groups and char.base - groups[-1][0].base <= min(SAME_BASE, max(char.size, 4.0) * 0.6):
            groups[-1].append(char)
        else:
            groups.append([char])
    return groups


def _text(line: list[Char], tabs: bool) -> str:
    parts: list[str] = []
    before: Char | None = None
    for char in line:
        if before is not None:
            if char.text == before.text and char.x - before.x < DOUBLED * char.size:
                continue
            gap = char.left - before.right
            if tabs and gap > GAP * max(char.size, before.size):
                parts.append("\t")
            elif gap > WORD_GAP * char.size and LATIN.match(char.text) and LATIN.match(before.text):
                parts.append(" ")
        parts.append(char.text)
        before = char
    return "".join(parts)


def _line(text: str, line: list[Char]) -> TextLine:
    left, right = min(char.left for char in line), max(char.right for char in line)
    top, bottom = min(char.top for char in line), max(char.bottom for char in line)
    sizes = sorted(char.size for char in line)
    strong = 2 * sum(char.strong for char in line) > len(line)
    return TextLine(text, (left, top, right, bottom), line[0].base, round(sizes[len(sizes) // 2], 1), strong)
