"""The words of a clause before a figure, sorted by what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.sentences.statement import Base
from generator.sentences.tokens import CODE, MARK, THRESHOLD, UNKNOWN, Token
from generator.sentences.vocabulary import (
    AMONG,
    AND,
    BEGINS,
    BESIDE_BUDGET,
    CAUSE,
    CHANGE,
    COMPARED,
    DONE,
    EACH,
    FILL,
    FUND,
    LOOSE,
    NAME,
    NONE,
    PLAN,
    PRICE,
    PURPOSE,
    REACHES,
    REASON,
    RECEIVED,
    SCOPE,
    SELF,
    SEVERALLY,
    SHARE,
    SPENT,
    STAGE,
    THAN,
    YEAR,
    Entry,
)

DIRECTIONS = {"增加": 1, "减少": -1, "持平": 0, "大致持平": 0}
THINGS = frozenset(("项目", "预算项目", "二级项目", "的项目", "个项目", "本级项目", "支出项目"))
"""Words of what is counted that stand between the name of a stage and its number: 编报绩效目标的项目6个."""
YEARS = {"本年": 0, "上年": -1, "前年": -2, "明年": 1}
AIM = "目标"
UNKNOWN_YEAR = -9999
"""The year of an expression that the reader does not see."""


@dataclass(slots=True)
class Phrase:
    """What a clause says before its figure (or its end).

    names: each with whether something not understood stands before it. years: as said; stages, funds: in their order.
    level: of a 科目 mark; title: the words before the mark that name nothing known. after_share: what stands behind 占.
    """

    names: list[tuple[tuple[Entry, ...], bool]] = field(default_factory=list)
    funds: list[str] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    level: str = ""
    item: tuple[Entry, ...] = ()
    unknown: list[str] = field(default_factory=list)
    direction: int | None = None
    changes: bool = False
    compares: bool = False
    base: Base | None = None
    after_share: Phrase | None = None
    after_done: Phrase | None = None
    spent: bool = False
    received: bool = False
    this_year: bool = False
    own: bool = False
    loose: bool = False
    plan: bool = False
    aims: bool = False
    """力争, 目标: what is hoped for, in a budget too."""
    scope: bool = False
    reason: bool = False
    cause: bool = False
    """受…影响: a reason where something is said before it, else what the sentence begins with."""
    purpose: bool = False
    """用于…: what an amount is spent on is not what is spoken of."""
    each: bool = False
    severally: bool = False
    among: bool = False
    container: tuple[Entry, ...] = ()
    """What stands before 中: “三公”经费支出决算中，…"""
    joined: bool = False
    first_unknown: bool = False
    """Something not understood stands before everything else that says what is meant."""
    bound: int = 0
    """1 where 超过 stands before the figure, -1 where 不足 does."""
    reaches: bool = False
    """增加到: the figure is what it has become."""
    begins: bool = False
    """由…: the figure is what it was before."""
    threshold: bool = False
    """单价50万元以上: of the equipment that is counted."""
    none: Token | None = None
    """没有: what is named behind it is none."""
    same: Token | None = None
    """持平, and whether it says so exactly."""
    change_first: bool = False
    """增加 stands before the name: 增加人员经费 may be a part of what was added."""

    @property
    def says_anything(self) -> bool:
        """Whether it says more than 的, 为 and the like."""
        return not self.bare or bool(self.stages or self.changes or self.after_share or self.after_done or self.years)

    @property
    def bare(self) -> bool:
        """Nothing in it says what is meant."""
        return not (self.names or self.funds or self.item or self.level or self.codes or self.unknown)


def parse(words: Sequence[Token], year: int, inner: bool = False) -> Phrase:
    """Sort the words of a phrase. year: of the report, that 上年 and 本年 count from. inner: behind 占 or 完成."""
    phrase = Phrase()
    said_last = next((i for i in range(len(words) - 1, -1, -1) if words[i].kind not in (FILL, YEAR, BEGINS)), -1)
    position = 0
    while position < len(words):
        word = words[position]
        if word.kind in (SHARE, DONE) and not inner:
            behind = parse(words[position + 1 :], year, inner=True)
            phrase.after_share, phrase.after_done = (behind, None) if word.kind == SHARE else (None, behind)
            return phrase
        if word.kind == PRICE:
            following = words[position + 1] if position + 1 < len(words) else None
            phrase.loose |= following is None or following.meaning != THRESHOLD
        elif word.kind == NAME and phrase.names and _sums_up(word, words[position - 1]):
            phrase.spent = True
        elif word.kind == THAN and (length := _base(words, position + 1, phrase, year)):
            position += length
        elif word.kind == BEGINS:
            phrase.begins |= position > said_last
            if not phrase.begins and word.meaning == "由":
                phrase.unknown.append("由")
        elif word.kind == PURPOSE and _names_parts(phrase, words[position + 1 : position + 2]):
            _forget(phrase)
        elif word.kind == UNKNOWN and word.meaning in THINGS and phrase.names and phrase.names[-1][0][0].trails:
            pass
        elif word.kind in (UNKNOWN, SHARE, DONE, PURPOSE):
            phrase.purpose |= word.kind == PURPOSE
            phrase.unknown.append(word.meaning)
            phrase.first_unknown |= not (phrase.names or phrase.funds or phrase.stages or phrase.changes)
        else:
            _sort(word, phrase, year)
        position += 1
    return phrase


def _names_parts(phrase: Phrase, behind: Sequence[Token]) -> bool:
    """公用经费用于办公费…: what follows are parts of what is named."""
    if not behind or behind[0].kind != NAME or not phrase.names or phrase.unknown:
        return False
    above = {entry.name for entry in phrase.names[-1][0]}
    return any(entry.needs & above for entry in behind[0].meaning)


SUMS = frozenset(("本年支出合计", "支出总计", "总支出", "本年收入合计"))


def _sums_up(word: Token, before: Token) -> bool:
    """“三公”经费支出合计: the second name only says that the first is a sum."""
    return before.kind == NAME and before.end == word.start and word.meaning[0].name in SUMS


def _base(words: Sequence[Token], start: int, phrase: Phrase, year: int) -> int:
    """Read what a change is measured from, behind 比 or 与; how many words it takes, 0 where it is no comparison."""
    base_year, stage, length = 0, "", 0
    for word in words[start : start + 5]:
        if word.kind == YEAR:
            base_year = base_year if base_year and word.meaning == "本年" else said_year(word.meaning, year)
        elif word.kind == STAGE and not stage:
            stage = word.meaning.removeprefix("支出").removeprefix("收入")
        elif word.kind == UNKNOWN and word.meaning == "年初" and not length:
            base_year = year - 1
        elif not (length and word.kind == "填" and word.meaning == ""):
            break
        length += 1
    if not length or (not base_year and not stage):
        return 0
    phrase.compares = True
    phrase.base = Base(0 if base_year == year else base_year, stage)
    return length


def said_year(meaning: int | str, year: int) -> int:
    """The year that a word names, given the report's."""
    if isinstance(meaning, int):
        return UNKNOWN_YEAR if meaning < 0 else meaning
    return year + YEARS[meaning]


