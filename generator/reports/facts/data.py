"""What a report says beside its tables, as the tree of a data file: figures of sentences, texts, names, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.excel.accounts.store import CellFigure
from generator.reports.facts.collected import ReportFacts
from generator.reports.facts.figures import placed_figures
from generator.reports.facts.texts import texts_of
from generator.reports.report import ReadReport, ReportPlace

Tree = dict[str, Any]
FACTOR = {"元": Decimal(1).scaleb(-4), "万元": Decimal(1), "亿元": Decimal(10_000)}
REGION = re.compile(
    r"([\u4e00-\u9fff]{2,7}?(?:省|自治区))?([\u4e00-\u9fff]{2,8}?(?:市|州|盟|地区))?([\u4e00-\u9fff]{2,10}?(?:县|区|旗|市))?"
)


def report_data(report: ReadReport, facts: ReportFacts) -> tuple[Tree, list[str]]:
    """The tree, and what is to be looked at: fields of which two sentences say different things."""
    placed = placed_figures(facts)
    tree = placed.tree()
    texts = texts_of(report, facts.about)
    if lines := texts.pop("支出", None):
        tree["支出"] = [dict(_line(line)) for line in lines]
    _add(tree, texts)
    if names := dict(_names(report, facts)):
        tree["部门"] = names
    return tree, placed.warnings


def _line(line: Tree) -> Iterator[tuple[str, Any]]:
    """A 项 with its budget as a figure."""
    for key, value in line.items():
        if isinstance(value, tuple):
            digits, unit, place = value
            yield key, _figure(digits, unit, place)
        else:
            yield key, value


def _figure(digits: str, unit: str, place: ReportPlace) -> CellFigure:
    return CellFigure(Decimal(digits.replace(",", "")) * FACTOR[unit], str(place), exact=unit == "元")


def _add(tree: Tree, more: Tree) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(tree.get(key), dict):
            _add(tree[key], value)
        else:
            tree.setdefault(key, value)


def _names(report: ReadReport, facts: ReportFacts) -> Iterator[tuple[str, Any]]:
    department = facts.about.department
    if not department:
        return
    yield "全称", department
    found = REGION.match(department)
    region = [part for part in (found.groups() if found else ()) if part]
    if region and len("".join(region)) < len(department) - 1:
        yield "地区", region
    titles = " ".join(section.title for section in report.parts)
    if re.search(r"单位(?:决算|预算)", titles) and not re.search(r"部门(?:决算|预算)", titles):
        yield "级次", "单位"
