"""P: scored indicators of projects and their sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from generator.checks.facts import Facts
from generator.checks.places import place_in
from generator.checks.rule import ERROR, WARNING, Check, Found, Identity, Rule, Spot
from generator.model.affairs import Indicator, Project
from generator.model.amount import ZERO, Amount

POINTS, RATE_POINTS = Decimal(90), Decimal(10)
"""Points of the indicators and of 预算执行率 (performance.md: 10 + 90 = 100)."""
CENT = Decimal("0.01")
LEVELS = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}
MEASURE = re.compile(r"([≥≤=＝><]?)\s*(\d+(?:\.\d+)?)\s*(\D*)")


def weighted(facts: Facts) -> Iterator[tuple[Project, list[Indicator]]]:
    """The projects with points, and their indicators with points."""
    for project in facts.data.projects:
        rows = [row for row in project.indicators if row.weight and row.weight.known]
        if rows:
            yield project, rows


def points(facts: Facts) -> Iterator[Found]:
    """分值 add up to 90 (P01), by level 50, 30 and 10 (P05)."""
    for project, rows in weighted(facts):
        whole = _sum(row.weight for row in rows)
        if whole != POINTS:
            message = f"项目“{project.name}”指标分值合计{_plain(whole)}分，应为90分（预算执行率另占10分）"
            yield Spot(message, place_in(rows[0].weight), "核对各指标的分值", expected=POINTS, actual=whole)


def levels(facts: Facts) -> Iterator[Found]:
    """产出 50, 效益 30, 满意度 10, where these three are used."""
    for project, rows in weighted(facts):
        by = {level: _sum(row.weight for row in rows if row.level1 == level) for level in LEVELS}
        if {str(row.level1) for row in rows} == set(LEVELS) and sum(by.values()) == POINTS and by != LEVELS:
            said = "、".join(f"{level}{_plain(value)}分" for level, value in by.items())
            message = f"项目“{project.name}”{said}，通常为产出50分、效益30分、满意度10分"
            yield Spot(message, place_in(rows[0].weight), "核对各指标的分值；本地另有规定的，在“确认”里写明")


def score(facts: Facts) -> Iterator[Found]:
    """自评得分 = score of 预算执行率 + Σ 得分; the rest must lie between 0 and 10 (P02), and follow the rate (P03)."""
    for project, rows in weighted(facts):
        scores = [row.score for row in rows]
        if project.score is None or not project.score.known or not all(s and s.known for s in scores):
            continue
        given = _sum(scores)
        rest = project.score.number - given
        wanted = _rate_points(facts, project)
        message = f"项目“{project.name}”自评得分{_plain(project.score.number)}分，指标得分合计{_plain(given)}分"
        place, remedy = place_in(project.score), "自评得分＝预算执行率得分（满分10分）＋指标得分：核对"
        if not 0 <= rest <= RATE_POINTS:
            message += f"，预算执行率得分成了{_plain(rest)}分，应在0至10分之间"
            yield Spot(message, place, remedy, expected=given + (wanted or ZERO), actual=project.score.number, severity=ERROR)
        elif wanted is not None and abs(rest - wanted) > CENT:
            message += f"，按执行率应得{_plain(wanted)}分，合计应为{_plain(given + wanted)}分"
            yield Spot(message, place, remedy, expected=given + wanted, actual=project.score.number)


def _rate_points(facts: Facts, project: Project) -> Decimal | None:
    node = next(node for _, node in facts.scopes("项目[]") if node["名称"] == project.name)
    budget, spent = node["全年预算"], node["执行"]
    if isinstance(budget, Amount) and isinstance(spent, Amount) and budget.value and spent.known:
        rate = min(Decimal(1), spent.number / budget.value)
        return (rate * RATE_POINTS).quantize(CENT, ROUND_HALF_UP)
    return None


def missing(facts: Facts) -> Iterator[Found]:
    """Scored indicators without 自评得分, a 自评得分 without scored indicators (P09)."""
    for project in facts.data.projects:
        scored = [row.score for row in project.indicators if row.score and row.score.known]
        if scored and project.score is None:
            yield Spot(f"项目“{project.name}”的指标有得分，却没有自评得分", place_in(scored[-1]), "填“自评得分”")
        elif not scored and project.score and project.score.value and project.indicators:
            yield Spot(f"项目“{project.name}”有自评得分，指标却没有得分", place_in(project.score), "填各指标的“得分”")


def deviations(facts: Facts) -> Iterator[Found]:
    """A reason where points are lost, none where they are not (P07)."""
    for project, rows in weighted(facts):
        for row in rows:
            if row.score and row.weight and row.score.known:
                lost = row.score.number < row.weight.number
                if lost and not row.reason.pieces:
                    said = f"得{_plain(row.score.number)}分，少于分值{_plain(row.weight.number)}分"
                    message = f"{_row(project, row)}{said}，没有写偏差原因"
                    yield Spot(message, place_in(row.score), "写“偏差原因”和改进措施", place_in(row.weight))
                elif not lost and row.reason.pieces and not _far_over(facts, row):
                    yield Spot(f"{_row(project, row)}得了满分，却写了偏差原因", place_in(row.reason), "删去偏差原因，或核对得分")


def achieved(facts: Facts) -> Iterator[Found]:
    """Full points where the target is missed, points lost where it is met; far above the target without a reason (P06)."""
    for project, rows in weighted(facts):
        for row in rows:
            ratio = _achieved(row)
            if ratio is None or not (row.score and row.weight and row.score.known):
                continue
            full = row.score.number >= row.weight.number
            said = f"{_row(project, row)}指标值{row.target}，完成值{row.actual}"
            if ratio < 1 and full:
                message, remedy = f"{said}，没有达到，却得了满分", "按完成比例扣分，或核对完成值"
                yield Spot(message, place_in(row.actual), remedy, place_in(row.score))
            elif ratio >= 1 and not full:
                message = f"{said}，已经达到，却没有得满分"
                yield Spot(message, place_in(row.score), "核对得分和完成值", place_in(row.actual))
            elif _far_over(facts, row) and not row.reason.pieces:
                yield Spot(
                    f"{said}，超过{facts.settings.threshold('P06')}%，没有写原因",
                    place_in(row.actual),
                    "在“偏差原因”里说明，或核对指标值",
                    place_in(row.target),
                )


def _far_over(facts: Facts, row: Indicator) -> bool:
    ratio = _achieved(row)
    return ratio is not None and ratio * 100 > facts.settings.threshold("P06") and "≤" not in row.target


def _achieved(row: Indicator) -> Decimal | None:
    """完成值 ÷ 指标值 (the other way round for ≤); None where one is no plain number or the units differ."""
    want, got = MEASURE.fullmatch(row.target), MEASURE.fullmatch(row.actual or "")
    if not want or not got or got[1] or want[3] != got[3] or not Decimal(want[2]) or not Decimal(got[2]):
        return None
    target, actual = Decimal(want[2]), Decimal(got[2])
    return target / actual if want[1] in ("≤", "<") else actual / target


def _row(project: Project, row: Indicator) -> str:
    return f"项目“{project.name}”指标“{row.level3}”"


def _sum(amounts: Iterable[Amount | None]) -> Decimal:
    return sum((a.number for a in amounts if a and a.known), ZERO)


def _plain(value: Decimal) -> str:
    return f"{value:f}"


RULES: tuple[Rule, ...] = (
    Check("P01", "指标分值合计90分", ERROR, points, "核对各指标的分值"),
    Identity("P02", "得分 ≤ 分值", ERROR, "核对得分和分值", "项目[].指标[]", unit="分"),
    Check(
        "P03",
        "自评得分＝预算执行率得分＋指标得分",
        WARNING,
        score,
        "核对自评得分和指标得分",
        note="执行率得分＝min(1，执行率)×10；不在0至10分之间为错误（P02）",
    ),
    Check("P05", "产出50分、效益30分、满意度10分", WARNING, levels, "核对各指标的分值"),
    Check("P06", "达到指标值得满分，没有达到按比例扣分，超过130%说明原因", WARNING, achieved, "核对完成值和得分"),
    Check("P07", "得分低于分值写偏差原因，满分不写", WARNING, deviations, "写或删“偏差原因”"),
    Check("P09", "指标有得分则有自评得分", ERROR, missing, "填“自评得分”"),
)
