"""From a department-year to all the figures that a report can print, by their Chinese names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.figures.books.accounts import Books, open_books
from generator.figures.books.lists import lists, with_last_year
from generator.figures.books.totals import fund_totals, totals
from generator.figures.completed import completed
from generator.figures.evaluation.evaluation import evaluation
from generator.figures.evaluation.whole_spending import whole_spending
from generator.figures.nodes import node, opened
from generator.figures.sections import budget as budgets
from generator.figures.sections import general
from generator.figures.sections.budgetchange import budget_items, budget_names, budget_prior
from generator.figures.sections.threefunds import three_by_fund
from generator.figures.sections.threepublic import in_budget
from generator.figures.units.consolidate import OwnFigures, consolidated
from generator.figures.view import view
from generator.model.amount import Amount, pending
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear

PRIOR = (
    *("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出", "年末结转和结余"),
    *("本年收入合计", "财政拨款收入合计", "本年支出合计", "年初结转和结余"),
)
"""What a report compares with last year as a matter of course."""
PRIOR_BUDGET = ("政府性基金预算财政拨款支出", "国有资本经营预算财政拨款支出")
"""What a budget compares besides."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A department-year with its books and its derived figures. prior: the same of last year, or what is typed of it."""

    data: DepartmentYear
    books: Books
    names: dict[str, object]
    prior: dict[str, object]
    typed: OwnFigures | None = None
    """Of a department that is the sum of its units: what it has typed itself, to be compared with the sums."""

    def amount(self, path: str) -> Amount | None:
        """The amount under a dotted name such as `三公.公务接待.决算`, None where there is none."""
        found: object = self.names
        for part in path.split("."):
            fields = opened(found)
            found = fields.get(part) if fields is not None else None
        return found if isinstance(found, Amount) else None


def derive(data: DepartmentYear, before: Figures | None = None, units: Sequence[DepartmentYear] = ()) -> Figures:
    """All figures of a year. `before`: last year's, from last year's file; units: what a department is the sum of."""
    typed: OwnFigures | None = None
    if units:
        data, typed = consolidated(data, units)
    given, data = data, completed(data)
    books = open_books(data)
    prior = _prior(data, before)
    names: dict[str, object] = {**totals(data, books), **lists(data, books)}
    three = data.three_public
    for listed in ("支出项", "政府性基金支出项", "国有资本经营支出项"):
        names[listed] = with_last_year(names[listed], prior, listed)
    if data.kind == BUDGET:
        names["支出项"] = budget_items(names["支出项"], prior)
        names |= budget_names(names, books)
        three = in_budget(three, books) if three else None
    public = names["公用经费"]
    assert isinstance(public, Amount)
    names |= {
        "各资金总计": fund_totals(books),
        **three_by_fund(three, books, prior, budgeting=data.kind == BUDGET),
        "机构": general.organisation(data),
        "人员": general.staff(data),
        "机关运行经费": general.operating(data, public, _node(prior, "机关运行经费")),
        "政府采购": general.procurement(data, books),
        "一般性支出": general.general_expense(data, books, _node(prior, "一般性支出")),
        "国有资产": general.assets(data),
        "项目": general.projects(data, books),
        "绩效管理": general.stages(data),
        "预算编制": budgets.budget(data, books, names, prior),
        "整体绩效目标": budgets.goals(data),
        "采购预算": budgets.purchases(data),
        "固定资产": budgets.fixed_assets(data),
    }
    assert data.evaluation is not None
    names["整体支出"] = whole_spending(data, data.evaluation, names)
    names |= evaluation(data, _node(names, "三公"))
    return Figures(given, books, {**node(data, names), **names}, prior, typed)


def _prior(data: DepartmentYear, before: Figures | None) -> dict[str, object]:
    """Last year's figures: of last year's file, else as typed; for a budget, the budget figures alone."""
    if before is None:
        return typed_prior(data)
    if data.kind == BUDGET:
        return budget_prior(before.names, str(before.data.kind), typed_prior(data))
    return before.names


def _node(names: dict[str, object], name: str) -> dict[str, object] | None:
    node = names.get(name)
    return node if isinstance(node, dict) else None


def typed_prior(data: DepartmentYear) -> dict[str, object]:
    """What `上年:` states, by name."""
    return {name: value.named(f"上年{name}") for name, value in data.prior.given().items()}


def root(figures: Figures) -> dict[str, object]:
    """The names at the top of a template: every field of the data, with the derived figures laid over them, and `上年`."""
    return {
        **{name: view(value, name) for name, value in figures.names.items()},
        "上年": view(_with_pending(figures.prior, budget=figures.data.kind == BUDGET), "上年"),
    }


def _with_pending(prior: dict[str, object], *, budget: bool) -> dict[str, object]:
    """What the wording needs of last year and nobody gave is still to be filled."""
    absent = {name: pending(f"上年.{name}") for name in (*PRIOR, *(PRIOR_BUDGET if budget else ()))}
    return {**absent, **prior}
