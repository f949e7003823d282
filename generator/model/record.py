"""The base of all parts of a department-year: frozen, Chinese aliases, no unknown keys; 无, 不涉及 or 未载明 for a whole part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import NoneType
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, model_validator

from generator.model.amount import Amount, Origin, OriginKind, State
from generator.model.place import NOWHERE, Place, place_of
from generator.model.text import Text

Made = TypeVar("Made")
Part = TypeVar("Part", bound="Record")
SAID = (State.NONE, State.NOT_APPLICABLE, State.UNSTATED)
"""What a person can say of a whole group or list; PENDING is what nobody said anything of."""


class Rows(list[Any]):
    """A list of which the data say something as a whole. state: FIGURE for one that is given, however empty.

    left_out: absent, and 可选: nothing asks for it.
    absent: makes the one member that stands for a list still to be filled where templates go through it.
    """

    absent: Callable[[], Any] | None = None
    left_out = False

    def __init__(self, members: Iterable[Any] = (), state: State = State.FIGURE, place: Place = NOWHERE) -> None:
        super().__init__(members)
        self.state, self.place = state, place


def same_state(source: list[Any], members: list[Any]) -> Rows:
    """Members made of those of another list, of which the data say the same."""
    rows = Rows(members, getattr(source, "state", State.FIGURE), getattr(source, "place", NOWHERE))
    rows.absent = getattr(source, "absent", None)
    return rows


class Entries(dict[str, Any]):
    """The same for a map."""

    left_out = False

    def __init__(self, members: Mapping[str, Any] | None = None, state: State = State.FIGURE, place: Place = NOWHERE) -> None:
        super().__init__(members or {})
        self.state, self.place = state, place


class AwaitedWord(str):
    """A word still to be filled, of a member that stands for a whole list. path: of the field."""

    path: str

    def __new__(cls, path: str) -> AwaitedWord:
        """The word as it would be printed."""
        self = super().__new__(cls, f"【待填：{path}】")
        self.path = path
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return AwaitedWord, (self.path,)


class Record(BaseModel):
    """Python attributes in English, keys of the data file (aliases) in Chinese; each name is written once, here."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False, defer_build=True)

    @model_validator(mode="wrap")
    @classmethod
    def _said(cls, value: Any, handler: Callable[[Any], Any]) -> Any:
        """`三公: 无`: one word for the whole group, where the group has no field that needs a word of its own."""
        state = said(value)
        return in_state(cls, state, place_of(value)) if state and sayable(cls) else handler(value)


def said(value: Any) -> State | None:
    """无, 不涉及 or 未载明 typed in the place of a group or list; None for anything else."""
    return next((state for state in SAID if value == state), None) if isinstance(value, str) else None


def sayable(record: type[Record]) -> bool:
    """Whether a word may stand for the whole: no field of it is a name, a code or a date that must be there."""
    return all(kind_of(info.annotation) is not None or not info.is_required() for info in record.model_fields.values())


def speakable(annotation: Any) -> bool:
    """Whether a field holds a group or list for the whole of which a word may stand. Money by code is typed as a figure."""
    kind = kind_of(annotation)
    if kind in (list, dict):
        return True
    if not isinstance(kind, type) or not issubclass(kind, Record) or not sayable(kind):
        return False
    return all(info.alias for info in kind.model_fields.values())


def in_state(record: type[Part], state: State, place: Place = NOWHERE, path: str = "") -> Part:
    """A record whose every figure, text, group and list is in one state. path: of the record, for what is still to be filled.

    Records are frozen, so that those of equal state and path are one: a report asks for some hundreds, thousands of times.
    """
    return cast("Part", _record_in_state(record, state, place, path))


@lru_cache(maxsize=4096)
def _record_in_state(record: type[Record], state: State, place: Place, path: str) -> Record:
    values = {}
    for name, info in record.model_fields.items():
        below = f"{path}.{info.alias}" if path and info.alias else info.alias or path
        made = _in_state(info.annotation, state, place, below)
        if made is None:
            made = AwaitedWord(below) if info.is_required() else info.get_default(call_default_factory=True)
        values[name] = made
    return record.model_construct().model_copy(update=values)


def _in_state(annotation: Any, state: State, place: Place, path: str) -> Any:
    kind = kind_of(annotation)
    if kind is None:
        return None
    where = place if place is not NOWHERE else Place("", 0, 0, path)
    if kind is Amount:
        return Amount(None, state, Origin(OriginKind.TYPED, path, where))
    if kind is Text:
        return Text(str(state), where, (), str(state))
    if kind is list:
        return Rows((), state, where)
    return Entries({}, state, where) if kind is dict else in_state(kind, state, place, path)


def kind_of(annotation: Any) -> Any:
    """Amount, Text, list, dict or the class of a record, as a field holds it; None for a word, a date, a year."""
    if get_origin(annotation) is Annotated:
        return kind_of(get_args(annotation)[0])
    origin = get_origin(annotation)
    if origin in (list, dict):
        return origin
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, (Amount, Text, Record)) else None
    inner = [part for part in get_args(annotation) if part is not NoneType]
    return kind_of(inner[0]) if inner else None


def item_of(annotation: Any) -> type[Record] | None:
    """The record that the members of a list are; None for a list of words, and for no list."""
    if get_origin(annotation) is list:
        found = kind_of(get_args(annotation)[0])
        return found if isinstance(found, type) and issubclass(found, Record) else None
    inner = [part for part in get_args(annotation) if part is not NoneType]
    return item_of(inner[0]) if inner and get_origin(annotation) is not dict else None


def state_of(value: Any) -> State:
    """What the data say of a group or list as a whole: PENDING for one that is absent, FIGURE for one with something in it."""
    if value is None:
        return State.PENDING
    if isinstance(value, Record):
        return _common(value)
    return getattr(value, "state", State.FIGURE)


def _common(record: Record) -> State:
    """The state of all figures, texts, groups and lists of a record, if it is one; else FIGURE."""
    found: set[State] = set()
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Text):
            state = State(value.state) if value.state else State.FIGURE if value.pieces else State.PENDING
        elif isinstance(value, (Rows, Entries)) and (value.left_out or not (value or value.state is not State.FIGURE)):
            continue
        elif isinstance(value, (Amount, Rows, Entries)):
            state = value.state
        elif isinstance(value, Record):
            state = _common(value)
        elif value is None or (isinstance(value, (list, dict)) and not value):
            continue
        else:
            return State.FIGURE
        found.add(state)
        if state is State.FIGURE or len(found) > 1:
            return State.FIGURE
    return found.pop() if found else State.FIGURE


def made(kind: Callable[[], Made]) -> Callable[[], Made]:
    """A default_factory: makes a new empty record of a class at every call.

    pydantic reads the signature of every factory: of a plain function that is quick, of a model or of `list` it takes a
    quarter of the building of the schema.
    """

    def make() -> Made:
        return kind()

    return make
