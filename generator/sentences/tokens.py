"""A paragraph cut into words, figures, signs and what the reader does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from generator.model.numerals import number_of
from generator.sentences.vocabulary import FILL, LOOSE, SCOPE, YEAR, Vocabulary

MASK = "\ue000"
"""Stands for each character of an expression of a template: a figure or a word that the reader does not see."""
FIGURE, SIGN, MARK, CODE, UNKNOWN = "数", "号", "科目", "编码", "?"
PERIOD = "时段"
"""The meaning of a part of the year, or of several years."""
THRESHOLD = "限额"
"""The meaning of 50万元以上: of the equipment that is counted, not an amount."""
SIGNS = frozenset("，。；：、！？()")

UNIT = (
    r"万元|亿元|千元|元(?!素|旦|件)|个?百分点|%|万人次|人次|人\(次\)|万人|人(?!均|员|民|大|才|口|工|力|社)|名(?!称|录|单)|位|户次|万户|户|家|"
    r"个批次|批次|批\(次\)|批|团次|个(?!月|工作日|百分点|人)|件|条|台\(套\)|台/套|台|套|辆|座(?![谈位])|场次|场|次|份|期(?!间|末)|笔|处(?!室)|所(?!属|有)|项(?!目)|"
    r"分(?![钟之类别局公管院店队厅布期享析红解工级片门])"
)
DIGITS = rf"(?:[0-9]{{1,3}}(?: [0-9]{{3}})+(?:\.[0-9]+)?|[0-9][0-9,]*(?:\.[0-9]+)?|{MASK}+)"
NUMBER = re.compile(
    rf"(?P<year>(?:19|20)[0-9]{{2}}(?=年[初末](?:财政拨款)?结)|(?:(?:19|20)[0-9]{{2}}|{MASK}+)年度?[末底]?(?![0-9]{{1,2}}月))"
    rf"|(?P<years>(?:19|20)[0-9]{{2}}年?(?:度)?[-~至到](?:19|20)?[0-9]{{2}}年度?)"
    rf"|(?P<date>(?:(?P<of>(?:19|20)[0-9]{{2}})年)?(?P<month>[0-9]{{1,2}})月(?:[0-9]{{1,2}}日)?[底末份]?)"
    rf"|(?P<months>[0-9]{{1,2}}月?[-~至到](?P<last>[0-9]{{1,2}})月份?)"
    rf"|(?P<range>{DIGITS}(?:{UNIT})?[-~至到]{DIGITS}(?:{UNIT}))"
    rf"|(?P<threshold>[0-9][0-9,.]*(?:万元|元)(?:\(含\))?以上(?:\(含\))?)(?=的?(?:[^，。；]{{0,2}}设备))"
    rf"|(?P<amount>{DIGITS})(?P<more>[余多几])?(?P<unit>{UNIT})(?P<per>/)?"
    rf"|(?P<shared>[0-9][0-9,]*\.[0-9]+)(?=(?:[、和及][0-9][0-9,]*\.[0-9]+){{0,12}}[、和及][0-9][0-9,]*\.[0-9]+(?P<of_all>万元|亿元|元|%))"
    rf"|(?P<opaque>{MASK}+)"
    rf"|(?P<code>[0-9]{{7}}|[0-9]{{5}}|[0-9]{{3}})(?=[\u4e00-\u9fff])"
    rf"|(?P<ordinal>[0-9]{{1,2}}[、.)](?![0-9]))"
    rf"|(?P<other>[0-9][0-9.,]*)"
)
BRACKET = re.compile(
    r"(?<=[\u4e00-\u9fff])\((?P<code>[0-9]{7}|[0-9]{5}|[0-9]{2,3})\)"
    r"|(?P<mark>\([0-9]{0,7}(?P<level>类|款|项|科目)\)(?:\([0-9]{2,7}\))?)"
    r"|(?P<passed>\((?:境|含|含本数|不含车辆|(?:以|含|图|见|详见|附|单位)[^()0-9]{0,40}[0-9]{0,2})\))"
    r"|(?P<left_out>\([^()0-9]{0,20}(?:不含|不包括|除|扣|剔|本级|下属|局部)[^()]{0,30}\))"
    r"|(?P<ordinal>\([一二三四五六七八九十0-9]{1,3}\))"
)
AFTER = re.compile(r"\(?(?:以上|以下|以内|左右|上下|及以上|不等|未|尚|因|由|被|调|转|退|收回|上缴|缺口|以外)")
SIGNED = frozenset("-−")
NUMERALS = frozenset("一二两三四五六七八九十")
NUMERAL = re.compile(
    "(?P<number>[二两三四五六七八九十][一二三四五六七八九十百零]{0,4}|一(?=辆|台|批次|人次|百|十))"
    "(?P<unit>辆|批次|人次|批|台|名(?![称录单])|人(?![均员民大才口工力社])|家|个(?![月百]|工作日|方面))"
)
NO_COUNT_BEFORE = frozenset("第每各同逐某前后上下这那另有")
"""第二批, 每两人: not how many there are."""


class Token(NamedTuple):
    """A piece of a paragraph: kind, what it means, where it starts and ends."""

    kind: str
    meaning: Any
    start: int
    end: int


class Number(NamedTuple):
    """A figure as printed: its value in the unit of `Figure`, decimals, unit, and whether it is said exactly."""

    value: Decimal | None
    decimals: int
    unit: str
    exact: bool
    worded: bool = False


def tokens(text: str, vocabulary: Vocabulary) -> Iterator[Token]:
    """The pieces of a paragraph, one after the other; each character belongs to one piece."""
    words, lengths = vocabulary.words, vocabulary.lengths
    position, size, unknown = 0, len(text), -1
    while position < size:
        char = text[position]
        found: Token | None = None
        if char.isdigit() or char == MASK:
            found = _number(text, position)
        elif char == "(":
            found = _bracket(text, position)
        if found is None:
            for length in lengths.get(text[position : position + 2], ()):
                word = words.get(text[position : position + length])
                if word is not None:
                    found = Token(word[0], word[1], position, position + length)
                    break
            else:
                if char in SIGNS:
                    found = Token(SIGN, char, position, position + 1)
                elif (word := words.get(char)) is not None:
                    found = Token(word[0], word[1], position, position + 1)
                elif char in NUMERALS:
                    found = _numeral(text, position)
        if found is None or found.kind == UNKNOWN:
            unknown = position if unknown < 0 else unknown
            position = position + 1 if found is None else found.end
            continue
        if unknown >= 0:
            yield Token(UNKNOWN, text[unknown:position], unknown, position)
            unknown = -1
        yield found
        position = found.end
    if unknown >= 0:
        yield Token(UNKNOWN, text[unknown:], unknown, size)


def _numeral(text: str, position: int) -> Token | None:
    """A count in words; 一个 and the like are no counts."""
    found = NUMERAL.match(text, position)
    if found is None or (position and text[position - 1] in NO_COUNT_BEFORE):
        return None
    exact = not AFTER.match(text, found.end())
    number = number_of(found["number"].replace("两", "二"))
    return Token(FIGURE, Number(Decimal(number), 0, found["unit"], exact, worded=True), position, found.end())


def _number(text: str, position: int) -> Token | None:
    found = NUMBER.match(text, position)
    if found is None:
        return None
    end = found.end()
    kind = str(found.lastgroup)
    if found["amount"]:
        return _amount(text, found.span("amount"), found["unit"], found.end("unit"), _said_exactly(text, found))
    if found["shared"]:
        return _amount(text, found.span("shared"), found["of_all"], end, True)
    if kind == "year":
        digits = found["year"][:4]
        return Token(YEAR, int(digits) if digits.isdigit() else -1, position, end)
    if found["date"]:
        month = int(found["month"])
        if month != 12:
            return Token(SCOPE, PERIOD, position, end)
        return Token(YEAR, int(found["of"]), position, end) if found["of"] else Token(FILL, "", position, end)
    if found["months"]:
        whole = found["last"] == "12" and found["months"][:2] in ("1月", "1-", "1至", "1~", "1到")
        return Token(FILL if whole else SCOPE, PERIOD, position, end)
    if found["years"]:
        return Token(SCOPE, PERIOD, position, end)
    if found["range"]:
        return Token(FIGURE, Number(None, 0, "", False), position, end)
    if found["threshold"]:
        return Token(FILL, THRESHOLD, position, end)
    if found["opaque"]:
        return Token(FIGURE, Number(None, 0, "", False), position, end)
    if found["code"]:
        return Token(CODE, found["code"], position, end)
    if found["ordinal"] and (position == 0 or text[position - 1] in SIGNS):
        return Token(SIGN, "序", position, end)
    return Token(UNKNOWN, found[0], position, end)


SHIFT = {"亿元": 4, "千元": -1, "元": -4, "万人次": 4, "万人": 4, "万户": 4}
PLAIN = {"万人次": "人次", "万人": "人", "万户": "户", "个百分点": "百分点"}


def _said_exactly(text: str, found: re.Match[str]) -> bool:
    """Whether nothing around an amount says that it is roughly so much, or so much each."""
    return not found["more"] and not found["per"] and not AFTER.match(text, found.end("unit"))


def _amount(text: str, span: tuple[int, int], unit: str, end: int, exact: bool) -> Token:
    position, digits = span[0], text[span[0] : span[1]].replace(",", "").replace(" ", "")
    if not digits[:1].isdigit():
        return Token(FIGURE, Number(None, 0, PLAIN.get(unit, unit), exact), position, end)
    value = Decimal(digits)
    if position and text[position - 1] in SIGNED:
        value = -value
    decimals = max(0, -int(value.as_tuple().exponent))
    shift = SHIFT.get(unit, 0)
    if shift:
        value, decimals = value.scaleb(shift), decimals - shift
    return Token(FIGURE, Number(value, decimals, PLAIN.get(unit, unit), exact), position, end)


def _bracket(text: str, position: int) -> Token | None:
    found = BRACKET.match(text, position)
    if found is None:
        return None
    if found["code"]:
        return Token(CODE, found["code"], position, found.end())
    if found["mark"]:
        return Token(MARK, found["level"], position, found.end())
    if found["passed"]:
        return Token(FILL, "", position, found.end())
    if found["left_out"]:
        return Token(LOOSE, "", position, found.end())
    return Token(SIGN, "序", position, found.end())
