"""The reader: what the figures of a text are figures of, clause by clause."""

from __future__ import annotations

import re

from generator.sentences.amounts import Amounts
from generator.sentences.behind import name_behind
from generator.sentences.naming import Naming, plain
from generator.sentences.normal import Normal, normal, paragraphs
from generator.sentences.phrase import Phrase, parse
from generator.sentences.relations import Relations
from generator.sentences.series import Series
from generator.sentences.standing import PLANNED, RECEIPTS, Context, Group, Standing
from generator.sentences.statement import NOT_UNDERSTOOD, SentenceFigure, Statement, StatementKind
from generator.sentences.tokens import FIGURE, MASK, PERIOD, SIGN, UNKNOWN, Number, Token, tokens
from generator.sentences.unfigured import ROUGHLY, Unfigured, in_words
from generator.sentences.vocabulary import (
    AND,
    BELOW,
    CHANGE,
    COMPARED,
    FILL,
    LOOSE,
    NAME,
    PURPOSE,
    SCOPE,
    SUM,
    THAN,
    YEAR,
    Entry,
    Vocabulary,
)

WORTH_READING = re.compile(
    f"[0-9０-９{MASK}无未]|没有|不涉及|持平|一致|相同|不变|[一二两三四五六七八九十](?:辆|批|人次|名|人|家|个|台)"
    "|(?:上年|去年|同比|预算).{0,20}[增减升降]|[于超出过](?:年初|全年|调整)?预算"
)
"""What a paragraph holds that may state something."""
BY_RULE = re.compile("按照?|根据|依据|依照|遵照|贯彻|落实")
"""A clause that begins with a rule speaks of the department, whatever area the rule is of."""
FOREIGN = re.compile(
    "^.{0,14}(?:基金|局(?![面部势])|委员会|厅|中心|学校|小学|中学|幼儿园|医院|卫生院|公司|企业|合作社|派出所|管理所|服务站|工作站|站|大队|支队|社区|村|馆|"
    "协会|学会|指挥部|乡镇|镇|街道|分局|股室|科室|个人|家庭|户)"
)
"""A clause that begins with something of its own that has figures of its own."""

ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十百]{1,3}(?:部分|章|节|[、.．])|\([一二三四五六七八九十0-9]{1,3}\)[、.．]?|[0-9]{1,2}[、.．)](?![0-9]))+"
)
TITLE = re.compile(
    r"(?P<ordinal>第?[一二三四五六七八九十]{1,3}(?:部分|章|节|[、.．])|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[、.．](?![0-9]))"
    r"[^。；，,;：:]+[：:]?$"
)
"""What begins with an ordinal and is no sentence."""
GOES_ON = frozenset((THAN, COMPARED, CHANGE, "同比"))
"""A paragraph that begins with 比上年… goes on with what stands before it, which need not be what the title names."""
STYLE = re.compile("[一二三四五六七八九十0-9]+")
DIVIDED = frozenset((*RECEIPTS.values(), "基本支出", "人员经费", "公用经费", "三公经费", "政府采购"))
"""Expenditure whose parts may stand behind 用于."""
PARTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
LONGEST_TITLE = 50
LONGEST_BRACKET = 200
"""Characters up to which a bracket is looked into before it is read."""


