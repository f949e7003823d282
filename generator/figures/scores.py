"""The scores of a year's projects under the rules of a form: computed ones beside typed ones, total, grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.evaluation import over
from generator.figures.numbers import round_half_up
from generator.figures.scoring import HUNDRED, PLACES, Outcome, Scoring, judge
from generator.figures.threepublic import Node
from generator.model.affairs import Indicator, Project
from generator.model.amount import ZERO, Amount, Kind, Origin, State, computed, total


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator with points: as typed, and what its result is worth."""

    project: Project
    row: Indicator
    outcome: Outcome

    @property
    def weight(self) -> Decimal:
        """分值."""
        return self.row.weight.number if self.row.weight is not None and self.row.weight.known else ZERO


def scored(project: Project, year: int, rules: Scoring) -> Iterator[Scored]:
    """The indicators of a project that have points."""
    for row in project.indicators:
        if row.weight is not None and row.weight.known:
            yield Scored(project, row, judge(row.target, row.actual, row.weight.number, year, rules))


def rate_score(node: Node, rules: Scoring) -> Amount:
    """Points of 执行率 of a project's node; 不涉及 where no money was planned."""
    budget, spent = node["全年预算"], node["执行"]
    assert isinstance(budget, Amount)
    assert isinstance(spent, Amount)
    rate = over(spent, budget, 100).named("预算执行率")
    if rate.state is State.NOT_APPLICABLE:
        return rate.named("预算执行率得分")
    return computed("按评分规则", (rate,), rules.rate_score, "预算执行率得分")


def project_scores(projects: list[tuple[Project, Node]], year: int, rules: Scoring) -> list[Node]:
    """What templates see as 评分: one node per project, its points beside the typed ones."""
    return [_project(project, node, year, rules) for project, node in projects]


def _project(project: Project, node: Node, year: int, rules: Scoring) -> Node:
    rows = list(scored(project, year, rules))
    rate = rate_score(node, rules)
    out = sum((one.weight for one in rows if one.outcome.absent), ZERO)
    if rate.state is State.NOT_APPLICABLE:
        out += rules.rate_points
    parts = [rate, *(_due(one) for one in rows if not one.outcome.absent)]
    due = _scaled(total(parts, f"{project.name}计算得分"), out) if rows else _untold(f"{project.name}计算得分")
    score = project.score if project.score is not None and project.score.known else due
    return {
        "执行率": over_all(node),
        "分值": Amount(rules.rate_points, State.FIGURE, Origin(Kind.FORM, "执行率分值")),
        "执行率得分": rate,
        "指标": [_row(one) for one in rows],
        "折算": Amount(HUNDRED - out, State.FIGURE, Origin(Kind.COMPUTED, "参与评分的分值")) if out else None,
        "总分值": _weights(rows, rules),
        "计算得分": due,
        "得分": score,
    }


def over_all(node: Node) -> Node:
    """执行率 in per cent, of the whole (总额) and of each source."""
    whole = {"总额": node, **{name: node[name] for name in ("财政拨款", "上年结转资金", "其他资金")}}
    rates: Node = {}
    for name, part in whole.items():
        if isinstance(part, dict):
            rates[name] = over(part["执行"], part["全年预算"], 100).named(f"{name}执行率")
    return rates


def _row(one: Scored) -> Node:
    row = one.row
    due = _due(one)
    return {
        "一级": row.level1,
        "二级": row.level2,
        "三级": row.level3,
        "指标值": row.target,
        "完成值": row.actual,
        "分值": row.weight,
        "计算得分": due,
        "得分": row.score if row.score is not None and row.score.known else due,
        "偏差原因": row.reason,
    }


def _due(one: Scored) -> Amount:
    """The computed points; the typed ones where a person judges."""
    name = f"{one.row.level3}得分"
    if one.outcome.absent:
        return Amount(None, State.NOT_APPLICABLE, Origin(Kind.COMPUTED, name))
    if one.outcome.points is None or one.row.weight is None:
        return one.row.score or _untold(name)
    said = f"指标值{one.row.target}，完成值{one.row.actual}"
    return Amount(one.outcome.points, State.FIGURE, Origin(Kind.COMPUTED, name, expression=said, operands=(one.row.weight,)))


def _untold(name: str) -> Amount:
    return Amount(None, State.PENDING, Origin(Kind.TYPED, name))


def _scaled(points: Amount, out: Decimal) -> Amount:
    """Re-scaled to 100 where indicators were taken out (performance.md §7.5)."""
    if not out or out >= HUNDRED:
        return points
    rule = f"{{0}}×100÷{HUNDRED - out}"
    return computed(rule, (points,), lambda a: round_half_up(a * HUNDRED / (HUNDRED - out), PLACES), points.origin.name)


def _weights(rows: list[Scored], rules: Scoring) -> Amount:
    own = Amount(rules.rate_points, State.FIGURE, Origin(Kind.FORM, "执行率分值"))
    return total((own, *(one.row.weight for one in rows if one.row.weight is not None)), "总分值")
