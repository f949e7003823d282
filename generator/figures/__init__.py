"""What follows from the data: totals, shares, changes, rates, and their wording; the read-only view that templates see."""

from generator.figures.derive import Figures, derive

__all__ = ["Figures", "derive"]
