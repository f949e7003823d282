"""A cube of leaf amounts, summed along named dimensions (科目, 资金, 性质, 经济, 项目, 来源).

A leaf that lacks a dimension (the source gives 13.36 for a 项, not its split into 基本 and 项目) makes a sum
along that dimension 未载明, unless a control figure states just that sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.figures.books.rounding import settled
from generator.model.amount import NOTHING, Amount, Origin, OriginKind, State, figure, total, unknown
from generator.model.money import FISCAL, SOME_FISCAL, Revenue
from generator.runtime.dataclasses import unguarded_dataclass

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""Dimension → accepted values; a code (科目, 经济) is accepted by its beginning. Sorted by dimension."""

CODES = ("科目", "经济")
SOURCES = tuple(str(info.alias) for info in Revenue.model_fields.values() if info.alias != SOME_FISCAL)
"""收入来源 in the order of 收入支出决算总表."""
FISCAL_FUNDS = tuple(str(fund) for fund in FISCAL)
ONE_OF = {("来源", SOME_FISCAL): frozenset(SOURCES[:3]), ("资金", SOME_FISCAL): frozenset(FISCAL_FUNDS)}
"""Dimension and value of a leaf of which only this is stated → the values that it may have."""
LENGTHS = (3, 5, 7)
"""Digits of 类, 款 and 项 of 科目."""


@unguarded_dataclass(frozen=True, slots=True)
class Leaf:
    """An amount with what is known of it: dimension → value. A dimension that is not known is absent."""

    amount: Amount
    dims: Mapping[str, str]


def where(**dims: str | tuple[str, ...]) -> Where:
    """A normal form of conditions: `where(资金="一般公共预算", 经济=("301", "303"))`. Empty strings accept all."""
    pairs = [(d, tuple(sorted(v)) if isinstance(v, tuple) else (v,)) for d, v in dims.items() if v and v != ("",)]
    return tuple(sorted(pairs))


def _accepts(dims: Mapping[str, str], dimension: str, accepted: tuple[str, ...]) -> bool | None:
    """True or False; None where the leaf lacks the dimension."""
    value = dims.get(dimension)
    if value is None:
        return None
    if dimension in CODES:
        return value.startswith(accepted)
    return value in accepted or _one_of(dimension, value, accepted)


def _one_of(dimension: str, value: str, accepted: tuple[str, ...]) -> bool | None:
    """The same of a value that stands for one of several: None where only some of them are accepted."""
    several = ONE_OF.get((dimension, value))
    found = several.intersection(accepted) if several else ()
    return None if found and found != several else bool(found)


def _sifted(leaves: Iterable[Leaf], dimension: str, accepted: tuple[str, ...]) -> tuple[list[Leaf], list[Leaf]]:
    """The leaves that a condition accepts, and those that lack the dimension. Thousands of sums go through here."""
    code = dimension in CODES
    several = any(dimension == name for name, _ in ONE_OF)
    kept, undivided = [], []
    for leaf in leaves:
        value = leaf.dims.get(dimension)
        if value is None:
            undivided.append(leaf)
        elif value.startswith(accepted) if code else value in accepted:
            kept.append(leaf)
        elif several and value == SOME_FISCAL and (sure := _one_of(dimension, value, accepted)) is not False:
            (kept if sure else undivided).append(leaf)
    return kept, undivided


class CodeSums(dict[str, Amount]):
    """Code, or the beginning of codes → the sum of the amounts under it. A sum is added up when it is asked for: most are not.

    groups: the amounts under each code; without: the sum of a code that has no group, NOTHING where it is not given;
    settle: what is printed of a sum that is stated as well.
    """

    def __init__(
        self,
        groups: Mapping[str, Sequence[Amount]],
        without: Callable[[str], Amount] = lambda code: NOTHING,
        settle: Callable[[str, Amount], Amount] = lambda code, amount: amount,
    ) -> None:
        super().__init__()
        self._groups, self._without, self._settle = groups, without, settle

    def __missing__(self, code: str) -> Amount:
        amounts = self._groups.get(code)
        found = self[code] = self._without(code) if amounts is None else self._settle(code, total(amounts))
        return found

    def codes(self) -> set[str]:
        """The codes whose sum is not zero."""
        return {code for code in self._groups if not self[code].is_zero}


