"""The reader: what the figures of a text are figures of, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.sentences.normal import Normal, normal
from generator.sentences.phrase import UNKNOWN_YEAR, Phrase, parse
from generator.sentences.statement import NOT_UNDERSTOOD, Base, Figure, Role, Statement, Subject
from generator.sentences.tokens import FIGURE, MASK, SIGN, UNKNOWN, Number, Token, tokens
from generator.sentences.vocabulary import AND, BELOW, FILL, NAME, SCOPE, SEVERALLY, THAN, Entry, Vocabulary

PARAGRAPH = re.compile(r"\n[ \t\u3000]*(?:\n\s*|(?=- ))")
FIGURED = re.compile(f"[0-9０-９{MASK}]")
FOREIGN = re.compile(
    "^.{0,14}(?:基金|中心|学校|小学|中学|幼儿园|医院|卫生院|公司|企业|合作社|派出所|管理所|服务站|工作站|站|大队|支队|社区|村|馆|"
    "协会|学会|指挥部|乡镇|镇|街道|分局|股室|科室|个人|家庭|户)"
)
"""A clause that begins with something of its own that has figures of its own."""
INCOMES = {"收入": "支出", "收入总计": "支出总计", "总收入": "总支出", "本年收入合计": "本年支出合计"}
WHOLES = frozenset((*INCOMES, *INCOMES.values(), "收支总计"))
OF_A_FUND = frozenset((*WHOLES, "年初结转和结余", "年末结转和结余", "基本支出", "项目支出", "人员经费", "公用经费"))
"""Names that are used of all money and of one fund alike."""
PROJECT = "项目支出"
THE_PROJECT = frozenset(("项目", "该项目", "本项目", "此项目"))
PLANNED = frozenset(("年初预算", "调整预算", "全年预算", "预算"))


class Context(NamedTuple):
    """What is known of a text before it is read: the year of the report, the title of the section that it stands in.

    part: the text is about a part of the department (a project, a fund): names of the whole are not believed in it unless
    the clause says 本部门 or the like.
    """

    year: int = 0
    section: str = ""
    part: bool = False


@dataclass(slots=True)
class Group:
    """What one subject has been said of: its amounts by stage, its last change, where its statements belong."""

    number: int
    subject: Subject = NOT_UNDERSTOOD
    entries: tuple[Entry, ...] = ()
    amounts: dict[str, Figure] = field(default_factory=dict)
    definite: bool = True
    change: Figure | None = None
    changed_from: Base | None = None

    @property
    def value(self) -> Figure | None:
        """The amount that changes and shares are about: what was spent, else what was budgeted."""
        spent = [figure for stage, figure in self.amounts.items() if stage not in PLANNED]
        return spent[-1] if spent else next(iter(self.amounts.values()), None)


class Reader:
    """Reads one paragraph. Each method takes the next piece; `found` holds the statements."""

    def __init__(self, text: Normal, start: int, vocabulary: Vocabulary, context: Context) -> None:
        self.text = text
        self.start = start
        self.context = context
        self.pieces = list(tokens(text.text, vocabulary))
        self.found: list[Statement] = []
        self.count = 0
        self.group = self.new_group(NOT_UNDERSTOOD)
        self.fund = ""
        self.open_subject(vocabulary)
        self.stack: list[tuple[Group, Group | None]] = []
        self.parent: Group | None = None
        self.queue: list[tuple[Entry, ...]] = []
        self.foreign = context.part
        self.other_year = False
        self.begin_sentence()

    def new_group(self, subject: Subject, entries: tuple[Entry, ...] = ()) -> Group:
        """A group with a number of its own."""
        self.count += 1
        return Group(self.count, subject, entries)

    def open_subject(self, vocabulary: Vocabulary) -> None:
        """What the section's title names is the subject until the text names another."""
        if self.context.section:
            title = parse(list(tokens(normal(self.context.section).text, vocabulary)), self.context.year)
            self.fund = title.funds[-1] if title.funds else ""
            if len(title.names) == 1 and not title.first_unknown:
                entries = title.names[0][0]
                plain = next((entry for entry in entries if not entry.needs), None)
                if plain is not None:
                    self.group = self.new_group(Subject(plain.name, self.fund), entries)

    def begin_sentence(self) -> None:
        """Forget what holds for one sentence only."""
        self.base: Base | None = None
        self.year = 0
        self.definite = True
        self.reason = False
        self.about_project = False
        self.said_fund = ""
        self.fresh = True

    def read(self) -> list[Statement]:
        """All statements of the paragraph."""
        words: list[Token] = []
        for number, piece in enumerate(self.pieces):
            if piece.kind == FIGURE:
                self.figure(piece, words, number)
                words = []
            elif piece.kind == SIGN:
                words = self.sign(piece, words)
            elif piece.kind == BELOW:
                self.topic(words)
                self.below()
                words = []
            else:
                words.append(piece)
        return self.found

    def sign(self, piece: Token, words: list[Token]) -> list[Token]:
        """A sign ends a phrase; 、 in a list of names does not."""
        sign = piece.meaning
        if sign == "、" and words:
            return [*words, Token(AND, "", piece.start, piece.end)]
        if sign == "(":
            self.stack.append((self.group, self.parent))
            if words:
                return words if not self.pieces_follow(piece) else self.after(words)
            self.below()
            return []
        if sign == ")":
            if self.stack:
                self.topic(words)
                self.group, self.parent = self.stack.pop()
            return []
        self.topic(words)
        if sign == "；":
            self.reason = False
            self.said_fund = ""
        if sign == "。" or sign in "！？":
            self.end_sentence()
        return []

    def pieces_follow(self, piece: Token) -> bool:
        """Whether a figure stands in the bracket that opens here."""
        close = self.text.text.find(")", piece.end)
        return close >= 0 and any(c.isdigit() for c in self.text.text[piece.end : close])

    def after(self, words: list[Token]) -> list[Token]:
        self.topic(words)
        return []

    def end_sentence(self) -> None:
        """What was listed below a whole is over; the subject of a plain sentence goes on."""
        if self.parent is not None:
            self.group = self.new_group(NOT_UNDERSTOOD)
            self.parent = None
        self.queue = []
        self.begin_sentence()

    def below(self) -> None:
        """What follows are parts of what was said last."""
        if self.group.amounts or self.group.subject.understood:
            if not (self.parent and self.fresh):
                self.parent = self.group
        self.reason = False

    def topic(self, words: list[Token]) -> None:
        """A clause without a figure: it may name the subject, the year, the base of the changes to come."""
        if not words:
            return
        phrase = parse(words, self.context.year)
        self.definite &= not (phrase.scope or (phrase.plan and bool(phrase.names or phrase.years or phrase.stages)))
        self.reason |= phrase.reason
        if phrase.own:
            self.foreign = False
        self.foreign |= self.fresh and any(word.kind == SCOPE and word.meaning for word in words[:2])
        if phrase.compares and phrase.base:
            self.base = phrase.base
        if phrase.unknown:
            self.about_project |= any("项目" in text or "工程" in text for text in phrase.unknown)
            self.foreign |= self.fresh and not phrase.own and self.leads(words)
        if phrase.names and not phrase.compares and not phrase.changes:
            entries, spoiled = phrase.names[-1]
            plain = next((entry for entry in entries if not entry.needs), None)
            lost = spoiled or plain is None or len(phrase.names) > 1
            subject = NOT_UNDERSTOOD if lost else self.subject(phrase, plain, "")  # type: ignore[arg-type]
            self.group = self.new_group(subject, entries if subject.understood else ())
        elif phrase.level:
            self.group = self.new_group(self.item(phrase, ""))
        elif phrase.bare and phrase.years and not phrase.compares:
            self.dated(phrase)
        elif phrase.funds and not phrase.unknown and not phrase.compares:
            self.fund = phrase.funds[-1]
        self.fresh = False

    def dated(self, phrase: Phrase) -> None:
        """A year holds to the end of its sentence; after another year than the report's nothing is sure until the next."""
        if phrase.years:
            self.year = phrase.years[-1]
            self.other_year = self.year != self.context.year

    def leads(self, words: list[Token]) -> bool:
        """Whether a clause begins with something that has figures of its own: a fund, a centre, a school."""
        name = next((word.start for word in words if word.kind == NAME), words[-1].end)
        return words[0].kind == UNKNOWN and FOREIGN.match(self.text.text[words[0].start : name]) is not None

    def figure(self, piece: Token, words: list[Token], number: int) -> None:
        """A figure and the words before it in its clause."""
        told: Number = piece.meaning
        phrase = parse(words, self.context.year)
        if words and self.parent is None:
            self.foreign |= phrase.first_unknown and self.leads(words)
            self.foreign |= words[0].kind == SCOPE and bool(words[0].meaning)
        start, end = self.text.place(piece.start), self.text.end(piece.end)
        exact = told.exact and not phrase.loose
        figure = Figure(told.value, told.unit, told.places, self.start + start, self.start + end, exact)
        if phrase.own:
            self.foreign = False
        if phrase.reason:
            self.reason = True
        if phrase.compares and phrase.base:
            self.base = phrase.base
        self.dated(phrase)
        self.definite &= not phrase.plan
        definite = self.definite and exact and not phrase.scope
        if told.unit == "%":
            self.percentage(figure, phrase, definite)
        elif told.unit == "百分点" or not told.unit:
            self.say(Statement(NOT_UNDERSTOOD, Role.CHANGE if told.unit else Role.VALUE, figure, 0, definite=False))
        elif phrase.changes:
            self.changed(figure, phrase, definite)
        elif phrase.compares and phrase.base and phrase.base.year:
            self.compared(figure, phrase, definite)
        elif phrase.after_share or phrase.after_done:
            self.operand(figure, phrase, definite)
        else:
            self.valued(figure, phrase, definite, number)
        self.fresh = False

    def say(self, statement: Statement) -> None:
        """Add a statement."""
        self.found.append(statement)
        self.last = statement.figure

    def of_last(self, figure: Figure, definite: bool) -> None:
        """为全年预算…万元的…%: the percentage is of the amount just before it."""
        group, whole = self.group, self.found[-1]
        value = next((f for stage, f in group.amounts.items() if f is not whole.figure and f.money == whole.figure.money), None)
        if whole.subject.stage in PLANNED:
            base = Base(0, whole.subject.stage)
            self.say(Statement(group.subject, Role.COMPLETION, figure, group.number, base=base, value=value, part_of=whole.figure))
        else:
            self.say(Statement(NOT_UNDERSTOOD, Role.SHARE, figure, 0, definite=False))

    # what is stated -------------------------------------------------------------------------------------------------

    def valued(self, figure: Figure, phrase: Phrase, definite: bool, number: int) -> None:
        """An amount or a count of a subject."""
        if self.queue and phrase.bare and not phrase.stages:
            self.tell(self.named(self.queue.pop(0), phrase, figure.unit), figure, definite)
            return
        self.queue = []
        if phrase.severally and len(phrase.names) > 1 and self.figures_ahead(number) == len(phrase.names):
            spoiled = phrase.first_unknown
            self.queue = [() if spoiled else entries for entries, _ in phrase.names]
            self.tell(self.named(self.queue.pop(0), phrase, figure.unit), figure, definite)
        elif phrase.each and len(phrase.names) > 1 and not phrase.unknown:
            for entries, _ in phrase.names:
                self.tell(self.named(entries, phrase, figure.unit), figure, definite)
        else:
            self.single(figure, phrase, definite)

    def figures_ahead(self, number: int) -> int:
        """How many figures follow one another from here, parted by 、 and 和 alone."""
        count = 0
        for piece in self.pieces[number:]:
            if piece.kind == FIGURE:
                count += 1
            elif not (piece.kind in (AND, THAN, FILL, SEVERALLY) or (piece.kind == SIGN and piece.meaning in "、，")):
                break
        return count

    def single(self, figure: Figure, phrase: Phrase, definite: bool) -> None:
        """One figure of the one thing that the phrase names, or of what was named before."""
        if phrase.level or phrase.codes:
            self.tell((self.item(phrase, ""), ()), figure, definite)
        elif phrase.names:
            entries, spoiled = phrase.names[-1]
            if spoiled or phrase.unknown or not self.nested(phrase):
                self.tell((NOT_UNDERSTOOD, ()), figure, definite)
            else:
                self.tell(self.named(entries, phrase, figure.unit), figure, definite)
        elif phrase.unknown and not (set(phrase.unknown) <= THE_PROJECT and self.group.subject.name.startswith("项目·")):
            self.tell((NOT_UNDERSTOOD, ()), figure, definite)
        elif phrase.funds and (phrase.spent or phrase.received):
            name = "支出" if phrase.spent else "收入"
            self.tell((self.made(phrase, name), ()), figure, definite)
        elif phrase.funds:
            self.tell((self.fund_of_parent(phrase), ()), figure, definite)
        elif (phrase.received or phrase.spent) and phrase.stages and not self.group.amounts and not self.group.subject.understood:
            self.tell((self.made(phrase, "收入" if phrase.received else "支出"), ()), figure, definite)
        else:
            self.carried(figure, phrase, definite)

    def nested(self, phrase: Phrase) -> bool:
        """Whether each name of a phrase may stand before the next: “三公”经费 公务接待费."""
        for (above, _), (below, _) in zip(phrase.names, phrase.names[1:], strict=False):
            if not any(entry.name in low.under or entry.name == low.name for entry in above for low in below):
                return False
        return True

    def carried(self, figure: Figure, phrase: Phrase, definite: bool) -> None:
        """A figure without a name: of the subject before it, if it says another stage, year or unit."""
        group = self.group
        old = group.subject
        partner = INCOMES.get(old.name)
        stage = self.stage(phrase)
        if phrase.this_year and (phrase.spent or phrase.received) and not phrase.stages and (not old.understood or old.name in WHOLES):
            self.tell((self.made(phrase, "本年支出合计" if phrase.spent else "本年收入合计"), ()), figure, definite)
            return
        if phrase.spent and partner and not phrase.stages and not phrase.received:
            self.tell((old._replace(name=partner), ()), figure, definite)
            return
        fits = [entry for entry in group.entries if entry.fits(figure.unit)]
        if group.entries and not fits:
            self.say(Statement(NOT_UNDERSTOOD, Role.VALUE, figure, 0, definite=False))
            return
        told = stage or ("决算" if phrase.spent else "")
        year = self.said(phrase)
        if group.entries and not figure.money:
            name = fits[0].name
            if name == old.name and group.amounts:
                self.say(Statement(NOT_UNDERSTOOD, Role.VALUE, figure, 0, definite=False))
                return
            self.add(group, old._replace(name=name, year=year), figure, definite)
        elif told not in group.amounts and (told or not group.amounts) and old.understood:
            if told == "决算" and not phrase.stages and "" in group.amounts:
                self.say(Statement(NOT_UNDERSTOOD, Role.VALUE, figure, 0, definite=False))
            else:
                self.add(group, old._replace(stage=told or old.stage, year=year), figure, definite)
        else:
            fresh = self.new_group(NOT_UNDERSTOOD)
            if told in PLANNED or (told and set(group.amounts) <= PLANNED and group.amounts):
                fresh = group
            self.group = fresh
            self.add(fresh, NOT_UNDERSTOOD._replace(stage=told), figure, definite)

    def tell(self, what: tuple[Subject, tuple[Entry, ...]], figure: Figure, definite: bool) -> None:
        """State an amount of a subject; the subject is the one of what follows."""
        subject, entries = what
        same = self.group.subject
        kept = subject.understood and (same.name, same.fund, same.codes) == (subject.name, subject.fund, subject.codes)
        if not kept:
            self.group = self.new_group(subject, entries)
        self.add(self.group, subject, figure, definite)

    def add(self, group: Group, subject: Subject, figure: Figure, definite: bool) -> None:
        group.amounts[subject.stage] = figure
        lost_year = self.other_year and not subject.year
        lost_fund = bool(self.said_fund) and not subject.fund and subject.name in OF_A_FUND and self.parent is None
        self.said_fund = subject.fund or self.said_fund
        group.definite = definite and not lost_year and not lost_fund and (self.parent is None or self.parent is group or self.parent.definite)
        named = bool(subject.codes) or "·" in subject.name
        believed = group.definite and not self.reason and (named or not self.foreign)
        if subject.name == PROJECT and self.about_project:
            subject = NOT_UNDERSTOOD
        self.say(Statement(subject, Role.VALUE, figure, group.number, definite=believed))

    # names ----------------------------------------------------------------------------------------------------------

    def named(self, entries: tuple[Entry, ...], phrase: Phrase, unit: str) -> tuple[Subject, tuple[Entry, ...]]:
        """What a name means with a figure of a unit, where it stands."""
        above = self.parent.subject if self.parent else None
        place = {above.name} if above else set()
        place |= {name for listed, _ in phrase.names[1:] for entry in listed for name in entry.under}
        for entry in entries:
            if not entry.fits(unit):
                continue
            if entry.needs and not (entry.needs & (place | {self.group.subject.name})):
                continue
            if above is not None and not entry.codes and not phrase.own and not self.divides(above):
                break
            if entry.follows and "·" in self.group.subject.name and not phrase.own:
                return self.group.subject, self.group.entries
            return self.subject(phrase, entry, unit), entries
        return NOT_UNDERSTOOD, ()

    def divides(self, above: Subject) -> bool:
        """Whether what stands below a whole is told of the department: not below a project, a 科目 or what is not understood."""
        return above.understood and not above.codes and "·" not in above.name

    def subject(self, phrase: Phrase, entry: Entry, unit: str) -> Subject:
        """A name with the fund, stage and year that the phrase or the whole above it says."""
        made = self.made(phrase, entry.name)
        return made._replace(fund=entry.fund or made.fund, stage=made.stage or entry.stage, codes=entry.codes)

    def made(self, phrase: Phrase, name: str) -> Subject:
        above = self.parent.subject if self.parent else NOT_UNDERSTOOD
        fund = phrase.funds[-1] if phrase.funds else (above.fund if self.parent else self.fund)
        if len(set(phrase.funds)) > 1 and "财政拨款" not in phrase.funds:
            return NOT_UNDERSTOOD
        stage = self.stage(phrase)
        return Subject(name, fund, stage or ("" if not self.parent else above.stage), self.said(phrase))

    def said(self, phrase: Phrase) -> int:
        """The year that a phrase, its sentence or the whole above it says."""
        if phrase.years:
            return phrase.years[-1]
        if self.parent and self.parent.subject.year:
            return self.parent.subject.year
        return self.year

    def stage(self, phrase: Phrase) -> str:
        """年初预算 before 预算, 决算 before nothing."""
        kinds = [stage for stage in phrase.stages if stage != "预算"]
        return kinds[-1] if kinds else (phrase.stages[-1] if phrase.stages else "")

    def item(self, phrase: Phrase, unit: str) -> Subject:
        """A 科目 by its name and mark, or by its code."""
        listed = phrase.item if phrase.level else (phrase.names[-1][0] if phrase.names else ())
        entry = next((entry for entry in listed if entry.item), None)
        codes = entry.codes if entry else ()
        size = {"类": 3, "款": 5, "项": 7}.get(phrase.level, 0)
        if phrase.codes and codes:
            codes = tuple(code for code in codes if code in phrase.codes)
        codes = tuple(code for code in codes if not size or len(code) == size)
        if not entry or not codes or phrase.unknown:
            return NOT_UNDERSTOOD
        return self.made(phrase, entry.name)._replace(codes=codes)

    def fund_of_parent(self, phrase: Phrase) -> Subject:
        """其中：一般公共预算…: the part of the whole that is paid from a fund."""
        above = self.parent.subject if self.parent else NOT_UNDERSTOOD
        return above._replace(fund=phrase.funds[-1], stage=self.stage(phrase) or above.stage) if above.understood else NOT_UNDERSTOOD

    # changes and percentages ----------------------------------------------------------------------------------------

    def about(self, phrase: Phrase) -> Group:
        """The group that a change, a share or a completion is of."""
        kept = phrase.funds and not (phrase.names or phrase.level or phrase.unknown or phrase.spent or phrase.received)
        if kept and self.group.subject.fund == phrase.funds[-1]:
            return self.group
        if phrase.names or phrase.funds or phrase.level:
            if phrase.unknown and phrase.first_unknown:
                self.group = self.new_group(NOT_UNDERSTOOD)
            elif phrase.level:
                self.group = self.new_group(self.item(phrase, ""))
            elif phrase.names and self.nested(phrase):
                subject, entries = self.named(phrase.names[-1][0], phrase, "万元")
                same = self.group.subject
                if not subject.understood or (same.name, same.fund) != (subject.name, subject.fund):
                    self.group = self.new_group(subject, entries)
            elif phrase.names:
                self.group = self.new_group(NOT_UNDERSTOOD)
            else:
                name = "支出" if phrase.spent else "收入" if phrase.received else ""
                self.group = self.new_group(self.made(phrase, name) if name else self.fund_of_parent(phrase))
        elif phrase.unknown and phrase.first_unknown:
            self.group = self.new_group(NOT_UNDERSTOOD)
        return self.group

    def changed(self, figure: Figure, phrase: Phrase, definite: bool) -> None:
        """增加…万元: how much more than the base."""
        group = self.about(phrase)
        if group.entries and not any(entry.fits(figure.unit) for entry in group.entries):
            group = self.new_group(NOT_UNDERSTOOD)
        base = phrase.base or self.base
        group.change, group.changed_from = figure, base
        subject = group.subject
        value = group.value if group.value and group.value.money == figure.money else None
        believed = definite and not self.reason and base is not None and not self.foreign
        self.say(
            Statement(subject, Role.CHANGE, figure, group.number, phrase.direction, base, value=value, definite=believed)
        )

    def compared(self, figure: Figure, phrase: Phrase, definite: bool) -> None:
        """比上年的…万元: the figure of the base itself."""
        subject = self.about(phrase).subject
        assert phrase.base is not None
        then = subject._replace(year=phrase.base.year, stage=phrase.base.stage) if subject.understood else subject
        believed = definite and not self.reason and not self.foreign
        self.say(Statement(then, Role.VALUE, figure, self.group.number, definite=believed))

    def operand(self, figure: Figure, phrase: Phrase, definite: bool) -> None:
        """完成预算…万元的, 占…万元的: the amount behind the verb is the budget, or the whole."""
        inner = phrase.after_share or phrase.after_done
        assert inner is not None
        group = self.about(phrase)
        if inner.names and not inner.unknown:
            subject, _ = self.named(inner.names[-1][0], inner, figure.unit)
        elif inner.stages and not inner.unknown and group.subject.understood:
            subject = group.subject._replace(stage=self.stage(inner))
            group.amounts.setdefault(subject.stage, figure)
        else:
            subject = NOT_UNDERSTOOD
        self.whole = figure
        self.pending = phrase
        self.say(Statement(subject, Role.VALUE, figure, group.number, definite=definite and not self.reason))

    last: Figure | None = None
    shares_listed = False
    whole: Figure | None = None
    pending: Phrase | None = None

    def percentage(self, figure: Figure, phrase: Phrase, definite: bool) -> None:
        """A percentage: a share, a completion, a rate of change, or a rate with a name of its own."""
        if not words_of(phrase) and self.last is not None and self.last.end == figure.start - 1 and self.pending is None:
            self.of_last(figure, definite)
            return
        if self.pending and not (phrase.names or phrase.unknown or phrase.after_share or phrase.after_done or phrase.changes):
            pending, whole = self.pending, self.whole
        else:
            pending, whole = phrase, None
        self.pending = self.whole = None
        if phrase.severally or (self.shares_listed and phrase.bare and not pending.after_share and not pending.changes):
            self.shares_listed = True
            self.say(Statement(NOT_UNDERSTOOD, Role.SHARE, figure, 0, definite=False))
            return
        self.shares_listed = False
        believed = definite and not self.reason and not self.foreign
        if pending.after_share is not None:
            self.shared(figure, pending, pending.after_share, whole, believed)
        elif pending.after_done is not None:
            self.completed(figure, pending, pending.after_done, whole, believed)
        elif pending.changes:
            group = self.about(phrase)
            base = phrase.base or self.base
            change = group.change if group.changed_from == base or phrase.base is None else None
            self.say(
                Statement(
                    *(group.subject, Role.RATE, figure, group.number, phrase.direction, base),
                    value=group.value,
                    change=change,
                    definite=believed and base is not None,
                )
            )
        elif phrase.stages and phrase.bare and self.group.amounts:
            self.completed(figure, phrase, phrase, whole, believed)
        elif phrase.names and not phrase.unknown:
            subject, _ = self.named(phrase.names[-1][0], phrase, "%")
            self.say(Statement(subject, Role.VALUE, figure, 0, definite=believed))
        else:
            self.say(Statement(NOT_UNDERSTOOD, Role.SHARE, figure, 0, definite=False))

    def shared(self, figure: Figure, phrase: Phrase, inner: Phrase, printed: Figure | None, believed: bool) -> None:
        """占…的: of a named whole, of the whole above, or of the budget."""
        group = self.about(phrase)
        if inner.stages and not inner.names and not inner.funds and not inner.unknown:
            self.completed(figure, phrase, inner, printed, believed)
            return
        whole: Subject | None = None
        if inner.unknown:
            whole = NOT_UNDERSTOOD
        elif inner.names:
            whole = self.named(inner.names[-1][0], inner, "万元")[0]
        elif inner.funds or inner.spent or inner.received:
            whole = self.made(inner, "支出" if inner.spent else "收入" if inner.received else "")
        elif self.parent is not None and self.parent is not group:
            whole = self.parent.subject
            printed = printed or self.parent.value
        self.say(
            Statement(
                *(group.subject, Role.SHARE, figure, group.number),
                whole=whole,
                value=group.value,
                part_of=printed,
                definite=believed,
            )
        )

    def completed(self, figure: Figure, phrase: Phrase, inner: Phrase, printed: Figure | None, believed: bool) -> None:
        """完成预算的…: what was spent against the budget."""
        group = self.about(phrase)
        stage = self.stage(inner) or self.stage(phrase)
        planned = {s: f for s, f in group.amounts.items() if s in PLANNED and f.money}
        printed = printed or planned.get(stage) or next(iter(planned.values()), None)
        value = next((f for s, f in group.amounts.items() if s not in PLANNED and f.money), None)
        understood = not (inner.unknown or inner.names)
        self.say(
            Statement(
                *(group.subject, Role.COMPLETION, figure, group.number),
                base=Base(0, stage if stage in PLANNED else ""),
                value=value,
                part_of=printed,
                definite=believed and understood,
            )
        )


def words_of(phrase: Phrase) -> bool:
    """Whether a phrase says anything but 的, 为 and the like."""
    return not phrase.bare or bool(phrase.stages or phrase.changes or phrase.after_share or phrase.after_done or phrase.years)


def read_sentences(text: str, vocabulary: Vocabulary, context: Context | None = None) -> list[Statement]:
    """All figures with a unit in a text, with what they are figures of; see the room's first page."""
    found: list[Statement] = []
    for start, end in paragraphs(text):
        if FIGURED.search(text, start, end):
            found += Reader(normal(text[start:end]), start, vocabulary, context or Context()).read()
    return found


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end: parted by a blank line, or by the mark of a list."""
    begin = 0
    for found in PARAGRAPH.finditer(text):
        yield begin, found.start()
        begin = found.end()
    yield begin, len(text)


__all__ = ["UNKNOWN_YEAR", "Context", "paragraphs", "read_sentences"]
