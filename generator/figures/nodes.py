"""Records of the model as nodes of the view: every field under its Chinese name, so that only derived names are laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import overload

from generator.model.amount import Amount, total
from generator.model.money import ByCode, ByNature, ProjectSplit
from generator.model.record import Record

Node = dict[str, object]
"""Names of one group: amounts, texts, words, dates, and below them nodes and lists of nodes."""


def node(record: Record) -> Node:
    """All fields of a record by Chinese name, as they are typed. Records in it stay records: the view opens them when asked.

    Money by code is seen as its total, money by 支出性质 as a node of totals with 合计.
    """
    found: Node = {alias: _seen(getattr(record, name), alias) for name, alias in _names(type(record))}
    if isinstance(record, ByNature):
        found["合计"] = _sum(record, "合计")
    return found


def _names(kind: type[Record]) -> Iterator[tuple[str, str]]:
    """Attribute and Chinese name."""
    return ((name, info.alias) for name, info in kind.model_fields.items() if info.alias)


def _seen(value: object, name: str) -> object:
    return sum_by_code(value, name) if isinstance(value, ByCode) else value


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
