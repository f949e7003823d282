"""A data file as it stands, with its comments by path, so that it can be written again without losing them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import Problems
from generator.intake.collector import Collector
from generator.intake.judged.shape import known_name
from generator.intake.yaml.nodes import Tree
from generator.intake.yaml.reader import read
from generator.intake.yaml.tree import places
from generator.intake.yaml.writing import to_yaml
from generator.model.place import SOURCE_MARK, SourceText

GROUP_COMMENT = re.compile(r"[^\"'#]*:\s+#(.*)")
BLOCK = re.compile(r"(.*:|\s*-)\s+[|>][-+0-9]*\s*(#.*)?")


@dataclass
class DataFile:
    """One file: its tree, the comments at the ends of lines, those above them, and those at its end."""

    path: Path
    tree: Tree = field(default_factory=dict)
    text: str = ""
    comments: dict[str, str] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)
    tail: str = ""

    def written(self, tree: dict[str, Any], sources: dict[str, str], names: dict[str, str], moved: dict[str, str]) -> str:
        """The text of the file with a new tree. sources: path → cell; names: path → comment of a new line; moved: see Merger."""
        comments = {_moved(path, moved): _without_source(text) for path, text in self.comments.items()}
        above = {_moved(path, moved): text for path, text in self.above.items()}
        for path, text in names.items():
            target = above if path.endswith("]") else comments
            target.setdefault(path, text)
        for path, source in sources.items():
            own = comments.get(path, "")
            comments[path] = f"{own}；{SOURCE_MARK}{source}" if own else f"{SOURCE_MARK}{source}"
        text = to_yaml(tree, {path: comment for path, comment in comments.items() if comment}, above)
        return text + self.tail


def read_file(path: Path) -> DataFile:
    """Read a file with its comments. Raises Problems where it cannot be read without a fault."""
    problems = Collector()
    page = read(path, problems, known_name)
    problems.raise_if_any()
    if not page.sound:
        raise Problems(problems.errors)
    lines = problems.lines[str(path)]
    file = DataFile(path, page.tree, "\n".join(lines))
    _collect(file, lines)
    return file


def _collect(file: DataFile, lines: list[str]) -> None:
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    for path, place in places(file.tree):
        first.setdefault(place.line, path)
        last[place.line] = path
    for path, comment in _typed(file.tree, ""):
        file.comments[path] = comment
    waiting: list[str] = []
    inside = -1
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip())
        if inside >= 0 and (not line.strip() or indent > inside):
            continue
        inside = indent if BLOCK.fullmatch(line) else -1
        if line.lstrip().startswith("#"):
            waiting.append(line.lstrip().removeprefix("#").strip())
        elif number in first:
            if waiting:
                file.above[first[number]] = "\n".join(waiting)
            waiting = []
            found = GROUP_COMMENT.fullmatch(line)
            if found and last[number] not in file.comments:
                file.comments[last[number]] = found[1].strip()
    file.tail = "".join(f"# {line}\n" for line in waiting)


def _typed(value: Any, path: str) -> list[tuple[str, str]]:
    if isinstance(value, SourceText):
        return [(path, value.comment)] if value.comment else []
    if isinstance(value, dict):
        return [pair for key, child in value.items() for pair in _typed(child, f"{path}.{key}" if path else str(key))]
    return [pair for number, child in enumerate(value) for pair in _typed(child, f"{path}[{number}]")]


def _without_source(comment: str) -> str:
    return comment.partition(SOURCE_MARK)[0].rstrip(" ；")


def _moved(path: str, moved: dict[str, str]) -> str:
    for old, new in moved.items():
        if path == old or path.startswith(f"{old}."):
            return new + path[len(old) :]
    return path
