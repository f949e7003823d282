"""Figures that were typed into running text, with what the reader of sentences makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks.engine.own_names import PROJECT
from generator.checks.engine.text_index import EXPRESSION, MASK, place_in_text
from generator.model.place import Place
from generator.model.text import Text
from generator.sentences import (
    NOT_UNDERSTOOD,
    WORTH_READING,
    Context,
    SentenceFigure,
    Statement,
    StatementKind,
    Subject,
    Vocabulary,
    read_sentences,
)
from generator.sentences.items import ITEM

IN_WORDS = frozenset((StatementKind.NONE, StatementKind.SAME, StatementKind.TREND))
YEARS = {"年度": 0, "上年度": -1, "下年度": 1}
"""Expressions of which the reader sees the value: the years."""


ITEM_PATH = re.compile(r"支出\[([0-9]{7})\]")
SECTIONS = {
    "三公.因公出国": "因公出国（境）费",
    "三公.公务用车": "公务用车购置及运行维护费",
    "三公.公务接待": "公务接待费",
    "三公": "“三公”经费",
    "机关运行经费": "机关运行经费",
    "政府采购": "政府采购",
}
PROJECT_PATH = re.compile(r"项目\[([0-9]+)\]")
PARTS = ("项目[", "自评.社会保险基金", "自评.项目", "整体绩效目标", "支出[")
"""Paths of texts that are about a part of the department."""


class TypedFigure(NamedTuple):
    """A figure as it stands in a text, and the statement that it makes."""

    text: Text
    statement: Statement

    @property
    def figure(self) -> SentenceFigure:
        """The figure with its unit."""
        return self.statement.figure

    @property
    def typed(self) -> bool:
        """Whether digits were typed: not 没有 or 持平, not an expression."""
        return self.figure.value is not None and self.statement.kind not in IN_WORDS and not self.figure.worded

    @property
    def shown(self) -> str:
        """As it was typed."""
        return self.text.raw[self.figure.start : self.figure.end]

    @property
    def unit(self) -> str:
        """万元, %, 人次 …"""
        return self.figure.unit

    @property
    def value(self) -> Decimal:
        """In 万元, per cent or as it is; zero where an expression gives it."""
        return self.figure.value if self.figure.value is not None else Decimal(0)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.at(self.figure.start)

    def at(self, position: int) -> Place:
        """The place of a position in the text."""
        return place_in_text(self.text, position)


def mentions(texts: Iterable[Text], vocabulary: Vocabulary, year: int, budget: bool = False) -> Iterator[TypedFigure]:
    """All figures of texts, in their order; those that an expression gives have no value. budget: the texts are of a budget."""
    for text in texts:
        if WORTH_READING.search(text.raw):
            path = text.place.path
            context = Context(year, section(path), path.startswith(PARTS), about(path), budget)
            for statement in read_sentences(masked(text.raw, year), vocabulary, context):
                yield TypedFigure(text, statement)


def section(path: str) -> str:
    """What a text of a section of the data stands under, as the title of a report says it."""
    return next((title for start, title in SECTIONS.items() if path.startswith(start)), "")


def about(path: str) -> Subject:
    """What a text is about by its path: a project, a 科目; nothing that is understood where it is about the department."""
    if found := PROJECT_PATH.match(path):
        return Subject(f"{PROJECT}{found[1]}")
    if found := ITEM_PATH.match(path):
        return Subject(f"{ITEM}{found[1]}", codes=(found[1],))
    return NOT_UNDERSTOOD


def masked(raw: str, year: int) -> str:
    """A text of the same length, in which expressions are unknown figures; those of years are the years."""
    if "{{" not in raw:
        return raw

    def stand_in(found: re.Match[str]) -> str:
        name = found[0].strip("{} ")
        return str(year + YEARS[name]).ljust(len(found[0])) if name in YEARS else MASK * len(found[0])

    return EXPRESSION.sub(stand_in, raw)
