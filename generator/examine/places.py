"""Findings about a report: where something stands in it, as a finding names it."""

from __future__ import annotations

from decimal import Decimal

from generator.checks import Finding, Severity
from generator.model.place import NOWHERE, Place
from generator.reports.report import ReportPlace

SHOWN = 24
"""Characters of a text that a place quotes."""


def place(where: ReportPlace, text: str = "") -> Place:
    """The place as `第12页 表“收入决算表” 第3行` with the words that stand there."""
    quoted = f" “{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”" if text else ""
    return Place(where.file, 0, 0, f"{where}{quoted}".strip())


def finding(
    rule: str,
    severity: Severity,
    message: str,
    remedy: str,
    where: ReportPlace,
    text: str = "",
    other: ReportPlace | None = None,
    figures: tuple[Decimal | None, Decimal | None] = (None, None),
) -> Finding:
    """A finding about a place of the report. text: the words there; figures: expected and actual."""
    return Finding(rule, severity, message, remedy, place(where, text), place(other) if other else NOWHERE, *figures)
