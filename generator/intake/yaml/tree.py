"""Trees of typed values: where a path stands, how several files become one tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.intake.collector import Collector
from generator.intake.yaml.nodes import Tree
from generator.model.place import NOWHERE, Place, SourceText, place_of

REPEATABLE = ("年度", "金额单位")
"""Root keys that several files may each state, when they say the same."""


def merged(trees: Sequence[Tree], problems: Collector) -> Tree:
    """One tree from several. Groups of fields merge; anything else given twice is a problem that names both places."""
    whole: Tree = {}
    for tree in trees:
        _merge(whole, tree, "", problems)
    return whole


def _merge(into: Tree, tree: Tree, path: str, problems: Collector) -> None:
    for key, value in tree.items():
        if key not in into:
            into[key] = _copied(value)
        elif isinstance(value, dict) and isinstance(into[key], dict):
            _merge(into[key], value, f"{path}.{key}" if path else str(key), problems)
        elif not (not path and key in REPEATABLE and str(value) == str(into[key])):
            _report_double(key, next(k for k in into if k == key), value, into[key], problems)


def _report_double(key: SourceText, first: SourceText, value: Any, old: Any, problems: Collector) -> None:
    there = f"{first.place.file}第{first.place.line}行"
    if key == "金额单位" and isinstance(value, str) and isinstance(old, str):
        message = f"金额单位前后不一：这里是“{value}”，{there}是“{old}”"
        problems.add(key.place, message, "全部文件用同一个单位，把另一份里的金额换算过来")
    elif key == "年度" and isinstance(value, str) and isinstance(old, str):
        problems.add(key.place, f"年度前后不一：这里是“{value}”，{there}是“{old}”", "一个文件夹只放一个年度的数据")
    else:
        problems.add(key.place, f"“{key}”在两个文件里都有：{there}已经有了", "两处只留一处")


def _copied(value: Any) -> Any:
    """A copy whose groups can be merged into without changing the file's own tree."""
    return {k: _copied(v) for k, v in value.items()} if isinstance(value, dict) else value


def start_of(value: Any) -> Place:
    """Where a value begins: its own place, or that of its first key or item."""
    if isinstance(value, dict):
        return next((place_of(key) for key in value), NOWHERE)
    if isinstance(value, list):
        return start_of(value[0]) if value else NOWHERE
    return place_of(value)


def places(value: Any, path: str = "") -> Iterator[tuple[str, Place]]:
    """Every path of a tree with its place: a scalar's own, the key of a group or list, the start of a list's item."""
    if isinstance(value, dict):
        for key, child in value.items():
            below = f"{path}.{key}" if path else str(key)
            yield below, child.place if isinstance(child, SourceText) else place_of(key)._replace(path=below)
            yield from places(child, below)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            below = f"{path}[{number}]"
            yield below, start_of(child)._replace(path=below)
            yield from places(child, below)


def spoken(parts: Sequence[str | int]) -> str:
    """A path as a person says it: `支出第1项的年初预算`."""
    text = ""
    for part in parts:
        text += f"第{part + 1}项" if isinstance(part, int) else f"的{part}" if text else str(part)
    return text


def path_text(parts: Sequence[str | int]) -> str:
    """`支出[0].年初预算` from its parts."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
