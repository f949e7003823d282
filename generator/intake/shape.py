"""What the model expects at each place of the data file, by Chinese key: read once from the pydantic fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from generator.model.amount import Amount
from generator.model.department import DepartmentYear
from generator.model.money import ByCode, ByNature, ProjectSplit
from generator.model.record import Record, sayable
from generator.model.sections import Basis
from generator.model.text import Text


class ValueKind(StrEnum):
    """The form of a value in the file; its value is how a message names it."""

    WORD = "一个词"
    FIGURE = "一个数"
    TEXT = "文字"
    RECORD = "一组字段"
    LIST = "一张列表"
    MAP = "一组“名称: 值”"


@dataclass(frozen=True)
class Shape:
    """The form at one place. record: of a group of fields; item: of the members of a list or map."""

    form: ValueKind
    record: type[Record] | None = None
    item: Shape | None = None

    @property
    def shorthand(self) -> bool:
        """A group that may also be written as a single value."""
        return self.record is not None and issubclass(self.record, ByCode | ByNature | Basis)

    @property
    def whole(self) -> bool:
        """A group or list for the whole of which 无, 不涉及 or 未载明 may stand."""
        if self.form in (ValueKind.LIST, ValueKind.MAP):
            return True
        return self.record is not None and not self.shorthand and sayable(self.record)

    def step(self, part: str | int) -> Shape | None:
        """The shape one key or index further down, None where the model knows none."""
        if self.record is None:
            return self.item
        if isinstance(part, int):
            return fields_of(self.record).get("") if self.record is ProjectSplit else None
        if issubclass(self.record, ByCode):
            return Shape(ValueKind.FIGURE)
        return fields_of(self.record).get(part)


def shape_of(annotation: Any) -> Shape:
    """The shape of a field's annotation; `| None` and the metadata of Annotated do not count."""
    if get_origin(annotation) is Annotated:
        return shape_of(get_args(annotation)[0])
    if get_origin(annotation) is list:
        return Shape(ValueKind.LIST, item=shape_of(get_args(annotation)[0]))
    if get_origin(annotation) is dict:
        return Shape(ValueKind.MAP, item=shape_of(get_args(annotation)[1]))
    if isinstance(annotation, type):
        return _of_class(annotation)
    return shape_of(next(part for part in get_args(annotation) if part is not NoneType))


def _of_class(kind: type) -> Shape:
    if issubclass(kind, Record):
        return Shape(ValueKind.RECORD, record=kind)
    return Shape({Amount: ValueKind.FIGURE, Text: ValueKind.TEXT}.get(kind, ValueKind.WORD))


@cache
def fields_of(record: type[Record]) -> dict[str, Shape]:
    """Chinese key → shape. The one member without a name of its own, a project under 项目支出, has the key "" there."""
    fields = {str(field.alias): shape_of(field.annotation) for field in record.model_fields.values() if field.alias}
    if record is ProjectSplit:
        item = shape_of(record.model_fields["projects"].annotation).item
        assert item is not None  # a list has members
        fields[""] = item
    return fields


ROOT = Shape(ValueKind.RECORD, record=DepartmentYear)


@cache
def records() -> tuple[type[Record], ...]:
    """All records of the model, the root first."""
    found: dict[type[Record], None] = {}
    todo = [ROOT]
    while todo:
        shape = todo.pop(0)
        if shape.item:
            todo.append(shape.item)
        if shape.record is not None and shape.record not in found:
            found[shape.record] = None
            todo += fields_of(shape.record).values()
    return tuple(found)


@cache
def _parents() -> dict[str, tuple[str, ...]]:
    """Every Chinese key of the model → the keys right above it; none for a key of the root."""
    parents: dict[str, tuple[str, ...]] = {}
    done: set[type[Record]] = set()
    todo = [("", ROOT)]
    while todo:
        above, shape = todo.pop(0)
        if shape.item:
            todo.append((above, shape.item))
        if shape.record is None:
            continue
        fields = fields_of(shape.record)
        for name in fields:
            if name and above not in parents.get(name, ()):
                parents[name] = (*parents.get(name, ()), *([above] if above else []))
        if shape.record not in done:
            done.add(shape.record)
            todo += [(name or above, below) for name, below in fields.items()]
    return parents


def parents_of(name: str) -> tuple[str, ...]:
    """The keys that a field of this name may stand under."""
    return _parents().get(name, ())


def known_name(name: str) -> bool:
    """True for a Chinese key that the model has, at whatever place."""
    return name in _parents()
