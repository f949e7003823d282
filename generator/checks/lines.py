"""The lines of text that a person wrote, each with its place; expressions in them masked as figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks.places import typed_values
from generator.model.department import DepartmentYear
from generator.model.place import Place, Typed
from generator.model.text import Text

EXPRESSION = re.compile(r"\{\{.*?\}\}")
MASK = "\ue000"
"""Stands for each character of an expression: a figure, which is not known here."""
NUM = f"[0-9.,{MASK}]"
INDENT = 2
"""Columns by which a block text is indented under its key."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as typed, and the same with its expressions masked (same length, same columns)."""

    raw: str
    text: str
    start: Place

    def at(self, offset: int) -> Place:
        """The place of a character of the line."""
        return self.start._replace(column=self.start.column + offset)


def _line(raw: str, start: Place) -> Line:
    return Line(raw, EXPRESSION.sub(lambda found: MASK * len(found[0]), raw), start)


def lines(data: DepartmentYear) -> Iterator[Line]:
    """All texts and words of a department-year, line by line; codes and options are words too."""
    for value in typed_values(data):
        if isinstance(value, Text):
            yield from text_lines(value)
        elif isinstance(value, Typed):
            yield _line(str(value), value.place)


def text_lines(text: Text) -> Iterator[Line]:
    """The lines of a text that are not empty. Columns of a block assume an indent of two under its key."""
    raw = text.raw
    block = raw.block if isinstance(raw, Typed) else ""
    key = text.place.path.rsplit(".", 1)[-1]
    column = max(1, text.place.column - len(key) - len(": ") + INDENT) if block else text.place.column
    for number, line in enumerate(raw.splitlines(), text.place.line + (1 if block else 0)):
        if line.strip():
            yield _line(line, text.place._replace(line=number, column=column))
