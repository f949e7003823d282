"""Records of the model as nodes of the view: every field under its Chinese name, so that only derived names are laid over it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from functools import cache
from typing import Any, TypeVar, overload

from pydantic.fields import FieldInfo

from generator.model.about import Need, about
from generator.model.amount import OPEN, Amount, Origin, OriginKind, State, total
from generator.model.fields import Day
from generator.model.money import ByCode, ByNature, ProjectSplit
from generator.model.place import NOWHERE, SourceText
from generator.model.record import AwaitedWord, Entries, Record, Rows, in_state, item_of, kind_of, state_of
from generator.model.text import Text

Part = TypeVar("Part", bound=Record)
Node = dict[str, object]
"""Names of one group: amounts, texts, words, dates, and below them nodes and lists of nodes."""


SAID_OF = "情形"
"""The name under which a node gives what the data say of it as a whole."""
GIVEN = "已填"
LEFT_OUT = "可选未填"
"""What a group says that is 可选 and absent: it is not `有`, and its figures are 待填 where a print asks for them."""
STATES = {state: state for state in (State.NONE, State.NOT_APPLICABLE, State.UNSTATED, State.PENDING)}
LEAVES = frozenset((Amount, Text, SourceText, AwaitedWord, str, Day, type(None)))
"""Kinds of values, as most fields hold them."""


def node(record: Record, laid_over: Container[str] = ()) -> Node:
    """All fields of a record by Chinese name, as they are typed; the records in it are nodes too.

    情形 is what the data say of the whole: 已填, 无, 不涉及, 未载明 or 待填.

    laid_over: names that the caller gives itself; nothing is made of their fields.

    Money by code is seen as its total, money by 支出性质 as a node of totals with 合计.
    """
    values = record.__dict__
    names = _names(type(record))
    found: Node = {}
    for name, alias, item, left_out, group in names:
        if alias not in laid_over:
            value = values[name]
            found[alias] = left_out if value is None and left_out is not None else _seen(value, alias, item)
            if value is None and group is not None:
                found[alias] = optional(node(in_state(group, State.PENDING, path=alias)))
    found[SAID_OF] = str(STATES.get(state_of(record), GIVEN))
    if isinstance(record, ByNature):
        found["合计"] = _sum(record, "合计")
    return found


def parts(record: Record, kind: type[Part]) -> dict[str, Part]:
    """The fields of a record that hold a record of one kind, by Chinese name."""
    found = ((alias, getattr(record, name)) for name, alias, *_ in _names(type(record)))
    return {alias: value for alias, value in found if isinstance(value, kind)}


@cache
def _names(kind: type[Record]) -> tuple[tuple[str, str, type[Record] | None, Amount | None, type[Record] | None], ...]:
    """Attribute, Chinese name, the record that the members of a list are, what stands for a figure or group that is not given."""
    found = []
    for name, info in kind.model_fields.items():
        held = kind_of(info.annotation)
        if info.alias:
            amount = _left_out(info) if held is Amount else None
            group = held if isinstance(held, type) and issubclass(held, Record) and not issubclass(held, ByCode) else None
            found.append((name, info.alias, item_of(info.annotation), amount, group))
    return tuple(found)


def optional(group: Node) -> Node:
    """A group that is 可选 and absent, made of figures still to be filled."""
    return {**group, SAID_OF: LEFT_OUT}


def _left_out(info: FieldInfo) -> Amount:
    """A figure that is not given: a print drops it where it is 可选, else it is still to be filled."""
    kind = OriginKind.LEFT_OUT if about(info).need is Need.OPTIONAL else OriginKind.TYPED
    return Amount(None, State.PENDING, Origin(kind, str(info.alias)))


def listed(source: list[Any], make: Callable[[Any], object], item: type[Record] | None) -> Rows:
    """A list of the data as a list of the view. One that is still to be filled is empty, and has `absent` for templates."""
    state, place = getattr(source, "state", State.FIGURE), getattr(source, "place", NOWHERE)
    found = Rows([make(one) for one in source], state, place)
    if state is State.PENDING and not getattr(source, "left_out", False):
        path = place.path
        found.absent = lambda: make(
            in_state(item, State.PENDING, NOWHERE, f"{path}[]") if item is not None else AwaitedWord(path)
        )
    return found


def following(source: Collection[Any], members: list[Any], absent: Callable[[], object]) -> Rows:
    """A list that follows from a list or map of the data, of which the data say the same.

    absent: makes the one member that stands for a list still to be filled.
    """
    rows = Rows(members, getattr(source, "state", State.FIGURE), getattr(source, "place", NOWHERE))
    if rows.state is State.PENDING:
        rows.absent = absent
    return rows


def awaited(source: Collection[Any], *names: str) -> Node:
    """The one member that stands for a list of named amounts still to be filled. names: of its amounts."""
    path = getattr(source, "place", NOWHERE).path
    return {"名称": AwaitedWord(path), **{name: Amount(None, State.PENDING, _typed(source, path)) for name in names}}


def _typed(source: Collection[Any], name: str) -> Origin:
    return Origin(OriginKind.TYPED, name, getattr(source, "place", NOWHERE))


def counted(source: Collection[Any], amount: Callable[[], Amount], name: str) -> Amount:
    """What is counted or added up over a list: not known where the list is not."""
    state, place = getattr(source, "state", State.FIGURE), getattr(source, "place", NOWHERE)
    kind = OriginKind.LEFT_OUT if getattr(source, "left_out", False) else OriginKind.TYPED
    return Amount(None, state, Origin(kind, name, place)) if state in OPEN else amount()


def _seen(value: object, name: str, item: type[Record] | None = None) -> object:
    if type(value) in LEAVES:
        return value
    if isinstance(value, ByCode):
        return sum_by_code(value, name)
    if isinstance(value, Record):
        return node(value)
    if isinstance(value, list):
        return listed(value, lambda one: _seen(one, name), item)
    if isinstance(value, Entries) and value.state is not State.FIGURE:
        return value
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
    splits = (getattr(record, attribute) for attribute, *_ in _names(ByNature))
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
