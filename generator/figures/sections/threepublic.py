"""“三公”经费: budget, actual and last year's figures of the three items; actuals follow from the economic items."""

from __future__ import annotations

from generator.figures.books.accounts import Books
from generator.figures.books.cube import where
from generator.figures.nodes import Node, counted, node
from generator.model.amount import Amount, Origin, OriginKind, State, computed, pending, total
from generator.model.money import Fund
from generator.model.place import Place
from generator.model.sections import ThreePublic

ABROAD, RECEPTION, CAR_RUN, CAR_BUY = "30212", "30217", "30231", ("31013", "30913")
"""Economic items of the three."""


def three_public(data: ThreePublic | None, books: Books, prior: Node | None, fund: str = str(Fund.GENERAL)) -> Node | None:
    """The tree of 三公 figures in 万元, None where the data have no such section. prior: last year's tree."""
    if data is None:
        return None
    overseas = _overseas(data, books, prior, fund)
    cars = _cars(data, books, prior, fund)
    reception = _reception(data, books, prior, fund)
    parts = (overseas, cars, reception)
    return {
        **node(data, ("因公出国", "公务用车", "公务接待")),
        "因公出国": overseas,
        "公务用车": cars,
        "公务接待": reception,
        "预算": total((_amount(p, "预算") for p in parts), "“三公”经费预算"),
        "全年预算": total((_amount(p, "全年预算") for p in parts), "“三公”经费全年预算"),
        "决算": total((_amount(p, "决算") for p in parts), "“三公”经费决算"),
        "上年预算": total((_amount(p, "上年预算") for p in parts), "“三公”经费上年预算"),
        "上年决算": total((_amount(p, "上年决算") for p in parts), "“三公”经费上年决算"),
        "结构": [
            {"名称": "因公出国（境）费", "金额": overseas["决算"]},
            {"名称": "公务用车购置及运行维护费", "金额": cars["决算"]},
            {"名称": "公务接待费", "金额": reception["决算"]},
        ],
    }


def in_budget(data: ThreePublic, books: Books, fund: str = str(Fund.GENERAL)) -> ThreePublic:
    """三公 of a budget: what is budgeted follows from the economic items as well, where it is not typed."""

    def budgeted(typed: Amount, item: str | tuple[str, ...], name: str) -> Amount:
        return books.expenditure.sum(name, where(资金=fund, 经济=item)) if typed.state is State.PENDING else typed

    cars = {
        "buy_budget": budgeted(data.cars.buy_budget, CAR_BUY, "公务用车购置费预算"),
        "run_budget": budgeted(data.cars.run_budget, CAR_RUN, "公务用车运行维护费预算"),
    }
    overseas = {"budget": budgeted(data.overseas.budget, ABROAD, "因公出国（境）费预算")}
    reception = {"budget": budgeted(data.reception.budget, RECEPTION, "公务接待费预算")}
    return data.model_copy(
        update={
            "overseas": data.overseas.model_copy(update=overseas),
            "cars": data.cars.model_copy(update=cars),
            "reception": data.reception.model_copy(update=reception),
        }
    )


def _amount(tree: Node, name: str) -> Amount:
    value = tree[name]
    assert isinstance(value, Amount)
    return value


def _actual(stated: Amount | None, books: Books, item: str | tuple[str, ...], name: str, fund: str) -> Amount:
    """From the economic items; a stated figure counts where these are 未载明."""
    amount = books.expenditure.sum(name, where(资金=fund, 经济=item))
    if amount.known or stated is None or amount.state is State.PENDING:
        return amount
    return Amount(stated.value, stated.state, Origin(OriginKind.STATED, name, stated.origin.place))


def last_year(stated: Amount | None, prior: Node | None, branch: str, leaf: str, name: str, above: str = "三公.") -> Amount:
    """Last year's figure: from last year's file, else as typed, else still to be filled. above: the path before branch."""
    tree = prior.get(branch) if prior else None
    if isinstance(tree, dict) and isinstance(tree.get(leaf), Amount):
        return _amount(tree, leaf).named(name)
    return stated or pending(name, Place("", 0, 0, f"{above}{branch}.上年{leaf}"))


