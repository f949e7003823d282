"""Records of the model as nodes of the view: every field under its Chinese name, so that only derived names are laid over it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache
from typing import TypeVar, overload

from generator.model.amount import Amount, total
from generator.model.fields import Day
from generator.model.money import ByCode, ByNature, ProjectSplit
from generator.model.place import SourceText
from generator.model.record import Record
from generator.model.text import Text

Part = TypeVar("Part", bound=Record)
Node = dict[str, object]
"""Names of one group: amounts, texts, words, dates, and below them nodes and lists of nodes."""


LEAVES = frozenset((Amount, Text, SourceText, str, Day, type(None)))
"""Kinds of values, as most fields hold them."""


def node(record: Record, laid_over: Container[str] = ()) -> Node:
    """All fields of a record by Chinese name, as they are typed; the records in it are nodes too.

    laid_over: names that the caller gives itself; nothing is made of their fields.

    Money by code is seen as its total, money by 支出性质 as a node of totals with 合计.
    """
    values = record.__dict__
    found: Node = {alias: _seen(values[name], alias) for name, alias in _names(type(record)) if alias not in laid_over}
    if isinstance(record, ByNature):
        found["合计"] = _sum(record, "合计")
    return found


def parts(record: Record, kind: type[Part]) -> dict[str, Part]:
    """The fields of a record that hold a record of one kind, by Chinese name."""
    found = ((alias, getattr(record, name)) for name, alias in _names(type(record)))
    return {alias: value for alias, value in found if isinstance(value, kind)}


@cache
def _names(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Attribute and Chinese name."""
    return tuple((name, info.alias) for name, info in kind.model_fields.items() if info.alias)


def _seen(value: object, name: str) -> object:
    if type(value) in LEAVES:
        return value
    if isinstance(value, ByCode):
        return sum_by_code(value, name)
    if isinstance(value, Record):
        return node(value)
    if isinstance(value, list):
        return [_seen(one, name) for one in value]
    return {key: _seen(one, str(key)) for key, one in value.items()} if isinstance(value, Mapping) else value


def sum_by_code(split: ByCode, name: str) -> Amount:
    """The total of money that is given as a whole, by code, or by project."""
    parts = [] if split.amount is None else [split.amount]
    parts += split.items.values()
    for project in split.projects if isinstance(split, ProjectSplit) else ():
        parts += [project.amount] if project.amount is not None else list(project.items.values())
    return parts[0].named(name) if len(parts) == 1 else total(parts, name)


def _sum(record: ByNature, name: str) -> Amount:
    if record.amount is not None:
        return record.amount.named(name)
    splits = (getattr(record, attribute) for attribute, _ in _names(ByNature))
    return total([sum_by_code(split, name) for split in splits if split is not None], name)


@overload
def opened(value: Mapping[str, object] | Record) -> Mapping[str, object]: ...
@overload
def opened(value: object) -> Mapping[str, object] | None: ...
def opened(value: object) -> Mapping[str, object] | None:
    """The fields of a node, be it a mapping or a record; None for a value."""
    if isinstance(value, Record):
        return node(value)
    return value if isinstance(value, Mapping) else None
