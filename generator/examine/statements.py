"""表文: what the sentences state against the tables of the same report, and against other sentences; tables against tables.

Only figures that are understood on both sides: a name of which the tables have no cell, a plan, a reason, another year and what
the reader of sentences does not know are left alone. What rounding explains is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Severity
from generator.examine.known import CENT, KnownFigures
from generator.examine.places import ReportFinding, finding
from generator.reports import ReadReport
from generator.reports.facts import CellFact, ReportFacts, SentenceFact
from generator.sentences import Statement, StatementKind

VALUES = (StatementKind.VALUE, StatementKind.NONE)
PERCENT_SLACK = Decimal("0.04")
"""Percentage points by which one share of a list may be off where the list is made to add up to 100."""
SAID_ONCE = ("三公", "因公", "公务", "接待", "出国", "机关运行", "政府采购", "授予", "收支总计", "本年", "科目·", "车辆数")
"""Heads of names that mean one figure wherever they stand: another figure of the same stage and year contradicts."""
FOLLOWS = "（(支决预执为是共：:，。；、“”0123456789"
"""What may stand behind the name of a 科目 that is meant itself: 城乡医疗救助补助 is a project's name."""
SAY_AGAIN = "核对表和文字，改正其中一处"


def check_statements(report: ReadReport, facts: ReportFacts) -> Iterator[ReportFinding]:
    """The findings of all sentences and of the tables among themselves."""
    known = KnownFigures.of(report, facts)
    yield from _tables(known)
    said = [fact for fact in facts.sentences if fact.understood and fact.statement.definite and fact.statement.figure.exact]
    wrong: set[int] = set()
    for number, fact in enumerate(said):
        found = _against_tables(fact, known) if fact.statement.kind in VALUES else _share(fact, known)
        if found is not None:
            wrong.add(number)
            yield found
    yield from _said_again([fact for number, fact in enumerate(said) if number not in wrong], known)


def _against_tables(fact: SentenceFact, known: KnownFigures) -> ReportFinding | None:
    """A figure, or 没有, of which no cell of that name has the value."""
    statement, figure = fact.statement, fact.statement.figure
    cells = known.meanings(statement.subject) if figure.value is not None and _meant(fact) else []
    if not cells or any(
        _near(abs(figure.value or Decimal(0)), abs(cell.value), figure.decimals, known.step(cell)) for cell in cells
    ):
        return None
    cell = _first(cells, known)
    name = statement.subject.name.rpartition("·")[2]
    shown = _shown(fact)
    if statement.kind is StatementKind.NONE:
        message = f"文字里说没有{statement.subject.fund}{name}，表“{cell.place.title}”里是{cell.value:,f}万元"
    else:
        message = f"文字里的{name}是{shown}，表“{cell.place.title}”里是{cell.value:,f}万元"
    figures = (cell.value, figure.value)
    return finding("表文", Severity.ERROR, message, SAY_AGAIN, fact.place, _words(fact), cell.place, figures)


def _meant(fact: SentenceFact) -> bool:
    """Whether it is an amount, and the name before it is the whole name."""
    figure, name = fact.statement.figure, fact.statement.subject.name.rpartition("·")[2]
    if not (figure.money or not figure.unit):
        return False
    behind = fact.words.rpartition(name)[2] if fact.statement.subject.codes and name in fact.words else ""
    return not behind or behind[0] in FOLLOWS


def _first(cells: list[CellFact], known: KnownFigures) -> CellFact:
    """The cell that a message names: of a whole before one of a part, of a table that is not rounded less."""
    return min(cells, key=lambda cell: (len(cell.dims), known.step(cell)))


def _near(said: Decimal, value: Decimal, decimals: int, step: Decimal) -> bool:
    return abs(said - value) <= max(Decimal(1).scaleb(-decimals), step)


def _shown(fact: SentenceFact) -> str:
    """The figure as it is printed."""
    figure = fact.statement.figure
    return fact.words[len(fact.words) - (figure.end - figure.start) :]


def _words(fact: SentenceFact) -> str:
    return re.split(r"[。；;]", fact.words)[-1][-24:]


