"""The lines of text that a person wrote, each with its place; expressions in them masked as figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from generator.model.place import Place, Typed
from generator.model.text import Text

EXPRESSION = re.compile(r"\{\{.*?\}\}")
MASK = "\ue000"
"""Stands for each character of an expression: a figure, which is not known here."""
NUM = f"[0-9.,{MASK}]"
BREAK = "\ue001"
"""Stands between two lines where all of them are searched at once; no pattern accepts it."""
INDENT = 2
"""Columns by which a block text is indented under its key."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as typed, and the same with its expressions masked (same length, same columns). prose: of a text, not a word."""

    raw: str
    text: str
    start: Place
    prose: bool = False

    def at(self, offset: int) -> Place:
        """The place of a character of the line."""
        file, line, column, path = self.start[:4]
        return Place(file, line, column + offset, path)


def _line(raw: str, start: Place, prose: bool = False) -> Line:
    return Line(raw, EXPRESSION.sub(lambda found: MASK * len(found[0]), raw) if "{{" in raw else raw, start, prose)


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, and all of them as one string: each between two BREAKs."""

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]

    def locate(self, position: int) -> tuple[Line, int]:
        """The line of a position in the string, and the offset in it."""
        number = bisect_right(self.starts, position) - 1
        return self.lines[number], position - self.starts[number]


def page(values: Iterable[object]) -> Page:
    """The lines of typed values."""
    own = tuple(lines(values))
    starts = tuple(accumulate((len(line.text) + 1 for line in own), initial=1))
    return Page(own, BREAK + BREAK.join(line.text for line in own) + BREAK, starts)


def lines(values: Iterable[object]) -> Iterator[Line]:
    """All texts and words among typed values, line by line; codes are left out."""
    for value in values:
        if isinstance(value, Text):
            yield from text_lines(value)
        elif isinstance(value, Typed) and not (value.isdigit() and len(value) < 8):
            yield _line(str(value), value.place)


def text_lines(text: Text) -> Iterator[Line]:
    """The lines of a text that are not empty. Columns of a block assume an indent of two under its key."""
    raw = text.raw
    block = bool(text.pieces) and text.pieces[0].line > text.place.line
    key = text.place.path.rsplit(".", 1)[-1]
    column = max(1, text.place.column - len(key) - len(": ") + INDENT) if block else text.place.column
    for number, line in enumerate(raw.splitlines(), text.place.line + (1 if block else 0)):
        if line.strip():
            yield _line(line, Place(text.place.file, number, column, text.place.path), True)
