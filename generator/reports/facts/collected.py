"""All facts of a report: those of its tables, and what each figure of its sentences is a figure of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.model.classification import Classification, economic, functional
from generator.reports.facts.about import ReportAbout, about_report
from generator.reports.facts.tables import CellFact, table_facts
from generator.reports.report import ReadReport, ReportPlace
from generator.sentences import Context, Entry, Statement, Vocabulary, national, read_sentences
from generator.sentences.vocabulary import ITEM_MARK

MARKED = frozenset((ITEM_MARK,))
PLACE_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|省|市|州|盟|地区|县|区|旗)")
SHORTEST_NAME = 3
CLEAR = 6
"""Characters from which on the name of a 科目 means it without its mark."""
STAFF = frozenset(("基本支出", "人员经费", "公用经费", "工资福利支出", "商品和服务支出", "对个人和家庭的补助"))


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
    """A department's name with and without the places before it: 某市某区水利局, 某区水利局, 水利局."""
    names = [department] if department else []
    while names and (found := PLACE_BEFORE.match(names[-1])) and len(names[-1]) - found.end() >= SHORTEST_NAME:
        names.append(names[-1][found.end() :])
    return names


@cache
def _items(year: int) -> Vocabulary:
    return national().extended([*_functional(functional(year)), *_economic(economic(year))])


def _functional(table: Classification) -> Iterator[tuple[str, Entry]]:
    codes: dict[str, set[str]] = {}
    for row in table.in_force():
        codes.setdefault(row.name, set()).add(row.code)
    for name, found in codes.items():
        whole = any(len(code) == 3 for code in found)
        needs = frozenset() if whole or len(name) >= CLEAR else MARKED
        yield name, Entry(f"科目·{name}", codes=tuple(sorted(found)), needs=needs)
        if whole and name.endswith("支出"):
            yield name.removesuffix("支出"), Entry(f"科目·{name}", codes=tuple(sorted(found)), needs=MARKED)


def _economic(table: Classification) -> Iterator[tuple[str, Entry]]:
    for row in table.in_force():
        if len(row.code) == 5:
            yield row.name, Entry(f"经济·{row.code}", needs=STAFF, codes=(row.code,))
