"""The ledger of a build: every printed value with where it comes from, under a short key."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup, escape

from generator.document.blocks import Chart
from generator.model.amount import Amount, Origin
from generator.packs.context import limits


@dataclass(slots=True)
class Ledger:
    """Entries by key; charts by reference; the names of the values that are still to be filled; the texts (by id) read."""

    entries: dict[str, Origin] = field(default_factory=dict)
    charts: dict[str, Chart] = field(default_factory=dict)
    pending: list[Origin] = field(default_factory=list)
    lossy: dict[str, str] = field(default_factory=dict)
    """Title of a table that prints fewer decimals than its figures have → an example."""
    texts: set[int] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    """Paths of the absent texts that the report would print if they were there."""
    unwritten: dict[str, Origin] = field(default_factory=dict)
    """Those of them of which the data say nothing at all."""

    def add(self, origin: Origin) -> str:
        """The key of a new entry."""
        key = f"a{len(self.entries) + 1}"
        self.entries[key] = origin
        return key

    def chart(self, chart: Chart) -> str:
        """The reference of a new chart."""
        reference = f"c{len(self.charts) + 1}"
        self.charts[reference] = chart
        return reference


class Figure(str):
    """A printed value. A plain string for every test, comparison and filter; only where it is printed does it become
    `<data>` with a key, or `<mark>` where the value is still to be filled."""

    origin: Origin
    ledger: Ledger
    pending: bool

    def __new__(cls, text: str, origin: Origin, ledger: Ledger, pending: bool = False) -> Figure:
        """The text with its source."""
        self = super().__new__(cls, text)
        self.origin = origin
        self.ledger = ledger
        self.pending = pending
        return self

    def __html__(self) -> str:
        tag = "mark" if self.pending else "data"
        if self.pending:
            self.ledger.pending.append(self.origin)
        return f'<{tag} value="{self.ledger.add(self.origin)}">{escape(str(self))}</{tag}>'


def printed(text: str, amount: Amount, ledger: Ledger) -> Figure:
    """An amount's text as a figure."""
    return Figure(text, amount.origin, ledger)


def to_fill(origin: Origin, ledger: Ledger) -> Figure:
    """What is printed for a value that is still to be filled."""
    return Figure(f"【待填：{origin.name or origin.place.path}】", origin, ledger, pending=True)


def joined(parts: list[str]) -> Markup:
    """Markup of parts one after the other, counted; figures keep their source."""
    limits.make(sum(map(len, parts)))
    return Markup("").join(parts)


class Joined(str):
    """Figures and words joined by `~`: a plain string like a Figure, printed with the sources of its figures."""

    parts: tuple[str, ...]

    def __new__(cls, parts: tuple[str, ...]) -> Joined:
        """The parts one after the other, counted."""
        limits.make(sum(map(len, parts)))
        self = super().__new__(cls, "".join(parts))
        self.parts = parts
        return self

    def __html__(self) -> str:
        return joined(list(self.parts))


def bare(text: object) -> str:
    """A text without its sources and tags."""
    return str(text.striptags()) if isinstance(text, Markup) else str(text)
