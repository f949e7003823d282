"""Names that stand behind their count: 设3个内设机构, 下属5家预算单位, 对6个项目开展绩效自评."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from generator.sentences.tokens import FIGURE, SIGN, UNKNOWN, Token
from generator.sentences.vocabulary import AND, BELOW, FILL, MONEY_UNITS, NAME, SCOPE, YEAR, Entry, Vocabulary

MOST_BEHIND = 8
"""Words within which the name stands."""
MOST_JOINED = 3
"""Words behind the count that make a name with those before it."""
NO_COUNTS = MONEY_UNITS | {"", "%", "百分点", "分"}
CHOSEN = re.compile("财政对|重点|第三方|抽|委托|其中|财政局|财政厅|财政部|随机|另")
"""Before the count: it is of some of the projects, or of what another office did."""


def name_behind(
    pieces: Sequence[Token], number: int, lead: list[Token], text: str, vocabulary: Vocabulary
) -> tuple[list[Token], int]:
    """The words before a count, with the name behind it as the last of them, and how many pieces behind the count are read.

    number: the count among the pieces. lead: the words before it. The words as they are and 0 where no name is behind.
    """
    unit = pieces[number].meaning.unit
    if unit in NO_COUNTS or any(word.kind == NAME and _fits(word, unit) for word in lead):
        return lead, 0
    behind = list(takewhile(lambda piece: piece.kind not in (SIGN, FIGURE, BELOW), pieces[number + 1 : number + 1 + MOST_BEHIND]))
    if not behind:
        return lead, 0
    if (stage := _stage(behind, unit)) is not None:
        chosen = bool(lead) and CHOSEN.search(text, lead[0].start, pieces[number].start)
        return (lead, 0) if chosen else ([*(word for word in lead if word.kind == YEAR), stage], len(behind))
    words, read = _joined(pieces[number], lead, behind, text, vocabulary)
    if not read and behind[0].kind == SCOPE:
        return [*lead, Token(UNKNOWN, "", behind[0].start, behind[0].start)], 1
    if not read and behind[0].kind in (NAME, UNKNOWN) and not any(word.kind == NAME for word in lead):
        return [*lead, Token(UNKNOWN, "", behind[0].start, behind[0].start)], 1 if behind[0].kind == NAME else 0
    return words, read


def _fits(word: Token, unit: str) -> bool:
    return any(entry.fits(unit) for entry in word.meaning)


def _stage(behind: Sequence[Token], unit: str) -> Token | None:
    """项目编制了绩效目标: what was done with the things that are counted."""
    for piece in behind:
        if piece.kind == NAME:
            entries: tuple[Entry, ...] = piece.meaning
            if any(entry.trails and entry.fits(unit) for entry in entries):
                return piece
            if entries[0].name != "项目支出":
                return None
        elif piece.kind not in (FILL, YEAR) and not (piece.kind == UNKNOWN and "项目" in piece.meaning):
            return None
    return None


def _joined(
    count: Token, lead: list[Token], behind: Sequence[Token], text: str, vocabulary: Vocabulary
) -> tuple[list[Token], int]:
    """下属…家预算单位: a name parted by its count; else the name behind it alone, where nothing else is said."""
    for before in range(min(2, len(lead)), -1, -1):
        kept = lead[: len(lead) - before]
        if any(word.kind in (UNKNOWN, NAME) for word in kept):
            continue
        start = lead[-before].start if before else count.start
        for length in range(min(MOST_JOINED, len(behind)), 0, -1):
            ends = (AND, FILL) if before else (AND,)
            if len(behind) > length and behind[length].kind not in ends:
                continue
            word = vocabulary.words.get(text[start : count.start] + text[count.end : behind[length - 1].end])
            if word is not None and word.kind == NAME and any(entry.fits(count.meaning.unit) for entry in word.meaning):
                return [*kept, Token(NAME, word.meaning, start, count.start)], length
    return lead, 0
