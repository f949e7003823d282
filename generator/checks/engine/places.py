"""Where a figure or a part of the data was typed: the leaves of a computed amount, the first typed value of a record."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Annotated, Any, get_args, get_origin

from generator.model.amount import ZERO, Amount
from generator.model.fields import Day
from generator.model.place import NOWHERE, Place, SourceText
from generator.model.record import Record
from generator.model.text import Text

Value = Amount | Text | SourceText | Day
TYPED = frozenset((SourceText, Text, Day))
ALL = frozenset((Amount, *TYPED))
PLAIN = frozenset((type(None), str, int, bool))


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


def typed_values(value: object, wanted: frozenset[type] = ALL) -> list[Value]:
    """The typed values of a part of the data, in the order of its fields; nothing for what a file does not give.

    wanted: their kinds.
    """
    found: list[Value] = []
    _collect((value,), found, PLAIN | (ALL - wanted))
    return found


def _collect(values: Iterable[Any], found: list[Value], passed: frozenset[type]) -> None:
    for value in values:
        kind = type(value)
        if kind in passed:
            continue
        if kind is Amount:
            if value.origin.place.line:
                found.append(value)
        elif kind in TYPED:
            if value.place.line:
                found.append(value)
        elif kind is dict:
            if value:
                _collect(chain.from_iterable(value.items()), found, passed)
        elif kind is list:
            if value:
                _collect(value, found, passed)
        elif names := _fields(kind, passed):  # type: ignore[arg-type]
            attributes, given = value.__dict__, value.__pydantic_fields_set__
            _collect([attributes[name] for name in names if name in given], found, passed)


@cache
def _fields(kind: type, passed: frozenset[type] = frozenset()) -> tuple[str, ...]:
    """The fields of a record, in order, without those declared as nothing but what is passed over; none of anything else."""
    if not issubclass(kind, Record):
        return ()
    return tuple(name for name, info in kind.model_fields.items() if not _only(info.annotation, passed))


def _only(declared: Any, kinds: frozenset[type]) -> bool:
    """Whether a declared type allows nothing but some kinds. What is declared as str is read as SourceText."""
    plain = get_args(declared)[0] if get_origin(declared) is Annotated else declared
    parts = get_args(plain)
    return all(_only(part, kinds) for part in parts) if parts else (SourceText if plain is str else plain) in kinds


def first_place(value: object) -> Place:
    """The place of the first typed value in a part of the data, NOWHERE where there is none."""
    if isinstance(value, Record):
        parts = [getattr(value, name) for name in _fields(type(value)) if name in value.model_fields_set]
    elif isinstance(value, dict):
        parts = list(chain.from_iterable(value.items()))
    else:
        parts = value if isinstance(value, list) else []
    return next((place for part in parts if (place := place_in(part)).line), NOWHERE)


def place_in(value: object) -> Place:
    """The place of a typed value, or of the first one in a record; NOWHERE where there is none."""
    if isinstance(value, Amount):
        return value.origin.place
    if isinstance(value, (Text, SourceText, Day)):
        return value.place
    return first_place(value)
