"""The way in: a data file, or a folder of them, as a DepartmentYear; or all their problems at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.errors import UsageError
from generator.intake.collector import Collector
from generator.intake.judged.semantics import check
from generator.intake.judged.validate import Gaps, build
from generator.intake.shape import known_name
from generator.intake.sources import data_files, shared_files
from generator.intake.yaml.nodes import Tree
from generator.intake.yaml.reader import ParsedFile, read
from generator.intake.yaml.tree import merged, places
from generator.model.department import DepartmentYear
from generator.model.place import Place


@dataclass(frozen=True)
class Loaded:
    """A department-year with where it was read from. `tree` is the file as typed: dict, list and SourceText."""

    data: DepartmentYear
    source: Path
    files: tuple[Path, ...]
    tree: Tree

    @cached_property
    def _places(self) -> dict[str, Place]:
        return dict(places(self.tree))

    def place(self, path: str) -> Place:
        """The place of a path such as `支出[0].年初预算`; of the nearest part above it where the file has no such key."""
        known = path
        while known and known not in self._places:
            known = known[: max(known.rfind("."), known.rfind("["), 0)]
        return self._places[known] if known else Place(str(self.files[0]), 1, 1, path)


Reader = Callable[[Path, Collector], ParsedFile]
"""Reads one file; its problems go to the collector."""


def read_page(file: Path, problems: Collector) -> ParsedFile:
    """One file as a tree; the names of fields show where a full-width colon was meant as `:`."""
    return read(file, problems, known_name)


def load(source: Path, reader: Reader = read_page) -> Loaded:
    """Read a YAML file, or the YAML files of a folder merged by key, with those that the years beside it share.

    reader: a reader of files of one's own, such as one that keeps what has not changed. Raises UsageError where there is
    nothing to read, Problems with every mistake of all files otherwise.
    """
    files = data_files(source)
    if not files:
        raise UsageError("文件夹里没有数据文件（.yaml）", file=str(source), remedy="检查路径；新数据可用 gongkai new 生成")
    files += shared_files(source)
    problems = Collector()
    pages = [reader(file, problems) for file in files]
    sound = [page for page in pages if page.sound]
    tree = merged([page.tree for page in sound], problems)
    data = _judged(tree, sound, len(sound) < len(pages), problems) if sound else None
    problems.raise_if_any()
    assert data is not None  # without a problem the model is built
    return Loaded(data, source, tuple(files), tree)


def _judged(tree: Tree, pages: list[ParsedFile], partial: bool, problems: Collector) -> DepartmentYear | None:
    """The model of the files that could be read, with all checks made that need no other file."""
    gaps = Gaps(
        top=Place(str(pages[0].path), 1, 1, ""),
        broken=frozenset().union(*(page.broken for page in pages)),
        partial=partial,
    )
    data, whole = build(tree, gaps, problems)
    if data:
        check(data, problems, whole and not partial)
    return data
