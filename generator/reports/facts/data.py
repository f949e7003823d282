"""What a report says beside its tables, as the tree of a data file: figures of sentences, texts, names, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from generator.excel.accounts.store import CellFigure
from generator.reports.facts.collected import ReportFacts, short_names
from generator.reports.facts.figures import placed_figures
from generator.reports.facts.texts import texts_of
from generator.reports.report import ReadReport, ReportPlace

Tree = dict[str, Any]
FACTOR = {"元": Decimal(1).scaleb(-4), "万元": Decimal(1), "亿元": Decimal(10_000)}
PROVINCE, CITY, COUNTY = (rf"([\u4e00-\u9fff]{{2,9}}?(?:{ends}))?" for ends in ("省|自治区", "市|州|盟|地区", "县|区|旗|市"))
READ_WHOLE = re.compile(r"(?:年初预算|全年预算|支出决算)数?为[\d,.]+(?:万元|元)$")
REGION = re.compile(PROVINCE + CITY + COUNTY)


class ReportData(NamedTuple):
    """The tree of a data file; warnings: fields of which two sentences say different things; unused: what found no field."""

    tree: Tree
    warnings: list[str]
    unused: list[str]


def report_data(report: ReadReport, facts: ReportFacts) -> ReportData:
    """What a report says beside its tables."""
    placed = placed_figures(facts)
    tree = placed.tree()
    texts, lost = texts_of(report, facts.about, {fact.path for fact in facts.sentences if fact.understood})
    unused = [*_without_kind(texts), *lost]
    if lines := texts.pop("支出", None):
        tree["支出"] = [dict(_line(line)) for line in lines]
    _add(tree, texts)
    if names := dict(_names(report, facts)):
        tree["部门"] = names
    return ReportData(tree, placed.warnings, [*unused, *_not_understood(facts)])


def _without_kind(texts: Tree) -> Iterator[str]:
    """Units are data only with their kind; those whose kind the report does not say are named."""
    units = texts.get("机构", {}).get("单位", [])
    if any(not unit["性质"] for unit in units):
        del texts["机构"]["单位"]
        yield f"没有写各单位的性质，没有写进“机构.单位”：{'、'.join(unit['名称'] for unit in units)}"


def _not_understood(facts: ReportFacts) -> Iterator[str]:
    """Figures of sentences that are not understood; those of a 科目 whose paragraph was read as a whole excepted."""
    for fact in facts.sentences:
        if not fact.understood and not READ_WHOLE.search(fact.words):
            yield f"{fact.place}：没有读懂“……{fact.words[-24:]}”"


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
    texts = [paragraph.text for _, paragraph in report.paragraphs()]
    shorter = [name for name in short_names(department)[1:] if any(name in text.replace(department, "") for text in texts)]
    if shorter:
        yield "简称", shorter[0]
    titles = " ".join(section.title for section in report.parts)
    if re.search(r"单位(?:决算|预算)", titles) and not re.search(r"部门(?:决算|预算)", titles):
        yield "级次", "单位"
