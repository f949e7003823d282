"""All rules, family by family."""

from __future__ import annotations

from generator.checks import economic, functions, narrative, performance, threepublic, totals, yearly
from generator.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    *totals.RULES,
    *functions.RULES,
    *economic.RULES,
    *threepublic.RULES,
    *narrative.RULES,
    *yearly.RULES,
    *performance.RULES,
)
"""In the order of the catalogue."""
