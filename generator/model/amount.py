"""Amount: an exact decimal, or one of the states that stand instead of a figure, which knows where it comes from.

Money is kept in 万元 (a file in 元 is moved by four decimals, which is exact); counts and points are plain numbers.
Nothing is rounded here: rounding belongs to printing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from generator.model.place import NOWHERE, Place
from generator.runtime.dataclasses import unguarded_dataclass


class State(StrEnum):
    """What a value is. All but FIGURE stand in the place of a figure."""

    FIGURE = "数值"
    NONE = "无"
    NOT_APPLICABLE = "不涉及"
    BLANK = "空"
    UNSTATED = "未载明"
    PENDING = "待填"


OPEN = (State.UNSTATED, State.PENDING)
"""States of which no figure is known."""


class OriginKind(StrEnum):
    """How a value came to be."""

    TYPED = "填报"
    COMPUTED = "计算"
    STATED = "载明"
    RULE = "规则"
    FORM = "表式"
    LEFT_OUT = "可选"
    """Of a figure that is not given and need not be: a print drops it."""


FIGURE, COMPUTED = State.FIGURE, OriginKind.COMPUTED
"""By these names where thousands of amounts are made: to look a member up in its enumeration takes a tenth of that."""


@unguarded_dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: a place in a file, or an expression over operands.

    name is the field's Chinese name (收支总计); expression reads as a person would write the computation.
    """

    kind: OriginKind
    name: str = ""
    place: Place = NOWHERE
    expression: str = ""
    operands: tuple[Amount, ...] = ()


@unguarded_dataclass(frozen=True, slots=True)
class Amount:
    """A figure or a state. Two amounts are equal when value and state are; where they come from does not count."""

    value: Decimal | None
    state: State = State.FIGURE
    origin: Origin = field(default=Origin(OriginKind.RULE), compare=False)

    @property
    def known(self) -> bool:
        """True for a figure, and for the states that count as zero (无, 不涉及, 空)."""
        return self.value is not None or self.state not in OPEN

    @property
    def number(self) -> Decimal:
        """The figure; zero for 无, 不涉及 and 空. Raises ValueError when not known."""
        if self.value is not None:
            return self.value
        if self.state in OPEN:
            raise ValueError(f"{self.origin.name or '此数'}{self.state}")
        return ZERO

    @property
    def is_zero(self) -> bool:
        """Known, and zero (or a state that counts as zero)."""
        return self.state not in OPEN if self.value is None else not self.value

    def named(self, name: str) -> Amount:
        """The same amount under a field's name."""
        old = self.origin
        if old.name == name:
            return self
        if self is NOTHING:
            return _nothing(name)
        # spelled out: thousands of figures of a report are named, and dataclasses.replace takes five times as long
        return Amount(self.value, self.state, Origin(old.kind, name, old.place, old.expression, old.operands))

    def __add__(self, other: Amount) -> Amount:
        return total((self, other))

    def __sub__(self, other: Amount) -> Amount:
        return computed("{0}－{1}", (self, other), lambda a, b: a - b)


ZERO = Decimal(0)


def pending(name: str, place: Place = NOWHERE) -> Amount:
    """What stands for a figure that is needed and that nobody gave."""
    return Amount(None, State.PENDING, Origin(OriginKind.TYPED, name, place))


def left_out(amount: Amount) -> bool:
    """True for a figure that is not given and need not be."""
    return amount.state is State.PENDING and amount.origin.kind is OriginKind.LEFT_OUT


def unstated(name: str) -> Amount:
    """What stands for a figure which the source does not state, where a form can do without it."""
    return Amount(None, State.UNSTATED, Origin(OriginKind.RULE, name, expression="没有填报即为未载明"))


def figure(value: Decimal | int | str, name: str = "", rule: str = "") -> Amount:
    """A figure that a rule gives, such as the zero of an item that is not listed."""
    return Amount(Decimal(value), State.FIGURE, Origin(OriginKind.RULE, name, expression=rule))


NOTHING = figure(0, "", "没有列出的为零")
"""The sum of nothing."""


@lru_cache(maxsize=4096)
def _nothing(name: str) -> Amount:
    """The sum of nothing under a name: most cells of statutory tables."""
    return replace(NOTHING, origin=replace(NOTHING.origin, name=name))


def unknown(amounts: Iterable[Amount]) -> State | None:
    """The state that operands force on a result: 待填 before 未载明, None when all are known."""
    states = [a.state for a in amounts if a.state in OPEN]
    return (State.PENDING if State.PENDING in states else State.UNSTATED) if states else None


def computed(expression: str, operands: tuple[Amount, ...], rule, name: str = "") -> Amount:  # type: ignore[no-untyped-def]
    """A result with its computation. `rule` takes the operands' numbers; `{0}` in expression is the first operand's name."""
    origin = Origin(COMPUTED, name, NOWHERE, expression, operands)
    state = unknown(operands)
    if state is not None:
        return Amount(None, state, origin)
    return Amount(rule(*[a.number for a in operands]), FIGURE, origin)


def total(amounts: Iterable[Amount], name: str = "") -> Amount:
    """The sum. 空 in all operands stays 空, nothing to add is 0, an operand not known makes the sum not known.

    The scale of the sum is the largest scale of its operands; a zero is 0.
    """
    parts = tuple(amounts)
    if not parts:
        return NOTHING.named(name)
    origin = Origin(COMPUTED, name, NOWHERE, "＋", parts)
    value, known = ZERO, False
    for amount in parts:
        if amount.value is not None:
            value, known = value + amount.value, True
        elif amount.state in OPEN:
            return Amount(None, unknown(parts) or amount.state, origin)
    if not known and all(a.state is State.BLANK for a in parts):
        return Amount(None, State.BLANK, origin)
    return Amount(value if value else ZERO, FIGURE, origin)
