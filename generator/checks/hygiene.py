"""Z: cleanliness of texts: the patterns of one line, marks without a partner, reasons used again and again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.checks.facts import Facts
from generator.checks.lines import EXPRESSION
from generator.checks.patterns import PATTERNS, Pattern
from generator.checks.rule import WARNING, Check, Found, Rule, Spot
from generator.checks.settings import THRESHOLDS
from generator.model.place import Typed
from generator.model.text import Text

PAIRS = {"》": "《", "）": "（", "”": "“", "〉": "〈", "〕": "〔", "】": "【"}
MARKS = re.compile(f"[{''.join(PAIRS)}{''.join(PAIRS.values())}]")


def _matches(pattern: Pattern, facts: Facts) -> Iterator[Found]:
    text = facts.page.text
    if pattern.hints and not any(hint in text for hint in pattern.hints):
        return
    for found in re.finditer(pattern.pattern, text):
        line, offset = facts.page.locate(found.start())
        shown = line.raw[offset : offset + len(found[0])].strip() or found[0]
        yield Spot(pattern.message.format(shown), line.at(offset), pattern.remedy)


def _check(pattern: Pattern) -> Check:
    return Check(pattern.id, pattern.name, pattern.severity, lambda facts: _matches(pattern, facts), pattern.remedy)


def unpaired(facts: Facts) -> Iterator[Found]:
    """A bracket or quotation mark without its partner in the paragraph."""
    for value in facts.values:
        if isinstance(value, Text):
            for piece in value.pieces:
                if wrong := _unpaired(EXPRESSION.sub("", piece.text)):
                    place = value.place._replace(line=piece.line)
                    yield Spot(f"{wrong[0]} 没有配对：…{wrong[1]}…", place, "补上另一半，或删去它")
        elif isinstance(value, Typed) and (wrong := _unpaired(value)):
            yield Spot(f"{wrong[0]} 没有配对：…{wrong[1]}…", value.place, "补上另一半，或删去它")


def _unpaired(text: str) -> tuple[str, str] | None:
    """The first mark without a partner, with some text around it."""
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
    """The same reason, word for word, again and again (Z08)."""
    places = defaultdict(list)
    for value in facts.values:
        if isinstance(value, Text) and value.place.path.endswith("原因") and value.pieces:
            places[str(value)].append(value.place)
    for text, where in places.items():
        if len(where) >= facts.settings.threshold("Z08"):
            names = "、".join(place.path for place in where)
            yield Spot(f"同一句原因用了{len(where)}次：“{text}”（{names}）", where[0], "各写各的原因", where[-1])


RULES: tuple[Rule, ...] = (
    *map(_check, PATTERNS),
    Check("Z05", "书名号、括号、引号成对", WARNING, unpaired, "补上另一半，或删去它"),
    Check("Z08", f"同一句原因不用{THRESHOLDS['Z08'][0]}次以上", WARNING, repeated, "各写各的原因"),
)
