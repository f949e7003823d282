"""Sums of a cube by the beginnings of a code, all in one pass over its leaves: what many rules by 科目 ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.figures import Figures
from generator.figures.books.accounts import SOURCE_OF, SOURCES
from generator.figures.books.cube import Cube, Leaf, Where
from generator.model.amount import COMPUTED, FIGURE, ZERO, Amount, Origin, total
from generator.model.money import Fund
from generator.model.place import NOWHERE

NOTHING = Amount(ZERO, FIGURE, Origin(COMPUTED))


class Sums(dict[str, Amount]):
    """Code → sum of its amounts, NOTHING where it has none. Added up when asked for: most are not."""

    def __init__(self, groups: dict[str, list[Amount]]) -> None:
        super().__init__()
        self._groups = groups

    def __missing__(self, code: str) -> Amount:
        amounts = self._groups.get(code)
        sum_ = NOTHING if amounts is None else amounts[0] if len(amounts) == 1 else total(amounts)
        self[code] = sum_
        return sum_

    def codes(self) -> set[str]:
        """The codes with something that is not zero."""
        return {code for code in self._groups if not self[code].is_zero}


def parted(cube: Cube, dimension: str) -> dict[str, list[Leaf]]:
    """The leaves of a cube by the value of a dimension; those (not zero) that do not tell it count under every value."""
    parts: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in cube.leaves:
        parts[leaf.dims.get(dimension, "")].append(leaf)
    silent = [leaf for leaf in parts.pop("", []) if not leaf.amount.is_zero]
    return {value: leaves + silent for value, leaves in parts.items()}


def by_item(leaves: Iterable[Leaf]) -> Sums | None:
    """项 → sum of the leaves; None where one (not zero) does not tell its 科目."""
    groups: dict[str, list[Amount]] = defaultdict(list)
    for leaf in leaves:
        if code := leaf.dims.get("科目"):
            groups[code].append(leaf.amount)
        elif not leaf.amount.is_zero:
            return None
    return Sums(groups)


def by_beginning(cube: Cube, dimension: str, lengths: tuple[int, ...], conditions: Where = ()) -> Sums | None:
    """Beginning of the code → sum under some conditions; None where a leaf (not zero) does not tell what is asked."""
    groups: dict[str, list[Amount]] = defaultdict(list)
    sure, open_ = cube.pick(conditions)
    if open_:
        return None
    for leaf in sure:
        code = leaf.dims.get(dimension)
        if code is not None:
            for length in lengths:
                if len(code) >= length:
                    groups[code[:length]].append(leaf.amount)
        elif not leaf.amount.is_zero:
            return None
    return Sums(groups)


@dataclass(slots=True)
class Balances:
    """Opening and closing balances of one fund by 项; None where the data do not tell them."""

    opening: Sums | None
    income: Sums | None
    spent: Sums | None

    def codes(self) -> set[str]:
        """The 项 that occur."""
        return {code for group in (self.opening, self.income, self.spent) if group is not None for code in group.codes()}

    def start(self, code: str) -> Amount | None:
        """年初结转和结余 of a 项."""
        return None if self.opening is None else _known(self.opening[code])

    def end(self, code: str) -> Amount | None:
        """年末结转和结余 ＝ 年初 ＋ 收入 － 支出."""
        if self.opening is None or self.income is None or self.spent is None:
            return None
        start, got, spent = self.opening[code], self.income[code], self.spent[code]
        if not (start.known and got.known and spent.known):
            return None
        origin = Origin(COMPUTED, "年末结转和结余", NOWHERE, "{0}＋{1}－{2}", (start, got, spent))
        return Amount(start.number + got.number - spent.number, FIGURE, origin)


def _known(amount: Amount) -> Amount | None:
    return amount if amount.known else None


def balances(figures: Figures) -> dict[Fund, Balances]:
    """The balances of each fund in one year."""
    books = figures.books
    opening, income, spent = parted(books.opening, "资金"), parted(books.receipts, "来源"), parted(books.expenditure, "资金")
    found = {}
    for fund in Fund:
        sources = (SOURCE_OF[fund],) if fund in SOURCE_OF else SOURCES[3:]
        received = [leaf for source in sources for leaf in income.get(source, [])]
        found[fund] = Balances(by_item(opening.get(fund, [])), by_item(received), by_item(spent.get(fund, [])))
    return found
