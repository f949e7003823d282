"""Z: cleanliness of texts: the patterns of one line, marks without a partner, reasons used again and again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule
from generator.checks.engine.settings import THRESHOLDS
from generator.checks.engine.text_index import BREAK, EXPRESSION
from generator.checks.text.patterns import DOUBLED, HAN, PATTERNS, Pattern

PAIRS = {"》": "《", "）": "（", "”": "“", "〉": "〈", "〕": "〔", "】": "【"}
NESTED = ("文字.总计变动原因", "文字.财政拨款变动原因", "文字.一般公共预算变动原因")
"""Each total holds the next one: a form asks three times why the same money has changed."""
LEAST, MOST = 4, 20
LONGEST = 60
"""Characters of what was found that a message repeats."""
WORDS = re.compile(f"{HAN}{{{LEAST},{MOST}}}")
COMMAS = re.compile("[，、：:]")
MARKS = re.compile(f"[{''.join(PAIRS)}{''.join(PAIRS.values())}]")
MARKS_AND_BREAKS = re.compile(f"{MARKS.pattern[:-1]}{BREAK}]")


def _matches(pattern: Pattern, facts: Facts) -> Iterator[Found]:
    text = facts.page.text
    if pattern.hints and not facts.page.any_of(pattern.hints):
        return
    if pattern.trigger and not facts.page.has(pattern.trigger):
        return
    for found in re.finditer(pattern.pattern, text):
        line, offset = facts.page.locate(found.start())
        if not (line.prose or pattern.words):
            continue
        shown = line.raw[offset : offset + min(len(found[0]), LONGEST)].strip() or found[0][:LONGEST]
        shown += "…" if len(found[0]) > LONGEST else ""
        yield Breach(pattern.message.format(shown), line.at(offset), pattern.remedy)


def twice(facts: Facts) -> Iterator[Found]:
    """The same words before a comma and after it; the search goes by what follows the comma, which is faster."""
    text = facts.page.text
    at = -1
    for before, after in pairwise(COMMAS.split(text)):
        at += len(before) + 1
        if len(after) < LEAST or after[:LEAST] not in before:
            continue
        first = text.find(after[:LEAST], max(0, at - MOST), at)
        while first >= 0:
            words = text[first:at]
            if WORDS.fullmatch(words) and text.startswith(words, at + 1):
                line, offset = facts.page.locate(first)
                yield Breach(f"同一个词组写了两遍：“{words}{text[at]}{words}”", line.at(offset), DOUBLED)
                break
            first = text.find(after[:LEAST], first + 1, at)


def _check(pattern: Pattern) -> Check:
    return Check(pattern.id, pattern.name, pattern.severity, lambda facts: _matches(pattern, facts), pattern.remedy)


def unpaired(facts: Facts) -> Iterator[Found]:
    """A bracket or quotation mark without its partner in the paragraph."""
    if _paired(facts.page.text):
        return
    for text in facts.texts:
        for piece in text.pieces:
            if wrong := _unpaired(piece.text):
                place = text.place._replace(line=piece.line)
                yield Breach(f"{wrong[0]} 没有配对：…{wrong[1]}…", place, "补上另一半，或删去它")
    for word in facts.words:
        if wrong := _unpaired(word):
            yield Breach(f"{wrong[0]} 没有配对：…{wrong[1]}…", word.place, "补上另一半，或删去它")


def _paired(text: str) -> bool:
    """True where every line has all its marks in pairs: then every paragraph has."""
    open_: list[str] = []
    for found in MARKS_AND_BREAKS.finditer(text):
        mark = found[0]
        if mark == BREAK:
            if open_:
                return False
        elif mark not in PAIRS:
            open_.append(mark)
        elif not open_ or open_.pop() != PAIRS[mark]:
            return False
    return not open_


def _unpaired(text: str) -> tuple[str, str] | None:
    """The first mark without a partner, with some text around it."""
    text = EXPRESSION.sub("", text) if "{{" in text else text
    open_: list[int] = []
    for found in MARKS.finditer(text):
        i, mark = found.start(), found[0]
        if mark not in PAIRS:
            open_.append(i)
        elif not open_ or text[open_[-1]] != PAIRS[mark]:
            return mark, text[max(0, i - 6) : i + 6]
        else:
            open_.pop()
    return (text[open_[-1]], text[max(0, open_[-1] - 6) : open_[-1] + 6]) if open_ else None


def repeated(facts: Facts) -> Iterator[Found]:
    """The same reason, word for word, again and again (Z08). Reasons of one and the same money in several totals count once."""
    reasons = defaultdict(list)
    for reason in facts.texts:
        if reason.place.path.endswith("原因"):
            reasons[str(reason)].append(reason.place)
    least = ceil(facts.settings.threshold("Z08"))
    for text, where in reasons.items():
        nested = sum(place.path in NESTED for place in where)
        if len(where) - max(nested - 1, 0) >= least:
            names = "、".join(place.path for place in where)
            yield Breach(f"同一句原因用了{len(where)}次：“{text}”（{names}）", where[0], "各写各的原因", where[-1])


RULES: tuple[Rule, ...] = (
    *map(_check, PATTERNS),
    Check("Z06", "同一个词组写了两遍", WARNING, twice, DOUBLED),
    Check("Z05", "书名号、括号、引号成对", WARNING, unpaired, "补上另一半，或删去它"),
    Check(
        "Z08",
        f"同一句原因不用{THRESHOLDS['Z08'][0]}次以上",
        WARNING,
        repeated,
        "各写各的原因",
        note="总计、财政拨款、一般公共预算的变动原因相同的，算一次",
    ),
)
