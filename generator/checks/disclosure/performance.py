"""P: scored indicators of projects and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in
from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Identity, Rule
from generator.figures.scoring.scores import Scored, form_scores, rate_score, whole_score_form
from generator.figures.scoring.targets import Sense, parse_target
from generator.model.amount import ZERO, Amount
from generator.model.place import Place

POINTS, RATE_POINTS = Decimal(90), Decimal(10)
"""Points of the indicators and of 预算执行率 (together 100)."""
CENT = Decimal("0.01")
LEVELS = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}


def points(facts: Facts) -> Iterator[Found]:
    """分值 add up to 90, of each project and of the whole (P01)."""
    groups = [(f"项目“{project.name}”", rows) for project, rows in facts.scored]
    part = facts.data.evaluation
    if part is not None and (own := [row for row in part.indicators if row.weight and row.weight.known]):
        groups.append(("整体支出", own))
    for label, rows in groups:
        whole = _sum(row.weight for row in rows)
        if whole != POINTS:
            message = f"{label}指标分值合计{_plain(whole)}分，应为90分（预算执行率另占10分）"
            yield Breach(message, place_in(rows[0].weight), "核对各指标的分值", expected=POINTS, actual=whole)


def levels(facts: Facts) -> Iterator[Found]:
    """产出 50, 效益 30, 满意度 10, where these three are used."""
    for project, rows in facts.scored:
        if {row.level1 for row in rows} != LEVELS.keys():
            continue
        by = {level: _sum(row.weight for row in rows if row.level1 == level) for level in LEVELS}
        if sum(by.values()) == POINTS and by != LEVELS:
            said = "、".join(f"{level}{_plain(value)}分" for level, value in by.items())
            message = f"项目“{project.name}”{said}，通常为产出50分、效益30分、满意度10分"
            yield Breach(message, place_in(rows[0].weight), "核对各指标的分值；本地另有规定的，在“确认”里写明")


def score(facts: Facts) -> Iterator[Found]:
    """自评得分 = score of 预算执行率 + Σ 得分; the rest must lie between 0 and 10 (P02), and follow the rate (P03)."""
    money = {node["名称"]: node for _, node in facts.scopes("项目[]")}
    for project, rows in facts.scored:
        scores = [row.score for row in rows]
        if project.score is None or not project.score.known or not all(s and s.known for s in scores):
            continue
        given = _sum(scores)
        rest = project.score.number - given
        wanted = rate_score(money[project.name], facts.scoring).value
        message = f"项目“{project.name}”自评得分{_plain(project.score.number)}分，指标得分合计{_plain(given)}分"
        place, remedy = place_in(project.score), "自评得分＝预算执行率得分（满分10分）＋指标得分：核对"
        if not 0 <= rest <= RATE_POINTS:
            message += f"，预算执行率得分成了{_plain(rest)}分，应在0至10分之间"
            yield Breach(message, place, remedy, expected=given + (wanted or ZERO), actual=project.score.number, severity=ERROR)
        elif wanted is not None and abs(rest - wanted) > CENT:
            message += f"，按执行率应得{_plain(wanted)}分，合计应为{_plain(given + wanted)}分"
            yield Breach(message, place, remedy, expected=given + wanted, actual=project.score.number)


def missing(facts: Facts) -> Iterator[Found]:
    """Scored indicators without 自评得分, a 自评得分 without scored indicators (P09)."""
    for project in facts.data.projects:
        scored = [row.score for row in project.indicators if row.score and row.score.known]
        if scored and project.score is None:
            yield Breach(f"项目“{project.name}”的指标有得分，却没有自评得分", place_in(scored[-1]), "填“自评得分”")
        elif not scored and project.score and project.score.value and project.indicators:
            yield Breach(f"项目“{project.name}”有自评得分，指标却没有得分", place_in(project.score), "填各指标的“得分”")


def deviations(facts: Facts) -> Iterator[Found]:
    """A reason where points are lost, none where they are not (P07)."""
    for one in facts.results:
        row, full = one.row, one.weight
        points = row.score.number if row.score is not None and row.score.known else one.judged.points
        if points is None:
            continue
        if points < full and not row.reason.pieces:
            message = f"{_row(one)}得{_plain(points)}分，少于分值{_plain(full)}分，没有写偏差原因"
            place = place_in(row.score) if row.score else place_in(row.actual)
            yield Breach(message, place, "写“偏差原因”和改进措施", place_in(row.weight))
        elif points >= full and row.reason.pieces and not _far_over(facts, one):
            message = f"{_row(one)}得了满分，却写了偏差原因"
            yield Breach(message, place_in(row.reason), "删去偏差原因，或核对得分")


def achieved(facts: Facts) -> Iterator[Found]:
    """Points that are not what the form's rules give (P06)."""
    for one in facts.results:
        points, due = one.row.score, one.judged.points
        if points is None or not points.known:
            continue
        if due is not None and abs(points.number - due) > CENT:
            full = one.weight
            message = f"{_said(one)}，{_wrong(points.number, due, full)}"
            yield Breach(message, *_sides(one, due < full <= points.number), due, points.number)


