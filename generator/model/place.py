"""Where a value was typed."""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.errors import DataError, GongkaiError


class Place(NamedTuple):
    """A position in a data file: line and column from 1; path such as `支出[0].年初预算`.

    cell: where an import took the figure from, `财决.xlsx 收入决算表!K31`; empty for what was typed.
    """

    file: str
    line: int
    column: int
    path: str
    cell: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}（{self.path}）" if self.line else f"{self.file}（{self.path}）"
        return f"{where}，来自 {self.cell}" if self.cell else where


NOWHERE = Place("", 0, 0, "")
SOURCE_MARK = "来自 "
"""Before the workbook's cell, in the comment of a figure that was imported."""


class SourceText(str):
    """A scalar as it stands in the file, with its place. Equal to and hashed as its text.

    `block` is the style of a block scalar (`|` or `>`), empty for one on a single line: the text of a `|` block
    starts on the line after `place.line`. `comment` is what stands behind `#` at the end of its line.
    """

    place: Place
    block: str
    comment: str

    def __new__(cls, text: str, place: Place = NOWHERE, block: str = "", comment: str = "") -> SourceText:
        """The text with its place."""
        self = super().__new__(cls, text)
        self.place = place
        self.block = block
        self.comment = comment
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return SourceText, (str(self), self.place, self.block, self.comment)


def place_of(value: object) -> Place:
    """The place of a typed value, or NOWHERE."""
    return value.place if isinstance(value, SourceText) else NOWHERE


def mistake_at(place: Place, message: str, remedy: str, excerpt: str = "") -> DataError:
    """A mistake in a data file. excerpt: the line of the file."""
    return DataError(
        message, remedy=remedy, file=place.file, line=place.line, column=place.column, path=place.path, excerpt=excerpt
    )


def place_of_mistake(error: GongkaiError) -> Place:
    """Where a mistake is, as far as it says."""
    return Place(error.file, error.line, error.column, error.path)
