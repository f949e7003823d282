"""How far two figures may lie apart without one of them being wrong.

Figures of a file in 元 are exact: no tolerance. A figure typed in 万元 is right to half a unit of its last place (at least
0.005), so a comparison may be off by the sum of the half units of the figures that are typed and not zero, at most `CAP`; of many
figures (from 19 with two decimals on) by four times the spread that rounding gives to their sum, which is more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from generator.model.amount import ZERO, Amount

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


def tolerance_percent(decimals: int, part: Decimal, whole: Decimal) -> Decimal:
    """The tolerance of a percentage, in percentage points, printed with so many decimals from two figures in 万元."""
    rounding = Decimal(5).scaleb(-decimals - 1)
    return rounding + 100 * Decimal("0.005") * (1 + abs(part / whole)) / abs(whole)
