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
class Leaf:
    """A value. kind: 数, 文字 (paragraphs), 日期 or 字; values: the words that it can be, where the pack says them."""

    kind: str
    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of like things."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Group:
    """Fields by name. other: what any further key gives, where people choose the keys."""

    fields: Mapping[str, Shape] = field(default_factory=dict)
    other: Shape | None = None

    def get(self, name: str) -> Shape | None:
        """What a field holds; None where there is no such field."""
        return self.fields.get(name, self.other)


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro of a template. file: of the template; seen: the names that it sees."""

    node: Any
    file: str
    seen: Mapping[str, Shape] = field(compare=False)


Shape = Anything | Leaf | Rows | Group | Macro
ANY = Anything()
NOTHING = Leaf("无")
"""What the specimen does not have; the item of an empty list."""
AMOUNT, TEXT, DATE, WORD = Leaf("数"), Leaf("文字"), Leaf("日期"), Leaf("字")
KINDS: tuple[tuple[type, Leaf], ...] = ((Amount, AMOUNT), (Text, TEXT), (Day, DATE), (SourceText, WORD), (Figure, WORD))
"""Kinds of values; a subclass stands before its base."""


def shape(value: object, known: bool = False) -> Shape:
    """The shape of a value of a specimen. known: its words are those of the pack, not of the specimen."""
    if isinstance(value, Record):
        value = node(value)
    if isinstance(value, View):
        value = {name: value[name] for name in value}
    if isinstance(value, Mapping):
        if list(value) == [OPEN]:
            return Group({}, shape(value[OPEN], known))
        return Group({str(name): shape(entry, known) for name, entry in value.items()})
    if isinstance(value, (list, tuple)):
        return Rows(united([NOTHING, *(shape(entry, known) for entry in value)]))
    if value is None:
        return NOTHING
    for kind, leaf in KINDS:
        if isinstance(value, kind):
            return leaf if leaf is not WORD or not known else Leaf("字", frozenset([str(value)]))
    return Leaf("字", frozenset([str(value)])) if known else WORD


def join(one: Shape, other: Shape) -> Shape:
    """What is either the one or the other: all fields of both."""
    if one == other or other == NOTHING:
        return one
    if one == NOTHING:
        return other
    if isinstance(one, Group) and isinstance(other, Group):
        fields = {**one.fields, **other.fields}
        for name in one.fields.keys() & other.fields.keys():
            fields[name] = join(one.fields[name], other.fields[name])
        rest = [group.other for group in (one, other) if group.other is not None]
        return Group(fields, united(rest) if rest else None)
    if isinstance(one, Rows) and isinstance(other, Rows):
        return Rows(join(one.item, other.item))
    if isinstance(one, Leaf) and isinstance(other, Leaf) and one.kind == other.kind:
        both = one.values is not None and other.values is not None
        return Leaf(one.kind, (one.values or frozenset()) | (other.values or frozenset()) if both else None)
    return ANY


def united(shapes: Iterable[Shape]) -> Shape:
    """Any of some shapes; ANY for none."""
    found = list(shapes)
    return reduce(join, found) if found else ANY


def kind_of(found: Shape) -> str:
    """What people call it, for messages."""
    names = {Group: "一组字段", Rows: "一列", Macro: "宏"}
    return {"数": "数", "日期": "日期"}.get(found.kind, "文字") if isinstance(found, Leaf) else names.get(type(found), "")


def paths(found: Shape, prefix: str = "") -> Iterator[str]:
    """The dotted names of all amounts in a group."""
    for name, inner in found.fields.items() if isinstance(found, Group) else ():
        path = f"{prefix}.{name}" if prefix else name
        if isinstance(inner, Leaf) and inner.kind == "数":
            yield path
        yield from paths(inner, path)
