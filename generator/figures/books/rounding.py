"""How far figures typed in 万元 may lie apart without one of them being wrong; and stated totals that win within that.

Figures of a file in 元 are exact: no tolerance. A figure typed in 万元 is right to half a unit of its last place (at least
0.005), so a comparison may be off by the sum of the half units of the figures that are typed and not zero, at most `CAP`; of many
figures (from 19 with two decimals on) by four times the spread that rounding gives to their sum, which is more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from generator.model.amount import ZERO, Amount, Origin, OriginKind, State

CAP = Decimal("0.05")
"""The most that rounding may explain, in 万元."""
DECIMALS = 2
"""Decimals of a printed figure in 万元; one typed with fewer is still right to 0.005 万元."""


def half_unit(amount: Amount) -> Decimal:
    """Half a unit of the last place of a figure typed in 万元; 0 for zero and for a state."""
    if not amount.value:
        return ZERO
    decimals = max(DECIMALS, -int(amount.value.as_tuple().exponent))
    return Decimal(5).scaleb(-decimals - 1)


def tolerance(typed: Iterable[Amount], exact: Collection[str] = ()) -> Decimal:
    """The tolerance of a comparison in 万元. typed: the typed figures of both sides; exact: files whose figures are in 元."""
    halves = [half for a in typed if a.origin.place.file not in exact and (half := half_unit(a))]
    spread = 4 * (sum((half * half for half in halves), ZERO) / 3).sqrt()
    return min(sum(halves, ZERO), max(CAP, spread))


def settled(derived: Amount, stated: Amount | None) -> Amount:
    """What is printed of a figure in 万元 that follows and that is stated too: the stated one where the rounding of the
    operands explains the difference; else the derived one, and the difference is a finding."""
    if stated is None or stated.value is None or not derived.known or derived.number == stated.value:
        return derived
    if abs(derived.number - stated.value) > tolerance((*typed_operands(derived), stated)):
        return derived
    name = derived.origin.name or stated.origin.name
    note = f"按载明的数；由明细得{derived.number:f}，相差在明细的舍入之内"
    return Amount(stated.value, State.FIGURE, Origin(OriginKind.STATED, name, stated.origin.place, note, (derived,)))


def typed_operands(amount: Amount) -> Iterator[Amount]:
    """The typed amounts that an amount was made of, each place once."""
    seen, todo = set(), [amount]
    while todo:
        one = todo.pop()
        if one.origin.place.line:
            if one.origin.place not in seen:
                seen.add(one.origin.place)
                yield one
        else:
            todo += reversed(one.origin.operands)
