"""The read-only view that templates see: Chinese names only, no model object, no way to change anything."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.figures.nodes import SAID_OF, opened
from generator.model.amount import Amount, State
from generator.model.place import NOWHERE
from generator.model.record import AwaitedWord, Entries, Record, Rows
from generator.model.text import Text


class View:
    """A node of the data. `节点.字段` gives a figure, a text, a list or another node; a miss names the nearest field.

    Jinja looks up `节点.字段` by attribute and then by item; only items are offered here, and only Chinese names.
    """

    __slots__ = ("_node", "_path")

    def __init__(self, node: Mapping[str, object] | Record, path: str = "") -> None:
        self._node = opened(node)
        self._path = path

    def __getitem__(self, name: str) -> object:
        return view(self._node[name], f"{self._path}.{name}" if self._path else name)

    def __contains__(self, name: object) -> bool:
        return name in self._node

    def __iter__(self) -> Iterator[str]:
        return iter(self._node)

    def __len__(self) -> int:
        return len(self._node)

    def __bool__(self) -> bool:
        return True


def view(value: object, path: str = "") -> object:
    """A value as templates may see it: nodes wrapped, lists as tuples, scalars as they are; an absent text knows its path."""
    kind = type(value)
    if kind is Amount or kind is str or kind is View:
        return value
    if isinstance(value, (Record, Mapping)):
        return View(value, path)
    if isinstance(value, Text) and not value and not value.place.path:
        return replace(value, place=NOWHERE._replace(path=path))
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        members = [value.absent()] if isinstance(value, Rows) and value.absent and not value else value
        entries = (view(entry, f"{path}[{i}]") for i, entry in enumerate(members))
        return Members(entries, value.state) if isinstance(value, Rows) else tuple(entries)
    return value


class Members(tuple[object, ...]):
    """A list as templates see it. state: what the data say of the whole; one still to be filled has one member, all 待填."""

    state: State

    def __new__(cls, members: Iterable[object], state: State) -> Members:
        """The members with the state."""
        self = super().__new__(cls, members)
        self.state = state
        return self


def state_seen(value: object) -> State:
    """What the data say of anything that a template can name; FIGURE for what is filled."""
    if value is None:
        return State.PENDING
    if isinstance(value, View):
        node = value._node
        said = node.state if isinstance(node, Entries) else str(node.get(SAID_OF, ""))
        return next((state for state in State if state == said), State.FIGURE)
    if isinstance(value, Text):
        return State(value.state) if value.state else State.FIGURE if value.pieces else State.PENDING
    return State.PENDING if isinstance(value, AwaitedWord) else getattr(value, "state", State.FIGURE)


def fields_of(node: View) -> tuple[str, tuple[str, ...]]:
    """The path and the field names of a node, for messages."""
    return node._path, tuple(node._node)


def nearest(name: str, names: Iterable[str]) -> str:
    """`，最接近的是“…”` or nothing."""
    close = difflib.get_close_matches(name, list(names), 1, 0.4)
    return f"，最接近的是“{close[0]}”" if close else ""
