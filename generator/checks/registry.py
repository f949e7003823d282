"""All rules, family by family."""

from __future__ import annotations

from generator.checks import totals
from generator.checks.rule import Rule

RULES: tuple[Rule, ...] = (*totals.RULES,)
"""In the order of the catalogue."""
