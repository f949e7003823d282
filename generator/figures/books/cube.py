"""A cube of leaf amounts, summed along named dimensions (科目, 资金, 性质, 经济, 项目, 来源).

A leaf that does not tell a dimension (the source gives 13.36 for a 项, not its split into 基本 and 项目) makes a sum
along that dimension 未载明, unless a control figure states just that sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.model.amount import NOTHING, Amount, Kind, Origin, State, figure, total
from generator.runtime.dataclasses import unguarded_dataclass

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""Dimension → accepted values; a code (科目, 经济) is accepted by its beginning. Sorted by dimension."""

CODES = ("科目", "经济")
LENGTHS = (3, 5, 7)
"""Digits of 类, 款 and 项 of 科目."""


@unguarded_dataclass(frozen=True, slots=True)
class Leaf:
    """An amount with what is known of it: dimension → value. A dimension that is not told is absent."""

    amount: Amount
    dims: Mapping[str, str]


def where(**dims: str | tuple[str, ...]) -> Where:
    """A normal form of conditions: `where(资金="一般公共预算", 经济=("301", "303"))`. Empty strings accept all."""
    pairs = [(d, tuple(sorted(v)) if isinstance(v, tuple) else (v,)) for d, v in dims.items() if v and v != ("",)]
    return tuple(sorted(pairs))


def _accepts(dims: Mapping[str, str], dimension: str, accepted: tuple[str, ...]) -> bool | None:
    """True or False; None where the leaf does not tell."""
    value = dims.get(dimension)
    if value is None:
        return None
    return value.startswith(accepted) if dimension in CODES else value in accepted


def _sifted(leaves: Iterable[Leaf], dimension: str, accepted: tuple[str, ...]) -> tuple[list[Leaf], list[Leaf]]:
    """The leaves that a condition accepts, and those that do not tell. Thousands of sums go through here."""
    code = dimension in CODES
    kept, untold = [], []
    for leaf in leaves:
        value = leaf.dims.get(dimension)
        if value is None:
            untold.append(leaf)
        elif value.startswith(accepted) if code else value in accepted:
            kept.append(leaf)
    return kept, untold


class CodeSums(dict[str, Amount]):
    """科目 → sum under further conditions: what `Cube.sum` gives, with the leaves sorted by 科目 once. Made as asked for."""

    def __init__(self, cube: Cube, conditions: Where) -> None:
        super().__init__()
        self._cube, self._conditions = cube, conditions
        sure, open_ = cube.pick(conditions)
        self._plain = not open_ and (cube.coded or all("科目" in leaf.dims or leaf.amount.is_zero for leaf in sure))
        """Every leaf tells all that is asked."""
        self._amounts: defaultdict[str, list[Amount]] = defaultdict(list)
        for leaf in sure if self._plain else ():
            code = leaf.dims.get("科目", "")
            for length in LENGTHS:
                if length <= len(code):
                    self._amounts[code[:length]].append(leaf.amount)

    def __missing__(self, code: str) -> Amount:
        if self._plain and len(code) in LENGTHS:
            amount = total(self._amounts[code]) if code in self._amounts else NOTHING
        else:
            amount = self._cube.sum("", tuple(sorted({**dict(self._conditions), "科目": (code,)}.items())))
        self[code] = amount
        return amount