def by_beginning(leaves: Iterable[Leaf], dimension: str, lengths: tuple[int, ...] = ()) -> dict[str, list[Amount]] | None:
    """Beginnings of a code, of these lengths → the amounts under them; None where a leaf (not zero) lacks the code.

    Without lengths: by whole codes.
    """
    groups: defaultdict[str, list[Amount]] = defaultdict(list)
    for leaf in leaves:
        code = leaf.dims.get(dimension)
        if code is not None:
            for length in lengths or (len(code),):
                if length <= len(code):
                    groups[code[:length]].append(leaf.amount)
        elif not leaf.amount.is_zero:
            return None
    return dict(groups)


@dataclass(slots=True)
class Cube:
    """Leaves, and the sums that are stated for them.

    listed: complete lists of the source: conditions and a dimension → the codes named. What is not named there is zero.
    exact: the amounts are typed in 元, so that rounding explains no difference from a stated sum.
    """

    leaves: tuple[Leaf, ...]
    stated: dict[Where, Amount] = field(default_factory=dict)
    listed: dict[tuple[Where, str], frozenset[str]] = field(default_factory=dict)
    exact: bool = True
    _picked: dict[Where, tuple[tuple[Leaf, ...], tuple[Leaf, ...]]] = field(default_factory=dict)
    _sums: dict[Where, Amount] = field(default_factory=dict)
    _computed: dict[Where, Amount] = field(default_factory=dict)
    _reduced: dict[Where, Amount] | None = None
    _coded: dict[Where, CodeSums] = field(default_factory=dict)

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
        """The sum of each 科目 under conditions that name none: what `sum` gives for it."""
        found = self._coded.get(conditions)
        if found is None:
            groups = self._groups(conditions, "科目", LENGTHS)

            def of_code(code: str) -> Where:
                return tuple(sorted({**dict(conditions), "科目": (code,)}.items()))

            def without(code: str) -> Amount:
                return NOTHING if groups is not None and len(code) in LENGTHS else self.sum("", of_code(code))

            def settle(code: str, amount: Amount) -> Amount:
                return self._settled(amount, of_code(code))

            found = self._coded[conditions] = CodeSums(groups or {}, without, settle)
        return found

    def details(self, dimension: str, lengths: tuple[int, ...], conditions: Where = ()) -> CodeSums | None:
        """The sum of the leaves alone by the beginning of a code; None where a leaf does not say what is asked."""
        groups = self._groups(conditions, dimension, lengths)
        return None if groups is None else CodeSums(groups)

    def _groups(self, conditions: Where, dimension: str, lengths: tuple[int, ...]) -> dict[str, list[Amount]] | None:
        sure, open_ = self.pick(conditions)
        return None if open_ else by_beginning(sure, dimension, lengths)

    def computed(self, conditions: Where = ()) -> Amount:
        """The same from the leaves alone, without control figures: what a control figure is compared with."""
        amount = self._computed.get(conditions)
        if amount is None:
            amount = self._computed[conditions] = self._added(conditions)
        return amount

    def _added(self, conditions: Where) -> Amount:
        sure, open_ = self.pick(conditions)
        if open_:
            state = unknown(leaf.amount for leaf in (*sure, *open_)) or State.UNSTATED
            return Amount(
                None,
                state,
                Origin(OriginKind.COMPUTED, expression="＋", operands=tuple(leaf.amount for leaf in (*sure, *open_))),
            )
        return total([leaf.amount for leaf in sure])

    def _sum(self, conditions: Where) -> Amount:
        amount = self.computed(conditions)
        if amount.known:
            return self._settled(amount, conditions)
        return self._stated(conditions) or self._unlisted(conditions) or amount

    def _settled(self, amount: Amount, conditions: Where) -> Amount:
        """A sum of the leaves, or the control figure of it where rounding explains the difference."""
        if self.exact or not self.stated:
            return amount
        return settled(amount, self._stated(conditions))

    def pick(self, conditions: Where) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
        """Leaves that fulfil the conditions, and leaves (not zero) of which it is not known."""
        if not conditions:
            return self.leaves, ()
        found = self._picked.get(conditions)
        if found is None:
            sure, open_ = self.pick(conditions[:-1])
            dimension, accepted = conditions[-1]
            kept, undivided = _sifted(sure, dimension, accepted)
            unsure = [leaf for leaf in undivided if not leaf.amount.is_zero]
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
        origin = Origin(OriginKind.STATED, found.origin.name, found.origin.place)
        return Amount(found.value, found.state, origin)

    def _unlisted(self, conditions: Where) -> Amount | None:
        for (base, dimension), codes in self.listed.items():
            accepted = dict(conditions).get(dimension)
            rest = tuple((d, v) for d, v in conditions if d != dimension)
            same = self._reduce(rest) == self._reduce(base)
            if accepted and same and not any(code.startswith(accepted) for code in codes):
                return figure(0, rule="未列出的科目为零")
        return None
