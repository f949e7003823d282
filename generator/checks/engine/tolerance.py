"""How far a comparison may be off: of amounts by `generator.figures.books.rounding`, and of percentages here."""

from __future__ import annotations

from decimal import Decimal

from generator.figures.books.rounding import CAP, PLACES, half_unit, tolerance

__all__ = ["CAP", "PLACES", "half_unit", "tolerance", "tolerance_percent"]


def tolerance_percent(places: int, part: Decimal, whole: Decimal) -> Decimal:
    """The tolerance of a percentage, in percentage points, printed with some places from two figures in 万元."""
    rounding = Decimal(5).scaleb(-places - 1)
    return rounding + 100 * Decimal("0.005") * (1 + abs(part / whole)) / abs(whole)
