"""The totals of a year, by their Chinese names: what the first sentences of a report print."""

from __future__ import annotations

from collections.abc import Callable

from generator.figures.books.accounts import BASIC_GENERAL, PERSONNEL, PUBLIC, Books
from generator.figures.books.cube import FISCAL_FUNDS, SOURCES, where
from generator.figures.nodes import counted
from generator.model.amount import Amount, Origin, OriginKind, State, computed, pending, total
from generator.model.department import DepartmentYear
from generator.model.money import FISCAL, Expenditure, Fund, Nature
from generator.model.place import place_of


def totals(data: DepartmentYear, books: Books) -> dict[str, Amount]:
    """Name → amount, in 万元."""
    receipts, spending, opening = books.receipts, books.expenditure, books.opening
    income = receipts.sum("本年收入合计")
    natures = {str(nature): spending.sum(str(nature), where(性质=str(nature))) for nature in Nature}
    spent = _of_parts(spending.sum("本年支出合计"), tuple(natures.values()))
    begin = opening.sum("年初结转和结余")
    end = books.closing()
    fiscal_income = receipts.sum("本年财政拨款收入", where(来源=SOURCES[:3]))
    fiscal_begin = opening.sum("年初财政拨款结转和结余", where(资金=FISCAL_FUNDS))
    incomes = books.settled("收支总计", total((income, books.used_surplus, begin), "收入总计"))
    general = [line for line in data.expenditure if has_budget(line)]
    names = {
        "本年收入合计": income,
        "本年支出合计": spent,
        "使用非财政拨款结余": books.used_surplus,
        "结余分配": books.distributed,
        "年初结转和结余": begin,
        "年末结转和结余": end,
        "收入总计": incomes,
        "支出总计": books.settled("收支总计", total((spent, books.distributed, end), "支出总计")),
        "收支总计": incomes.named("收支总计"),
        "财政拨款收入合计": fiscal_income,
        "财政拨款支出合计": spending.sum("财政拨款支出合计", where(资金=FISCAL_FUNDS)),
        "财政拨款收支总计": books.settled("财政拨款收支总计", total((fiscal_income, fiscal_begin), "财政拨款收支总计")),
        "年初财政拨款结转和结余": fiscal_begin,
        "年末财政拨款结转和结余": books.closing("", *FISCAL_FUNDS).named("年末财政拨款结转和结余"),
        "一般公共预算基本支出": spending.sum("一般公共预算基本支出", where(**BASIC_GENERAL)),
        "人员经费": spending.sum("人员经费", where(**BASIC_GENERAL, 经济=PERSONNEL)),
        "公用经费": spending.sum("公用经费", where(**BASIC_GENERAL, 经济=PUBLIC)),
        "一般公共预算项目支出": spending.sum("一般公共预算项目支出", where(资金=str(Fund.GENERAL), 性质=str(Nature.PROJECT))),
        "一般公共预算年初预算": _budgets(data, books, general, initial_budget, "一般公共预算年初预算"),
        "一般公共预算全年预算": _budgets(data, books, general, full_budget, "一般公共预算全年预算"),
    }
    names |= natures
    for fund in FISCAL:
        name = f"{fund}财政拨款支出" if fund is Fund.GENERAL else f"{fund}预算财政拨款支出"
        names[name] = spending.sum(name, where(资金=str(fund)))
    fiscal_spent = total((names["财政拨款支出合计"], names["年末财政拨款结转和结余"]), "财政拨款支出总计")
    names["财政拨款支出总计"] = books.settled("财政拨款收支总计", fiscal_spent)
    return names


def _budgets(
    data: DepartmentYear, books: Books, lines: list[Expenditure], budget: Callable[[Expenditure], Amount], name: str
) -> Amount:
    """A budget added up over 支出: as stated in 控制数 where the lines are not known, or round to it."""
    added = counted(data.expenditure, lambda: total(map(budget, lines), name), name)
    given = data.controls.given()
    stated_name = name.replace("预算", "预算财政拨款", 1)
    stated = given.get(stated_name)
    if added.known or stated is None:
        return books.settled(stated_name, added)
    return Amount(stated.value, stated.state, Origin(OriginKind.STATED, name, stated.origin.place))


def _of_parts(whole: Amount, parts: tuple[Amount, ...]) -> Amount:
    """A whole that is 未载明 is the sum of its parts where all of these are stated."""
    return first_known(whole, total(parts, whole.origin.name))


def first_known(*amounts: Amount) -> Amount:
    """The first amount that is known, else the first."""
    return next((amount for amount in amounts if amount.known), amounts[0])


def fund_totals(books: Books) -> dict[str, object]:
    """各资金总计: expenditure and closing balance of each kind of 财政拨款."""
    return {
        fund: total((books.expenditure.sum("本年支出", where(资金=fund)), books.closing("", fund)), f"{fund}总计")
        for fund in FISCAL_FUNDS
    }


def has_budget(line: Expenditure) -> bool:
    """True for a 项 of 一般公共预算: it has expenditure out of it, or a budget of which nothing was spent."""
    return line.general is not None or line.initial_budget is not None


def initial_budget(line: Expenditure) -> Amount:
    """年初预算 of a 项 out of 一般公共预算; still to be filled where it is absent."""
    return line.initial_budget or pending(f"{line.code}年初预算", place_of(line.code))


def full_budget(line: Expenditure) -> Amount:
    """全年预算 of a 项: 年初预算 where it is not given."""
    return line.full_budget or initial_budget(line)


RATE = "({0}－{1})÷|{1}|×100"
"""How a growth rate is computed."""


def share(part: Amount, whole: Amount) -> Amount:
    """part ÷ whole × 100, exact as far as Decimal goes; 不涉及 for a zero whole: it never prints a percentage."""
    return ratio(part, whole, "{0}÷{1}×100")


def ratio(part: Amount, whole: Amount, expression: str) -> Amount:
    """A percentage, or 不涉及 where the base is zero."""
    if whole.known and whole.number == 0:
        return Amount(None, State.NOT_APPLICABLE, Origin(OriginKind.COMPUTED, expression=expression, operands=(part, whole)))
    return computed(expression, (part, whole), lambda a, b: a / b * 100)


def ratio_or_blank(part: Amount, whole: Amount, times: int = 1) -> Amount:
    """part ÷ whole (× 100): 空 where either is 空, 不涉及 for a base of zero."""
    expression = "{0}÷{1}" + (f"×{times}" if times > 1 else "")
    origin = Origin(OriginKind.COMPUTED, expression=expression, operands=(part, whole))
    if State.BLANK in (part.state, whole.state):
        return Amount(None, State.BLANK, origin)
    if whole.is_zero:
        return Amount(None, State.NOT_APPLICABLE, origin)
    return computed(expression, (part, whole), lambda a, b: a / b * times)


def growth(now: Amount, before: Amount) -> Amount:
    """(now − before) ÷ |before| × 100, 不涉及 for a zero base."""
    name = f"{now.origin.name}增减率"
    if before.known and before.number == 0:
        return Amount(None, State.NOT_APPLICABLE, Origin(OriginKind.COMPUTED, name, expression=RATE, operands=(now, before)))
    return computed(RATE, (now, before), lambda a, b: (a - b) / abs(b) * 100, name)
