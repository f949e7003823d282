"""The shape of what a template sees: groups with their fields, lists, and values of a kind. For checking without data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from generator.figures.nodes import node
from generator.figures.specimen import OPEN
from generator.figures.view import View
from generator.model.amount import Amount
from generator.model.fields import Day
from generator.model.place import SourceText
from generator.model.record import Record
from generator.model.text import Text
from generator.packs.context.ledger import Figure


@dataclass(frozen=True, slots=True)
class Anything:
    """Of which nothing is known."""


@dataclass(frozen=True, slots=True)
class ValueShape:
    """A value. kind: 数, 文字 (paragraphs), 日期 or 字; values: the words that it can be, where the pack says them."""

    kind: str
    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class RowsShape:
    """A list of like things."""

    item: Shape


@dataclass(frozen=True, slots=True)
class GroupShape:
    """Fields by name. other: what any further key gives, where people choose the keys."""

    fields: Mapping[str, Shape] = field(default_factory=dict)
    other: Shape | None = None

    def get(self, name: str) -> Shape | None:
        """What a field holds; None where there is no such field."""
        return self.fields.get(name, self.other)


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro of a template. file: of the template; seen: the names visible in it."""

    node: Any
    file: str
    seen: Mapping[str, Shape] = field(compare=False)


Shape = Anything | ValueShape | RowsShape | GroupShape | Macro
ANY = Anything()
NOTHING = ValueShape("无")
"""What the specimen does not have; the item of an empty list."""
AMOUNT, TEXT, DATE, WORD = ValueShape("数"), ValueShape("文字"), ValueShape("日期"), ValueShape("字")
KINDS: tuple[tuple[type, ValueShape], ...] = ((Amount, AMOUNT), (Text, TEXT), (Day, DATE), (SourceText, WORD), (Figure, WORD))
"""Kinds of values; a subclass stands before its base."""


def shape(value: object, known: bool = False) -> Shape:
    """The shape of a value of a specimen. known: its words are those of the pack, not of the specimen."""
    if isinstance(value, Record):
        value = node(value)
    if isinstance(value, View):
        value = {name: value[name] for name in value}
    if isinstance(value, Mapping):
        if list(value) == [OPEN]:
            return GroupShape({}, shape(value[OPEN], known))
        return GroupShape({str(name): shape(entry, known) for name, entry in value.items()})
    if isinstance(value, (list, tuple)):
        return RowsShape(united([NOTHING, *(shape(entry, known) for entry in value)]))
    if value is None:
        return NOTHING
    for kind, leaf in KINDS:
        if isinstance(value, kind):
            return leaf if leaf is not WORD or not known else ValueShape("字", frozenset([str(value)]))
    return ValueShape("字", frozenset([str(value)])) if known else WORD


def join(one: Shape, other: Shape) -> Shape:
    """What is either the one or the other: all fields of both."""
    if one == other or other == NOTHING:
        return one
    if one == NOTHING:
        return other
    if isinstance(one, GroupShape) and isinstance(other, GroupShape):
        fields = {**one.fields, **other.fields}
        for name in one.fields.keys() & other.fields.keys():
            fields[name] = join(one.fields[name], other.fields[name])
        rest = [group.other for group in (one, other) if group.other is not None]
        return GroupShape(fields, united(rest) if rest else None)
    if isinstance(one, RowsShape) and isinstance(other, RowsShape):
        return RowsShape(join(one.item, other.item))
    if isinstance(one, ValueShape) and isinstance(other, ValueShape) and one.kind == other.kind:
        both = one.values is not None and other.values is not None
        return ValueShape(one.kind, (one.values or frozenset()) | (other.values or frozenset()) if both else None)
    return ANY


def united(shapes: Iterable[Shape]) -> Shape:
    """Any of some shapes; ANY for none."""
    found = list(shapes)
    return reduce(join, found) if found else ANY


def kind_of(found: Shape) -> str:
    """What people call it, for messages."""
    names = {GroupShape: "一组字段", RowsShape: "一列", Macro: "宏"}
    return {"数": "数", "日期": "日期"}.get(found.kind, "文字") if isinstance(found, ValueShape) else names.get(type(found), "")


def paths(found: Shape, prefix: str = "") -> Iterator[str]:
    """The dotted names of all amounts in a group."""
    for name, inner in found.fields.items() if isinstance(found, GroupShape) else ():
        path = f"{prefix}.{name}" if prefix else name
        if isinstance(inner, ValueShape) and inner.kind == "数":
            yield path
        yield from paths(inner, path)
