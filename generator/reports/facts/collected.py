"""All facts of a report: those of its tables, and what each figure of its sentences is a figure of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.model.classification import economic, functional
from generator.reports.facts.about import ReportAbout, about_report
from generator.reports.facts.tables import CellFact, table_facts
from generator.reports.report import ReadReport, ReportPlace
from generator.sentences import Context, Statement, Vocabulary, economic_entries, item_entries, national, read_sentences

PLACE_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|省|市|州|盟|地区|县|区|旗)")
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class SentenceFact:
    """A figure in a sentence. words: the sentence's part that holds it; path: titles of its sections."""

    statement: Statement
    words: str
    path: tuple[str, ...]
    place: ReportPlace

    @property
    def understood(self) -> bool:
        """Whether it is known what it is a figure of."""
        return self.statement.subject.understood

    def __str__(self) -> str:
        subject = self.statement.subject
        year = f"{subject.year}年" if subject.year else ""
        return "·".join(filter(None, (year, subject.fund, subject.name, subject.stage, str(self.statement.kind.value))))


@dataclass(slots=True)
class ReportFacts:
    """What a report says. forms: number of a table → name of its form; unused: what was not taken of the tables, in words."""

    about: ReportAbout
    cells: list[CellFact]
    sentences: list[SentenceFact]
    forms: dict[int, str]
    unused: list[str]


def report_facts(report: ReadReport) -> ReportFacts:
    """All facts of a report, in its order."""
    about = about_report(report)
    tables = table_facts(report, about.year)
    return ReportFacts(about, tables.facts, list(_sentence_facts(report, about)), tables.forms, tables.unused)


def _sentence_facts(report: ReadReport, about: ReportAbout) -> Iterator[SentenceFact]:
    words = vocabulary_of(about)
    for path, paragraph in report.paragraphs():
        context = Context(about.year, path[-1] if path else "")
        for statement in read_sentences(paragraph.text, words, context):
            start, end = statement.figure.start, statement.figure.end
            yield SentenceFact(statement, paragraph.text[max(0, start - 30) : end], path, paragraph.place_at(start))


def vocabulary_of(about: ReportAbout) -> Vocabulary:
    """The reader's words with the 科目 of the year and the department's name."""
    return _items(about.year).extended((), short_names(about.department))


def short_names(department: str) -> list[str]:
    """A department's name with and without the places before it: 某市某区水利局, 某区水利局, 区水利局, 水利局."""
    names = [department] if department else []
    rest = department
    while (found := PLACE_BEFORE.match(rest)) and len(rest) - found.end() >= SHORTEST_NAME:
        rest = rest[found.end() :]
        names += [rest] if PLACE_BEFORE.match(rest) else [found[0][-1] + rest, rest]
    return names


@cache
def _items(year: int) -> Vocabulary:
    codes: dict[str, set[str]] = {}
    for row in functional(year).in_force():
        codes.setdefault(row.name, set()).add(row.code)
    items = ((row.code, row.name) for row in economic(year).in_force() if len(row.code) == 5)
    return national().extended([*item_entries(codes), *economic_entries(items)])
