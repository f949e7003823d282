"""Checks beyond the form of the file: values from a fixed list, dates, names that refer to each other, impossible minus signs.

The 科目 are in `codes.py`; sums and other identities are checked later, as rules.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Sequence

from generator.intake.collector import Collector
from generator.intake.judged.codes import check_codes
from generator.model.about import about, values
from generator.model.amount import Amount
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.model.place import NOWHERE, Place, place_of


def check(data: DepartmentYear, problems: Collector, whole: bool) -> None:
    """Note all such mistakes of a department-year.

    whole: False where faulty parts were left out of `data`; then nothing is said of what seems to be missing.
    """
    check_codes(data, problems)
    _fixed_lists(data, problems)
    _published(data, problems)
    _not_negative(data, problems)
    _unique_projects(data, problems)
    _targets(data, problems)
    if whole:
        _projects_exist(data, problems)


def _fixed_lists(data: DepartmentYear, problems: Collector) -> None:
    for info, value in values(data):
        choices = about(info).choices
        if choices and value is not None:
            for word in value if isinstance(value, list) else [value]:
                _one_of(word, str(info.alias), choices, problems)


def _one_of(value: str, name: str, known: Sequence[str], problems: Collector) -> None:
    if value not in known and place_of(value) != NOWHERE and not value.startswith("【待填"):
        near = difflib.get_close_matches(value, known, 1, 0.6)
        hint = f"是不是“{near[0]}”；" if near else ""
        problems.add(place_of(value), f"{name}“{value}”不认识", f"{hint}可填：{'、'.join(known)}")


def _published(data: DepartmentYear, problems: Collector) -> None:
    day = data.published
    if day and data.kind != BUDGET and day.date() < dt.date(data.year + 1, 1, 1):
        said = f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")
        remedy = f"决算在下一年公开：核对“年度”和“公开时间”，公开时间应在{data.year + 1}年1月1日或以后"
        problems.add(day.place, f"公开时间{said}在{data.year}年度结束之前", remedy)


def _not_negative(data: DepartmentYear, problems: Collector) -> None:
    """Budgets, purchases, points. Receipts and spending may be negative, when money of former years is taken back."""
    for info, amount in values(data):
        if not about(info).negative and isinstance(amount, Amount) and amount.value is not None and amount.value < 0:
            problems.add(amount.origin.place, f"“{amount.origin.name}”不会是负数", "去掉负号，或核对原表")


def _targets(data: DepartmentYear, problems: Collector) -> None:
    """An indicator's target is typed once: whole as 指标值, or in its parts."""
    rows = [row for project in data.projects for row in project.indicators] + (data.goals.indicators if data.goals else [])
    for row in rows:
        place = place_of(row.level3)
        if row.whole_target is None and row.value is None:
            problems.add(place, f"指标“{row.level3}”没有指标值", "加上“指标值: …”，或“符号”“值”“单位”；原件没有的填 未载明")
        elif row.whole_target is not None and row.value is not None:
            problems.add(place, f"指标“{row.level3}”的指标值写了两遍", "“指标值”和“值”只留一个")


def _unique_projects(data: DepartmentYear, problems: Collector) -> None:
    first: dict[str, Place] = {}
    for project in data.projects:
        place = place_of(project.name)
        if project.name in first:
            line = first[project.name].line
            problems.add(place, f"项目“{project.name}”写了两次：第{line}行已经有了", "合成一个，或改成不同的名称")
        first.setdefault(project.name, place)


def _projects_exist(data: DepartmentYear, problems: Collector) -> None:
    names = [str(project.name) for project in data.projects]
    for chosen in data.budget.main_projects if data.budget else []:
        _project_known(chosen, names, {}, problems)
    for line in data.expenditure:
        for fund in line.by_fund().values():
            spent = fund.project.projects if fund.project else []
            seen: dict[str, Place] = {}
            for part in spent:
                _project_known(part.project, names, seen, problems)


def _project_known(name: str, names: list[str], seen: dict[str, Place], problems: Collector) -> None:
    place = place_of(name)
    if name in seen:
        problems.add(place, f"同一科目下项目“{name}”写了两次：第{seen[name].line}行已经有了", "合成一行")
    elif name not in names:
        near = difflib.get_close_matches(name, names, 2, 0.5)
        hint = f"是不是{'、'.join(f'“{n}”' for n in near)}；" if near else ""
        problems.add(place, f"“项目”一节里没有“{name}”", f"{hint}两处的名称要一字不差，或在“项目”一节加上它")
    seen.setdefault(name, place)
