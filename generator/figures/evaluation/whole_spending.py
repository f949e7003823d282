"""整体支出: what follows from a self-evaluation of a department's whole spending: totals, budget, funds, control rates.

Money in 万元, rates in percent.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.figures.books.totals import growth, ratio
from generator.figures.evaluation.base_data import RATE, base_data
from generator.figures.nodes import Node, awaited, counted, following, node, optional
from generator.figures.scoring.pointrules import points
from generator.model.amount import Amount, Origin, OriginKind, State, computed, pending, total, unstated
from generator.model.classification import functional
from generator.model.department import DepartmentYear
from generator.model.evaluation import BaseData, Budgeted, Evaluation, InsuranceFund
from generator.model.money import Nature
from generator.model.record import Rows, in_state
from generator.model.sections import ProjectMoney, ThreePublic

EXECUTION_WEIGHT = Decimal(10)
"""Points of 预算执行率 in a 项目支出自评表 (财预〔2020〕10号)."""


def whole_spending(data: DepartmentYear, part: Evaluation, names: Mapping[str, object]) -> Node:
    """The figures that such a report prints. names: the figures derived so far."""
    found = _spending(part, names)
    funds = [_fund(line, part) for line in part.insurance]
    found["社会保险基金"] = following(
        part.insurance, funds, lambda: _fund(in_state(InsuranceFund, State.PENDING, path="自评.社会保险基金[]"), part)
    )
    projects = _rows(names["项目"])
    absent = projects.absent or dict
    found["重点项目"] = following(
        projects, [_with_fund(project, funds) for project in projects], lambda: _with_fund(absent(), funds)
    )
    asked = in_state(Budgeted, State.PENDING, path="自评.收支预算")
    budget = _budget(data.year, part.budget) if part.budget else optional(_budget(data.year, asked))
    found["收支预算"] = budget
    found["预算执行率"] = _rate(found["支出合计"], budget["支出合计"], "预算执行率")
    known = {"项目支出": _amount(found["项目支出"]), "公用经费": _amount(names["公用经费"])}
    rows = part.base or in_state(BaseData, State.PENDING, path="自评.基础数据")
    base = base_data(rows, part.projects, known)
    found["基础数据"] = base if part.base else optional(base)
    return found | _control_rates(data.three_public, names)


def _spending(part: Evaluation, names: Mapping[str, object]) -> Node:
    """一般公共预算支出 by nature, each as the sum of its parts where these are given."""
    basic = total((_amount(names["人员经费"]), _amount(names["公用经费"])), "基本支出")
    lines = [{"名称": name, "金额": amount.named(name)} for name, amount in part.projects.items()]
    by_line = total(part.projects.values(), "项目支出")
    kinds = {str(nature): _amount(names[str(nature)]) for nature in Nature}
    kinds[str(Nature.BASIC)] = basic if basic.known else kinds[str(Nature.BASIC)]
    kinds[str(Nature.PROJECT)] = by_line if lines and by_line.known else kinds[str(Nature.PROJECT)]
    return {
        **kinds,
        "各类支出": [{"名称": name, "金额": amount} for name, amount in kinds.items()],
        "支出合计": total(kinds.values(), "支出合计"),
        "项目支出明细": following(part.projects, lines, lambda: awaited(part.projects, "金额")),
    }


def _budget(year: int, part: Budgeted) -> Node:
    """收支预算. 未列明: what the stated total holds beyond the lines that are given."""
    classes = functional(year)
    named = {classes.name(key) if key.isdigit() else str(key): amount for key, amount in part.expenditure.items()}
    summed = counted(part.expenditure, lambda: total(named.values(), "支出预算"), "支出预算")
    known = total((amount for amount in named.values() if amount.known), "已列明的支出预算")
    whole = summed if summed.known or part.total is None else _stated(part.total, "支出预算")
    return {
        "收入": _lines(part.revenue, part.revenue),
        "收入合计": counted(part.revenue, lambda: total(part.revenue.values(), "收入预算"), "收入预算"),
        "支出": _lines(part.expenditure, {name: amount for name, amount in named.items() if amount.known}),
        "支出合计": whole,
        "未列明": computed("{0}－{1}", (whole, known), lambda a, b: a - b, "未列明科目的支出预算"),
    }


def _lines(source: Mapping[str, Amount], amounts: Mapping[str, Amount]) -> Rows:
    lines = [{"名称": name, "金额": amount.named(name)} for name, amount in amounts.items()]
    return following(source, lines, lambda: awaited(source, "金额"))


def _fund(line: InsuranceFund, part: Evaluation) -> Node:
    """One fund line. 列支: what of it stands in 项目支出; 当年财政拨款: what of it is this year's own money, if stated."""
    listed = part.projects.get(line.name)
    local = line.local or listed or unstated(f"{line.name}本级财政拨款")
    superior = line.superior or unstated(f"{line.name}上级资金")
    both = total((local, superior), f"{line.name}支出")
    actual = both if both.known or line.actual is None else _stated(line.actual, f"{line.name}支出")
    return {
        **node(line),
        "预算": line.budget.named(f"{line.name}预算"),
        "支出": actual,
        "本级财政拨款": local.named(f"{line.name}本级财政拨款"),
        "上级资金": superior.named(f"{line.name}上级资金"),
        "列支": listed.named(f"{line.name}在项目支出中列支") if listed else None,
        "列支本级": listed is not None and line.local is None,
        "当年财政拨款": local if superior.is_zero else unstated(f"{line.name}当年财政拨款"),
        "执行率": _rate(actual, line.budget, f"{line.name}执行率"),
    }


