"""From pages to the outline: the contents set apart, tables joined and named, lines joined to paragraphs, headings nested."""

from __future__ import annotations

from collections.abc import Sequence

from generator.reports.outline.contents import split_contents
from generator.reports.outline.flow import Flow
from generator.reports.outline.nesting import nested
from generator.reports.outline.paragraphs import measures
from generator.reports.report import ReadReport, ReportPage, ReportRemark

__all__ = ["outlined"]


def outlined(file: str, form: str, pages: Sequence[ReportPage], remarks: Sequence[ReportRemark]) -> ReadReport:
    """The report that pages make. file, form: its name and format."""
    report = ReadReport(file, form, list(pages), remarks=list(remarks))
    report.contents, before, after = split_contents(pages)
    measure = measures(pages)
    front, blocks = Flow(measure).blocks(before), Flow(measure).blocks(after)
    nested(report, front, blocks)
    return report
