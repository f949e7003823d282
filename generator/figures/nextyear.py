"""What next year begins with: the balances at the end of this year, by fund and 科目 (年初 = 上年年末)."""

from __future__ import annotations

from generator.figures.books.accounts import SOURCE_OF
from generator.figures.derive import Figures
from generator.model.amount import Amount
from generator.model.money import SOME_FISCAL, ByCode, CarryOver, Fund, Revenue

Balance = Amount | dict[str, Amount]


def closing_balances(figures: Figures) -> dict[str, Balance]:
    """Fund (as in 年初结转和结余) → balance in 万元: by 科目 where all are known, else as a whole. Zero 科目 are left out."""
    return {
        str(info.alias): _fund(figures, Fund(str(info.alias)))
        for info in CarryOver.model_fields.values()
        if info.alias != SOME_FISCAL
    }


def _fund(figures: Figures, fund: Fund) -> Balance:
    books = figures.books
    whole = books.closing("", str(fund))
    if fund not in SOURCE_OF or not whole.known or not whole.number:
        return whole
    balances = {code: books.closing(code, str(fund)) for code in sorted(_codes(figures, fund))}
    if not balances or not all(one.known for one in balances.values()):
        return whole
    left = {code: one for code, one in balances.items() if one.number}
    return left if sum(one.number for one in left.values()) == whole.number else whole


def _codes(figures: Figures, fund: Fund) -> set[str]:
    """The 科目 in which a fund stood, came in or was spent."""
    data = figures.data
    opening = _by_alias(data.carry_over, str(fund))
    income = _by_alias(data.revenue, SOURCE_OF[fund])
    spent = {str(line.code) for line in data.expenditure if str(fund) in line.by_fund()}
    return {*map(str, opening.items), *map(str, income.items), *spent}


def _by_alias(record: CarryOver | Revenue, name: str) -> ByCode:
    found: ByCode = next(getattr(record, key) for key, info in type(record).model_fields.items() if info.alias == name)
    return found
