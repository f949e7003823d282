"""The scores of a year's projects, and of the whole, under the rules of a form: computed points beside typed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from generator.figures.books.totals import ratio_or_blank
from generator.figures.nodes import Node
from generator.figures.scoring.rules import DECIMALS, HUNDRED, Judged, Scoring, judge
from generator.figures.sections.general import beside, indicator
from generator.figures.wording.numbers import round_half_up
from generator.model.amount import ZERO, Amount, Origin, OriginKind, State, computed, pending, total
from generator.model.department import DepartmentYear
from generator.model.place import NOWHERE
from generator.model.sections import Indicator

SOURCES = ("财政拨款", "上年结转资金", "其他资金", "一般公共预算")
"""Parts of the money that a form can show beside the whole."""


class Scored(NamedTuple):
    """One indicator with points: as typed, and what its result is worth. label: whose it is, for messages."""

    label: str
    row: Indicator
    judged: Judged

    @property
    def weight(self) -> Decimal:
        """分值."""
        return self.row.weight.number if self.row.weight is not None and self.row.weight.known else ZERO


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """What one self-evaluation form scores: the indicators, the typed 得分, and the figures of the money.

    path: where the indicators are typed.
    """

    label: str
    indicators: Sequence[Indicator]
    typed: Amount | None
    money: Node
    path: str = ""


def score_forms(data: DepartmentYear, names: Mapping[str, object]) -> list[ScoreForm]:
    """One per project."""
    nodes = names["项目"]
    assert isinstance(nodes, list)
    pairs = zip(data.projects, nodes, strict=True)
    return [
        ScoreForm(f"项目“{project.name}”", project.indicators, project.score, node, f"项目[{number}].指标")
        for number, (project, node) in enumerate(pairs)
    ]


def whole_score_form(data: DepartmentYear, names: Mapping[str, object]) -> ScoreForm | None:
    """That of the department as a whole, with its own indicators; None without 自评.

    整体支出 is all money of the department: 预算执行 where the data give it (决算 ÷ 调整预算); else what
    the lines of 支出 state as a budget, which is 一般公共预算.
    """
    part = data.evaluation
    if part is None:
        return None
    general: Node = {
        "年初预算": names["一般公共预算年初预算"],
        "全年预算": names["一般公共预算全年预算"],
        "执行": names["一般公共预算财政拨款支出"],
    }
    lines = names.get("预算执行") if part.execution else None
    spending = lines["本年支出合计"] if isinstance(lines, dict) else None
    whole = (
        {"年初预算": spending["年初预算"], "全年预算": spending["调整预算"], "执行": spending["决算"]} if spending else general
    )
    money = {**whole, "一般公共预算": general, "范围": "部门预算资金总额" if spending else "一般公共预算财政拨款"}
    return ScoreForm("整体支出", part.indicators, part.score, money, "自评.指标")


def scored(form: ScoreForm, year: int, rules: Scoring) -> Iterator[Scored]:
    """The indicators of a form that have points."""
    for row in form.indicators:
        if row.weight is not None and row.weight.known:
            yield Scored(form.label, row, judge(row.target, row.actual, row.weight.number, year, rules))


def rate_score(money: Node, rules: Scoring) -> Amount:
    """Points of 执行率; 不涉及 where no money was planned."""
    budget, spent = money["全年预算"], money["执行"]
    assert isinstance(budget, Amount)
    assert isinstance(spent, Amount)
    rate = ratio_or_blank(spent, budget, 100).named("预算执行率")
    if rate.state is State.NOT_APPLICABLE:
        return rate.named("预算执行率得分")
    points = computed("按评分规则由{0}得分", (rate,), rules.rate_score, "预算执行率得分")
    return Amount(points.value, points.state, replace(points.origin, kind=OriginKind.RULE))


def form_scores(form: ScoreForm, year: int, rules: Scoring) -> Node:
    """What templates see of a form: points by computation (计算得分) beside those that count (得分), which are the typed
    ones where they are typed."""
    rows = list(scored(form, year, rules))
    rate = rate_score(form.money, rules)
    out = sum((one.weight for one in rows if one.judged.absent), ZERO)
    if rate.state is State.NOT_APPLICABLE:
        out += rules.rate_points
    parts = [rate, *(_due(one) for one in rows if not one.judged.absent)]
    name = f"{form.label}自评得分"
    due = (
        _scaled(total(parts, name), out)
        if rows
        else pending(name, NOWHERE._replace(path=f"{form.path}[0].分值" if form.indicators else form.path))
    )
    return {
        "范围": form.money.get("范围", "年度资金总额"),
        "一般公共预算": form.money.get("一般公共预算"),
        "年初预算": form.money["年初预算"],
        "全年预算": form.money["全年预算"],
        "执行": form.money["执行"],
        "执行率": over_all(form.money),
        "执行率分值": Amount(rules.rate_points, State.FIGURE, Origin(OriginKind.FORM, "执行率分值")),
        "执行率得分": rate,
        "指标": [_row(one, rows) for one in rows],
        "折算": Amount(HUNDRED - out, State.FIGURE, Origin(OriginKind.COMPUTED, "参与评分的分值")) if out else None,
        "总分值": _weights(rows, rules),
        "计算得分": due,
        "得分": form.typed if form.typed is not None and form.typed.known else due,
    }


def over_all(node: Node) -> Node:
    """执行率 in per cent, of the whole (总额) and of each source."""
    whole = {"总额": node, **{name: node.get(name) for name in SOURCES}}
    rates: Node = {}
    for name, part in whole.items():
        if isinstance(part, dict):
            rates[name] = ratio_or_blank(part["执行"], part["全年预算"], 100).named(f"{name}执行率")
    return rates


def _row(one: Scored, rows: list[Scored]) -> Node:
    row = one.row
    due = _due(one)
    level = [other.row.weight for other in rows if other.row.level1 == row.level1]
    return {
        **indicator(row),
        "一级分值": total((weight for weight in level if weight is not None), f"{row.level1}分值"),
        "计算得分": due,
        "得分": row.score if row.score is not None and row.score.known else due,
    }


def _due(one: Scored) -> Amount:
    """The computed points; the typed ones where a person judges."""
    name = f"{one.row.level3}得分"
    if one.judged.absent:
        return Amount(None, State.NOT_APPLICABLE, Origin(OriginKind.COMPUTED, name))
    if one.judged.points is None or one.row.weight is None:
        return one.row.score or pending(name, beside(one.row, "得分"))
    said = f"指标值{one.row.target}，完成值{one.row.actual}"
    return Amount(one.judged.points, State.FIGURE, Origin(OriginKind.RULE, name, expression=said, operands=(one.row.weight,)))


def _scaled(points: Amount, out: Decimal) -> Amount:
    """Re-scaled to 100 where indicators were taken out."""
    if not out or out >= HUNDRED:
        return points
    rule = f"{{0}}×100÷{HUNDRED - out}"
    return computed(rule, (points,), lambda a: round_half_up(a * HUNDRED / (HUNDRED - out), DECIMALS), points.origin.name)


def _weights(rows: list[Scored], rules: Scoring) -> Amount:
    own = Amount(rules.rate_points, State.FIGURE, Origin(OriginKind.FORM, "执行率分值"))
    return total((own, *(one.row.weight for one in rows if one.row.weight is not None)), "总分值")