def _share(fact: SentenceFact, known: KnownFigures) -> ReportFinding | None:
    """A share of a total that the sentence names without its figure: 占本年支出合计的79.49%."""
    statement, figure = fact.statement, fact.statement.figure
    if statement.kind is not StatementKind.SHARE or statement.whole is None or statement.wholes or figure.value is None:
        return None
    part = statement.value.value if statement.value is not None else None
    wholes = known.meanings(statement.whole)
    if part is None or not wholes or not statement.value or not statement.value.money:
        return None
    slack = PERCENT_SLACK + Decimal(1).scaleb(-max(figure.decimals, 0))
    dues = [part / cell.value * 100 for cell in wholes if cell.value > 0]
    if not dues or any(abs(due - figure.value) <= slack for due in dues):
        return None
    cell = wholes[0]
    message = (
        f"占比{figure.value}%与表不符，表“{cell.place.title}”里{statement.whole.name}是{cell.value:,f}万元，应为{dues[0]:.2f}%"
    )
    figures = (dues[0], figure.value)
    return finding("H06", Severity.WARNING, message, "核对三个数", fact.place, _words(fact), cell.place, figures)


def _said_again(said: list[SentenceFact], known: KnownFigures) -> Iterator[ReportFinding]:
    """A figure that two sentences give differently, where no table tells which is right."""
    first: dict[tuple[object, ...], SentenceFact] = {}
    for fact in said:
        statement = fact.statement
        if statement.kind is not StatementKind.VALUE or statement.figure.value is None or known.meanings(statement.subject):
            continue
        if not statement.subject.name.startswith(SAID_ONCE) or (statement.subject.codes and not _meant(fact)):
            continue
        before = first.setdefault(_key(statement, known), fact)
        one, other = before.statement.figure, statement.figure
        decimals = min(one.decimals, other.decimals)
        assert one.value is not None and other.value is not None
        if before is not fact and abs(one.value - other.value) > Decimal(1).scaleb(-decimals):
            name = statement.subject.name.rpartition("·")[2]
            message = f"{name}{statement.subject.stage}先说{_shown(before)}，后说{_shown(fact)}"
            figures = (one.value, other.value)
            yield finding(
                "表文", Severity.WARNING, message, "核对两处，改正其中一处", fact.place, _words(fact), before.place, figures
            )


def _key(statement: Statement, known: KnownFigures) -> tuple[object, ...]:
    subject = statement.subject
    fund = "" if subject.fund in ("财政拨款", "一般公共预算") and subject.name.endswith("费") else subject.fund
    stage = "" if subject.stage in ("决算", "预算" if known.budget else "决算") else subject.stage
    return subject.name, subject.codes, fund, stage, subject.year or known.year, statement.figure.unit[-1:]


def _tables(known: KnownFigures) -> Iterator[ReportFinding]:
    """A figure that two tables give differently, or both sides of one; a table in another unit than it says, once."""
    units: dict[int, int] = {}
    pairs = [pair for dims, cells in known.cells.items() for pair in _apart(dict(dims), cells, known)]
    for one, other in pairs:
        for cell, against in ((one, other), (other, one)):
            if cell.value and against.value and abs(cell.value * 10000 / against.value - 1) < CENT:
                units[cell.place.table] = units.get(cell.place.table, 0) + 1
    for number in units:
        one, other = next(pair for pair in pairs if number in (pair[0].place.table, pair[1].place.table))
        cell, against = (one, other) if one.place.table == number else (other, one)
        message = f"表“{cell.place.title}”的单位与“{against.place.title}”差一万倍：{cell}"
        yield finding("单位", Severity.ERROR, message, "核对表的单位", cell.place, "", against.place, (against.value, cell.value))
    for one, other in pairs:
        if not {one.place.table, other.place.table} & units.keys():
            message = f"表“{other.place.title}”里{other}是{other.value:,f}万元，表“{one.place.title}”里是{one.value:,f}万元"
            figures = (one.value, other.value)
            yield finding("表间", Severity.ERROR, message, "核对两处", other.place, "", one.place, figures)


def _apart(dims: dict[str, str], cells: list[CellFact], known: KnownFigures) -> Iterator[tuple[CellFact, CellFact]]:
    """The first two cells of one meaning that differ: of two tables that agree in none, or of the two 总计 of one table."""
    tables: dict[int, list[CellFact]] = {}
    for cell in cells:
        tables.setdefault(cell.place.table, []).append(cell)
    groups = [*tables.values()]
    if dims["账"] == "总计" and "科目" not in dims:
        groups = [[cell] for group in groups for cell in group]
    for other in groups[1:]:
        if not any(_equal(one, two, known) for one in groups[0] for two in other):
            yield groups[0][0], other[0]
            return


def _equal(one: CellFact, other: CellFact, known: KnownFigures) -> bool:
    return abs(one.value - other.value) <= 2 * max(known.step(one), known.step(other)) + CENT
