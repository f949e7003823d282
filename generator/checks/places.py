"""Where a figure or a part of the data was typed: the leaves of a computed amount, the first typed value of a record."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.amount import ZERO, Amount
from generator.model.fields import Day
from generator.model.place import NOWHERE, Place, Typed
from generator.model.record import Record
from generator.model.text import Text


def leaves(amount: Amount) -> dict[Place, Amount]:
    """The typed amounts that an amount was made of, by place, in their order."""
    found: dict[Place, Amount] = {}
    todo = [amount]
    while todo:
        one = todo.pop()
        if one.origin.place.line:
            found.setdefault(one.origin.place, one)
        todo += reversed(one.origin.operands)
    return found


def place_of_amount(amount: Amount) -> Place:
    """Where it was typed; for a computed one where its largest operand was, else its first."""
    if amount.origin.place.line:
        return amount.origin.place
    typed = list(leaves(amount).values())
    return max(typed, key=lambda a: abs(a.value or ZERO)).origin.place if typed else NOWHERE


def typed_values(value: object) -> Iterator[Amount | Text | Typed | Day]:
    """The typed values of a part of the data, in the order of its fields; nothing for what a file does not give."""
    if isinstance(value, Record):
        for name in type(value).model_fields:
            yield from typed_values(getattr(value, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from typed_values(key)
            yield from typed_values(one)
    elif isinstance(value, (list, tuple)) and not isinstance(value, Day):
        for one in value:
            yield from typed_values(one)
    elif isinstance(value, (Amount, Text, Typed, Day)) and place_in(value).line:
        yield value


def place_in(value: object) -> Place:
    """The place of a typed value, or of the first one in a record; NOWHERE where there is none."""
    if isinstance(value, Amount):
        return value.origin.place
    if isinstance(value, (Text, Typed, Day)):
        return value.place
    return next((place_in(one) for one in typed_values(value)), NOWHERE)
