"""The rules of running text (文字, 增减, 占比) over the paragraphs of a report, as over the texts of a data file."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import Severity
from generator.checks.text_only import check_texts
from generator.examine.places import ReportFinding, finding
from generator.reports.report import ReadReport, ReportParagraph

OPEN = ("；", "，", "、", ";", ",")
UNSURE = frozenset(("Z05", "Z06", "Z09"))
"""Rules of signs and words: what they find in a file that was read is a hint, since reading may part or join characters."""


def check_ends(report: ReadReport) -> Iterator[ReportFinding]:
    """A section whose last words end in a comma or semicolon: a list was cut, or the full stop is missing."""
    for section in report.sections():
        last = section.blocks[-1] if section.blocks else None
        if isinstance(last, ReportParagraph) and last.text.rstrip().endswith(OPEN):
            text = last.text.rstrip()
            message = f"一节的末尾是“{text[-1]}”：“{text[-12:]}”"
            yield finding(
                "Z05", Severity.WARNING, message, "改为句号，或补上没有写完的", last.place_at(len(text) - 1), text[-12:]
            )


def check_text(report: ReadReport, year: int) -> Iterator[ReportFinding]:
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
