"""The rules of running text (文字, 增减, 占比) over the paragraphs of a report, as over the texts of a data file."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import Finding, Severity
from generator.checks.text_only import check_texts
from generator.examine.places import finding
from generator.reports.report import ReadReport

UNSURE = frozenset(("Z05", "Z06", "Z09"))
"""Rules of signs and words: what they find in a file that was read is a hint, since reading may part or join characters."""


def check_text(report: ReadReport, year: int) -> Iterator[Finding]:
    """The findings, each at the page and words it is about."""
    paragraphs = [one for _, one in report.paragraphs() if one.text.strip()]
    if not year or not paragraphs:
        return
    for number, offset, found in check_texts([one.text for one in paragraphs], year):
        where = paragraphs[number]
        severity = Severity.HINT if found.rule in UNSURE and found.severity is Severity.WARNING else found.severity
        text = where.text[max(0, offset - 2) : offset + 22]
        remedy = "核对后改正" if "{{" in found.remedy or "数据" in found.remedy else found.remedy
        yield finding(found.rule, severity, found.message, remedy, where.place_at(offset), text)
