"""Formulas of identities: `甲 ＝ 乙＋丙`, read once, and compared over the facts with their tolerance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from generator.checks.places import leaves, place_of_amount
from generator.model.amount import ZERO, Amount, State, figure
from generator.model.place import NOWHERE, Place

SIGN = re.compile(r"\s*([＝≤≥])\s*")
TERM = re.compile(r"([＋－]?)([^＋－]+)")
Lookup = Callable[[str], Amount | None]


@dataclass(frozen=True, slots=True)
class Term:
    """+1 or −1, and the name of a figure (or a number)."""

    factor: int
    name: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """Two sides, and how they should compare."""

    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]


@cache
def parse(text: str) -> Formula:
    """A formula from its text. Raises ValueError where it is none."""
    sides = SIGN.split(text)
    if len(sides) != 3:
        raise ValueError(f"“{text}”不是一个等式或不等式")
    return Formula(_side(sides[0]), sides[1], _side(sides[2]))


def _side(text: str) -> tuple[Term, ...]:
    found = ((-1 if sign == "－" else 1, name.strip()) for sign, name in TERM.findall(text))
    return tuple(Term(factor, name, re.fullmatch(r"[0-9.]+", name) is not None) for factor, name in found)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a formula with figures. gap = left − right; unknown: an operand is not told or still to be filled."""

    formula: Formula
    left: tuple[tuple[int, Amount], ...]
    right: tuple[tuple[int, Amount], ...]

    @property
    def amounts(self) -> list[Amount]:
        """All operands."""
        return [amount for _, amount in (*self.left, *self.right)]

    @property
    def pending(self) -> bool:
        """An operand is still to be filled: completeness reports it."""
        return any(a.state is State.PENDING for _, a in self.left) or any(a.state is State.PENDING for _, a in self.right)

    @property
    def unstated(self) -> bool:
        """An operand is 未载明."""
        return any(a.state is State.UNSTATED for a in self.amounts)

    @property
    def values(self) -> tuple[Decimal, Decimal]:
        """The figures of both sides, from what is known."""
        return _value(self.left), _value(self.right)

    @property
    def places(self) -> tuple[Place, Place]:
        """Where the figures of both sides were typed."""
        return _place(self.left), _place(self.right)

    def typed(self) -> dict[Place, Amount]:
        """All typed figures of both sides."""
        found: dict[Place, Amount] = {}
        for amount in self.amounts:
            found |= leaves(amount)
        return found

    def excess(self) -> Decimal:
        """How far the formula is missed: left − right, zero where it holds exactly."""
        gap = _value(self.left) - _value(self.right)
        sign = self.formula.sign
        holds = not gap or (sign == "≤" and gap < 0) or (sign == "≥" and gap > 0)
        return ZERO if holds else gap


def _value(side: Iterable[tuple[int, Amount]]) -> Decimal:
    value = ZERO
    for factor, amount in side:
        if amount.value is not None:
            value = value + amount.value if factor > 0 else value - amount.value
    return value


def _place(side: Iterable[tuple[int, Amount]]) -> Place:
    places = [place for _, amount in side if (place := place_of_amount(amount)).line]
    return places[0] if places else NOWHERE


def fill(formula: Formula, lookup: Lookup) -> Sides | None:
    """The sides with their figures; None where a name has none: then the rule does not apply."""
    left, right = _filled(formula.left, lookup), _filled(formula.right, lookup)
    return None if left is None or right is None else Sides(formula, left, right)


def _filled(side: tuple[Term, ...], lookup: Lookup) -> tuple[tuple[int, Amount], ...] | None:
    found = []
    for term in side:
        amount = figure(term.name) if term.number else lookup(term.name)
        if amount is None:
            return None
        found.append((term.factor, amount))
    return tuple(found)
