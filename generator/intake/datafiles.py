"""A department-year on disk: its tree as the several files that it is written in, and back into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.intake.collector import Collector
from generator.intake.shape import known_name
from generator.intake.sources import data_files, shared_files
from generator.intake.yaml.comments import comments_of
from generator.intake.yaml.nodes import Tree
from generator.intake.yaml.reader import read
from generator.intake.yaml.tree import merged
from generator.runtime.reading import exists

MAIN = "数据.yaml"
"""The file of what has no other place."""


@dataclass
class Present:
    """What stands at a place already: the tree of all files, their comments by path, the tree of each file."""

    tree: Tree = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)
    files: dict[Path, Tree] = field(default_factory=dict)


def read_present(source: Path) -> Present:
    """The data files at a place, whatever the model says of them; nothing where there are none.

    Raises UsageError where a file cannot be read: writing over it would lose what it holds.
    """
    present = Present()
    if not exists(source):
        return present
    problems = Collector()
    for file in [*data_files(source), *shared_files(source)]:
        page = read(file, problems, known_name)
        if not page.sound:
            first = problems.errors[0]
            message = f"这里已有的文件读不懂，没有改动：{first.message}"
            raise UsageError(message, file=str(file), line=first.line, remedy="先改好它，或写到另一个地方")
        text = "\n".join(problems.lines[str(file)])
        comments = comments_of(text, page.tree)
        present.behind |= comments.behind
        present.above |= comments.above
        present.files[file] = page.tree
    present.tree = merged(list(present.files.values()), problems)
    return present


def split(tree: Mapping[Any, Any], files: Mapping[str, str], main: str = MAIN) -> dict[str, Tree]:
    """File name → its part of the tree. files: path of a group or field → file name, as `fill.memory` has it.

    What is not in `files` goes where the field before it goes, the first of all to `main`.
    """
    found: dict[str, Tree] = {}
    _split(tree, "", files, [main], found, ())
    return found


def _split(
    node: Mapping[Any, Any], path: str, files: Mapping[str, str], last: list[str], found: dict[str, Tree], keys: tuple[Any, ...]
) -> None:
    for key, value in node.items():
        below = f"{path}.{key}" if path else str(key)
        parted = any(name.startswith(f"{below}.") for name in files)
        if below not in files and parted and isinstance(value, Mapping):
            _split(value, below, files, last, found, (*keys, key))
            continue
        last[0] = files.get(below, last[0])
        place = found.setdefault(last[0], {})
        for part in keys:
            place = place.setdefault(part, {})
        place[key] = value
