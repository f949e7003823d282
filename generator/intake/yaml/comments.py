"""The comments of a data file by the path of what they belong to, so that a file written anew can keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from generator.intake.yaml.nodes import Loader
from generator.intake.yaml.tree import places
from generator.model.classification import economic, functional
from generator.model.place import place_of


class Comments(NamedTuple):
    """behind: path of a value → the comment at the end of its line; above: path → the comments in lines of their own before
    it; below: the comments after the last value. All without `#`."""

    behind: dict[str, str]
    above: dict[str, str]
    below: list[str]


def comments_of(text: str, tree: Mapping[Any, Any]) -> Comments:
    """The comments of a file. text: of a file that could be read; tree: what the reader made of it."""
    paths = _paths(tree)
    inside, ends = _tokens(text)
    behind: dict[str, str] = {}
    above: dict[str, str] = {}
    waiting: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if number in inside:
            continue
        if stripped.startswith("#"):
            waiting.append(stripped[1:].strip())
        elif number in paths:
            if waiting:
                above[paths[number][0]] = "\n".join(waiting)
                waiting = []
            rest = line[ends.get(number, len(line)) :].strip()
            if rest.startswith("#"):
                behind[paths[number][-1]] = rest[1:].strip()
    return Comments(behind, above, waiting)


def _paths(tree: Mapping[Any, Any]) -> dict[int, list[str]]:
    """Line → the paths that begin on it, the outermost first."""
    found: dict[int, list[str]] = {}
    for path, place in _keys(tree, ""):
        found.setdefault(place, []).append(path)
    return found


def _keys(value: Any, path: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    if isinstance(value, Mapping):
        for key, child in value.items():
            below = f"{path}.{key}" if path else str(key)
            found += [(below, place_of(key).line), *_keys(child, below)]
    elif isinstance(value, list):
        starts = {p: place.line for p, place in places(value, path)}
        for number, child in enumerate(value):
            below = f"{path}[{number}]"
            found += [(below, starts[below]), *_keys(child, below)]
    return found


def _tokens(text: str) -> tuple[set[int], dict[int, int]]:
    """Lines inside a scalar of several lines; line → column at which its last token ends."""
    inside: set[int] = set()
    ends: dict[int, int] = {}
    try:
        for token in yaml.scan(text, Loader=Loader):
            start, end = token.start_mark, token.end_mark
            if isinstance(token, yaml.ScalarToken) and end.line > start.line:
                inside.update(range(start.line + 2, end.line + 1 + bool(end.column and token.style not in ("|", ">"))))
                if token.style in ("|", ">"):
                    continue
            if isinstance(token, yaml.ScalarToken | yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken | yaml.ValueToken):
                ends[end.line + 1] = max(ends.get(end.line + 1, 0), end.column)
    except yaml.YAMLError:
        return set(), {}
    return inside, ends


def code_names(value: Any, year: int, path: str = "") -> dict[str, str]:
    """Path of each amount that stands under a 科目 code → the name of the 科目 in the year."""
    names: dict[str, str] = {}
    if isinstance(value, Mapping):
        for key, child in value.items():
            below = f"{path}.{key}" if path else str(key)
            if isinstance(child, str) and str(key).isdigit():
                table = economic(year) if str(key).startswith("3") else functional(year)
                if name := table.name(str(key)):
                    names[below] = name
            names |= code_names(child, year, below)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            names |= code_names(child, year, f"{path}[{number}]")
    return names
