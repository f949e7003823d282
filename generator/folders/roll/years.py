"""Year numbers in what was kept: each one with its line, for the person who brings the texts up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.model.place import SourceText

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s*年|[-./]\d{1,2}(?!\d)|\s*[〕\]])")
"""A year: before 年, in a date, or in the brackets of a document's number. Other numbers of four digits are amounts."""
EXPRESSION = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}")
AROUND = 12


class YearMention(NamedTuple):
    """A year number: where it stands, and the words around it."""

    file: str
    line: int
    path: str
    year: str
    words: str


def mentions(value: Any) -> Iterator[YearMention]:
    """Every year number in the scalars of a tree that was read from files, in order. 年度 and dates are left out."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _in(str(key), key, 0) if isinstance(key, SourceText) else ()
            if key not in ("年度", "公开时间", "批复日期", "填报日期", "截至", "监督索引号"):
                yield from mentions(child)
    elif isinstance(value, list):
        for child in value:
            yield from mentions(child)
    elif isinstance(value, SourceText):
        first = 1 if value.block else 0
        for number, line in enumerate(value.split("\n"), first):
            yield from _in(line, value, number)


def _in(line: str, source: SourceText, offset: int) -> Iterator[YearMention]:
    place = source.place
    plain = EXPRESSION.sub(lambda found: " " * len(found[0]), line)
    for found in YEAR.finditer(plain):
        words = line[max(0, found.start() - AROUND) : found.end() + AROUND].strip()
        yield YearMention(place.file, place.line + offset, place.path, found[0], words)
