"""All checks over one published report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.checks import Severity
from generator.examine.figures import figures_of
from generator.examine.items import check_items
from generator.examine.outline import check_contents, check_missing_tables, check_numbering
from generator.examine.places import ReportFinding, finding
from generator.examine.sentences import check_sentences
from generator.examine.statements import check_statements
from generator.examine.sums import check_sums
from generator.examine.tables import check_codes, check_empty, check_no_figures
from generator.examine.text import check_ends, check_text
from generator.reports import ReadReport, read_report
from generator.reports.facts import report_facts
from generator.reports.report import ReportParagraph
from generator.runtime.garbage import collector_off

YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年?(?:度|部门|单位|决算|预算)?")
ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True, slots=True)
class Examination:
    """A report and what was found. year: that it is about, 0 where it tells none."""

    report: ReadReport
    year: int
    findings: list[ReportFinding]


def examine(path: Path) -> Examination:
    """Read and check a published report (PDF, DOCX, web page). Raises UsageError for a file that cannot be read."""
    return examined(read_report(path))


def examined(report: ReadReport) -> Examination:
    """The findings of a report that was read, the gravest first, in reading order."""
    year = year_of(report)
    with collector_off():
        found = sorted(_all(report, year), key=lambda one: ORDER.index(one.severity))
    return Examination(report, year, together(_once(found)))


def _once(findings: list[ReportFinding]) -> Iterator[ReportFinding]:
    """Without what is said of a figure of a line that something graver, or earlier, is said of."""
    seen = set()
    for one in findings:
        key = (one.rule, one.where.page, one.where.paragraph, one.where.box, one.actual)
        if one.rule != "表文" or key not in seen:
            yield one
        seen.add(key)


def together(given: Iterable[ReportFinding]) -> list[ReportFinding]:
    """The findings, those with one rule and one message as one, at the first place, with their number."""
    findings = list(given)
    times = Counter((one.rule, one.message) for one in findings)
    first: dict[tuple[str, str], ReportFinding] = {}
    for one in findings:
        first.setdefault((one.rule, one.message), one)
    return [replace(one, message=f"{one.message}（共{n}处）") if (n := times[key]) > 1 else one for key, one in first.items()]


def year_of(report: ReadReport) -> int:
    """The year that the cover, the headings and the name of the file tell most often; 0 where none does."""
    front = [block.text for block in report.front if isinstance(block, ReportParagraph)]
    texts = [report.file, *front, *(part.text for part in report.parts)]
    years = Counter(int(found) for text in texts for found in YEAR.findall(text))
    return years.most_common(1)[0][0] if years else 0


def _all(report: ReadReport, year: int) -> Iterator[ReportFinding]:
    for remark in report.remarks:
        yield finding("读", Severity.HINT, remark.text, "", remark.place)
    tables = figures_of(report)
    yield from check_contents(report)
    yield from check_numbering(report)
    yield from check_missing_tables(report)
    yield from check_sums(tables)
    yield from check_codes(tables, year)
    yield from check_empty(tables)
    yield from check_no_figures(tables)
    yield from check_text(report, year)
    yield from check_ends(report)
    facts = report_facts(report)
    yield from check_statements(report, facts)
    yield from check_sentences(report, facts)
    yield from check_items(report, year)
