"""From the outline of a report to facts: what it is a report of, the figures of its tables and sentences, each with its place.

A figure of a table is known by the same `forms.yaml` that reads workbooks, one of a sentence by the room `sentences`. What is not
understood is listed as such and never guessed.
"""

from generator.reports.facts.about import ReportAbout, about_report
from generator.reports.facts.collected import ReportFacts, SentenceFact, report_facts
from generator.reports.facts.data import ReportData, report_data
from generator.reports.facts.tables import CellFact, importable

__all__ = [
    "CellFact",
    "ReportAbout",
    "ReportData",
    "ReportFacts",
    "SentenceFact",
    "about_report",
    "importable",
    "report_data",
    "report_facts",
]
