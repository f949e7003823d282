"""The facts of a workbook by what they are of; the same figure in two places is one, and reported where the two differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.excel.accounts.facts import CENT, Fact


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure to be written, in 万元 (a count where `count`), with the cells that it comes from.

    inferred: no cell states it, it is what is left of others; blank: it is the zero of a blank cell.
    """

    value: Decimal
    source: str
    exact: bool = True
    count: bool = False
    inferred: bool = False
    blank: bool = False

    def __add__(self, other: CellFigure) -> CellFigure:
        return CellFigure(self.value + other.value, _joined(self, "＋", other), self.exact and other.exact)

    def __sub__(self, other: CellFigure) -> CellFigure:
        return CellFigure(self.value - other.value, _joined(self, "－", other), self.exact and other.exact)

    def guessed(self) -> CellFigure:
        """The same, marked as a remainder."""
        return replace(self, inferred=True)

    @property
    def said(self) -> str:
        """What stands behind the figure in the data."""
        return f"{self.source}（推算）" if self.inferred and self.source else self.source


def _joined(one: CellFigure, sign: str, other: CellFigure) -> str:
    return sign.join(source for source in (one.source, other.source) if source)


def agree(one: CellFigure, other: CellFigure, parts: int = 1) -> bool:
    """Equal, or apart by no more than the rounding of figures printed in 万元 explains."""
    slack = Decimal(0) if one.exact and other.exact else Decimal("0.005") * (parts + 1)
    return abs(one.value - other.value) <= slack


def added(figures: Iterable[CellFigure]) -> CellFigure:
    """The sum; the source names the first and the last cell."""
    found = list(figures)
    if not found:
        return CellFigure(Decimal(0), "")
    source = found[0].source if len(found) == 1 else f"{found[0].source}至{found[-1].source}"
    return CellFigure(sum((f.value for f in found), Decimal(0)), source, all(f.exact for f in found))


Key = tuple[tuple[str, str], ...]


@dataclass
class Store:
    """Looks facts up by their dimensions."""

    facts: list[Fact]
    unstated: list[Key] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _index: dict[Key, Fact] = field(default_factory=dict)
    _lists: dict[tuple[str, Key], list[str]] = field(default_factory=dict)
    _values: dict[tuple[str, int, Key], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        reported: set[tuple[str, str]] = set()
        for fact in sorted(self.facts, key=lambda fact: (fact.blank, fact.hidden, not fact.exact)):
            first = self._index.setdefault(fact.dims, fact)
            apart = abs(first.value - fact.value) > (CENT if first.exact and fact.exact else Decimal("0.0051"))
            pair = (first.spot.table, fact.spot.table)
            if first is not fact and apart and not fact.blank and (pair not in reported or len(self.warnings) < 50):
                reported.add(pair)
                self.warnings.append(f"{first.spot}是{first.value:f}，{fact.spot}是{fact.value:f}，应是同一个数；取前一个")
        for key, fact in self._index.items():
            if fact.blank:
                continue
            for name, value in key:
                self._lists.setdefault((name, tuple(pair for pair in key if pair[0] != name)), []).append(value)

    def get(self, account: str = "支出", **dims: str) -> CellFigure | None:
        """The figure of just these dimensions, None where the workbook does not give it. Empty dimensions do not count."""
        wanted = {"账": account, **{name: value for name, value in dims.items() if value}}
        fact = self._index.get(tuple(sorted(wanted.items())))
        if fact is None:
            return None
        return CellFigure(fact.value, fact.source, fact.exact, fact.count, blank=fact.blank)

    def printed(self, account: str = "支出", **dims: str) -> CellFigure | None:
        """The same, not the zero of a blank cell."""
        figure = self.get(account, **dims)
        return None if figure is None or figure.blank else figure

    def number(self, account: str = "支出", **dims: str) -> Decimal:
        """The same as a plain number, zero where it is not given."""
        figure = self.get(account, **dims)
        return figure.value if figure else Decimal(0)

    def values(self, dimension: str, length: int = 0, account: str = "支出", **dims: str) -> list[str]:
        """The values (of a length) of a dimension among facts that have these dimensions, and maybe others."""
        wanted = {"账": account, **dims}
        key = (dimension, length, tuple(sorted(wanted.items())))
        if key not in self._values:
            self._values[key] = sorted(self._found(dimension, length, wanted))
        return self._values[key]

    def _found(self, dimension: str, length: int, wanted: dict[str, str]) -> set[str]:
        found = set()
        for known in (dict(key) for key, fact in self._index.items() if not fact.blank):
            value = known.get(dimension, "")
            if value and (not length or len(value) == length) and all(known.get(n) == v for n, v in wanted.items()):
                found.add(value)
        return found

    def gives(self, account: str = "支出", **dims: str) -> bool:
        """True where the workbook has figures by 项 of these dimensions."""
        return bool(self.values("科目", 7, account, **dims))

    def items(self, dimension: str, length: int, account: str = "支出", **dims: str) -> dict[str, CellFigure]:
        """Code → figure, of those that are not zero, for a complete list under just these dimensions."""
        wanted = tuple(sorted({"账": account, **dims}.items()))
        found = {}
        for value in sorted(self._lists.get((dimension, wanted), ())):
            figure = self.get(account, **{**dims, dimension: value})
            if (not length or len(value) == length) and figure is not None and figure.value:
                found[value] = figure
        return found