class Reader:
    """Reads one paragraph. start: where the paragraph begins in its text."""

    def __init__(self, text: Normal, start: int, vocabulary: Vocabulary, context: Context) -> None:
        self.text = text
        self.start = start
        self.vocabulary = vocabulary
        self.year = context.year
        self.pieces = list(tokens(text.text, vocabulary))
        self.standing = Standing(context)
        self.naming = Naming(self.standing)
        self.series = Series()
        self.amounts = Amounts(self.standing, self.naming, self.series)
        self.relations = Relations(self.standing, self.naming, self.series)
        self.unfigured = Unfigured(self.standing, self.naming, self.relations)
        self.brackets: list[tuple[Group, Group | None]] = []
        self.figured = False
        if context.about.understood:
            self.standing.home = context.about
            self.standing.new_group(context.about, (Entry(context.about.name, codes=context.about.codes),))
        if context.section:
            title = ORDINAL.sub("", normal(context.section).text)
            self.open_section(list(tokens(title, vocabulary)))

    def open_section(self, title: list[Token]) -> None:
        """What the section's title names is the subject until the text names another."""
        phrase = parse(title, self.year)
        self.standing.dated(phrase)
        self.standing.itemized = bool(phrase.funds or phrase.spent or phrase.received or phrase.names)
        self.standing.fund = phrase.funds[-1] if phrase.funds else ""
        moved = [name for name, said in (("收入", phrase.received), ("支出", phrase.spent)) if said]
        if not phrase.names and phrase.funds and len(moved) == 1 and not phrase.first_unknown:
            self.standing.new_group(self.naming.made(phrase, moved[0]))
        if len(phrase.names) == 1 and not phrase.first_unknown and (entry := plain(phrase.names[0][0])) is not None:
            self.standing.new_group(self.naming.subject(phrase, entry), phrase.names[0][0])
        if self.standing.group.subject != self.standing.home:
            self.standing.titled = self.standing.group.subject

    def read(self) -> list[Statement]:
        """All statements of the paragraph."""
        words: list[Token] = []
        ahead = 0
        if self.pieces and self.pieces[0].kind in GOES_ON:
            self.standing.new_group(NOT_UNDERSTOOD).named = False
        for number, piece in enumerate(self.pieces):
            self.figured = number > 0 and self.pieces[number - 1].kind == FIGURE
            if ahead:
                ahead -= 1
            elif piece.kind == FIGURE and piece.meaning.worded and not self.counts(number, words):
                words.append(Token(UNKNOWN, "数", piece.start, piece.end))
            elif piece.kind == FIGURE:
                words, ahead = name_behind(self.pieces, number, words, self.text.text, self.vocabulary)
                self.figure(piece, words, number)
                words = []
            elif piece.kind == SIGN:
                words = self.sign(piece, words)
            elif piece.kind == PURPOSE and self.divides(number, words):
                if self.standing.parent is None:
                    self.standing.below()
                words = []
            elif piece.kind == BELOW:
                self.topic(words)
                self.list_of(words)
                self.standing.below()
                words = []
            else:
                words.append(piece)
        return self.standing.found

    def divides(self, number: int, words: list[Token]) -> bool:
        """Whether 用于 begins the parts of an expenditure: 支出…万元，用于基本支出…万元、用于项目支出…万元."""
        behind = self.pieces[number + 1 : number + 3]
        if len(behind) < 2 or behind[0].kind != NAME or behind[1].kind != FIGURE or any(word.kind != FILL for word in words):
            return False
        above = self.standing.parent or self.standing.group
        return above.main.name in DIVIDED and any(entry.fits("万元") for entry in behind[0].meaning)

    def counts(self, number: int, words: list[Token]) -> bool:
        """Whether a number in words is one of a name before it, or of the count before: 越野车一辆, 十二批、八十四人次."""
        piece, behind = self.pieces[number], self.pieces[number + 1 : number + 2]
        if behind and behind[0].kind not in (SIGN, AND):
            return False
        names = [word for word in words if word.kind == NAME]
        if not words or not (names or any(word.kind == UNKNOWN for word in words)):
            return any(entry.fits(piece.meaning.unit) for entry in self.standing.group.entries)
        known = all(word.kind != UNKNOWN for word in words)
        return known and any(entry.fits(piece.meaning.unit) for entry in names[-1].meaning)

    def sign(self, piece: Token, words: list[Token]) -> list[Token]:
        """A sign ends a phrase; 、 in a list of names and a bracket without a figure do not. The words that go on."""
        sign = self.standing.sign = piece.meaning
        if sign == "、" and words:
            words.append(Token(AND, "", piece.start, piece.end))
            return words
        if sign == "(":
            return self.open_bracket(piece, words)
        if sign == "：" and not words and self.figured:
            self.standing.below()
        self.topic(words)
        if sign == ")":
            if self.brackets:
                self.standing.group, self.standing.parent = self.brackets.pop()
        elif sign == "；":
            self.standing.end_part()
        elif sign in "。！？":
            self.amounts.queue = []
            self.series.stated.clear()
            self.standing.end_sentence()
        return []

    def open_bracket(self, piece: Token, words: list[Token]) -> list[Token]:
        """What stands in a bracket behind an amount is a part of it."""
        close = self.text.text.find(")", piece.end, piece.end + LONGEST_BRACKET)
        figured = close >= 0 and any(c.isdigit() for c in self.text.text[piece.end : close])
        self.brackets.append((self.standing.group, self.standing.parent))
        if words and not figured:
            return words
        if words:
            self.topic(words)
        else:
            self.standing.below()
        return []

    def topic(self, words: list[Token]) -> None:
        """A clause without a figure: it may name the subject, the year, the stage, the base of the changes to come."""
        if not words:
            return
        standing = self.standing
        phrase = parse(words, self.year)
        dated = bool(phrase.names or phrase.years or phrase.stages)
        standing.definite &= not (self.hopes(phrase) and dated)
        standing.unclear |= phrase.loose
        explained, explains = standing.group, phrase.reason or (phrase.cause and not standing.fresh)
        self.whose(phrase, words)
        standing.based(phrase, sticky=True)
        standing.sticky |= phrase.compares and standing.base is not None
        self.contain(phrase)
        standing.about_project |= any("项目" in text or "工程" in text for text in phrase.unknown)
        only = phrase.names[0][0] if len(phrase.names) == 1 else ()
        standing.of_project |= any(entry.name.startswith("项目·") for entry in only)
        compares = phrase.compares and (phrase.unknown or not phrase.names)
        standing.purpose |= phrase.purpose
        if not (compares or phrase.changes or standing.purpose):
            self.subject(phrase, begins=words[0].kind == YEAR)
        self.without_figure(phrase, words)
        if explains:
            standing.explain(explained)
        standing.fresh = False

    def without_figure(self, phrase: Phrase, words: list[Token]) -> None:
        """没有…, …持平 and …有所增加."""
        if phrase.none is not None:
            standing = self.standing
            standing.unclear |= bool(phrase.unknown)
            self.unfigured.none(phrase, self.in_text(in_words(words[words.index(phrase.none) :], True)))
        elif phrase.same is not None and not phrase.unknown:
            self.unfigured.change(phrase, self.in_text(in_words([phrase.same], phrase.same.meaning != ROUGHLY)))
        elif phrase.direction and phrase.base and not (phrase.unknown or phrase.reaches or phrase.loose or phrase.purpose):
            self.unfigured.change(phrase, self.in_text(in_words(words, True)))

    def in_text(self, figure: SentenceFigure) -> SentenceFigure:
        """A figure with places in the normal text, with those of the text as it stands."""
        return figure._replace(start=self.start + self.text.place(figure.start), end=self.start + self.text.end(figure.end))

    def subject(self, phrase: Phrase, begins: bool) -> None:
        """What a clause without a figure and without a change names. begins: with a year, which holds for what follows."""
        standing = self.standing
        if phrase.codes and not phrase.level and (item := self.naming.item(phrase)).understood:
            standing.new_group(item)
        elif phrase.names:
            project = len(phrase.names) == 2 and any(one.name.startswith("项目·") for one in phrase.names[0][0])
            entries, spoiled = phrase.names[0 if project else -1]  # 某项目绩效目标完成情况 is about the project
            entry = self.naming.topic(entries, phrase)
            if entry is None and len(phrase.names) == 1 and not any(one.codes for one in entries):
                return  # 资金, 购置 and the like are names below others only
            if spoiled or entry is None or (len(phrase.names) > 1 and not project):
                standing.new_group(NOT_UNDERSTOOD)
            else:
                standing.new_group(self.naming.subject(phrase, entry), entries)
        elif phrase.level:
            standing.new_group(self.naming.item(phrase))
        elif phrase.years and (phrase.bare or begins):
            standing.dated(phrase)
        elif phrase.funds and not phrase.unknown:
            standing.fund = phrase.funds[-1]
        elif phrase.bare and phrase.stages and phrase.spent != phrase.received and standing.sign == "：":
            standing.new_group(self.naming.made(phrase, "支出" if phrase.spent else "收入"))
        if phrase.bare and phrase.stages and phrase.stages[-1] in PLANNED and not standing.group.subject.understood:
            standing.stage = phrase.stages[-1]

    def contain(self, phrase: Phrase) -> None:
        """“三公”经费支出决算中，…: what follows are parts of it."""
        entry = plain(phrase.container)
        if entry is None:
            return
        standing, subject = self.standing, self.naming.subject(phrase, entry)
        old = standing.parent or standing.group
        if (old.subject.name, old.subject.fund) == (subject.name, subject.fund):
            standing.group = old
        else:
            standing.new_group(subject, phrase.container)
        standing.parent = standing.group

    def list_of(self, words: list[Token]) -> None:
        """支出包括：一般公共预算…: what is listed are parts of 支出, or of 收入."""
        phrase = parse(words, self.year)
        if phrase.bare and phrase.spent != phrase.received:
            self.standing.new_group(self.naming.made(phrase, "支出" if phrase.spent else "收入"))

    def hopes(self, phrase: Phrase) -> bool:
        """Whether a phrase speaks of what may not come true."""
        return phrase.plan and (phrase.aims or not self.standing.context.budget)

    def whose(self, phrase: Phrase, words: list[Token]) -> None:
        """Whether the figures to come are the department's: 本部门 says so, another name before them that they are not."""
        standing = self.standing
        lead = next((word for word in words if word.kind not in (FILL, YEAR)), words[0])
        if BY_RULE.match(self.text.text, words[0].start):
            return
        standing.period |= lead.kind == SCOPE and lead.meaning == PERIOD
        standing.elsewhere = lead.kind == SCOPE or (standing.elsewhere and not phrase.own)
        if phrase.own:
            standing.foreign = False
        elif standing.parent is None and standing.fresh:
            part = any(word.kind == SCOPE and word.meaning for word in words[:2])
            standing.foreign |= part or (phrase.first_unknown and self.leads(words))

    def leads(self, words: list[Token]) -> bool:
        """Whether a clause begins with something that has figures of its own: a fund, a centre, a school."""
        name = next((word.start for word in words if word.kind == NAME), words[-1].end)
        return words[0].kind == UNKNOWN and FOREIGN.match(self.text.text[words[0].start : name]) is not None

    def figure(self, piece: Token, words: list[Token], number: int) -> None:
        """A figure and the words before it in its clause."""
        standing, read = self.standing, piece.meaning
        assert isinstance(read, Number)
        phrase = parse(listed(words, read.unit, self.text.text), self.year)
        if words:
            self.whose(phrase, words)
        if phrase.reason or phrase.cause:
            standing.explain(standing.group)
        standing.based(phrase, sticky=False)
        if not phrase.begins:
            standing.dated(phrase)
        standing.definite &= not self.hopes(phrase)
        standing.about_project |= "该项目" in phrase.unknown or "本项目" in phrase.unknown
        standing.of_project |= any(entry.name.startswith("项目·") for listed, _ in phrase.names[:-1] for entry in listed)
        standing.unclear |= (phrase.loose and not phrase.bound) or phrase.none is not None
        exact = read.exact and not phrase.loose and phrase.none is None
        bound = phrase.bound if words and words[-1].kind == LOOSE else 0
        span = SentenceFigure(read.value, read.unit, read.decimals, piece.start, piece.end, exact, bound, read.worded)
        figure = self.in_text(span)
        definite = standing.definite and (exact or bound != 0) and not (phrase.scope or standing.elsewhere or standing.period)
        self.contain(phrase)
        if phrase.bare and figure.money and (sums := [word for word in words if word.kind == SUM]):
            self.relations.summed(figure, PARTS.get(self.text.text[sums[-1].start], 0))
        else:
            self.state(figure, phrase, definite, number)
        standing.fresh, standing.sign = False, ""

    def state(self, figure: SentenceFigure, phrase: Phrase, definite: bool, number: int) -> None:
        """Hand a figure to what reads its kind."""
        related = figure.unit == "%" or phrase.changes
        if phrase.severally and related and len(phrase.names) > 1:
            self.series.stated = [self.standing.new_group(*self.naming.named(one, phrase, "万元")) for one, _ in phrase.names]
            phrase.names.clear()
        if phrase.severally and related and not phrase.names and not self.series.begin(phrase, self.pieces, number):
            self.relations.unclear(figure)
            return
        if self.series.waiting:
            if (phrase.severally or phrase.bare) and not phrase.stages:
                self.standing.group = self.series.next(phrase)
            else:
                self.series.waiting = []
        if figure.unit == "%":
            self.relations.percentage(figure, phrase, definite)
        elif figure.unit == "百分点" or not figure.unit:
            kind = StatementKind.CHANGE if figure.unit else StatementKind.VALUE
            self.standing.say(Statement(NOT_UNDERSTOOD, kind, figure, 0, definite=False))
        elif phrase.begins and not phrase.stages:
            self.relations.change_from(figure, phrase, definite)
        elif phrase.changes and not phrase.reaches:
            self.relations.change(figure, phrase, definite)
        elif phrase.compares and phrase.base and (phrase.base.year or phrase.base.stage):
            self.relations.compared(figure, phrase, definite)
        elif phrase.after_done is not None and not phrase.after_done.says_anything:
            phrase.spent, phrase.after_done = True, None
            self.amounts.amount(figure, phrase, definite, self.pieces, number)
        elif phrase.after_share or phrase.after_done:
            self.relations.operand(figure, phrase, definite)
        else:
            self.amounts.amount(figure, phrase, definite, self.pieces, number)


