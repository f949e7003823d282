"""How far a comparison may be off: of amounts by `generator.figures.books.rounding`, and of percentages here."""

from __future__ import annotations

from decimal import Decimal

from generator.figures.books.rounding import CAP, DECIMALS, half_unit, tolerance

__all__ = ["CAP", "DECIMALS", "half_unit", "tolerance", "tolerance_percent"]


def tolerance_percent(decimals: int, part: Decimal, whole: Decimal) -> Decimal:
    """The tolerance of a percentage, in percentage points, printed with so many decimals from two figures in 万元."""
    rounding = Decimal(5).scaleb(-decimals - 1)
    return rounding + 100 * Decimal("0.005") * (1 + abs(part / whole)) / abs(whole)
