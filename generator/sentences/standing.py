"""The reader's position in a paragraph: its subject, the whole above it, the year, and whether these are certain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator.sentences.phrase import Phrase
from generator.sentences.statement import NOT_UNDERSTOOD, Base, SentenceFigure, Statement, Subject
from generator.sentences.vocabulary import Entry

PLANNED = frozenset(("年初预算", "调整预算", "全年预算", "预算", "到位"))
SPENT, GIVEN = "决算", "安排"
RECEIPTS = {"收入": "支出", "收入总计": "支出总计", "总收入": "总支出", "本年收入合计": "本年支出合计"}
WHOLES = frozenset((*RECEIPTS, *RECEIPTS.values(), "收支总计"))
OF_A_FUND = frozenset((*WHOLES, "收支预算", "年初结转和结余", "年末结转和结余", "基本支出", "项目支出", "人员经费", "公用经费"))
"""Names used both for all money and for one fund."""


MOST_STATED = 24
"""Amounts of one subject that are kept: a paragraph may be as long as it likes."""


class Context(NamedTuple):
    """What is known of a text before it is read: the year of the report, the title of the section that it stands in.

    budget: the text belongs to a budget, whose figures are plans: 计划, 拟 make nothing unsure.
    part: the text is about a part of the department (a project, a fund): names of the whole are not believed in it unless
    the clause says 本部门 or the like. about: what the text is about, such as a project or a 科目: 年初预算,
    执行数, 该项目支出 are said of it.
    """

    year: int = 0
    section: str = ""
    part: bool = False
    about: Subject = NOT_UNDERSTOOD
    budget: bool = False


class Stated(NamedTuple):
    """An amount or a count, and the subject with its stage and year."""

    subject: Subject
    figure: SentenceFigure


@dataclass(slots=True)
class Group:
    """One subject and what is said of it: its amounts by stage and year, its last change. above: the whole that it is part of."""

    number: int
    subject: Subject = NOT_UNDERSTOOD
    entries: tuple[Entry, ...] = ()
    above: Group | None = None
    named: bool = True
    """The text names something, known or not; False before the first name of a paragraph."""
    stated: list[Stated] = field(default_factory=list)
    definite: bool = True
    change: SentenceFigure | None = None
    changed_from: Base | None = None
    began: SentenceFigure | None = None
    """What it was before: 由…万元增加到."""

    def state(self, stated: Stated) -> None:
        """One more amount or count; those long ago are forgotten."""
        self.stated.append(stated)
        if len(self.stated) > MOST_STATED:
            del self.stated[0]

    @property
    def planned(self) -> list[Stated]:
        """Its budgets."""
        return [one for one in self.stated if one.subject.stage in PLANNED]

    @property
    def value(self) -> Stated | None:
        """The amount that changes and shares are about: the last that is no budget and of no year before, else the first."""
        now = max((one.subject.year for one in self.stated), default=0)
        spent = [one for one in self.stated if one.subject.stage not in PLANNED and one.subject.year in (0, now)]
        return spent[-1] if spent else (self.stated[0] if self.stated else None)

    @property
    def main(self) -> Subject:
        """The subject of that amount."""
        value = self.value
        return value.subject if value is not None and value.subject.name == self.subject.name else self.subject

    @property
    def stages(self) -> set[str]:
        """The stages of which an amount is stated."""
        return {one.subject.stage for one in self.stated}

    @property
    def stage_of_parts(self) -> str:
        """The stage of parts without one: the whole's; of either where the text states its budget and what was spent."""
        if self.planned and len(self.planned) < len(self.stated):
            return GIVEN
        return self.main.stage


