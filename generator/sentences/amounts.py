"""Amounts and counts: of the name in their phrase, or of the subject before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.sentences.naming import NOTHING, Meaning, Naming, nested, stage_of
from generator.sentences.phrase import Phrase
from generator.sentences.series import Series, figures_in_a_row
from generator.sentences.standing import OF_A_FUND, PLANNED, RECEIPTS, SPENT, Group, Standing, Stated
from generator.sentences.statement import NOT_UNDERSTOOD, Base, SentenceFigure, Statement, StatementKind, Subject
from generator.sentences.tokens import Token
from generator.sentences.vocabulary import Entry

BALANCED = OF_A_FUND | {"使用非财政拨款结余", "结余分配"}
"""Names behind which 本年收入 and 本年支出 are those of the department."""
EQUIPMENT = frozenset(("通用设备", "专用设备", "大型设备"))
"""What is held at the end of a year and said behind the vehicles of that day, in a sentence of its own."""
SPLIT = frozenset(("基本支出", "项目支出", "人员经费", "公用经费"))
"""Parts of the expenditure of a fund: 一般公共预算基本支出…；项目支出… are both of that fund."""
PROJECT = "项目支出"
THE_PROJECT = frozenset(("项目", "该项目", "本项目", "此项目"))


@dataclass(slots=True)
class Amounts:
    """States amounts and counts. queue: names that stand before 分别为 and wait for their figures."""

    standing: Standing
    naming: Naming
    series: Series
    queue: list[tuple[Entry, ...]] = field(default_factory=list)

    def amount(self, figure: SentenceFigure, phrase: Phrase, definite: bool, pieces: Sequence[Token], number: int) -> None:
        """One amount: the piece of a number among the pieces of the paragraph."""
        if self.queue and phrase.bare and not phrase.stages:
            self.state(self.naming.named(self.queue.pop(0), phrase, figure.unit), figure, definite)
            return
        self.queue = []
        idle(phrase, figure.unit)
        names = [entries for entries, _ in phrase.names]
        funds = phrase.severally and not names and len(set(phrase.funds)) > 1
        if phrase.severally and not names and not funds:
            self.queue = [()] * figures_in_a_row(pieces, number)
        if self.queue:
            self.state(self.naming.named(self.queue.pop(0), phrase, figure.unit), figure, definite)
        elif phrase.severally and len(names) > 1 and figures_in_a_row(pieces, number) == len(names):
            self.queue = [() if phrase.first_unknown else entries for entries in names]
            self.state(self.naming.named(self.queue.pop(0), phrase, figure.unit), figure, definite)
        elif phrase.severally and len(set(phrase.funds)) > 1 and figures_in_a_row(pieces, number) == len(phrase.funds):
            self.of_funds(figure, phrase, definite)
        elif phrase.each and len(names) > 1 and not phrase.unknown:
            for entries in names:
                self.state(self.naming.named(entries, phrase, figure.unit), figure, definite)
        else:
            self.single(figure, phrase, definite)

    def of_funds(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """一般公共预算、政府性基金预算财政拨款支出分别为…: the same of several funds."""
        name = "收入" if phrase.received else "支出" if phrase.spent else ""
        entries = phrase.names[0][0] if phrase.names else (Entry(name),) if name else ()
        self.queue = [tuple(entry._replace(fund=fund) for entry in entries) for fund in phrase.funds]
        phrase.funds = []
        self.state(self.naming.named(self.queue.pop(0), phrase, figure.unit), figure, definite)

    def single(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """One figure of the one thing that the phrase names, or of what was named before."""
        naming, group = self.naming, self.standing.group
        if phrase.level or phrase.codes:
            self.state((naming.item(phrase), ()), figure, definite)
        elif phrase.names:
            entries, spoiled = phrase.names[-1]
            lost = spoiled or phrase.unknown or not nested(phrase)
            self.state(NOTHING if lost else naming.named(entries, phrase, figure.unit), figure, definite)
        elif phrase.unknown and set(phrase.unknown) <= THE_PROJECT and (project := self.project()) is not None:
            self.state((naming.of_project(project, phrase), ()), figure, definite)
        elif phrase.unknown:
            self.state(NOTHING, figure, definite)
        elif phrase.funds and (phrase.spent or phrase.received):
            self.state((naming.made(phrase, "支出" if phrase.spent else "收入"), ()), figure, definite)
        elif phrase.funds:
            self.state((naming.part_of_fund(phrase), ()), figure, definite)
        elif (phrase.received or phrase.spent) and phrase.stages and not group.stated and self.unfit(group, figure):
            self.state((naming.made(phrase, "收入" if phrase.received else "支出"), ()), figure, definite)
        else:
            self.carried(figure, phrase, definite)

    def unfit(self, group: Group, figure: SentenceFigure) -> bool:
        """Whether nothing is named yet, or only something that the figure cannot be one of."""
        return not group.named or (bool(group.entries) and not any(entry.fits(figure.unit) for entry in group.entries))

    def project(self) -> Subject | None:
        """The project that 该项目 means: the one just named, else the one that the text is about."""
        for subject in (self.standing.group.subject, self.standing.home):
            if subject.name.startswith("项目·"):
                return subject
        return None

    def carried(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """A figure without a name: of the subject before it, if it says another stage, year or unit."""
        group = self.standing.group
        old = group.subject
        moved = phrase.spent or phrase.received
        this_year = phrase.this_year or (bool(self.standing.context.section) and phrase.years == [self.standing.context.year])
        if this_year and moved and not phrase.stages and (not group.named or old.name in BALANCED):
            subject = self.naming.made(phrase, "本年支出合计" if phrase.spent else "本年收入合计")
            self.state((subject._replace(fund=subject.fund or old.fund), ()), figure, definite)
        elif phrase.spent and old.name in RECEIPTS and not phrase.received:
            year = self.naming.year_of(phrase)
            partner = old._replace(name=RECEIPTS[old.name], stage=stage_of(phrase) or old.stage, year=year or old.year)
            self.state((partner, ()), figure, definite)
        elif group.entries and (not figure.money or not any(entry.fits(figure.unit) for entry in own_entries(group))):
            self.counted(figure, phrase, definite)
        else:
            self.staged(figure, phrase, definite)

    def counted(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """10批次、84人次: the second count has the first one's name with another unit."""
        group = self.standing.group
        before = self.naming.before(phrase)
        fits = (entry for entry in group.entries if entry.fits(figure.unit) and (not entry.needs or entry.needs & before))
        entry = next(fits, None)
        if entry is None or (group.stated and entry.name == group.subject.name):
            self.pass_over(figure)
        else:
            stage = stage_of(phrase) if figure.money else ""
            subject = group.subject._replace(name=entry.name, stage=stage, year=self.naming.year_of(phrase))
            self.add(group, subject, figure, definite)

    def staged(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """年初预算为…，支出决算为…: the same subject at another stage or of another year."""
        group = self.standing.group
        old = group.subject
        stage = stage_of(phrase) or (SPENT if phrase.spent else "")
        year = self.naming.year_of(phrase)
        known = {(one.subject.stage, one.subject.year) for one in group.stated}
        fresh = (stage, year) not in known and not (stage == SPENT and not phrase.stages and ("", year) in known)
        if old.understood and fresh and (stage or not group.stated or phrase.years):
            self.add(group, old._replace(stage=stage or old.stage, year=year), figure, definite)
        elif old.understood and group.stated and not stage:
            self.pass_over(figure)
        else:
            budgets = bool(stage) and len(group.planned) == len(group.stated) > 0
            goes_on = not old.understood and (stage in PLANNED or budgets) and (stage, year) not in known
            target = group if goes_on else self.standing.new_group(NOT_UNDERSTOOD)
            self.add(target, NOT_UNDERSTOOD._replace(stage=stage), figure, definite)

    def pass_over(self, figure: SentenceFigure) -> None:
        """A figure of unknown meaning, which leaves the reader's position unchanged."""
        self.standing.say(Statement(NOT_UNDERSTOOD, StatementKind.VALUE, figure, 0, definite=False))

    def state(self, what: Meaning, figure: SentenceFigure, definite: bool) -> None:
        """State an amount of a subject; the subject is the one of what follows."""
        subject, entries = what
        old = self.standing.group.subject
        kept = subject.understood and (old.name, old.fund, old.codes) == (subject.name, subject.fund, subject.codes)
        group = self.standing.group if kept else self.standing.new_group(subject, entries)
        self.add(group, subject, figure, definite)

    def add(self, group: Group, subject: Subject, figure: SentenceFigure, definite: bool) -> None:
        """Say that a subject has an amount, and whether that can be believed."""
        standing = self.standing
        group.state(Stated(subject, figure))
        if subject.year == standing.context.year - 1 and standing.base is None:
            standing.base = Base(subject.year)
        self.series.stated.append(group)
        above = standing.parent
        lost_year = standing.other_year and not subject.year and subject.name not in EQUIPMENT
        vague = standing.unclear or bool(standing.said_fund) or (subject.name in SPLIT and standing.fund_before)
        lost_fund = vague and not subject.fund and subject.name in OF_A_FUND and above is None
        standing.unclear |= figure.money and not subject.understood
        standing.said_fund = subject.fund or standing.said_fund
        standing.fund_before |= bool(subject.fund) and subject.name in SPLIT
        group.definite = definite and not lost_year and not lost_fund and (above is None or above is group or above.definite)
        own = bool(subject.codes) or "·" in subject.name
        standing.of_project |= subject.name.startswith("项目·")
        foreign = standing.foreign or standing.of_project
        believed = group.definite and not standing.reason and (own or not foreign)
        if subject.name == PROJECT and standing.about_project:
            subject = NOT_UNDERSTOOD
        standing.say(Statement(subject, StatementKind.VALUE, figure, group.number, definite=believed))


def own_entries(group: Group) -> list[Entry]:
    """The meanings of a group's name that are its subject's."""
    return [entry for entry in group.entries if entry.name == group.subject.name]


def idle(phrase: Phrase, unit: str) -> None:
    """Drop words behind the name that are names only below another one and of another unit: 公务用车 实有…辆."""
    while len(phrase.names) > 1 and all(entry.needs and not entry.fits(unit) for entry in phrase.names[-1][0]):
        phrase.names.pop()
