"""Where a value was typed."""

from __future__ import annotations

from typing import Any, NamedTuple


class Place(NamedTuple):
    """A spot in a data file: line and column from 1; path such as `支出[0].年初预算`."""

    file: str
    line: int
    column: int
    path: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}（{self.path}）"


NOWHERE = Place("", 0, 0, "")


class Typed(str):
    """A scalar as it stands in the file, with its place. Equal to and hashed as its text.

    `block` is the style of a block scalar (`|` or `>`), empty for one on a single line: the text of a `|` block
    starts on the line after `place.line`.
    """

    place: Place
    block: str

    def __new__(cls, text: str, place: Place = NOWHERE, block: str = "") -> Typed:
        """The text with its place."""
        self = super().__new__(cls, text)
        self.place = place
        self.block = block
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Typed, (str(self), self.place, self.block)


def place_of(value: object) -> Place:
    """The place of a typed value, or NOWHERE."""
    return value.place if isinstance(value, Typed) else NOWHERE
