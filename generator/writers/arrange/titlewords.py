"""Penalties of the places where a title may break: what belongs together by meaning, from the words of titles.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

GOOD, WORDS, UNKNOWN, TORN = 0.0, 3.0, 6.0, 40.0
"""At a year, behind an office or a closing mark; between two known words; beside an unknown one; inside a known one."""
BESIDE_WORD = (UNKNOWN + WORDS) / 2
"""Between a known word and an unknown one."""
DANGLING = 4.0
"""More, where a line begins with what belongs to the line above, or ends with what belongs to the one below."""
BRACKETED = 8.0
"""More, inside brackets."""


@cache
def _words() -> dict[str, tuple[str, ...]]:
    raw = yaml.safe_load(Path(__file__).with_name("titles.yaml").read_text(encoding="utf-8"))
    return {key: tuple(map(str, words)) for key, words in raw.items()}


@cache
def _known() -> tuple[frozenset[str], int]:
    """The words that stay whole, and the length of the longest."""
    words = frozenset(_words()["整词"])
    return words, max(map(len, words))


def penalty(title: str, place: int) -> float:
    """The penalty of a line break before the character at `place`, in em of unequal length of lines."""
    before, after = title[:place], title[place:]
    dangling = DANGLING * (after.startswith(_words()["归前"]) + before.endswith(_words()["归后"]))
    dangling += BRACKETED * any(before.count(opening) > before.count(closing) for opening, closing in ("（）", "《》", "“”"))
    if _inside_word(title, place):
        return TORN
    if _at_year(before, after) or before[-1] in "》）” " or after[0] in "《“" or after.startswith("关于"):
        return GOOD + dangling
    if before.endswith(_words()["机关"]) or before[-1] == "的":
        return GOOD + 1.0 + dangling
    sides = before.endswith(_words()["整词"]), after.startswith(_words()["整词"])
    if all(sides):
        return WORDS + dangling
    return (BESIDE_WORD if any(sides) else UNKNOWN) + dangling


def _at_year(before: str, after: str) -> bool:
    """Before a year, behind 2023年 or 2023年度."""
    behind = before.endswith("年度") or (before.endswith("年") and before[-2:-1].isdigit() and after[0] != "度")
    return behind or (after[0].isdigit() and not before[-1].isdigit())


def _inside_word(title: str, place: int) -> bool:
    """Whether a known word lies across `place`."""
    words, longest = _known()
    return any(
        title[start:end] in words
        for start in range(max(0, place - longest + 1), place)
        for end in range(place + 1, min(start + longest, len(title)) + 1)
    )
