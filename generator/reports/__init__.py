"""Published reports in: DOCX, PDF and saved web pages become pages of lines and ruled grids, and from them the report's outline.

    report = read_report(path)
    report.parts, report.tables(), list(report.paragraphs())

`report.py` has the data types. Nothing here knows what the figures of a department are: a table is a grid of texts, a paragraph
a text, each with the place where it stands in the file.
"""

from generator.reports.reading import REPORT_SUFFIXES, read_report, read_report_bytes
from generator.reports.report import (
    ReadReport,
    ReportCell,
    ReportContentsRow,
    ReportGrid,
    ReportLine,
    ReportPage,
    ReportParagraph,
    ReportPlace,
    ReportRemark,
    ReportSection,
    ReportTable,
)

__all__ = [
    "REPORT_SUFFIXES",
    "ReadReport",
    "ReportCell",
    "ReportContentsRow",
    "ReportGrid",
    "ReportLine",
    "ReportPage",
    "ReportParagraph",
    "ReportPlace",
    "ReportRemark",
    "ReportSection",
    "ReportTable",
    "read_report",
    "read_report_bytes",
]
