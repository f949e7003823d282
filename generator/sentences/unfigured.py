"""What is said without a figure: that there is none of a thing, that a thing has not changed, or in which direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.sentences.naming import Naming, nested, plain
from generator.sentences.phrase import Phrase
from generator.sentences.relations import Relations
from generator.sentences.standing import Standing
from generator.sentences.statement import SentenceFigure, Statement, StatementKind, Subject
from generator.sentences.tokens import Token

PLACES, MONEY_UNIT = 2, "万元"
ROUGHLY = "大致持平"


@dataclass(slots=True)
class Unfigured:
    """States 没有, 持平 and 有所增加."""

    standing: Standing
    naming: Naming
    relations: Relations

    def none(self, phrase: Phrase, figure: SentenceFigure) -> None:
        """没有政府性基金预算财政拨款收入和支出: nothing of each thing that is named, where all words are known."""
        standing = self.standing
        said_more = phrase.changes or phrase.compares or phrase.after_share or phrase.after_done or phrase.purpose
        if phrase.unknown or phrase.loose or phrase.plan or phrase.scope or said_more or phrase.cause or phrase.reason:
            return
        believed = standing.definite and not standing.elsewhere
        for subject, unit in self.named(phrase):
            if subject.understood:
                sure = standing.sure(believed) and (bool(subject.year) or not standing.other_year)
                none = figure._replace(unit=unit)
                standing.say(Statement(subject, StatementKind.NONE, none, standing.group.number, definite=sure))

    def named(self, phrase: Phrase) -> list[tuple[Subject, str]]:
        """All that a phrase without a figure names, each with a unit that its figures have.

        Names joined by 和, else the last of names that are parts of one another.
        """
        if phrase.level:
            return [(self.naming.item(phrase), MONEY_UNIT)]
        plains = [entry for entries, _ in phrase.names if (entry := plain(entries)) is not None]
        if plains:
            if len(plains) > 1 and not phrase.joined:
                plains = plains[-1:] if nested(phrase) else []
            units = (MONEY_UNIT if entry.fits(MONEY_UNIT) else min(entry.units) for entry in plains)
            return [(self.naming.subject(phrase, entry), unit) for entry, unit in zip(plains, units, strict=True)]
        moved = [name for name, said in (("收入", phrase.received), ("支出", phrase.spent)) if said]
        return [(self.naming.made(phrase, name), MONEY_UNIT) for name in moved] if phrase.funds else []

    def change(self, phrase: Phrase, figure: SentenceFigure) -> None:
        """比上年持平: a change of nothing; 比上年有所增加, 决算数小于预算数: a change in a direction."""
        standing = self.standing
        kind = StatementKind.TREND if phrase.direction else StatementKind.SAME
        base = standing.base_of(phrase)
        group = self.relations.about(phrase)
        subject, value = self.relations.of_stage(group, phrase), group.value
        if not subject.understood:
            return
        group.changed_from = base
        sure = standing.sure(standing.definite and not (standing.elsewhere or phrase.scope), subject) and base is not None
        standing.say(
            Statement(
                *(subject, kind, figure, group.number, phrase.direction, base),
                value=value.figure if value else None,
                definite=sure and group.definite and not phrase.change_first,
            )
        )


def in_words(words: Sequence[Token], exact: bool) -> SentenceFigure:
    """The figure of nothing that words state; its places are those of the normal text."""
    return SentenceFigure(Decimal(0), MONEY_UNIT, PLACES, words[0].start, words[-1].end, exact)
