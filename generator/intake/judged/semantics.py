"""What the form of the file cannot tell: values from a fixed list, dates, names that refer to each other, impossible minus signs.

The 科目 are in `codes.py`; sums and other identities are checked later, as rules.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Sequence

from generator.intake.collector import Collector
from generator.intake.judged.codes import check_codes
from generator.model.amount import Amount
from generator.model.department import DepartmentYear
from generator.model.place import NOWHERE, Place, place_of
from generator.model.sections import Project

UNIT_KINDS = ("行政单位", "参照公务员法管理的事业单位", "其他事业单位")
KINDS = ("决算", "预算", "绩效自评")
SIGN_OFFS = ("盖章", "不盖章")
LEVELS = ("部门", "本级", "单位")
STAGES: tuple[str, ...] = tuple(Project.model_fields["stages"].get_default(call_default_factory=True))


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
    _one_of(data.kind, "文种", KINDS, problems)
    if data.sign_off:
        _one_of(data.sign_off, "落款", SIGN_OFFS, problems)
    _one_of(data.names.level, "级次", LEVELS, problems)
    for unit in data.organisation.units:
        _one_of(unit.kind, "性质", UNIT_KINDS, problems)
    for project in data.projects:
        for stage in project.stages:
            _one_of(stage, "绩效环节", STAGES, problems)


def _one_of(value: str, name: str, known: Sequence[str], problems: Collector) -> None:
    if value not in known and place_of(value) != NOWHERE:
        near = difflib.get_close_matches(value, known, 1, 0.6)
        hint = f"是不是“{near[0]}”；" if near else ""
        problems.add(place_of(value), f"{name}“{value}”不认识", f"{hint}可填：{'、'.join(known)}")


def _published(data: DepartmentYear, problems: Collector) -> None:
    day = data.published
    if day and data.kind != "预算" and day.date() < dt.date(data.year + 1, 1, 1):
        said = f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")
        remedy = f"决算在下一年公开：核对“年度”和“公开时间”，公开时间应在{data.year + 1}年1月1日或以后"
        problems.add(day.place, f"公开时间{said}在{data.year}年度结束之前", remedy)


def _not_negative(data: DepartmentYear, problems: Collector) -> None:
    for amount in _never_negative(data):
        if amount is not None and amount.value is not None and amount.value < 0:
            place = amount.origin.place
            problems.add(place, f"“{amount.origin.name}”不会是负数", "去掉负号，或核对原表")


def _never_negative(data: DepartmentYear) -> Iterator[Amount | None]:
    """Budgets, purchases and points. Receipts and spending may be negative, when money of former years is taken back."""
    for line in data.expenditure:
        yield from (line.initial_budget, line.full_budget)
    if three := data.three_public:
        yield from (three.overseas.budget, three.cars.buy_budget, three.cars.run_budget, three.reception.budget)
        yield three.government_budget
        yield from (kind.amount for kind in three.cars.kinds)
    if spent := data.procurement:
        yield from (spent.goods, spent.works, spent.services, spent.small_medium, spent.small)
    for bought in data.purchases or []:
        yield from (bought.quantity, bought.price, bought.budget, bought.general, bought.government)
        yield from (bought.state_capital, bought.special_account, bought.own)
    if data.budget:
        yield data.budget.special_account
    if data.fixed_assets:
        yield data.fixed_assets.planned
    for project in data.projects:
        for money in (project.fiscal, project.carried, project.other):
            if money:
                yield from (money.initial, money.budget, money.received)
        yield project.score
        for row in project.indicators:
            yield from (row.weight, row.score)


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
        for fund in (line.general, line.government, line.state_capital, line.other):
            spent = fund.project.projects if fund and fund.project else []
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