def listed(words: list[Token], unit: str, text: str) -> list[Token]:
    """The words before a count, without the members between its name and it: 内设办公室、财务股等5个, 内设办公室、财务股2个."""
    if not words or not (text[words[-1].start : words[-1].end] == "等" or any(word.kind == AND for word in words)):
        return words
    for number, word in enumerate(words):
        if word.kind == NAME and any(entry.fits(unit) and not entry.fits("万元") for entry in word.meaning):
            return words[: number + 1]
    return words


def read_sentences(text: str, vocabulary: Vocabulary, context: Context | None = None) -> list[Statement]:
    """All figures with a unit in a text, with what they are figures of; see the room's first page."""
    found: list[Statement] = []
    context = context or Context()
    here, before = context, ""
    for start, end in paragraphs(text):
        style = title_style(text[start:end])
        titled = bool(style)
        if WORTH_READING.search(text, start, end):
            read = Reader(normal(text[start:end]), start, vocabulary, here).read()
            titled = titled and not read
            found += read
        if titled:  # two in a row are a list
            here = context._replace(section=text[start:end].strip()) if style != before else context
        before = style
    return found


def title_style(paragraph: str) -> str:
    """How the ordinal of a title is written; empty where the paragraph is no title: not short, a sentence, the name of a form."""
    title = paragraph.strip()
    found = TITLE.match(title) if len(title) <= LONGEST_TITLE else None
    return "" if found is None or title.endswith("表") else STYLE.sub("#", found["ordinal"])
