"""Shares of a list's items, printed so that they add up where the form wants that (占比平衡).

Each share is rounded by itself; the rounded shares of 33.33, 33.33 and 33.33 make 99.99. A form may want 100.00: then one
item (the largest, or the last that is not zero) takes one unit of the last place, and others one unit each where one is not
enough. No share moves by more than a unit, nor away from its exact value by a unit or more: then the next one takes it. That
never hides a wrong figure, because nothing is moved unless the amounts themselves add up to the whole exactly; else the
shares stay as they are, and the reader sees that they do not add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.figures.books.totals import share
from generator.figures.wording.numbers import NumberFormat, rounded
from generator.model.amount import Amount, Origin, OriginKind, State

MODES = ("不调", "最大", "末项")
HUNDRED = Decimal(100)


def shares(parts: Sequence[Amount], whole: Amount, style: NumberFormat) -> list[Amount]:
    """The share of each part in percent, exact; one of them with its rounding difference where the style balances."""
    exact = [share(part, whole).named(f"{part.origin.name}占比") for part in parts]
    if style.balance == "不调" or not _adds_up(parts, whole):
        return exact
    printed = [rounded(one.number, style.percent_decimals, style.rounding) for one in exact]
    unit = Decimal(1).scaleb(-style.percent_decimals)
    difference = HUNDRED - sum(printed)
    step = unit.copy_sign(difference)
    takers = _takers(exact, printed, step, style.balance)
    count = int(abs(difference) / unit)
    if not count or count > len(takers):
        return exact
    for chosen in takers[:count]:
        note = f"{{0}}÷{{1}}×100，各项占比合计调为100%，本项取尾差{step:+f}"
        adjusted = Amount(printed[chosen] + step, State.FIGURE, exact[chosen].origin)
        exact[chosen] = replaced(adjusted, note, (parts[chosen], whole))
    return exact


def replaced(amount: Amount, expression: str, operands: tuple[Amount, ...]) -> Amount:
    """The same amount with another computation as its origin."""
    return Amount(
        amount.value, amount.state, Origin(OriginKind.COMPUTED, amount.origin.name, expression=expression, operands=operands)
    )


def _takers(exact: Sequence[Amount], printed: Sequence[Decimal], step: Decimal, mode: str) -> list[int]:
    """The shares that one unit can be added to and still lie within that unit of the exact share: the largest or the last
    first, as the form says, then those that rounding took most from."""
    live = [n for n, one in enumerate(exact) if not one.is_zero and abs(printed[n] + step - one.number) < abs(step)]
    live.sort(key=lambda n: abs(printed[n] + step - exact[n].number))
    every = [n for n, one in enumerate(exact) if not one.is_zero]
    first = max(every, key=lambda n: abs(exact[n].number)) if mode == "最大" else every[-1]
    return sorted(live, key=lambda n: n != first)


def _adds_up(parts: Sequence[Amount], whole: Amount) -> bool:
    known = whole.known and all(part.known for part in parts)
    return known and not whole.is_zero and sum((part.number for part in parts), Decimal(0)) == whole.number