def _overseas(data: ThreePublic, books: Books, prior: Node | None, fund: str) -> Node:
    part = data.overseas
    return {
        **node(part),
        "预算": part.budget.named("因公出国（境）费预算"),
        "全年预算": (part.full_budget or part.budget).named("因公出国（境）费全年预算"),
        "决算": _actual(part.actual, books, ABROAD, "因公出国（境）费决算", fund),
        "上年预算": last_year(part.prior_budget, prior, "因公出国", "预算", "因公出国（境）费上年预算"),
        "上年决算": last_year(part.prior, prior, "因公出国", "决算", "因公出国（境）费上年决算"),
    }


def _cars(data: ThreePublic, books: Books, prior: Node | None, fund: str) -> Node:
    part = data.cars
    buy = _actual(part.buy, books, CAR_BUY, "公务用车购置费决算", fund)
    run = _actual(part.run, books, CAR_RUN, "公务用车运行维护费决算", fund)
    prior_buy = last_year(part.prior_buy, prior, "公务用车", "购置决算", "公务用车购置费上年决算")
    prior_run = last_year(part.prior_run, prior, "公务用车", "运行决算", "公务用车运行维护费上年决算")
    budget_buy = last_year(part.prior_buy_budget, prior, "公务用车", "购置预算", "公务用车购置费上年预算")
    budget_run = last_year(part.prior_run_budget, prior, "公务用车", "运行预算", "公务用车运行维护费上年预算")
    return {
        **node(part),
        "上年购置预算": budget_buy,
        "上年运行预算": budget_run,
        "上年预算": total((budget_buy, budget_run), "公务用车购置及运行维护费上年预算"),
        "购置预算": part.buy_budget.named("公务用车购置费预算"),
        "运行预算": part.run_budget.named("公务用车运行维护费预算"),
        "购置全年预算": (part.buy_full or part.buy_budget).named("公务用车购置费全年预算"),
        "运行全年预算": (part.run_full or part.run_budget).named("公务用车运行维护费全年预算"),
        "购置决算": buy,
        "运行决算": run,
        "上年购置决算": prior_buy,
        "上年运行决算": prior_run,
        "预算": _whole(part.budget, part.buy_budget, part.run_budget, "公务用车购置及运行维护费预算"),
        "全年预算": total(
            (part.buy_full or part.buy_budget, part.run_full or part.run_budget), "公务用车购置及运行维护费全年预算"
        ),
        "决算": _whole(part.actual, buy, run, "公务用车购置及运行维护费决算"),
        "上年决算": total((prior_buy, prior_run), "公务用车购置及运行维护费上年决算"),
        "购置数": counted(part.kinds, lambda: total((k.bought for k in part.kinds), "公务用车购置数"), "公务用车购置数"),
        "保有量": counted(part.kinds, lambda: total((k.held for k in part.kinds), "公务用车保有量"), "公务用车保有量"),
    }


def _whole(stated: Amount | None, buy: Amount, run: Amount, name: str) -> Amount:
    """The sum; the stated figure of both together where the split is 未载明."""
    amount = total((buy, run), name)
    if amount.known or stated is None or stated.state is State.PENDING:
        return amount
    return Amount(stated.value, stated.state, Origin(OriginKind.STATED, name, stated.origin.place))


def _reception(data: ThreePublic, books: Books, prior: Node | None, fund: str) -> Node:
    part = data.reception
    whole = books.expenditure.sum("公务接待费决算", where(资金=fund, 经济=RECEPTION))
    if part.actual is not None and not whole.known and part.domestic is None:
        whole = Amount(
            part.actual.value, part.actual.state, Origin(OriginKind.STATED, "公务接待费决算", part.actual.origin.place)
        )
    if whole.known or part.domestic is None or whole.state is State.PENDING:
        domestic = computed("{0}－{1}", (whole, part.foreign), lambda a, b: a - b, "国内公务接待费")
    else:
        domestic = part.domestic
        whole = total((domestic, part.foreign), "公务接待费决算")
    return {
        **node(part),
        "预算": part.budget.named("公务接待费预算"),
        "全年预算": (part.full_budget or part.budget).named("公务接待费全年预算"),
        "决算": whole,
        "国内决算": domestic,
        "国内接待决算": domestic,
        "外事决算": part.foreign,
        "上年预算": last_year(part.prior_budget, prior, "公务接待", "预算", "公务接待费上年预算"),
        "上年决算": last_year(part.prior, prior, "公务接待", "决算", "公务接待费上年决算"),
    }
