"""What follows from the rest of the data: units, staff, operating costs, procurement, assets, projects."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.figures.books.accounts import FISCAL_FUNDS, Books
from generator.figures.books.cube import where
from generator.figures.sections.threepublic import Node, last_year
from generator.model.amount import Amount, Kind, Origin, State, figure, total
from generator.model.department import DepartmentYear
from generator.model.money import Fund, Nature
from generator.model.place import NOWHERE, place_of
from generator.model.sections import Indicator, Operating, Project, ProjectMoney, Reserved, Unit

KINDS = {"行政单位": "行政单位", "参公单位": "参照公务员法管理的事业单位", "事业单位": "其他事业单位"}
STAGES = ("事前评估", "绩效目标", "绩效监控", "绩效自评", "绩效评价")


def _counted(number: int, name: str, names: Sequence[str]) -> Amount:
    """A number of names in a list; its source is where the list starts."""
    place = place_of(names[0]) if names else NOWHERE
    return Amount(Decimal(number), State.FIGURE, Origin(Kind.COMPUTED, name, place, "按名单计数"))


def organisation(data: DepartmentYear) -> Node:
    """机构: the units, their numbers by kind, the inner offices."""
    units, offices = data.organisation.units, data.organisation.offices
    listed = [unit.name for unit in units]
    below = [unit.name for unit in units if unit.kind != KINDS["行政单位"]]
    counted = _counted(len(offices), "内设机构数", offices)
    node: Node = {
        "单位": [_unit(u) for u in units],
        "单位数": _counted(len(units), "预算单位数", listed),
        "内设机构": list(offices),
        "内设机构数": counted if offices else data.organisation.office_count or counted,
        "下属事业单位": [{"名称": name} for name in below],
        "下属事业单位数": _counted(len(below), "下属事业单位数", below or listed),
        "说明": data.organisation.note,
    }
    for name, kind in KINDS.items():
        node[f"{name}数"] = _counted(sum(1 for unit in units if unit.kind == kind), f"{kind}数", listed)
    return node


def _unit(unit: Unit) -> Node:
    offices = _counted(len(unit.offices), f"{unit.name}内设机构数", unit.offices or [unit.name])
    plain = {"名称": unit.name, "性质": unit.kind, "规格": unit.rank, "经费保障形式": unit.funding}
    return {**plain, "内设机构": list(unit.offices), "内设机构数": offices}


def staff(data: DepartmentYear) -> Node:
    """人员: groups and totals."""
    return {
        "分组": [{"类别": s.group, "编制": s.posts, "在职": s.actual} for s in data.staff],
        "编制合计": total((s.posts for s in data.staff if s.posts), "编制数"),
        "在职合计": total((s.actual for s in data.staff if s.actual), "在职人数"),
        "离退休": [{"类别": kind, "人数": number} for kind, number in data.retired.items()],
        "离退休合计": total(data.retired.values(), "离退休人员"),
        "其他": [{"类别": kind, "人数": number} for kind, number in data.other_staff.items()],
        "其他合计": total(data.other_staff.values(), "其他人员"),
    }


def operating(data: DepartmentYear, public: Amount, prior: Node | None) -> Node:
    """机关运行经费: 公用经费 where every unit is 行政 or 参公 (identities H15), else as typed."""
    part = data.operating
    plain = all(unit.kind != KINDS["事业单位"] for unit in data.organisation.units)
    actual = public.named("机关运行经费") if plain and public.known else part.actual
    spent = actual or Amount(None, State.PENDING, Origin(Kind.TYPED, "机关运行经费"))
    return {
        "决算": spent,
        "行政单位": part.administrative or _of_kind(data, "行政单位", spent),
        "参公单位": part.assimilated or _of_kind(data, "参公单位", spent),
        "上年决算": last_year(
            part.prior, {"机关运行经费": prior} if prior else None, "机关运行经费", "决算", "机关运行经费上年决算"
        ),
        **_budgeted(part, public, plain, prior),
        "变动原因": part.reason,
        "主要用于": part.contents,
        "等于公用经费": plain,
    }


def _budgeted(part: Operating, public: Amount, plain: bool, prior: Node | None) -> Node:
    """机关运行经费 of a budget, by the same rule, and last year's."""
    budget = public.named("机关运行经费预算") if plain and public.known else part.budget
    tree: Node | None = {"机关运行经费": prior} if prior else None
    return {
        "预算": budget or Amount(None, State.PENDING, Origin(Kind.TYPED, "机关运行经费预算")),
        "上年预算": last_year(part.prior_budget, tree, "机关运行经费", "预算", "机关运行经费上年预算"),
    }


def _of_kind(data: DepartmentYear, name: str, spent: Amount) -> Amount:
    """机关运行经费 of one kind of units: all, or nothing, where only one kind has any; else 未载明."""
    present = [key for key in ("行政单位", "参公单位") if any(unit.kind == KINDS[key] for unit in data.organisation.units)]
    if name not in present:
        return figure(0, name, f"没有{KINDS[name]}")
    return spent.named(name) if len(present) == 1 else Amount(None, State.UNSTATED, Origin(Kind.TYPED, name))


