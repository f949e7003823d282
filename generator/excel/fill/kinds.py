"""What each field of the model wants in a cell: read from the pydantic fields, so that a new field needs no code here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from generator.intake.shape import Shape, ValueKind, shape_of
from generator.model.about import about, fields_by_alias
from generator.model.fields import Count, Date, Money, Number
from generator.model.record import Record


class CellKind(StrEnum):
    """The kind of a cell; its value is how a message names it."""

    MONEY = "金额"
    NUMBER = "数"
    COUNT = "个数"
    DATE = "日期"
    TEXT = "文字"
    WORD = "一行文字"
    WORDS = "几行文字，每行一个"


FIGURES = (CellKind.MONEY, CellKind.NUMBER, CellKind.COUNT)
_TYPES: tuple[tuple[Any, CellKind], ...] = (
    (Money, CellKind.MONEY),
    (Number, CellKind.NUMBER),
    (Count, CellKind.COUNT),
    (Date, CellKind.DATE),
)
_BY_VALIDATOR = {kind.__metadata__[0].read: name for kind, name in _TYPES}


@dataclass(frozen=True)
class Field:
    """A field of a record. kind: of the members, for a map; codes: classification and digits of a 科目, or of a map's keys."""

    record: str
    name: str
    shape: Shape
    kind: CellKind | None
    description: str
    choices: tuple[str, ...] = ()
    codes: tuple[str, tuple[int, ...]] | None = None
    key: str = ""
    section: str = ""


@cache
def fields(record: type[Record]) -> tuple[Field, ...]:
    """The fields of a record in the model's order, with what their cells want. kind: of a scalar, or of a map's values."""
    found = []
    for alias, info in fields_by_alias(record).items():
        shape, described = shape_of(info.annotation), about(info)
        codes = (described.codes.table, described.codes.digits) if described.codes else None
        choices = described.choices if shape.form is ValueKind.WORD else ()
        kind = _kind(shape, (info.annotation, *info.metadata))
        found.append(
            Field(record.__name__, alias, shape, kind, described.description, choices, codes, described.key, described.section)
        )
    return tuple(found)


def _kind(shape: Shape, parts: tuple[Any, ...]) -> CellKind | None:
    if shape.form is ValueKind.LIST:
        return CellKind.WORDS if shape.item and shape.item.form in (ValueKind.WORD, ValueKind.TEXT) else None
    inner = shape.item if shape.form is ValueKind.MAP else shape
    if inner is None or inner.form in (ValueKind.RECORD, ValueKind.LIST, ValueKind.MAP):
        return None
    known = next((_BY_VALIDATOR[v] for v in map(_validator, _flat(parts)) if v in _BY_VALIDATOR), None)
    return known or (CellKind.TEXT if inner.form is ValueKind.TEXT else CellKind.WORD)


def _validator(part: Any) -> Any:
    return getattr(part, "read", None)


def _flat(parts: Any) -> list[Any]:
    """The metadata of an annotation, however deep: of `Money | None`, `dict[Word, Money]` those of the last member first."""
    found: list[Any] = []
    for part in parts:
        if isinstance(part, list):
            found += _flat(part)
        elif inner := get_args(part):
            found += _flat((*getattr(part, "__metadata__", ()), *reversed(inner)))
        else:
            found.append(part)
    return found
