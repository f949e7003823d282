"""Figures of sentences in their fields: by name, fund and stage; last year's from the change that the sentence states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import yaml

from generator.excel.accounts.store import CellFigure, agree
from generator.model.choices import BUDGET
from generator.reports.facts.collected import ReportFacts, SentenceFact
from generator.sentences import StatementKind

Tree = dict[str, Any]
SPENT = "决算"
STAGES = {"": SPENT, SPENT: SPENT, "安排": "预算"}
COUNTED = "个数"
GENERAL_FUNDS = ("财政拨款", "一般公共预算")
"""What “三公”经费 and 机关运行经费 are paid from; a text names either, or none."""
ANY_FUND = frozenset(
    ("三公经费", "因公出国费", "公务用车费", "公务用车购置费", "公务用车运行费", "公务接待费", "国内公务接待费", "外事接待费")
) | {"机关运行经费"}


PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "三公.公务用车.决算": (("三公.公务用车.购置决算", "三公.公务用车.运行决算"),),
    "三公.公务用车.预算": (("三公.公务用车.购置预算", "三公.公务用车.运行预算"),),
    "三公.公务接待.决算": (("三公.公务接待.国内接待决算", "三公.公务接待.外事接待决算"),),
}
"""Fields that are not given where their parts are."""


@dataclass(slots=True)
class PlacedFigures:
    """Figures by the path of their field (`三公.公务接待.决算`), and where two sentences differ."""

    found: dict[str, CellFigure] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def put(self, path: str, figure: CellFigure) -> None:
        """Place a figure; the first that is said of a field counts, another one is reported."""
        known = self.found.get(path)
        if known is None:
            self.found[path] = figure
        elif not agree(known, figure):
            said = f"{path}：{known.source}写的是{known.value}，{figure.source}写的是{figure.value}，取前一个"
            self.warnings.append(said)

    def tree(self) -> Tree:
        """As the tree of a data file."""
        whole: Tree = {}
        for path, figure in self.found.items():
            if any(all(part in self.found for part in parts) for parts in PARTS.get(path, ())):
                continue  # the model adds its parts up
            node = whole
            *parents, leaf = path.split(".")
            for part in parents:
                node = node.setdefault(part, {})
            node[leaf] = figure
        return whole


@cache
def _places() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("places.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


def placed_figures(facts: ReportFacts) -> PlacedFigures:
    """What the sentences of a report say of the fields that its tables may leave open. Nothing that is not definite counts."""
    placed = PlacedFigures()
    year, budget = facts.about.year, facts.about.kind == BUDGET
    said = [fact for fact in facts.sentences if fact.understood and fact.statement.definite and fact.statement.figure.exact]
    for fact in said:
        statement = fact.statement
        if statement.kind == StatementKind.VALUE and statement.figure.value is not None:
            stage = _stage(statement.subject.stage, statement.subject.year, year, budget)
            _put(placed, fact, stage, statement.figure.value, "")
    for fact, value in _before(said, year):
        _put(placed, fact, "上年预算" if budget else "上年决算", value, "（由增减额得出）")
    return placed


def _stage(stage: str, stated: int, year: int, budget: bool) -> str:
    """The part of `places.yaml` that a stage and a year mean."""
    if stated == year - 1:
        return "上年预算" if budget and stage != SPENT else "上年决算" if not budget else ""
    if stated not in (0, year):
        return ""
    if budget:
        return "预算" if stage in ("", "预算", "年初预算", "安排") else ""
    if stage in ("预算", "年初预算"):
        return "年初预算"
    return STAGES.get(stage, "全年预算" if stage in ("全年预算", "调整预算") else "")


def _put(placed: PlacedFigures, fact: SentenceFact, stage: str, value: Decimal, how: str) -> None:
    subject = fact.statement.subject
    path = _path(subject.name, subject.fund, stage) if not subject.codes else ""
    if not path and stage and not stage.startswith("上年"):
        path = _places()[COUNTED].get(subject.name, "") if not subject.fund else ""
    if path:
        money = fact.statement.figure.money
        placed.put(path, CellFigure(value, f"{fact.place}{how}", exact=False, count=not money))


def _path(name: str, fund: str, stage: str) -> str:
    places = _places().get(stage, {})
    if name in ANY_FUND and fund in ("", *GENERAL_FUNDS):
        return places.get(name, "")
    return places.get(f"{name}·{fund}" if fund else name, "")


def _before(said: Iterable[SentenceFact], year: int) -> Iterator[tuple[SentenceFact, Decimal]]:
    """Last year's figures: this year's less the change from last year; the same where nothing changed."""
    values: dict[tuple[str, str, str], Decimal] = {}
    for fact in said:
        statement = fact.statement
        subject = statement.subject
        key = (subject.name, subject.fund, fact.path[-1] if fact.path else "")
        if statement.kind == StatementKind.VALUE and subject.year in (0, year) and subject.stage in ("", SPENT, "预算", "安排"):
            if statement.figure.value is not None:
                values[key] = statement.figure.value
        elif statement.kind == StatementKind.CHANGE and statement.figure.money and statement.direction is not None:
            base = statement.base
            value, change = values.get(key), statement.figure.value
            if value is not None and change is not None and base is not None and base.year == year - 1:
                yield fact, value - statement.direction * change
