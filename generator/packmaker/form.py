"""The form of a pack without data: its headings with ordinals, its tables with their numbers, its page breaks; and the same
beside a contents page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.build import make_document
from generator.document.blocks import Heading, Section, Table
from generator.figures import Figures
from generator.figures.specimen import KINDS, specimen_of
from generator.model.choices import ACCOUNTS
from generator.packmaker.contents import Entry
from generator.packs.definition.pack import Pack

DEPARTMENT = "某"
"""What the specimen calls the department, and every other word."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A heading as it will print. level: from 1; listed: whether the contents list it; mark: 表号; new_page: before it."""

    level: int
    text: str
    listed: bool
    mark: str = ""
    new_page: bool = False
    landscape: bool = False


def form_of(pack: Pack, year: int, level: str = "", styles: Sequence[str] = ()) -> list[FormLine]:
    """The headings and tables of a pack as they print in a year, with every field filled. level, styles: 级次 and 式样 of the
    department. Raises PackError as a build does."""
    document = make_document(pack, _specimen(pack, year, level, tuple(styles)))[0]
    levels = max((row.level for block in document.blocks() for row in getattr(block, "rows", ())), default=2)
    return [line for section in document.sections for line in _lines(section, levels)]


def _specimen(pack: Pack, year: int, level: str, styles: tuple[str, ...]) -> Figures:
    """A department of which every field is filled, of the kind of data that the pack is made for."""
    kind = str(pack.settings.get("文种", ACCOUNTS))
    return specimen_of(year, kind if kind in KINDS else ACCOUNTS, level, styles)


def _lines(section: Section, levels: int) -> Iterator[FormLine]:
    landscape = section.orientation == "landscape"
    marks = iter([block.mark for block in section.blocks if isinstance(block, Table) and block.role == "form"])
    first = True
    for block in section.blocks:
        if isinstance(block, Heading):
            mark = next(marks, "") if block.role == "表题" else ""
            level = block.depth or _level(block)
            yield FormLine(level, block.text, 0 < block.depth <= levels, mark, first or block.new_page, landscape)
        first = False


def _level(heading: Heading) -> int:
    """The level of a heading that the contents leave out, by its role."""
    return {"部分标题": 1, "一级标题": 2, "表题": 2, "附件号": 2, "二级标题": 3, "三级标题": 4}.get(heading.role, 5)


def shown(lines: Sequence[FormLine]) -> Iterator[str]:
    """The lines for people: indented by level; what stands on a new page, the 表号, and what the contents leave out."""
    for line in lines:
        notes = [line.mark] if line.mark else []
        notes += ["横页"] if line.landscape and line.mark else []
        notes += [] if line.listed else ["不进目录"]
        page = "┄" if line.new_page else " "
        noted = f"　［{'，'.join(notes)}］" if notes else ""
        yield f"{page} {'　' * (line.level - 1)}{line.text}{noted}"


def compared(lines: Sequence[FormLine], entries: Sequence[Entry]) -> tuple[list[str], int]:
    """The listed headings beside those of a contents page, and how many differ: `＋` only here, `－` only there."""
    mine = [(line.level, re.sub(r"\s+", "", line.text), line.text) for line in lines if line.listed]
    theirs = [(entry.level, entry.printed, entry.printed) for entry in entries]
    first = [key for _, key, _ in mine]
    second = [_same_department(key, first) for _, key, _ in theirs]
    found: list[str] = []
    different = 0
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [f"　{'　' * (level - 1)}{text}" for level, _, text in mine[a:b]]
            continue
        different += max(b - a, d - c)
        found += [f"－{'　' * (level - 1)}{text}" for level, _, text in theirs[c:d]]
        found += [f"＋{'　' * (level - 1)}{text}" for level, _, text in mine[a:b]]
    return found, different


def _same_department(text: str, titles: Sequence[str]) -> str:
    """A title of the page, as this form prints it for the department of the specimen; itself where it prints no such."""
    if text in titles:
        return text
    for title in titles:
        if DEPARTMENT in title:
            before, _, after = title.partition(DEPARTMENT)
            if text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after):
                return title
    return text
