"""Figures that were typed though they follow: 三公 actuals, last year's figures; and what they follow from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.figures import Figures
from generator.figures.books.cube import where
from generator.figures.nodes import Node
from generator.figures.sections.threepublic import ABROAD, CAR_BUY, CAR_RUN, RECEPTION
from generator.model.amount import Amount, total
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.model.money import Fund
from generator.model.sections import ThreePublic


def typed(figures: Figures) -> Node:
    """Figures that were typed though they follow, and what they follow from."""
    plain = all(unit.kind != "其他事业单位" for unit in figures.data.organisation.units)
    own = figures.data.operating
    budget = own.budget if figures.data.kind == BUDGET else None
    parts = own.administrative, own.assimilated
    kept = figures.data.procurement.reserved if figures.data.procurement else None
    found: Node = {
        "机关运行经费等额": own.actual if plain else None,
        "机关运行经费部分": None if plain else own.actual,
        "机关运行经费预算等额": budget if plain else None,
        "机关运行经费预算部分": None if plain else budget,
        "机关运行经费分项": {"合计": figures.amount("机关运行经费.决算"), "行政单位": parts[0], "参公单位": parts[1]}
        if all(parts)
        else None,
        "预留": {
            "中小企业预算": kept.medium_budget,
            "小微企业预算": kept.small_budget,
            "中小企业成交": kept.medium_awarded,
            "小微企业成交": kept.small_awarded,
        }
        if kept
        else None,
    }
    three = figures.data.three_public
    if three:
        found["三公上年预算"] = three.prior_budget
        found["三公"] = list(_actuals(three, figures))
        found["三公预算"] = list(_budgets(three, figures)) if figures.data.kind == BUDGET else []
        found["车辆购置金额"] = total((kind.amount for kind in three.cars.kinds), "分车型购置金额") if three.cars.kinds else None
    return found


def _actuals(three: ThreePublic, figures: Figures) -> Iterator[Node]:
    """What was spent on each of 三公 as typed, beside the economic items."""
    host = three.reception
    parted = total((host.domestic, host.foreign)) if host.domestic else None
    pairs: dict[str, tuple[Amount | None, str | tuple[str, ...]]] = {
        "因公出国（境）费": (three.overseas.actual, ABROAD),
        "公务用车购置费": (three.cars.buy, CAR_BUY),
        "公务用车运行维护费": (three.cars.run, CAR_RUN),
        "公务接待费": (parted, RECEPTION),
    }
    yield from _beside(pairs, figures)
    more: dict[str, tuple[Amount | None, str | tuple[str, ...]]] = {
        "公务用车购置及运行维护费": (three.cars.actual, (*CAR_BUY, CAR_RUN)),
        "公务接待费合计": (host.actual, RECEPTION),
    }
    yield from (node for node in _beside(more, figures) if _known(node))


def _budgets(three: ThreePublic, figures: Figures) -> Iterator[Node]:
    """The same of a budget, where its expenditure is split into economic items."""
    pairs: dict[str, tuple[Amount | None, str | tuple[str, ...]]] = {
        "因公出国（境）费": (three.overseas.budget, ABROAD),
        "公务用车购置费": (three.cars.buy_budget, CAR_BUY),
        "公务用车运行维护费": (three.cars.run_budget, CAR_RUN),
        "公务接待费": (three.reception.budget, RECEPTION),
    }
    yield from (node for node in _beside(pairs, figures) if _known(node))


def _beside(pairs: Mapping[str, tuple[Amount | None, str | tuple[str, ...]]], figures: Figures) -> Iterator[Node]:
    spent, general = figures.books.expenditure, str(Fund.GENERAL)
    for name, (stated, item) in pairs.items():
        yield {"名称": name, "填报": stated, "经济分类": spent.computed(where(资金=general, 经济=item))}


def _known(node: Node) -> bool:
    """Whether both figures are there: what is 未载明 has been reported with the parts."""
    return all(isinstance(amount := node[name], Amount) and amount.known for name in ("填报", "经济分类"))


def prior_budget(data: DepartmentYear) -> list[Node]:
    """What a budget states of last year's as a whole, beside its two parts; empty where one is not stated."""
    prior = data.prior
    if data.kind != BUDGET or any(a and a.value for a in (prior.upward, prior.operating, prior.subsidy)):
        return []
    return [{"上年合计": prior.expenditure or prior.total, "上年基本支出": prior.basic, "上年项目支出": prior.project}]


def typed_prior(data: DepartmentYear) -> Node:
    """What the data state of last year."""
    prior, three = data.prior, data.three_public
    found: Node = {
        "收支总计": prior.total,
        "财政拨款收支总计": prior.fiscal_total,
        "一般公共预算财政拨款支出": prior.general_expenditure,
        "年末结转和结余": prior.year_end,
        "机关运行经费": data.operating.prior,
        "三公经费预算": prior.three_public_budget,
    }
    if three:
        found["因公出国（境）费"] = three.overseas.prior
        found["公务用车购置费"] = three.cars.prior_buy
        found["公务用车运行维护费"] = three.cars.prior_run
        found["公务接待费"] = three.reception.prior
    return found


def prior_of(before: Figures) -> Node:
    """The same from last year's file."""
    names = {
        "收支总计": "收支总计",
        "财政拨款收支总计": "财政拨款收支总计",
        "一般公共预算财政拨款支出": "一般公共预算财政拨款支出",
        "年末结转和结余": "年末结转和结余",
        "机关运行经费": "机关运行经费.决算",
        "因公出国（境）费": "三公.因公出国.决算",
        "公务用车购置费": "三公.公务用车.购置决算",
        "公务用车运行维护费": "三公.公务用车.运行决算",
        "公务接待费": "三公.公务接待.决算",
    }
    return {name: before.amount(path) for name, path in names.items()}
