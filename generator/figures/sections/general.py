"""What follows from the rest of the data: units, staff, operating costs, procurement, assets, projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.figures.books.accounts import Books
from generator.figures.books.cube import FISCAL_FUNDS, where
from generator.figures.nodes import GIVEN, SAID_OF, STATES, Node, counted, listed, node, parts
from generator.figures.sections.threepublic import last_year
from generator.model.amount import OPEN, Amount, Origin, OriginKind, State, figure, pending, total
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.model.management import Event, PerformanceManagement
from generator.model.money import Fund, Nature
from generator.model.place import NOWHERE, Place, place_of
from generator.model.record import AwaitedWord, Rows, state_of
from generator.model.sections import Indicator, Operating, Project, ProjectMoney, Reserved, Staff, Unit

KINDS = {"行政单位": "行政单位", "参公单位": "参照公务员法管理的事业单位", "事业单位": "其他事业单位"}
OWN = ("财政拨款", "上年结转资金", "其他资金", "指标", "评价报告")
"""What a project's node holds in its own way; the texts of 评价报告 stand in it beside the project's."""
STAGES = ("事前评估", "绩效目标", "绩效监控", "绩效自评", "绩效评价")


def _counted(number: int, name: str, names: Sequence[str], source: Sequence[object]) -> Amount:
    """A number of names in a list; its source is where the list starts. Not known where the source is not."""
    state, place = state_of(source), getattr(source, "place", NOWHERE)
    if state in OPEN:
        kind = OriginKind.LEFT_OUT if getattr(source, "left_out", False) else OriginKind.TYPED
        return Amount(None, state, Origin(kind, name, place))
    place = place_of(names[0]) if names else place
    return Amount(Decimal(number), State.FIGURE, Origin(OriginKind.COMPUTED, name, place, "按名单计数"))


def organisation(data: DepartmentYear) -> Node:
    """机构: the units, their numbers by kind, the inner offices."""
    units, offices = data.organisation.units, data.organisation.offices
    names = [unit.name for unit in units]
    below = [unit.name for unit in units if unit.kind != KINDS["行政单位"]]
    counted = _counted(len(offices), "内设机构数", offices, offices)
    found: Node = {
        **node(data.organisation, ("单位",)),
        "单位": listed(units, _unit, Unit),
        "单位数": _counted(len(units), "预算单位数", names, units),
        "内设机构数": counted if offices else data.organisation.office_count or counted,
        "下属事业单位": Rows([{"名称": name} for name in below], getattr(units, "state", State.FIGURE)),
        "下属事业单位数": _counted(len(below), "下属事业单位数", below or names, units),
    }
    for name, kind in KINDS.items():
        found[f"{name}数"] = _counted(sum(1 for unit in units if unit.kind == kind), f"{kind}数", names, units)
    return found


def _unit(unit: Unit) -> Node:
    offices = _counted(len(unit.offices), f"{unit.name}内设机构数", unit.offices or [unit.name], unit.offices)
    return {**node(unit), "内设机构数": offices}


def staff(data: DepartmentYear) -> Node:
    """人员: groups and totals."""
    return {
        SAID_OF: str(STATES.get(state_of(data.staff), GIVEN)),
        "分组": listed(data.staff, node, Staff),
        "编制合计": _persons(data.staff, [one.posts for one in data.staff], data.controls.posts, "编制数"),
        "在职合计": _persons(data.staff, [one.actual for one in data.staff], data.controls.staff, "在职人数"),
        "离退休": _by_kind(data.retired),
        "离退休合计": counted(data.retired, lambda: total(data.retired.values(), "离退休人员"), "离退休人员"),
        "其他": _by_kind(data.other_staff),
        "其他合计": counted(data.other_staff, lambda: total(data.other_staff.values(), "其他人员"), "其他人员"),
    }


def _persons(groups: list[Staff], numbers: Sequence[Amount | None], stated: Amount | None, name: str) -> Amount:
    """The sum of all groups; the stated number where a group's is not known."""
    summed = counted(groups, lambda: total([one for one in numbers if one is not None], name), name)
    if summed.known or stated is None:
        return summed
    return Amount(stated.value, stated.state, Origin(OriginKind.STATED, name, stated.origin.place))


def _by_kind(persons: dict[str, Amount]) -> Rows:
    rows = [{"类别": kind, "人数": number} for kind, number in persons.items()]
    return Rows(rows, state_of(persons), getattr(persons, "place", NOWHERE))


