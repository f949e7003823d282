"""Findings about a report: where something stands in it, as a finding names it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.checks import Finding, Severity
from generator.model.place import NOWHERE, Place
from generator.reports.report import ReportPlace

SHOWN = 24
"""Characters of a text that a place quotes."""
UNPLACED = ReportPlace()


@dataclass(frozen=True, slots=True)
class ReportFinding(Finding):
    """A finding about a published report. where: its place there; words: that it is about, as they stand there."""

    where: ReportPlace = UNPLACED
    words: str = ""


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
) -> ReportFinding:
    """A finding about a place of the report. text: the words there; figures: expected and actual."""
    at, against = place(where, text), place(other) if other else NOWHERE
    return ReportFinding(rule, severity, message, remedy, at, against, *figures, where=where, words=text)