@dataclass(slots=True)
class Cube:
    """Leaves, and the sums that are stated for them.

    listed: complete lists of the source: conditions and a dimension → the codes named. What is not named there is zero.
    """

    leaves: tuple[Leaf, ...]
    stated: dict[Where, Amount] = field(default_factory=dict)
    listed: dict[tuple[Where, str], frozenset[str]] = field(default_factory=dict)
    _picked: dict[Where, tuple[tuple[Leaf, ...], tuple[Leaf, ...]]] = field(default_factory=dict)
    _sums: dict[Where, Amount] = field(default_factory=dict)
    _computed: dict[Where, Amount] = field(default_factory=dict)
    _reduced: dict[Where, Amount] | None = None
    _coded: dict[Where, CodeSums] = field(default_factory=dict)
    _told: bool | None = None

    @property
    def coded(self) -> bool:
        """Whether every leaf that is not zero tells its 科目."""
        if self._told is None:
            self._told = all("科目" in leaf.dims or leaf.amount.is_zero for leaf in self.leaves)
        return self._told

    def values(self, dimension: str, length: int = 99, conditions: Where = ()) -> list[str]:
        """The values of a dimension (codes cut to a length) that occur in leaves that are not zero, sorted."""
        sure, open_ = self.pick(conditions)
        found = {leaf.dims[dimension][:length] for leaf in (*sure, *open_) if dimension in leaf.dims and not leaf.amount.is_zero}
        if any(dimension not in leaf.dims for leaf in open_ or sure):
            found |= {code for code in self._stated_values(dimension, conditions) if len(code) <= length}
        return sorted(found)

    def _stated_values(self, dimension: str, conditions: Where) -> set[str]:
        """Values of a dimension for which a sum is stated under just these conditions."""
        found = [
            (values[0], tuple(p for p in key if p[0] != dimension))
            for key, amount in self.stated.items()
            for name, values in key
            if name == dimension and len(values) == 1 and not amount.is_zero
        ]
        base = self._reduce(conditions) if found else ()
        return {value for value, rest in found if self._reduce(rest) == base}

    def sum(self, name: str = "", conditions: Where = ()) -> Amount:
        """The sum of the leaves that fulfil all conditions, under a name."""
        amount = self._sums.get(conditions)
        if amount is None:
            amount = self._sums[conditions] = self._sum(conditions)
        return amount.named(name) if name else amount

    def by_code(self, conditions: Where) -> CodeSums:
        """The sums of each 科目 under conditions that name none."""
        found = self._coded.get(conditions)
        if found is None:
            found = self._coded[conditions] = CodeSums(self, conditions)
        return found

    def computed(self, conditions: Where = ()) -> Amount:
        """The same from the leaves alone, without control figures: what a control figure is compared with."""
        amount = self._computed.get(conditions)
        if amount is None:
            amount = self._computed[conditions] = self._added(conditions)
        return amount

    def _added(self, conditions: Where) -> Amount:
        sure, open_ = self.pick(conditions)
        if open_:
            return Amount(
                None,
                State.UNSTATED,
                Origin(Kind.COMPUTED, expression="＋", operands=tuple(leaf.amount for leaf in (*sure, *open_))),
            )
        return total([leaf.amount for leaf in sure])

    def _sum(self, conditions: Where) -> Amount:
        amount = self.computed(conditions)
        if amount.state is not State.UNSTATED:
            return amount
        return self._stated(conditions) or self._unlisted(conditions) or amount

    def pick(self, conditions: Where) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
        """Leaves that fulfil the conditions, and leaves (not zero) of which it is not known."""
        if not conditions:
            return self.leaves, ()
        found = self._picked.get(conditions)
        if found is None:
            sure, open_ = self.pick(conditions[:-1])
            dimension, accepted = conditions[-1]
            kept, untold = _sifted(sure, dimension, accepted)
            unsure = [leaf for leaf in untold if not leaf.amount.is_zero]
            unsure += [leaf for leaf in open_ if _accepts(leaf.dims, dimension, accepted) is not False]
            found = self._picked[conditions] = tuple(kept), tuple(unsure)
        return found

    def _reduce(self, conditions: Where) -> Where:
        """Without the conditions that every leaf (not zero) fulfils anyway: two ways to ask the same."""
        live = [leaf for leaf in self.leaves if not leaf.amount.is_zero]
        return tuple((d, v) for d, v in conditions if not all(_accepts(leaf.dims, d, v) for leaf in live))

    def _stated(self, conditions: Where) -> Amount | None:
        if self._reduced is None:
            self._reduced = {self._reduce(key): amount for key, amount in self.stated.items()}
        found = self._reduced.get(self._reduce(conditions))
        if found is None:
            return None
        origin = Origin(Kind.STATED, found.origin.name, found.origin.place)
        return Amount(found.value, found.state, origin)

    def _unlisted(self, conditions: Where) -> Amount | None:
        for (base, dimension), codes in self.listed.items():
            accepted = dict(conditions).get(dimension)
            rest = tuple((d, v) for d, v in conditions if d != dimension)
            same = self._reduce(rest) == self._reduce(base)
            if accepted and same and not any(code.startswith(accepted) for code in codes):
                return figure(0, rule="未列出的科目为零")
        return None
