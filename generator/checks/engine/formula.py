"""Formulas of identities: `甲 ＝ 乙＋丙`, read once, and compared over the facts with their tolerance."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from generator.checks.engine.places import leaves, place_of_amount
from generator.figures.nodes import Node
from generator.model.amount import ZERO, Amount, State, figure
from generator.model.place import NOWHERE, Place

SIGN = re.compile("([＝≤≥])")
TERM = re.compile(r"([＋－]?)([^＋－]+)")
Side = tuple[tuple[int, Amount], ...]
Lookup = Callable[[tuple[str, ...], Node], Amount | None]
HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {"＝": operator.eq, "≤": operator.le, "≥": operator.ge}


@dataclass(frozen=True, slots=True)
class Operand:
    """+1 or −1, and the name of a figure with its parts, or a number."""

    factor: int
    name: str
    path: tuple[str, ...]
    number: Amount | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """Two sides, and how they should compare."""

    left: tuple[Operand, ...]
    sign: str
    right: tuple[Operand, ...]


@cache
def parse(text: str) -> Formula:
    """A formula from its text. Raises ValueError where it is none."""
    sides = SIGN.split(text)
    if len(sides) != 3:
        raise ValueError(f"“{text}”不是一个等式或不等式")
    return Formula(_side(sides[0]), sides[1], _side(sides[2]))


def _side(text: str) -> tuple[Operand, ...]:
    found = ((-1 if sign == "－" else 1, name.strip()) for sign, name in TERM.findall(text))
    return tuple(Operand(factor, name, tuple(name.split(".")), _number(name)) for factor, name in found)


def _number(name: str) -> Amount | None:
    return figure(name) if re.fullmatch(r"[0-9.]+", name) else None


class Sides(NamedTuple):
    """Both sides of a formula with figures."""

    formula: Formula
    left: Side
    right: Side

    @property
    def amounts(self) -> list[Amount]:
        """All operands."""
        return [amount for _, amount in (*self.left, *self.right)]

    @property
    def pending(self) -> bool:
        """An operand is still to be filled: the reports that print it ask for it."""
        return any(amount.state is State.PENDING for _, amount in self.left + self.right)

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

    @property
    def gap(self) -> Decimal:
        """left − right: how far the formula is missed."""
        left, right = self.values
        return left - right


def _value(side: Side) -> Decimal:
    if len(side) == 1 and side[0][0] > 0:
        return ZERO if side[0][1].value is None else side[0][1].value
    value = ZERO
    for factor, amount in side:
        if amount.value is not None:
            value = value + amount.value if factor > 0 else value - amount.value
    return value


def _place(side: Iterable[tuple[int, Amount]]) -> Place:
    places = [place for _, amount in side if (place := place_of_amount(amount)).line]
    return places[0] if places else NOWHERE


def missed(formula: Formula, lookup: Lookup, node: Node) -> Sides | None:
    """The sides with their figures, where those miss the formula. None where they fulfil it, and where a name has no figure:
    then the rule does not apply."""
    left = _filled(formula.left, lookup, node)
    right = _filled(formula.right, lookup, node) if left is not None else None
    if left is None or right is None or HOLDS[formula.sign](_value(left), _value(right)):
        return None
    return Sides(formula, left, right)


def _filled(side: tuple[Operand, ...], lookup: Lookup, node: Node) -> Side | None:
    if len(side) == 1:
        only = side[0].number or lookup(side[0].path, node)
        return None if only is None else ((side[0].factor, only),)
    found = []
    for term in side:
        amount = term.number or lookup(term.path, node)
        if amount is None:
            return None
        found.append((term.factor, amount))
    return tuple(found)
