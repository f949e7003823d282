"""What follows from a self-evaluation (自评): execution of the budget, carry-over rate, shares of projects, 三公 control.

Money in 万元; 比 are plain ratios, 率 and 占比 percentages.
"""

from __future__ import annotations

from decimal import Decimal

from generator.figures.books.totals import ratio_or_blank, share
from generator.figures.nodes import Node, following, node, optional, parts
from generator.model.amount import Amount, Origin, OriginKind, State, computed, pending, total
from generator.model.department import DepartmentYear
from generator.model.evaluation import Duty, Evaluation, Execution, Stage, YearTask
from generator.model.record import AwaitedWord, in_state, state_of

TASKS = "自评.职责任务[].任务[]"
COLUMNS = ("年初预算", "调整预算", "决算")


def evaluation(data: DepartmentYear, three_public: Node | None) -> Node:
    """The names that a self-evaluation adds; none where the data have no 自评. three_public: the figures of 三公."""
    part = data.evaluation
    if part is None:
        return {}
    asked = in_state(Execution, State.PENDING, path="自评.预算执行")
    lines = execution(part.execution) if part.execution else optional(execution(asked))
    return {
        "预算执行": lines,
        "结转结余率": carry_over(part, lines),
        "三公控制": control(three_public) if three_public else [],
        "管理情况": managed(part, lines),
        "职责任务": following(
            part.duties,
            [row for number, duty in enumerate(part.duties, 1) for row in _duty(number, duty)],
            lambda: _duty(1, in_state(Duty, State.PENDING, path="自评.职责任务[]"))[0],
        ),
    }


def execution(part: Execution) -> Node:
    """预算执行: line → 年初预算, 调整预算, 决算, 执行比 = 决算 ÷ 调整预算 and 执行率; 行: the lines in the form's order."""
    typed = {name: _stage(stage, name) for name, stage in parts(part, Stage).items()}
    basic = _sum("基本支出", typed["人员经费"], typed["公用经费"])
    spent = _sum("本年支出合计", basic, typed["项目支出"], typed["经营支出"])
    whole = _sum("总计", spent, typed["结余分配"], typed["年末结转和结余"])
    lines = {
        "基本支出": basic,
        "人员经费": typed["人员经费"],
        "公用经费": typed["公用经费"],
        "项目支出": typed["项目支出"],
        "经营支出": typed["经营支出"],
        "本年支出合计": spent,
        "结余分配": typed["结余分配"],
        "年末结转和结余": typed["年末结转和结余"],
        "总计": whole,
    }
    nodes = {name: _line(name, line) for name, line in lines.items()}
    return {**nodes, "行": list(nodes.values())}


def _stage(stage: Stage, name: str) -> dict[str, Amount]:
    given = zip(COLUMNS, (stage.initial, stage.adjusted, stage.actual), strict=True)
    return {column: (amount or pending(f"{name}{column}")).named(f"{name}{column}") for column, amount in given}


def _sum(name: str, *lines: dict[str, Amount]) -> dict[str, Amount]:
    return {column: total((line[column] for line in lines), f"{name}{column}") for column in COLUMNS}


def _line(name: str, line: dict[str, Amount]) -> Node:
    actual, budget = line["决算"], line["调整预算"]
    rates = {
        "执行比": ratio_or_blank(actual, budget).named(f"{name}执行比"),
        "执行率": ratio_or_blank(actual, budget, 100).named(f"{name}执行率"),
    }
    return {"名称": name, **line, **rates}


def carry_over(part: Evaluation, lines: Node) -> Node:
    """结转结余率 = 年末结转结余 ÷ 全年支出预算, of this year and last, and the difference in 百分点."""
    end, budget = _of(lines, "年末结转和结余", "决算"), _of(lines, "本年支出合计", "调整预算")
    before = part.carry_over.prior_year_end or pending("上年年末结转结余")
    prior_budget = part.carry_over.prior_budget or pending("上年支出预算")
    rate, prior = (
        ratio_or_blank(end, budget, 100).named("结转结余率"),
        ratio_or_blank(before, prior_budget, 100).named("上年结转结余率"),
    )
    return {
        "年末结转结余": end,
        "支出预算": budget,
        "率": rate,
        "上年年末结转结余": before,
        "上年支出预算": prior_budget,
        "上年率": prior,
        "变动": points(rate, prior).named("结转结余率变动百分点"),
        "方向": direction(rate, prior),
    }


def points(now: Amount, before: Amount) -> Amount:
    """The size of the change between two percentages, in 百分点."""
    return computed("|{0}－{1}|", (now, before), lambda a, b: abs(a - b), "变动百分点")


def direction(now: Amount, before: Amount) -> str:
    """上升, 下降 or 持平; empty where an operand is not known."""
    if now.value is None or before.value is None:
        return ""
    return "持平" if now.value == before.value else "上升" if now.value > before.value else "下降"


def _of(tree: Node, *path: str) -> Amount:
    found: object = tree
    for name in path:
        assert isinstance(found, dict)
        found = found[name]
    assert isinstance(found, Amount)
    return found


def control(three_public: Node) -> list[Node]:
    """三公控制: 预算, 决算 and 控制率 (%) of the three items, with the total."""
    items = [("因公出国（境）费用", "因公出国"), ("公务接待费", "公务接待"), ("公务用车购置及运行维护费", "公务用车")]
    rows = [_controlled(name, _of(three_public, key, "预算"), _of(three_public, key, "决算")) for name, key in items]
    return [*rows, _controlled("合计", _of(three_public, "预算"), _of(three_public, "决算"))]


def _controlled(name: str, budget: Amount, actual: Amount) -> Node:
    return {"名称": name, "预算": budget, "决算": actual, "控制率": ratio_or_blank(actual, budget, 100).named(f"{name}控制率")}


def managed(part: Evaluation, lines: Node) -> Node:
    """管理情况 as typed, with the shares of projects and of money."""
    found = node(part.managed)
    whole = part.managed.projects
    for name in ("公开目标", "监控", "自评"):
        number = found[f"{name}项目数"]
        part_of = share(number, whole) if isinstance(number, Amount) and whole else pending(f"{name}占比")
        found[f"{name}占比"] = part_of.named(f"{name}项目占比")
    amount, spent = part.managed.published_amount, _of(lines, "项目支出", "决算")
    found["公开目标金额占比"] = share(amount, spent).named("公开目标金额占比") if amount else pending("公开目标金额占比")
    return found


def _duty(number: int, duty: Duty) -> list[Node]:
    """One row per indicator; 职责行数 and 任务行数 stand in the first row of each, 0 in the others: merged cells."""
    rows: list[Node] = []
    for task in duty.tasks or [in_state(YearTask, State.PENDING, path=TASKS)]:
        names = list(task.indicators) or [AwaitedWord(f"{TASKS}.指标") if state_of(task.indicators) is State.PENDING else ""]
        for place, name in enumerate(names, 1):
            ordinal = _counted(place) if len(names) > 1 else None
            rows.append(
                {"任务": task.task, "任务行数": len(names) if place == 1 else 0, "序": ordinal, "指标": name, "职责行数": 0}
            )
    if rows:
        rows[0]["职责行数"] = len(rows)
    return [{"序号": _counted(number), "职责": duty.duty, **row} for row in rows]


def _counted(number: int) -> Amount:
    return Amount(Decimal(number), State.FIGURE, Origin(OriginKind.COMPUTED, "序号", expression="按顺序计数"))