def banded(facts: Facts) -> Iterator[Found]:
    """Points outside the band of a qualitative result (P08)."""
    for one in facts.results:
        points, judged = one.row.score, one.judged
        if points is not None and points.known and not judged.allows(points.number, one.weight):
            band = f"{_plain(judged.low or ZERO)}至{_plain(judged.high or ZERO)}分"
            message = f"{_said(one)}，得{_plain(points.number)}分，这一档应在{band}"
            yield Breach(message, place_in(points), "核对得分和完成值", place_in(one.row.actual))


def _wrong(points: Decimal, due: Decimal, full: Decimal) -> str:
    if due < full <= points:
        return f"没有达到，却得了满分，应得{_plain(due)}分"
    if points < full <= due:
        return "已经达到，却没有得满分"
    return f"得{_plain(points)}分，按评分规则应得{_plain(due)}分"


def _sides(one: Scored, unmet: bool) -> tuple[Place, str, Place]:
    """Where to look first: at the result where full points were given for less, else at the points."""
    result, points = place_in(one.row.actual), place_in(one.row.score)
    if unmet:
        return result, "按完成比例扣分，或核对完成值", points
    return points, "核对得分和完成值", result


def exceeded(facts: Facts) -> Iterator[Found]:
    """A result far above its target without a reason (P06)."""
    for one in facts.results:
        if _far_over(facts, one) and not one.row.reason.pieces:
            message = f"{_said(one)}，超过{_plain(facts.scoring.over)}%，没有写原因"
            yield Breach(message, place_in(one.row.actual), "在“偏差原因”里说明，或核对指标值", place_in(one.row.target))


def _said(one: Scored) -> str:
    return f"{_row(one)}指标值{one.row.target}，完成值{one.row.actual}"


def _far_over(facts: Facts, one: Scored) -> bool:
    achieved = one.judged.achieved
    if achieved is None or achieved <= facts.scoring.over:
        return False
    return parse_target(one.row.target, facts.data.year).sense is Sense.POSITIVE


def whole(facts: Facts) -> Iterator[Found]:
    """整体支出: the typed 得分 against the computed one (P03)."""
    form = whole_score_form(facts.data, facts.figures.names)
    if form is None or not form.indicators or form.typed is None or not form.typed.known:
        return
    due, points = form_scores(form, facts.data.year, facts.scoring)["计算得分"], form.typed.number
    if isinstance(due, Amount) and due.value is not None and abs(due.value - points) > CENT:
        message = f"整体支出自评得分{_plain(points)}分，按执行率和指标得分应为{_plain(due.value)}分"
        yield Breach(message, place_in(form.typed), "核对得分和各指标的完成值", expected=due.value, actual=points)


def grade(facts: Facts) -> Iterator[Found]:
    """A typed 等级 that the 得分 does not have (P09)."""
    part = facts.data.evaluation
    if part is None or part.grade is None:
        return
    if part.score is None or not part.score.known:
        yield Breach(f"自评等级{part.grade}，却没有得分", place_in(part.grade), "填“得分”")
    elif part.grade != (due := facts.scoring.grade(part.score.number)):
        message = f"自评得分{_plain(part.score.number)}分，等级应为{due}，却填了{part.grade}"
        yield Breach(message, place_in(part.grade), "删去“等级”，由得分得出；或核对得分", place_in(part.score))


def _row(one: Scored) -> str:
    return f"{one.label}指标“{one.row.level3}”"


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
    Check("P03", "整体支出自评得分＝预算执行率得分＋指标得分", WARNING, whole, "核对得分和各指标的完成值"),
    Check("P05", "产出50分、效益30分、满意度10分", WARNING, levels, "核对各指标的分值"),
    Check("P06", "达到指标值得满分，没有达到按评分规则扣分", WARNING, achieved, "核对完成值和得分"),
    Check("P06", "完成值超过指标值130%的说明原因", WARNING, exceeded, "写“偏差原因”"),
    Check("P07", "得分低于分值写偏差原因，满分不写", WARNING, deviations, "写或删“偏差原因”"),
    Check("P08", "定性指标的得分在完成情况所属的一档之内", WARNING, banded, "核对得分和完成值"),
    Check("P09", "指标有得分则有自评得分", ERROR, missing, "填“自评得分”"),
    Check("P09", "自评等级是得分所在的一档", ERROR, grade, "删去“等级”，或核对得分"),
)