def _with_fund(project: Node, funds: list[Node]) -> Node:
    """A project with the fund line of its name (None where it has none), and 资金表, the money of its 自评表."""
    fund = next((fund for fund in funds if fund["名称"] == project["名称"]), None)
    whole = {key: project[key] for key in ("年初预算", "全年预算", "执行")}
    fiscal = project["财政拨款"]
    if fund is not None:
        whole |= {"全年预算": fund["预算"], "执行": fund["支出"]}
        own = fund["当年财政拨款"]
        fiscal = {**_node(fiscal), "执行": own} if _amount(own).known else fiscal
    rows = {"当年财政拨款": fiscal, "上年结转资金": project["上年结转资金"], "其他资金": project["其他资金"]}
    absent = {name: optional(node(in_state(ProjectMoney, State.PENDING, path=f"项目[].{name}"))) for name in rows}
    money = {name: _executed(row if isinstance(row, dict) else absent[name], name) for name, row in rows.items()}
    total_row = _executed(whole, "年度资金总额")
    score = points({"类型": "比例"}, EXECUTION_WEIGHT, _amount(total_row["执行率"])).named("预算执行率得分")
    weight = Amount(
        EXECUTION_WEIGHT, State.FIGURE, Origin(OriginKind.FORM, "预算执行率分值", expression="项目支出绩效自评表的分值")
    )
    return {**project, "基金": fund, "资金表": {**money, "总额": {**total_row, "分值": weight, "得分": score}}}


def _executed(row: Node, name: str) -> Node:
    return {**row, "执行率": _rate(row["执行"], row["全年预算"], f"{name}执行率")}


def _control_rates(three: ThreePublic | None, names: Mapping[str, object]) -> Node:
    staff, public = _node(names["人员"]), names["三公"]
    rates = {"在职人员控制率": _rate(staff["在职合计"], staff["编制合计"], "在职人员控制率")}
    if three is not None and isinstance(public, dict):
        host = _node(public["公务接待"])
        now, before = _amount(public["预算"]), _prior_budget(three)
        rates["三公上年预算"] = before
        rates["三公经费变动率"] = growth(now, before).named("“三公”经费变动率")
        rates["三公经费控制率"] = _rate(public["决算"], now, "“三公”经费控制率")
        rates["公务接待费控制率"] = _rate(host["决算"], host["预算"], "公务接待费控制率")
    return dict(rates)


def _prior_budget(data: ThreePublic) -> Amount:
    """上年预算 of 三公: the sum of the items, or what is stated of them together; still to be filled where neither is given."""
    items = (
        data.overseas.prior_budget,
        data.cars.prior_buy_budget,
        data.cars.prior_run_budget,
        data.reception.prior_budget,
    )
    name = "“三公”经费上年预算"
    given = [item for item in items if item is not None]
    if len(given) == len(items):
        return total(given, name)
    return (data.prior_budget or pending(name)).named(name)


def _rate(part: object, whole: object, name: str) -> Amount:
    return ratio(_amount(part), _amount(whole), RATE).named(name)


def _stated(amount: Amount, name: str) -> Amount:
    return Amount(amount.value, amount.state, Origin(OriginKind.STATED, name, amount.origin.place))


def _amount(value: object) -> Amount:
    assert isinstance(value, Amount)
    return value


def _node(value: object) -> Node:
    assert isinstance(value, dict)
    return value


def _rows(values: object) -> Rows:
    assert isinstance(values, Rows)
    return values