def operating(data: DepartmentYear, public: Amount, prior: Node | None) -> Node:
    """机关运行经费: 公用经费 where every unit is 行政 or 参公, else as typed."""
    part = data.operating
    units = data.organisation.units
    plain = state_of(units) not in OPEN and all(unit.kind != KINDS["事业单位"] for unit in units)
    actual = public.named("机关运行经费") if plain and public.known else part.actual
    spent = actual or pending("机关运行经费", NOWHERE._replace(path="机关运行经费.决算"))
    return {
        **node(part),
        "决算": spent,
        "行政单位": part.administrative or _of_kind(data, "行政单位", spent),
        "参公单位": part.assimilated or _of_kind(data, "参公单位", spent),
        "上年决算": last_year(
            part.prior, {"机关运行经费": prior} if prior else None, "机关运行经费", "决算", "机关运行经费上年决算", ""
        ),
        **_budgeted(part, public, plain, prior),
        "等于公用经费": plain,
    }


def _budgeted(part: Operating, public: Amount, plain: bool, prior: Node | None) -> Node:
    """机关运行经费 of a budget, by the same rule, and last year's."""
    budget = public.named("机关运行经费预算") if plain and public.known else part.budget
    tree: Node | None = {"机关运行经费": prior} if prior else None
    return {
        "预算": budget or pending("机关运行经费预算", NOWHERE._replace(path="机关运行经费.预算")),
        "上年预算": last_year(part.prior_budget, tree, "机关运行经费", "预算", "机关运行经费上年预算", ""),
    }


def _of_kind(data: DepartmentYear, name: str, spent: Amount) -> Amount:
    """机关运行经费 of one kind of units: all, or nothing, where only one kind has any; else 未载明."""
    units = data.organisation.units
    if state_of(units) in OPEN:
        return Amount(None, state_of(units), Origin(OriginKind.TYPED, name, getattr(units, "place", NOWHERE)))
    present = [key for key in ("行政单位", "参公单位") if any(unit.kind == KINDS[key] for unit in data.organisation.units)]
    if name not in present:
        return figure(0, name, f"没有{KINDS[name]}")
    if len(present) == 1 or spent.state is State.PENDING:
        return spent.named(name)
    return Amount(None, State.UNSTATED, Origin(OriginKind.TYPED, name))


def procurement(data: DepartmentYear, books: Books) -> Node | None:
    """政府采购 with its total."""
    part = data.procurement
    if part is None:
        return None
    return {
        **node(part),
        "合计": books.settled("政府采购支出总额", total((part.goods, part.works, part.services), "政府采购支出总额")),
        "货物": part.goods.named("政府采购货物支出"),
        "工程": part.works.named("政府采购工程支出"),
        "服务": part.services.named("政府采购服务支出"),
        "授予中小企业": part.small_medium.named("授予中小企业合同金额"),
        "授予小微企业": part.small.named("授予小微企业合同金额"),
        "预留": part.reserved or Reserved(),
    }


def assets(data: DepartmentYear) -> Node | None:
    """国有资产占有使用."""
    part = data.assets
    if part is None:
        return None
    planned = part.planned
    return {
        **node(part, ("车辆",)),
        **_vehicles(part.vehicles, "车辆数"),
        **({"计划购置": {**node(planned, ("车辆",)), **_vehicles(planned.vehicles, "购置车辆数")}} if planned else {}),
    }


def _vehicles(given: Mapping[str, Amount], name: str) -> Node:
    """车辆 by use, as a list, and 车辆合计. name: of the sum."""
    place = getattr(given, "place", NOWHERE)
    vehicles = Rows([{"用途": use, "数量": n} for use, n in given.items()], state_of(given), place)
    if vehicles.state is State.PENDING:
        vehicles.absent = lambda: {"用途": AwaitedWord(place.path), "数量": pending("车辆", place)}
    return {"车辆": vehicles, "车辆合计": counted(given, lambda: total(given.values(), name), name)}


def projects(data: DepartmentYear, books: Books) -> Rows:
    """项目 with budget, received and executed money by source; 执行 follows from 支出 where the lines name the project."""
    paths = {id(project): f"项目[{number}].财政拨款" for number, project in enumerate(data.projects)}

    def seen(project: Project) -> Node:
        path = paths.get(id(project), "项目[].财政拨款")
        awaited = None if data.kind == BUDGET else _awaited(path)
        return _project(project, books, project.fiscal or awaited, path)

    return listed(data.projects, seen, Project)


MONEY = ("年初预算", "全年预算", "到位", "执行")
"""Figures of a project's money, of each source and together."""


def _awaited(path: str) -> ProjectMoney:
    """Money of a project of which nothing is given."""
    return ProjectMoney().model_copy(update={"budget": pending("全年预算", NOWHERE._replace(path=f"{path}.全年预算"))})