@dataclass(slots=True)
class Standing:
    """What holds at a place of a paragraph. Statements are added to `found`."""

    context: Context
    found: list[Statement] = field(default_factory=list)
    count: int = 0
    group: Group = field(default_factory=lambda: Group(0))
    parent: Group | None = None
    fund: str = ""
    foreign: bool = False
    """The paragraph speaks of something else that has figures of its own."""
    other_year: bool = False
    year: int = 0
    stage: str = ""
    base: Base | None = None
    base_before: Base | None = None
    """What the changes of the sentence before are measured from."""
    home: Subject = NOT_UNDERSTOOD
    """What the text as a whole is about."""
    titled: Subject = NOT_UNDERSTOOD
    """What the section's title names: a share of nothing said is one of it."""
    itemized: bool = False
    """The section's title says that it is about receipts or expenditure: a short name of a 科目 is one without its mark."""
    sticky: bool = False
    """The base stands before a list of changes: 与上年相比，…; it holds to the end of the sentence."""
    definite: bool = True
    elsewhere: bool = False
    """The sentence, up to a semicolon, speaks of an area, a part of the year or a part of the department: 全县, 上半年."""
    period: bool = False
    """The sentence, up to a semicolon, speaks of a part of the year or of several years."""
    reason: bool = False
    purpose: bool = False
    """The sentence says what money is spent on: what it names is not its subject."""
    explained: Group | None = None
    """What a reason is given for: the next sentence speaks of it again."""
    about_project: bool = False
    of_project: bool = False
    """The sentence, up to a semicolon, speaks of what a project spends."""
    said_fund: str = ""
    fund_before: bool = False
    """The sentence has said a part of the expenditure of a fund."""
    unclear: bool = False
    """An amount of something that is not understood stands before in the sentence: totals behind it may be its own."""
    sign: str = ""
    """The sign between the last figure and here."""
    fresh: bool = True
    """No clause of the sentence is read yet."""
    begun: int = 0
    """Statements found before the sentence."""

    def __post_init__(self) -> None:
        self.foreign = self.context.part
        self.new_group(NOT_UNDERSTOOD).named = False

    def new_group(self, subject: Subject, entries: tuple[Entry, ...] = ()) -> Group:
        """A group with a number of its own, of which the text speaks from now on."""
        self.count += 1
        self.group = Group(self.count, subject, entries, self.parent)
        return self.group

    def begin_sentence(self) -> None:
        """Forget what holds for one sentence only."""
        self.base_before, self.begun = self.base, len(self.found)
        self.base, self.sticky, self.year, self.stage = None, False, 0, ""
        self.definite, self.about_project, self.fresh, self.purpose, self.fund_before = True, False, True, False, False
        self.end_part()

    def explain(self, group: Group) -> None:
        """A reason begins; it is given for what was said last."""
        if not self.reason:
            self.explained = group
        self.reason = True

    def end_sentence(self) -> None:
        """What was listed below a whole is over; the subject of a plain sentence goes on."""
        if self.explained is not None and self.explained.above is self.parent:
            self.group = self.explained
        self.explained = None
        if self.parent is not None and self.group.subject.codes and not self.group.stated:
            self.parent = None  # 教育支出（类）…（项）。 is the title of what follows
        elif self.parent is not None:
            whole = self.parent.subject.name in OF_A_FUND
            self.parent = None
            self.new_group(NOT_UNDERSTOOD).named = not whole
        self.begin_sentence()

    def below(self) -> None:
        """What follows are parts of what was said last."""
        if (self.group.stated or self.group.subject.understood) and not (self.parent and self.fresh):
            self.parent = self.group
            if self.fresh and self.base is None and self.group.changed_from is not None:
                self.base, self.sticky = self.base_before, True
        self.reason = False

    def end_part(self) -> None:
        """A semicolon: another thing begins."""
        self.reason = self.unclear = self.elsewhere = self.period = False
        self.said_fund, self.of_project = "", False

    def dated(self, phrase: Phrase) -> None:
        """A year holds to the end of its sentence; after another year than the report's nothing is sure until the next."""
        if phrase.years:
            self.year = phrase.years[-1]
            self.other_year = self.year != self.context.year

    def based(self, phrase: Phrase, sticky: bool) -> None:
        """Keep what a change is measured from."""
        if phrase.compares and phrase.base:
            self.base, self.sticky = phrase.base, sticky

    def base_of(self, phrase: Phrase) -> Base | None:
        """What a change of a phrase is measured from: its own base, or the one before where that still holds."""
        if phrase.base:
            return phrase.base
        named = bool(phrase.names or phrase.funds or phrase.level or phrase.unknown)
        return self.base if self.sticky or not named or self.parent is not None else None

    def say(self, statement: Statement) -> None:
        """Add a statement."""
        self.found.append(statement)

    def sure(self, definite: bool, subject: Subject = NOT_UNDERSTOOD) -> bool:
        """Whether what is said of a subject can be believed: of the whole department not where something else is spoken of."""
        own = bool(subject.codes) or "·" in subject.name
        return definite and not self.reason and (own or not self.foreign)
