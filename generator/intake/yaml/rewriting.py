"""A data file as it stands, with its comments by path, so that it can be written again without losing them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import Problems
from generator.intake.collector import Collector
from generator.intake.shape import known_name
from generator.intake.yaml.comments import comments_of
from generator.intake.yaml.nodes import Tree
from generator.intake.yaml.reader import read
from generator.intake.yaml.writing import to_yaml
from generator.model.place import SOURCE_MARK


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
    text = "\n".join(problems.lines[str(path)])
    found = comments_of(text, page.tree)
    return DataFile(path, page.tree, text, found.behind, found.above, "".join(f"# {line}\n" for line in found.below))


def _without_source(comment: str) -> str:
    return comment.partition(SOURCE_MARK)[0].rstrip(" ；")


def _moved(path: str, moved: dict[str, str]) -> str:
    for old, new in moved.items():
        if path == old or path.startswith(f"{old}."):
            return new + path[len(old) :]
    return path
