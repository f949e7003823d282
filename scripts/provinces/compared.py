"""An outline of the facts beside that of a pack: where they differ, title by title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.packmaker.form import DEPARTMENT, form_of
from generator.packs.definition.pack import load_pack
from scripts.provinces.facts import UNSEEN, Outline, Title

LEVELS = ("部门", "单位")
"""What a form that names its department may call it in general."""


def differences(outline: Outline) -> list[str]:
    """What the pack prints otherwise than the outline, a line for each: `－` only in the outline, `＋` only in the pack."""
    printed = _printed(outline.pack, outline.year, outline.level, outline.styles, outline.whole)
    if outline.inside:
        printed = next((tuple(part.below) for part in printed if part.text.startswith(outline.inside)), ())
    printed = tuple(part for part in printed if not any(part.text.endswith(name) for name in outline.without))
    return list(_between(outline.titles, printed, outline))


@lru_cache(maxsize=64)
def _printed(pack: str, year: int, level: str, styles: tuple[str, ...], listed: bool) -> tuple[Title, ...]:
    """The titles of a pack; listed: those of its contents page alone."""
    roots: list[Title] = []
    path: list[Title] = []
    for line in form_of(load_pack(pack), year, level, styles):
        if listed and not line.listed:
            continue
        title = Title(re.sub(r"\s+", "", line.text))
        del path[line.level - 1 :]
        (path[-1].below if path else roots).append(title)
        path.append(title)
    return tuple(roots)


def _between(seen: Sequence[Title], printed: Sequence[Title], outline: Outline) -> Iterator[str]:
    first, last = bool(seen) and seen[0].text == UNSEEN, len(seen) > 1 and seen[-1].text == UNSEEN
    seen = [title for title in seen if title.text != UNSEEN]
    if first and seen:
        start = next((at for at, title in enumerate(printed) if _same(seen[0].text, title.text, outline)), 0)
        printed = printed[start:]
    if last:
        printed = printed[: len(seen)]
    for number in range(max(len(seen), len(printed))):
        theirs = seen[number] if number < len(seen) else None
        mine = printed[number] if number < len(printed) else None
        if theirs is None or mine is None or not _same(theirs.text, mine.text, outline):
            yield from ([f"－{theirs.text}"] if theirs else []) + ([f"＋{mine.text}"] if mine else [])
        elif theirs.below or outline.whole:
            yield from _between(theirs.below, mine.below, outline)


def _same(seen: str, printed: str, outline: Outline) -> bool:
    """Whether a title of the facts is the printed one. {单位} is the department; facts that were gathered from several
    reports write it also for what a report calls 部门 or 单位."""
    text = re.sub(r"\s+", "", seen).replace("{年}", str(outline.year))
    text = text.replace("{部门|单位}", outline.level or LEVELS[0]).replace("{单位|部门}", outline.level or LEVELS[0])
    text = text.replace("{单位全称}", "{单位}")
    if "{单位}" not in text:
        return text == printed
    names = (DEPARTMENT, *LEVELS, "") if outline.seen == "骨架" else (DEPARTMENT,)
    return any(text.replace("{单位}", name) == printed for name in names)