def _project(project: Project, books: Books, money: ProjectMoney | None, path: str) -> Node:
    spent = _spent(project.name, books, FISCAL_FUNDS)
    fiscal = _money(money, spent, f"{project.name}财政拨款", path)
    carried = _money(project.carried, None, f"{project.name}上年结转资金")
    other = _money(project.other, _spent(project.name, books, (str(Fund.OTHER),)), f"{project.name}其他资金")
    sources = [m for m in (fiscal, carried, other) if m is not None]
    if not sources and spent is None:  # nobody says anything of its money
        sources = [{key: pending(key, NOWHERE._replace(path=f"{path}.{key}")) for key in MONEY}]
    title = project.name if project.name.endswith("项目") else f"{project.name}项目"
    report: Node = {**node(project.report), "报告名": project.report.title or title}
    return {
        **node(project, OWN),
        **report,
        "评价报告": report,
        "财政拨款": fiscal,
        "上年结转资金": carried,
        "其他资金": other,
        **{key: _sum(sources, key, f"{project.name}{key}") for key in MONEY},
        "指标": listed(project.indicators, indicator, Indicator),
    }


def _spent(project: str, books: Books, funds: tuple[str, ...]) -> Amount | None:
    """What the lines of 支出 say of a project; None where they do not name it."""
    if project not in books.expenditure.values("项目"):
        return None
    return books.expenditure.sum(f"{project}执行数", where(项目=project, 性质=str(Nature.PROJECT), 资金=funds))


def _sum(sources: list[Node], key: str, name: str) -> Amount:
    return total((a for source in sources if isinstance(a := source[key], Amount)), name)


def _money(money: ProjectMoney | None, spent: Amount | None, name: str, path: str = "") -> Node | None:
    if money is None and spent is not None and not spent.is_zero:
        return {key: spent.named(f"{name}{key}") for key in MONEY}
    if money is None:
        return None
    known = spent if spent is not None and spent.known else money.executed or spent
    executed = known or pending(f"{name}执行数", NOWHERE._replace(path=f"{path}.执行" if path else ""))
    return {
        **node(money),
        "年初预算": (money.initial or money.budget).named(f"{name}年初预算"),
        "全年预算": money.budget.named(f"{name}全年预算"),
        "到位": (money.received or money.budget).named(f"{name}到位数"),
        "执行": executed.named(f"{name}执行数"),
    }


def indicator(row: Indicator) -> Node:
    """A row of an indicator table."""
    return {**node(row), "指标值": row.target, "完成值": result_of(row)}


def result_of(row: Indicator) -> str | Amount:
    """完成值 of an indicator; still to be filled where a form prints it and nobody gave it."""
    if row.actual:
        return row.actual
    return pending(f"{row.level3}完成值", beside(row, "完成值"))


def beside(row: Indicator, field: str) -> Place:
    """The place of a field of an indicator that is not given: at its 三级指标."""
    place = place_of(row.level3)
    path = row.level3.path if isinstance(row.level3, AwaitedWord) else place.path
    return place._replace(path=path.removesuffix("三级") + field)


def stages(data: DepartmentYear) -> Node:
    """绩效管理: the projects of each stage and their number."""
    found: Node = node(data.management or PerformanceManagement())
    all_names = [project.name for project in data.projects]
    for stage in STAGES:
        names = [project.name for project in data.projects if stage in project.stages]
        number = _counted(len(names), f"{stage}项目个数", all_names, data.projects)
        found[stage] = {"项目": Rows(names, getattr(data.projects, "state", State.FIGURE)), "个数": number}
    return found


EVENTS = {"会议费": "30215", "培训费": "30216"}
"""Economic items of 一般性支出; the figure of festivals stands in none."""


def general_expense(data: DepartmentYear, books: Books, prior: Node | None) -> Node | None:
    """一般性支出 with what follows from 支出; None where the data have no such section. prior: last year's tree."""
    part = data.general_expense
    if part is None:
        return None
    events = {name: _event(name, event, books, prior) for name, event in parts(part, Event).items()}
    return {**node(part, events), **events}


def _event(name: str, event: Event, books: Books, prior: Node | None) -> Node:
    follows = books.expenditure.sum(f"{name}决算", where(经济=EVENTS[name])) if name in EVENTS else None
    spent = follows if follows is not None and follows.known else event.actual or pending(f"一般性支出.{name}.决算")
    return {
        **node(event),
        "决算": spent,
        "上年决算": last_year(event.prior, prior, name, "决算", f"{name}上年决算", "一般性支出."),
    }
