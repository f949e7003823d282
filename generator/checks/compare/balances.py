"""Opening and closing balances of each fund by 项, all from one pass over the leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.figures import Figures
from generator.figures.books.accounts import SOURCE_OF
from generator.figures.books.cube import SOURCES, CodeSums, Cube, Leaf, by_beginning
from generator.model.amount import COMPUTED, FIGURE, Amount, Origin
from generator.model.money import Fund
from generator.model.place import NOWHERE


def parted(cube: Cube, dimension: str) -> dict[str, list[Leaf]]:
    """The leaves of a cube by the value of a dimension; those (not zero) that lack it join every value."""
    parts: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in cube.leaves:
        parts[leaf.dims.get(dimension, "")].append(leaf)
    lacking = [leaf for leaf in parts.pop("", []) if not leaf.amount.is_zero]
    return {value: leaves + lacking for value, leaves in parts.items()}


def by_item(leaves: Iterable[Leaf]) -> CodeSums | None:
    """项 → sum of the leaves; None where one (not zero) lacks its 科目."""
    groups = by_beginning(leaves, "科目")
    return None if groups is None else CodeSums(groups)


@dataclass(slots=True)
class Balances:
    """Opening and closing balances of one fund by 项; None where the data lack them."""

    opening: CodeSums | None
    income: CodeSums | None
    spent: CodeSums | None

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
