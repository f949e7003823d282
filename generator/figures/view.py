"""The read-only view that templates see: Chinese names only, no model object, no way to change anything."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.figures.nodes import opened
from generator.model.amount import Amount
from generator.model.place import NOWHERE
from generator.model.record import Record
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
        return tuple(view(entry, f"{path}[{i}]") for i, entry in enumerate(value))
    return value


def fields_of(node: View) -> tuple[str, tuple[str, ...]]:
    """The path and the field names of a node, for messages."""
    return node._path, tuple(node._node)


def nearest(name: str, names: Iterable[str]) -> str:
    """`，最接近的是“…”` or nothing."""
    close = difflib.get_close_matches(name, list(names), 1, 0.4)
    return f"，最接近的是“{close[0]}”" if close else ""
