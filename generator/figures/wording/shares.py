"""Shares of a list's items, printed so that they add up where the form wants that (占比平衡).

Each share is rounded by itself; the rounded shares of 33.33, 33.33 and 33.33 make 99.99. A form may want 100.00: then one
item (the largest, or the last that is not zero) takes up the difference. That never hides a wrong figure, because nothing
is moved unless the amounts themselves add up to the whole exactly, and unless the difference is no more than half a unit of
the last place for each item; else the shares stay as they are, and the reader sees that they do not add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.figures.books.totals import share
from generator.figures.wording.numbers import NumberFormat, rounded
from generator.model.amount import Amount, computed

MODES = ("不调", "最大", "末项")
HUNDRED = Decimal(100)


def shares(parts: Sequence[Amount], whole: Amount, style: NumberFormat) -> list[Amount]:
    """The share of each part in percent, exact; one of them with its rounding difference where the style balances."""
    exact = [share(part, whole).named(f"{part.origin.name}占比") for part in parts]
    if style.balance == "不调" or not _adds_up(parts, whole):
        return exact
    printed = [rounded(one.number, style.percent_decimals, style.rounding) for one in exact]
    difference = HUNDRED - sum(printed)
    unit = Decimal(1).scaleb(-style.percent_decimals)
    allowed = unit * len(parts) if style.rounding == "截断" else unit * len(parts) / 2
    if not difference or abs(difference) > allowed:
        return exact
    chosen = _taker(parts, style.balance)
    adjusted = printed[chosen] + difference
    note = f"{{0}}÷{{1}}×100，各项占比合计调为100%，本项取尾差{difference:+f}"
    exact[chosen] = computed(note, (parts[chosen], whole), lambda _a, _b: adjusted, exact[chosen].origin.name)
    return exact


def _adds_up(parts: Sequence[Amount], whole: Amount) -> bool:
    known = whole.known and all(part.known for part in parts)
    return known and not whole.is_zero and sum((part.number for part in parts), Decimal(0)) == whole.number


def _taker(parts: Sequence[Amount], mode: str) -> int:
    live = [number for number, part in enumerate(parts) if not part.is_zero]
    return max(live, key=lambda number: abs(parts[number].number)) if mode == "最大" else live[-1]