def _sort(word: Token, phrase: Phrase, year: int) -> None:
    kind, meaning = word.kind, word.meaning
    if kind == NAME:
        phrase.names.append((meaning, bool(phrase.unknown)))
        phrase.change_first |= phrase.changes
    elif kind == FUND:
        phrase.funds.append(meaning)
    elif kind == STAGE:
        phrase.spent |= meaning.startswith("支出")
        phrase.received |= meaning.startswith("收入")
        phrase.stages.append(meaning.removeprefix("支出").removeprefix("收入"))
    elif kind == YEAR:
        phrase.this_year |= meaning == "本年"
        if not (phrase.years and meaning == "本年"):  # 2024年当年 is 2024
            phrase.years.append(said_year(meaning, year))
    elif kind == CHANGE:
        phrase.changes = True
        phrase.direction = DIRECTIONS[meaning]
        phrase.same = word if phrase.direction == 0 else None
    elif kind == NONE:
        phrase.none = word
    elif kind == REACHES:
        phrase.reaches = True
    elif kind == BESIDE_BUDGET:
        phrase.changes = phrase.compares = True
        phrase.direction = 1 if meaning.startswith("多于") else -1
        phrase.base = Base(0, meaning[2:])
    elif meaning == THRESHOLD:
        phrase.threshold = True
    elif kind == "增减不定":
        phrase.changes = True
    elif kind == "同比":
        phrase.compares, phrase.base = True, Base(year - 1)
    elif kind == CODE:
        phrase.codes.append(meaning)
    elif kind == MARK:
        _marked(phrase, meaning)
    elif kind == AMONG:
        phrase.among = bool(phrase.names or phrase.funds)
        _forget(phrase)
    else:
        _flag(kind, phrase)
        phrase.aims |= kind == PLAN and meaning == AIM
        if kind == LOOSE:
            phrase.bound = BOUNDS.get(meaning, 0)


def _forget(phrase: Phrase) -> None:
    """What stands before 中 is the whole of what comes behind."""
    if phrase.names and not phrase.unknown:
        phrase.container = phrase.names[-1][0]
        phrase.names.clear()
        phrase.funds = phrase.funds[-1:] if phrase.funds else []


def _marked(phrase: Phrase, level: str) -> None:
    """A 科目 mark: the name before it, known or not, is that of a 科目 of the level."""
    listed = phrase.names.pop()[0] if phrase.names and not phrase.unknown else ()
    lost = phrase.level and not phrase.item
    above = tuple(code for entry in phrase.item for code in entry.codes)
    fits = [entry for entry in listed if entry.item]
    if above:
        fits = [entry._replace(codes=tuple(code for code in entry.codes if code.startswith(above))) for entry in fits]
    phrase.level = level
    phrase.item = () if lost else tuple(entry for entry in fits if entry.codes)
    phrase.unknown.clear()


BOUNDS = {"多于": 1, "少于": -1}
FLAGS = {
    SPENT: "spent",
    RECEIVED: "received",
    SELF: "own",
    LOOSE: "loose",
    PLAN: "plan",
    SCOPE: "scope",
    REASON: "reason",
    CAUSE: "cause",
    EACH: "each",
    SEVERALLY: "severally",
    AND: "joined",
    COMPARED: "compares",
    THAN: "joined",
}


def _flag(kind: str, phrase: Phrase) -> None:
    name = FLAGS.get(kind)
    if name:
        setattr(phrase, name, True)
