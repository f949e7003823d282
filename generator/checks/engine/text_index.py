"""The lines of text that a person wrote, each with its place; expressions in them masked as figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from generator.model.place import Place, SourceText
from generator.model.text import Text

EXPRESSION = re.compile(r"\{\{(?:(?!\{\{|\}\}).)*+\}\}")
MASK = "\ue000"
"""Stands for each character of an expression: a figure, which is not known here."""
NUM = f"[0-9.,{MASK}]"
BREAK = "\ue001"
"""Stands between two lines where all of them are searched at once; no pattern accepts it."""
INDENT = 2
"""Columns by which a block text is indented under its key."""


class TextLine(NamedTuple):
    """One line as typed, and the same with its expressions masked (same length, same columns). prose: of a text, not a word."""

    raw: str
    text: str
    start: Place
    prose: bool = False

    def at(self, offset: int) -> Place:
        """The place of a character of the line."""
        file, line, column, path = self.start[:4]
        return Place(file, line, column + offset, path)


Source = tuple[str, SourceText | Text, int]
"""A line as typed, the value that it belongs to, and its number in it."""


class Signs(dict[str, bool]):
    """Whether a sign stands in a text; looked up in it once, which takes a microsecond."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, sign: str) -> bool:
        found = self[sign] = sign in self._text
        return found


@dataclass(frozen=True, slots=True)
class TextIndex:
    """All lines as one string: each, with its expressions masked, between two BREAKs."""

    sources: tuple[Source, ...]
    text: str
    starts: tuple[int, ...]
    signs: Signs
    _seen: dict[str, bool] = field(default_factory=dict)
    _lines: dict[int, TextLine] = field(default_factory=dict)

    def any_of(self, words: Iterable[str]) -> bool:
        """Whether one of some words stands anywhere in the text. Most have a sign that does not: that is found out fastest."""
        return any(word in self.text for word in words if all(map(self.signs.__getitem__, word)))

    def has(self, pattern: str) -> bool:
        """Whether a pattern stands anywhere in the text; asked of it once."""
        if pattern not in self._seen:
            self._seen[pattern] = re.search(pattern, self.text) is not None
        return self._seen[pattern]

    def prose(self, position: int) -> bool:
        """Whether the line of a position is of a text, not a word."""
        return isinstance(self.sources[bisect_right(self.starts, position) - 1][1], Text)

    def locate(self, position: int) -> tuple[TextLine, int]:
        """The line of a position in the string, and the offset in it."""
        number = bisect_right(self.starts, position) - 1
        line = self._lines.get(number)
        if line is None:
            raw, owner, below = self.sources[number]
            start = _start(owner, below) if isinstance(owner, Text) else owner.place
            line = self._lines[number] = TextLine(raw, _masked(raw), start, isinstance(owner, Text))
        return line, position - self.starts[number]

    def place(self, position: int) -> Place:
        """Where a position in the string was typed."""
        line, offset = self.locate(position)
        return line.at(offset)


def page(values: Iterable[object]) -> TextIndex:
    """The lines of typed values."""
    sources = tuple(_sources(values))
    texts = [_masked(raw) for raw, _, _ in sources]
    starts = tuple(accumulate((len(text) + 1 for text in texts), initial=1))
    text = BREAK + BREAK.join(texts) + BREAK
    return TextIndex(sources, text, starts, Signs(text))


def _masked(raw: str) -> str:
    return EXPRESSION.sub(lambda found: MASK * len(found[0]), raw) if "{{" in raw else raw


def _sources(values: Iterable[object]) -> Iterator[Source]:
    """The lines of all texts and words that are not empty; codes are left out."""
    for value in values:
        if type(value) is SourceText:
            if not (value.isdigit() and len(value) < 8):
                yield value, value, 0
        elif type(value) is Text:
            for number, line in enumerate(value.raw.splitlines()):
                if line and not line.isspace():
                    yield line, value, number


def place_in_text(text: Text, position: int) -> Place:
    """Where a position in the raw text was typed."""
    line = text.raw.count("\n", 0, position)
    file, number, column, path = _start(text, line)[:4]
    return Place(file, number, column + position - text.raw.rfind("\n", 0, position) - 1, path)


def _start(text: Text, number: int) -> Place:
    """Where a line of a text begins. Columns of a block assume an indent of two under its key."""
    file, first, column, path, _ = text.place
    if text.pieces and text.pieces[0].line > first:
        key = path.rsplit(".", 1)[-1]
        return Place(file, first + 1 + number, max(1, column - len(key) - len(": ") + INDENT), path)
    return Place(file, first + number, column, path)
