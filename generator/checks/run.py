"""All rules over one department-year."""

from __future__ import annotations

from generator.checks.finding import Finding
from generator.figures import Figures


def run_checks(figures: Figures, before: Figures | None = None) -> list[Finding]:
    """The findings, sorted by file, line and rule. before: last year's figures from last year's file."""
    return []