def procurement(data: DepartmentYear) -> Node | None:
    """政府采购 with its total (identities H16)."""
    part = data.procurement
    if part is None:
        return None
    return {
        "合计": total((part.goods, part.works, part.services), "政府采购支出总额"),
        "货物": part.goods.named("政府采购货物支出"),
        "工程": part.works.named("政府采购工程支出"),
        "服务": part.services.named("政府采购服务支出"),
        "授予中小企业": part.small_medium.named("授予中小企业合同金额"),
        "授予小微企业": part.small.named("授予小微企业合同金额"),
        "预留": part.reserved or Reserved(),
        "主要用于": part.contents,
    }


def assets(data: DepartmentYear) -> Node | None:
    """国有资产占有使用."""
    part = data.assets
    if part is None:
        return None
    return {
        "车辆": [{"用途": use, "数量": number} for use, number in part.vehicles.items()],
        "车辆合计": total(part.vehicles.values(), "车辆数"),
        "通用设备": part.general_equipment,
        "专用设备": part.special_equipment,
        "大型设备": part.large_equipment,
    }


def projects(data: DepartmentYear, books: Books) -> list[Node]:
    """项目 with budget, received and executed money by source; 执行 follows from 支出 where the lines name the project."""
    asked = None if data.kind == "预算" else ProjectMoney()
    return [_project(project, books, project.fiscal or asked) for project in data.projects]


def _project(project: Project, books: Books, money: ProjectMoney | None) -> Node:
    fiscal = _money(money, _spent(project.name, books, FISCAL_FUNDS), f"{project.name}财政拨款")
    carried = _money(project.carried, None, f"{project.name}上年结转资金")
    other = _money(project.other, _spent(project.name, books, (str(Fund.OTHER),)), f"{project.name}其他资金")
    sources = [m for m in (fiscal, carried, other) if m is not None]
    report = project.report
    return {
        "名称": project.name,
        "实施单位": project.unit,
        "财政拨款": fiscal,
        "上年结转资金": carried,
        "其他资金": other,
        **{key: _sum(sources, key, f"{project.name}{key}") for key in ("年初预算", "全年预算", "到位", "执行")},
        "年度目标": project.goal,
        "目标完成": project.done,
        "实施效果": project.effect,
        "主要问题": project.problems,
        "改进措施": project.measures,
        "指标": [indicator(row) for row in project.indicators],
        "自评得分": project.score,
        "绩效环节": list(project.stages),
        "报告名": report.title or (project.name if project.name.endswith("项目") else f"{project.name}项目"),
        "职责": report.duty,
        "立项依据": [{"标题": b.title, "文号": b.number} for b in report.bases],
        "资金用途": report.use,
        "主要内容": report.contents,
        "具体目标": report.goals,
        "申报评价": report.application,
        "自评方法": report.method,
        "申报批复": report.approval,
        "支付情况": report.payment,
        "财务管理": report.finance,
        "组织流程": report.organisation,
        "管理情况": report.management,
        "监管情况": report.supervision,
        "完成情况": report.output,
        "效益情况": report.effect,
        "评价结论": report.conclusion,
        "存在问题": report.problems,
        "建议": report.advice,
    }


def _spent(project: str, books: Books, funds: tuple[str, ...]) -> Amount | None:
    """What the lines of 支出 say of a project; None where they do not name it."""
    if project not in books.expenditure.values("项目"):
        return None
    return books.expenditure.sum(f"{project}执行数", where(项目=project, 性质=str(Nature.PROJECT), 资金=funds))


def _sum(sources: list[Node], key: str, name: str) -> Amount:
    return total((a for node in sources if isinstance(a := node[key], Amount)), name)


def _money(money: ProjectMoney | None, spent: Amount | None, name: str) -> Node | None:
    if money is None and spent is not None and not spent.is_zero:
        return {key: spent.named(f"{name}{key}") for key in ("年初预算", "全年预算", "到位", "执行")}
    if money is None:
        return None
    told = spent if spent is not None and spent.known else money.executed or spent
    executed = told or Amount(None, State.PENDING, Origin(Kind.TYPED, f"{name}执行数"))
    return {
        "年初预算": (money.initial or money.budget).named(f"{name}年初预算"),
        "全年预算": money.budget.named(f"{name}全年预算"),
        "到位": (money.received or money.budget).named(f"{name}到位数"),
        "执行": executed.named(f"{name}执行数"),
    }


def indicator(row: Indicator) -> Node:
    """A row of an indicator table."""
    return {
        "一级": row.level1,
        "二级": row.level2,
        "三级": row.level3,
        "描述": row.description,
        "指标值": row.target,
        "符号": row.symbol,
        "值": row.value,
        "单位": row.measure,
        "依据": row.basis,
        "评分标准": row.standard,
        "完成值": result_of(row),
        "分值": row.weight,
        "得分": row.score,
        "偏差原因": row.reason,
    }


def result_of(row: Indicator) -> str | Amount:
    """完成值 of an indicator; still to be filled where a form prints it and nobody gave it."""
    return row.actual or Amount(None, State.PENDING, Origin(Kind.TYPED, f"{row.level3}完成值", place_of(row.level3)))


def stages(data: DepartmentYear) -> Node:
    """绩效管理: the projects of each stage and their number."""
    node: Node = {}
    listed = [project.name for project in data.projects]
    for stage in STAGES:
        names = [project.name for project in data.projects if stage in project.stages]
        node[stage] = {"项目": names, "个数": _counted(len(names), f"{stage}项目个数", listed)}
    return node
