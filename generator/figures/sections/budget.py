"""The sections that only a budget has: 预算编制, 整体绩效目标, 采购预算, 固定资产. Last year's figures: `budgetchange.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from generator.figures.books.accounts import SPECIAL, Books
from generator.figures.books.cube import SOURCES, where
from generator.figures.books.totals import first_known
from generator.figures.nodes import GIVEN, SAID_OF, STATES, Node, counted, listed, node
from generator.figures.sections.general import indicator
from generator.figures.sections.threepublic import last_year
from generator.model.amount import Amount, Origin, OriginKind, State, left_out, pending, total
from generator.model.budget import PurchaseLine
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.model.record import state_of
from generator.model.sections import Indicator, ThreePublic

FUNDS = ("一般公共预算", "政府性基金", "国有资本经营", "财政专户", "单位资金")
"""Where the money of a purchase comes from, in the order of 政府采购预算表."""
ASSETS = {"房屋": "buildings", "车辆": "vehicles", "大型设备": "equipment", "其他": "other"}
"""The kinds of 固定资产 that add up; 办公用房 is part of 房屋."""


def budget(data: DepartmentYear, books: Books, names: Mapping[str, object], prior: Mapping[str, object]) -> Node | None:
    """预算编制 with what follows; in final accounts that have no such section nothing does. Amounts in 万元."""
    part = data.budget
    if part is None:
        return None
    if data.kind != BUDGET and state_of(part) is State.PENDING:
        return node(part)
    personnel, public, project = (_amount(names, key) for key in ("人员经费", "公用经费", "项目支出"))
    basic = first_known(_amount(names, "基本支出"), total((personnel, public), "基本支出"))
    budgets = {project.name: project.fiscal.budget for project in data.projects if project.fiscal}
    main = [{"名称": name, "金额": budgets[name].named(f"{name}预算")} for name in part.main_projects if name in budgets]
    return {
        **node(part),
        "收入": _receipts(data, books),
        "基本支出": basic,
        "人员经费": personnel,
        "公用经费": public,
        "项目支出": project,
        "支出合计": first_known(_amount(names, "本年支出合计"), total((basic, project), "支出预算")),
        "主要项目": main,
        "主要项目合计": total((a for one in main if isinstance(a := one["金额"], Amount)), "主要项目预算合计"),
        "上年": {**_prior(prior), **_prior_three(data.three_public, prior)},
    }


def _amount(names: Mapping[str, object], name: str) -> Amount:
    value = names.get(name)
    return value if isinstance(value, Amount) else pending(f"上年.{name}")


def _receipts(data: DepartmentYear, books: Books) -> Node:
    """预算收入 by kind, with its total."""
    special = data.budget.special_account if data.budget else None
    if special is None or special.state is State.PENDING:
        special = books.receipts.sum("财政专户核拨收入", where(来源=SPECIAL))
    kinds = {
        "一般公共预算": books.receipts.sum("一般公共预算收入", where(来源=SOURCES[0])),
        "政府性基金": books.receipts.sum("基金预算收入", where(来源=SOURCES[1])),
        "国有资本经营": books.receipts.sum("国有资本经营预算收入", where(来源=SOURCES[2])),
        "财政专户": special,
        "其他来源": books.receipts.sum("其他来源收入", where(来源=SOURCES[3:-1])),
        "上年结转": books.opening.sum("上年结转"),
    }
    return {**kinds, "合计": total(kinds.values(), "预算收入")}


def _prior(prior: Mapping[str, object]) -> Node:
    """Last year's budget: of last year's file, else what `上年:` states."""
    made = prior.get("预算编制")
    source = made if isinstance(made, dict) else prior
    basic = _amount(source, "基本支出").named("上年基本支出预算")
    project = _amount(source, "项目支出").named("上年项目支出预算")
    return {"基本支出": basic, "项目支出": project, "支出合计": total((basic, project), "上年支出预算")}


def _prior_three(data: ThreePublic | None, prior: Mapping[str, object]) -> Node:
    """Last year's budget of “三公”经费, as a whole (三公) and by item."""
    if data is None:
        return {}
    made = prior.get("三公")
    tree = made if isinstance(made, dict) else None
    cars = data.cars
    buy = last_year(cars.prior_buy_budget, tree, "公务用车", "购置预算", "公务用车购置费上年预算")
    run = last_year(cars.prior_run_budget, tree, "公务用车", "运行预算", "公务用车运行维护费上年预算")
    items = {
        "因公出国": last_year(data.overseas.prior_budget, tree, "因公出国", "预算", "因公出国（境）费上年预算"),
        "公务用车": total((buy, run), "公务用车购置及运行维护费上年预算"),
        "公务接待": last_year(data.reception.prior_budget, tree, "公务接待", "预算", "公务接待费上年预算"),
    }
    return {**items, "三公": total(items.values(), "“三公”经费上年预算")}


def goals(data: DepartmentYear) -> Node | None:
    """整体绩效目标, with the values of the indicators put together."""
    part = data.goals
    if part is None:
        return None
    return {**node(part), "指标": listed(part.indicators, indicator, Indicator)}


def purchases(data: DepartmentYear) -> Node:
    """采购预算: the lines with their totals, and the total of all."""
    lines = listed(data.purchases, _purchase, PurchaseLine)
    sums = {name: counted(data.purchases, partial(_purchased, lines, name), f"采购{name}") for name in (*FUNDS, "合计")}
    return {SAID_OF: str(STATES.get(state_of(data.purchases), GIVEN)), "明细": lines, **sums}


def _purchased(lines: list[Node], name: str) -> Amount:
    return total((amount for line in lines if isinstance(amount := line[name], Amount)), f"采购{name}")


def _purchase(line: PurchaseLine) -> Node:
    money = (line.general, line.government, line.state_capital, line.special_account, line.own)
    blank = Amount(None, State.BLANK, Origin(OriginKind.FORM, line.item))
    return {
        **{name: blank if isinstance(value, Amount) and left_out(value) else value for name, value in node(line).items()},
        "合计": total((amount for amount in money if amount), f"{line.item}采购金额"),
    }


def fixed_assets(data: DepartmentYear) -> Node | None:
    """固定资产: each kind, and 总额 of those that add up."""
    part = data.fixed_assets
    if part is None:
        return None
    values = [getattr(part, field).value for field in ASSETS.values()]
    return {
        **node(part),
        "总额": total((one for one in values if one is not None), "固定资产总额"),
        "拟购置": part.planned or pending("固定资产.拟购置"),
    }
