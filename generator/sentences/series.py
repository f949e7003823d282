"""分别: figures in a row that belong to several subjects in their order: 比上年分别增加3.20万元和1.10万元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.sentences.phrase import Phrase
from generator.sentences.standing import Group
from generator.sentences.tokens import FIGURE, SIGN, Token
from generator.sentences.vocabulary import AND, CHANGE, FILL, SEVERALLY, THAN

MOST_IN_A_ROW = 40
"""Pieces within which the figures of 分别 stand."""
BETWEEN = frozenset((AND, THAN, FILL, SEVERALLY, CHANGE))


def figures_in_a_row(pieces: Sequence[Token], number: int) -> int:
    """How many figures of one kind follow one another from a piece on, parted by 、 and 和 and words of a change."""
    count, percent = 0, pieces[number].meaning.unit == "%"
    for piece in pieces[number : number + MOST_IN_A_ROW]:
        if piece.kind == FIGURE:
            if (piece.meaning.unit == "%") != percent:
                break
            count += 1
        elif not (piece.kind in BETWEEN or (piece.kind == SIGN and piece.meaning in "、，")):
            break
    return count


@dataclass(slots=True)
class Series:
    """The subjects of changes and percentages in a row. stated: the groups of the sentence, as their amounts were stated."""

    stated: list[Group] = field(default_factory=list)
    waiting: list[Group] = field(default_factory=list)
    first: Phrase = field(default_factory=Phrase)

    def begin(self, phrase: Phrase, pieces: Sequence[Token], number: int) -> bool:
        """Read 分别 before a change or a percentage; False where its subjects are not clear."""
        count = figures_in_a_row(pieces, number)
        self.first = phrase
        self.waiting = self.stated[-count:] if 1 < count <= len(self.stated) else []
        return bool(self.waiting)

    def next(self, phrase: Phrase) -> Group:
        """The subject of the next figure; the phrase gets what stands before the first one."""
        if phrase is not self.first:
            if not phrase.changes:
                phrase.changes, phrase.direction = self.first.changes, self.first.direction
            phrase.after_share = phrase.after_share or self.first.after_share
            phrase.after_done = phrase.after_done or self.first.after_done
            phrase.base, phrase.compares = phrase.base or self.first.base, self.first.compares
        return self.waiting.pop(0)
