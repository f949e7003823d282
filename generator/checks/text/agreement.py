"""Whether a statement of a text agrees with the figures of the data that it can be about.

It disagrees only where every meaning of its words is known and none comes near the figure: within the rounding of the
decimals that are printed, and of the figures that a file in 万元 gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks.engine.places import leaves
from generator.checks.engine.tolerance import tolerance, tolerance_percent
from generator.checks.text.figure_tables import PLANNED
from generator.checks.text.named_figures import NamedFigures
from generator.model.amount import Amount
from generator.sentences import Base, SentenceFigure, Statement, StatementKind, Subject

CENT = Decimal("0.01")
"""What the rounding of two figures of two decimals makes of their difference."""
LIST_SLACK = Decimal("0.03")
"""Percentage points by which one share of a list may be off where the list is made to add up to 100."""


class Disagreement(NamedTuple):
    """The figure that the data give, the amount that it comes from, and how the text says the other one."""

    due: Decimal
    amount: Amount
    said: str = ""


class Due(NamedTuple):
    """A figure that the words can mean. slack: how far the printed one may lie from it beside its own rounding."""

    value: Decimal
    amount: Amount
    slack: Decimal = Decimal(0)


def disagreement(statement: Statement, names: NamedFigures) -> Disagreement | None:
    """What the data say instead; None where they agree or say nothing of it."""
    figure = statement.figure
    said = figure.exact or (figure.bound and statement.kind is StatementKind.VALUE)
    if not (statement.definite and said and figure.value is not None and statement.subject.understood):
        return None
    dues = list(_dues(statement, names))
    if not dues or any(_near(due, statement, names) for due in dues):
        return None
    return Disagreement(dues[0].value, dues[0].amount)


def agrees(statement: Statement, names: NamedFigures) -> bool:
    """Whether the data know what the statement is about, and give the same figure."""
    known = statement.definite and statement.subject.understood and statement.figure.value is not None
    return known and any(_near(due, statement, names) for due in _dues(statement, names))


def _dues(statement: Statement, names: NamedFigures) -> Iterator[Due]:
    """All figures that the statement can be about."""
    kind, subject = statement.kind, statement.subject
    if kind in (StatementKind.VALUE, StatementKind.NONE):
        yield from (Due(amount.number, amount) for amount in names.meanings(subject))
    elif kind in (StatementKind.CHANGE, StatementKind.SAME, StatementKind.TREND) and statement.base is not None:
        for now, then in _pairs(subject, statement.base, names):
            yield Due(now.number - then.number, now, _change_slack(statement.figure, names))
    elif kind is StatementKind.RATE and statement.base is not None and not (statement.value and statement.change):
        for now, then in _pairs(subject, statement.base, names):
            if then.number:
                yield _percent(now.number - then.number, then.number, now, statement.figure)
    elif kind is StatementKind.SHARE and statement.whole is not None and statement.value is None:
        for whole in names.wholes(statement.whole):
            for part in names.meanings(subject):
                if whole.number > 0:
                    due = _percent(part.number, whole.number, part, statement.figure)
                    yield due._replace(slack=due.slack + LIST_SLACK)
    elif kind is StatementKind.COMPLETION and not (statement.value and statement.wholes):
        yield from _completions(statement, names)


def _change_slack(figure: SentenceFigure, names: NamedFigures) -> Decimal:
    """What rounding makes of a difference: of figures to 0.01万元, or of what a text in 元 prints from exact data."""
    return min(CENT, Decimal(1).scaleb(-figure.decimals)) if names.facts.exact else CENT


def _completions(statement: Statement, names: NamedFigures) -> Iterator[Due]:
    if names.budget:
        return
    subject = statement.subject
    stage = (statement.base or Base()).stage or "预算"
    for budget in names.meanings(subject._replace(stage=stage)):
        for spent in names.meanings(subject._replace(stage="")):
            if budget.number > 0:
                yield _percent(spent.number, budget.number, spent, statement.figure)


def _percent(part: Decimal, whole: Decimal, amount: Amount, figure: SentenceFigure) -> Due:
    """part ÷ whole, with what the rounding of both may make of it, and one unit for a percentage that is cut off."""
    slack = tolerance_percent(figure.decimals, part, whole) + Decimal(1).scaleb(-figure.decimals)
    return Due(part / abs(whole) * 100, amount, slack)


def _pairs(subject: Subject, base: Base, names: NamedFigures) -> Iterator[tuple[Amount, Amount]]:
    """The figure of this year and the one that it is compared with, of each meaning."""
    year = names.facts.data.year
    if subject.year not in (0, year):
        return
    stage = "" if subject.stage in PLANNED and not names.budget and not base.year else subject.stage
    if base.year:
        then = names.meanings(subject._replace(year=base.year, stage=_stage_then(base, subject, names)))
    else:
        then = names.meanings(subject._replace(stage=base.stage))
    now = names.meanings(subject._replace(stage=stage))
    yield from ((a, b) for a in now for b in then)


def _stage_then(base: Base, subject: Subject, names: NamedFigures) -> str:
    """The stage of last year's figure: of a budget its budget, unless the text says 决算."""
    if base.stage:
        return base.stage
    return "预算" if names.budget else subject.stage


def _near(due: Due, statement: Statement, names: NamedFigures) -> bool:
    figure = statement.figure
    assert figure.value is not None
    half = Decimal(5).scaleb(-figure.decimals - 1)
    slack = half + due.slack
    value = due.value
    if figure.bound:
        return (value - figure.value) * figure.bound >= 0
    if statement.kind is StatementKind.TREND:
        return abs(value) <= slack or (value > 0) == ((statement.direction or 0) > 0)
    if statement.kind in (StatementKind.CHANGE, StatementKind.RATE):
        if statement.direction and abs(value) > slack and (value > 0) != (statement.direction > 0) and figure.value:
            return False
        value = abs(value)
    gap = (
        abs(value - abs(figure.value))
        if statement.kind is not StatementKind.VALUE
        else min(abs(value - figure.value), abs(abs(value) - figure.value))
    )
    if gap <= slack:
        return True
    if figure.money and gap <= slack + CENT * 5:
        return gap <= slack + tolerance(leaves(due.amount).values(), names.facts.exact)
    return False
