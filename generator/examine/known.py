"""The figures that the tables of a report give a subject of its sentences: by what each cell is a figure of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from generator.model.choices import BUDGET
from generator.reports import ReadReport
from generator.reports.facts import CellFact, ReportFacts
from generator.sentences import Subject
from generator.sentences.items import ECONOMIC, ITEM

Dims = tuple[tuple[str, str], ...]
SPENT = ("", "决算")
PLANNED = ("年初预算", "全年预算", "调整预算", "预算")
FISCAL = ("财政拨款", "一般公共预算")
NATURES = frozenset(("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"))
SOURCES = frozenset(("事业收入", "经营收入", "上级补助收入", "附属单位上缴收入", "其他收入"))
LEDGERS = {
    **dict.fromkeys(("收支总计", "收支预算", "收入总计", "支出总计"), "总计"),
    **dict.fromkeys(("本年收入合计", "收入"), "收入"),
    **dict.fromkeys(("本年支出合计", "支出"), "支出"),
    "年初结转和结余": "年初",
    "年末结转和结余": "年末",
    "结余分配": "结余分配",
}
THREE = {
    "三公经费": ("", "合计"),
    "因公出国费": ("因公出国",),
    "公务用车费": ("公务用车",),
    "公务用车购置费": ("购置",),
    "公务用车运行费": ("运行",),
    "公务接待费": ("公务接待",),
}
CENT, YUAN = Decimal("0.01"), Decimal("0.0001")


@dataclass(slots=True)
class KnownFigures:
    """The cells of a report's tables, by what they are of. budget: whether the report is a budget."""

    budget: bool
    year: int
    cells: dict[Dims, list[CellFact]] = field(default_factory=dict)
    steps: dict[int, Decimal] = field(default_factory=dict)

    @staticmethod
    def of(report: ReadReport, facts: ReportFacts) -> KnownFigures:
        """Of a report that was read. Forms of which it has several tables (one for each unit) say nothing."""
        known = KnownFigures(facts.about.kind == BUDGET, facts.about.year)
        several = _several(report, facts)
        for cell in facts.cells:
            if cell.form not in several and not cell.count:
                known.cells.setdefault(tuple(sorted(cell.dims)), []).append(cell)
        known.steps = {table.number: YUAN if table.unit in ("元", "千元") else CENT for table in report.tables()}
        return known

    def step(self, cell: CellFact) -> Decimal:
        """The least difference that the table of a cell can print, in 万元."""
        return self.steps.get(cell.place.table, CENT)

    def meanings(self, subject: Subject) -> list[CellFact]:
        """All cells that a subject can mean; none where the tables do not give it."""
        if not subject.understood or subject.year not in (0, self.year):
            return []
        return [cell for dims in self._dims(subject) for cell in self.cells.get(tuple(sorted(dims.items())), ())]

    def _dims(self, subject: Subject) -> Iterator[dict[str, str]]:
        name, stage = subject.name, subject.stage
        if name in THREE:
            yield from self._three(subject)
            return
        if stage not in (*SPENT, *(("预算", "年初预算", "安排") if self.budget else ())):
            return
        if subject.codes:
            yield from _coded(subject)
        elif name in LEDGERS:
            yield from _ledger(LEDGERS[name], subject.fund)
            if self.budget and not subject.fund:
                yield from _ledger("总计", "")
        elif name in NATURES:
            yield from ({"账": "支出", "性质": name, **fund} for fund in _funds(subject.fund))
        elif name in SOURCES and not subject.fund:
            yield {"账": "收入", "来源": name}
        elif name in ("人员经费", "公用经费") and subject.fund in ("", *FISCAL):
            yield {"账": "支出", "性质": "基本支出", "经济": name, "资金": "一般公共预算"}

    def _three(self, subject: Subject) -> Iterator[dict[str, str]]:
        """“三公”: of the tables that the report has, whatever fund they name."""
        if subject.fund not in ("", *FISCAL):
            return
        stages: tuple[str, ...] = ("",) if subject.stage in SPENT and not self.budget else ()
        if self.budget and subject.stage in ("", "预算", "年初预算", "安排"):
            stages = ("预算", "年初预算")
        elif subject.stage in PLANNED:
            stages = PLANNED if subject.stage == "预算" else (subject.stage, "预算")
        for stage in stages:
            for part in THREE[subject.name]:
                for fund in FISCAL:
                    dims = {"账": "三公", "资金": fund, "项": part, "口径": stage}
                    yield {key: value for key, value in dims.items() if value}


def _several(report: ReadReport, facts: ReportFacts) -> set[str]:
    """Forms that more than one table has under titles of their own."""
    titles: dict[str, set[str]] = {}
    for table in report.tables():
        if form := facts.forms.get(table.number):
            titles.setdefault(form, set()).add(f"{table.owner}{re.sub(r'[（(]续.{0,4}[)）]', '', table.title)}")
    return {form for form, found in titles.items() if len(found) > 1}


def _funds(fund: str) -> Iterator[dict[str, str]]:
    """The fund as a table names it; 财政拨款 and no fund can be 一般公共预算 alone."""
    if not fund:
        yield {}
    if fund == "财政拨款":
        yield {"资金": "财政拨款"}
    yield {"资金": fund if fund not in ("", "财政拨款") else "一般公共预算"}


def _ledger(ledger: str, fund: str) -> Iterator[dict[str, str]]:
    if ledger == "收入" and fund:
        whole = {"财政拨款": "财政拨款"}.get(fund, f"{fund}财政拨款" if fund.endswith("预算") else f"{fund}预算财政拨款")
        yield {"账": "收入", "来源": whole}
        if fund == "财政拨款":
            yield {"账": "收入", "来源": "一般公共预算财政拨款"}
    elif fund:
        yield from ({"账": ledger, **one} for one in _funds(fund))
    else:
        yield {"账": ledger}
        yield {"账": ledger, "资金": "财政拨款"}


def _coded(subject: Subject) -> Iterator[dict[str, str]]:
    """A 科目 of all funds or of one, and of 基本支出 or 项目支出 alone."""
    if subject.name.startswith(ITEM):
        for code in subject.codes:
            for fund in _funds(subject.fund):
                yield {"账": "支出", "科目": code, **fund}
                yield from ({"账": "支出", "科目": code, "性质": nature, **fund} for nature in ("基本支出", "项目支出"))
    elif subject.name.startswith(ECONOMIC):
        for code in subject.codes:
            for one in FISCAL:
                yield {"账": "支出", "性质": "基本支出", "经济": code, "资金": one}
                yield {"账": "支出", "经济": code, "资金": one}
