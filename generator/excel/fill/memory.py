"""What the sheets do not show and a way back without loss needs: the order of keys, the file of each key, ends of texts.

It stands on a hidden sheet, which also marks the workbook as ours. Without these rows nothing but order and layout is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.intake.shape import ROOT, Shape
from generator.intake.yaml.tree import path_text
from generator.model.place import place_of
from generator.model.record import said

SHEET = "_填报表"
MARK = "gongkai 填报表"
VERSION = "1"
Row = tuple[str, str, str]
Parts = tuple[str | int, ...]


@dataclass
class Memory:
    """keys: path of a group → its keys in order; files: path → file name; ends: path of a text → how many line ends it
    has, where that is not what its form suggests; short: paths written in their short form;
    empty: lists and groups that are empty, or of which one word is said."""

    keys: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    short: set[str] = field(default_factory=set)
    empty: dict[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """As they stand on the hidden sheet: kind, path, text."""
        for path, names in self.keys.items():
            yield "keys", path, "\n".join(names)
        for path, name in self.files.items():
            yield "file", path, name
        for path, count in self.ends.items():
            yield "ends", path, str(count)
        for path in sorted(self.short):
            yield "short", path, ""
        for path, form in self.empty.items():
            yield "empty", path, form


def from_rows(rows: Iterable[Row]) -> Memory:
    """The memory of a workbook. Rows that are not understood are left out: they only carry order and layout."""
    memory = Memory()
    for kind, path, text in rows:
        if kind == "keys":
            memory.keys[path] = text.split("\n")
        elif kind == "file":
            memory.files[path] = text
        elif kind == "ends" and text.isdigit():
            memory.ends[path] = int(text)
        elif kind == "short":
            memory.short.add(path)
        elif kind == "empty":
            memory.empty[path] = text
    return memory


def remember(tree: Mapping[Any, Any], folder: Path) -> Memory:
    """What has to be remembered of a tree. folder: where its files lie; the files of other folders are named from there."""
    memory = Memory()
    _order(tree, (), memory)
    for key, value in tree.items():
        _files(key, value, (str(key),), folder, memory)
    return memory


def default_ends(text: str) -> int:
    """How many line ends a text has at its end when nothing else is known: one where it has several lines."""
    return int("\n" in text)


def _order(value: Any, path: Parts, memory: Memory, shape: Shape | None = ROOT) -> None:
    name = path_text(path)
    if isinstance(value, Mapping):
        memory.keys[name] = [str(key) for key in value]
        for key, child in value.items():
            _order(child, (*path, str(key)), memory, shape.step(str(key)) if shape else None)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            _order(child, (*path, number), memory, shape.step(number) if shape else None)
            if isinstance(child, str):
                memory.short.add(path_text((*path, number)))
    else:
        body = value.rstrip("\n")
        count = len(value) - len(body)
        if body and count != default_ends(body):
            memory.ends[name] = count
        if said(value) and shape is not None and shape.whole:
            memory.empty[name] = str(value)
    if isinstance(value, Mapping | list) and not value:
        memory.keys.pop(name, None)
        memory.empty[name] = "{}" if isinstance(value, Mapping) else "[]"


def _files(key: Any, value: Any, path: Parts, folder: Path, memory: Memory) -> None:
    """The one file of a group, or that of each of its parts."""
    found = set(_names(key, value, folder))
    if len(found) == 1 or not isinstance(value, Mapping):
        memory.files[path_text(path)] = found.pop()
        return
    for inner, child in value.items():
        _files(inner, child, (*path, str(inner)), folder, memory)


def _names(key: Any, value: Any, folder: Path) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        for inner, child in value.items():
            yield from _names(inner, child, folder)
    else:
        file = Path(place_of(key).file)
        yield file.name if file.parent == folder else f"../{file.name}"
