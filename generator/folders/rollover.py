"""This year's data as the beginning of next year's, with those of the units that lie in the same folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build import read
from generator.errors import PackError, UsageError
from generator.excel.fill.memory import remember
from generator.figures import Figures
from generator.figures.nextyear import closing_balances
from generator.folders.planned import PlannedFile, planned
from generator.folders.roll import FILL, Rolled, YearMention, advance, mentions
from generator.intake.datafiles import Present, read_present, split
from generator.intake.load import Loaded, load
from generator.intake.sources import data_files
from generator.intake.units import unit_path, unit_words
from generator.intake.yaml.comments import code_names
from generator.intake.yaml.writing import to_yaml
from generator.model.amount import Amount, State
from generator.model.choices import BUDGET
from generator.packs.definition.pack import load_pack
from generator.runtime.reading import exists

LAST_YEAR = "上年"
"""The group of last year's figures: rewritten without its comments, which describe the year before."""


@dataclass(frozen=True)
class Part:
    """A data source rolled over: the department's, or that of one of its units. files: path below the new folder → text."""

    label: str
    rolled: Rolled
    reports: list[str]
    files: dict[str, str]


@dataclass(frozen=True)
class RolledOver:
    """The parts, the department's own first, and the files that are going to be written."""

    parts: list[Part]
    files: list[PlannedFile]

    def mentions(self) -> list[YearMention]:
        """The years that are named in texts, once the files are written."""
        folders = dict.fromkeys(file.path.parent for file in self.files)
        return [one for folder in folders for one in mentions(read_present(folder).tree)]


def rollover(source: Path, out: Path) -> RolledOver:
    """Next year's files for a source. Nothing is written. Raises UsageError where a folder holds data already; and as `load`."""
    if exists(out) and data_files(out):
        raise UsageError(f"“{out}”里已有数据文件，没有改动", remedy="换一个文件夹")
    loaded = load(source)
    parts = [_part(loaded, Path()), *_units(loaded)]
    files = planned(out, {name: text for part in parts for name, text in part.files.items()})
    if taken := next((file for file in files if file.path.exists()), None):
        raise UsageError("这里已有文件，没有改动", file=str(taken.path), remedy="换一个文件夹")
    return RolledOver(parts, files)


def _part(loaded: Loaded, below: Path, label: str = "") -> Part:
    """below: the folder of its files in the new folder."""
    figures, _ = read(loaded.source)
    year = loaded.data.year
    rolled = advance(_own(loaded), year, _known(figures, loaded), _opening(figures, loaded))
    reports = _reports(rolled, year)
    if loaded.data.consolidation:
        rolled.tree["汇总"]["单位"] = [_renamed(word, year) for word in unit_words(loaded.data)]
    files = {(below / name).as_posix(): text for name, text in _texts(loaded, rolled, year).items()}
    return Part(label, rolled, reports, files)


def _units(loaded: Loaded) -> Iterator[Part]:
    """The units whose data lie in the department's own folder; those outside are rolled over as departments of their own."""
    folder = (loaded.source if loaded.source.is_dir() else loaded.source.parent).resolve()
    for word in unit_words(loaded.data):
        path = unit_path(word).resolve()
        if path.is_relative_to(folder):
            unit = load(path)
            below = path if path.is_dir() else path.parent
            yield _part(unit, Path(_renamed(below.relative_to(folder).as_posix(), unit.data.year)), word)


def _own(loaded: Loaded) -> dict[Any, Any]:
    """The tree without what several years share, unless a part of the same group is the year's own."""
    folder = loaded.source if loaded.source.is_dir() else loaded.source.parent
    files = remember(loaded.tree, folder).files
    parts = split(loaded.tree, files)
    own: dict[Any, Any] = {}
    for name, tree in parts.items():
        if not name.startswith("../"):
            _merge(own, tree)
    return {key: own[key] for key in loaded.tree if key in own}


def _merge(into: dict[Any, Any], tree: Mapping[Any, Any]) -> None:
    for key, value in tree.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = dict(value) if isinstance(value, Mapping) else value


def _known(figures: Figures, loaded: Loaded) -> Callable[[str], str | None]:
    """A figure of this year by its path: as typed, else as computed, in the unit of the file."""
    unit = loaded.data.unit

    def known(path: str) -> str | None:
        typed = _typed(loaded.tree, path)
        if typed is not None and re.fullmatch(r"-?[\d,.]+", typed):
            return typed
        amount = figures.amount(path)
        return _text(amount, unit) if amount is not None and amount.state is State.FIGURE else None

    return known


def _typed(tree: Any, path: str) -> str | None:
    for part in path.split("."):
        tree = tree.get(part) if isinstance(tree, dict) else None
    return str(tree) if isinstance(tree, str) else None


def _text(amount: Amount, unit: str) -> str:
    """The amount as it is typed: 万元 moved to 元 where the file is in 元."""
    if amount.value is None:
        return FILL
    value = amount.value.scaleb(4) if unit == "元" else amount.value
    return format(value, "f") if value else "0"


def _opening(figures: Figures, loaded: Loaded) -> dict[str, Any]:
    """年初结转和结余 of next year. What is carried over is not known when a budget is made, nor without accounts."""
    if loaded.data.kind == BUDGET or "收入" not in loaded.tree:
        return {}
    unit = loaded.data.unit
    return {
        fund: _text(one, unit) if isinstance(one, Amount) else {code: _text(amount, unit) for code, amount in one.items()}
        for fund, one in closing_balances(figures).items()
    }


def _reports(rolled: Rolled, year: int) -> list[str]:
    """Packs named for a year go to the next one where there is one; the sentences that report it."""
    reported = []
    names = [str(name) for name in rolled.tree.get("报告", [])]
    for number, name in enumerate(names):
        later = re.sub(rf"(?<!\d){year}(?!\d)", str(year + 1), name)
        if later != name and _exists(later):
            names[number] = later
            reported.append(f"报告：{name} → {later}")
        elif _exists(name):
            pack = load_pack(name)
            if pack.for_year(year).settings != pack.for_year(year + 1).settings:
                reported.append(f"报告：{name} 自动用{year + 1}年度的表样")
    if names:
        rolled.tree["报告"] = names
    return reported


def _exists(name: str) -> bool:
    try:
        load_pack(name)
    except PackError:
        return False
    return True


def _texts(loaded: Loaded, rolled: Rolled, year: int) -> dict[str, str]:
    """File name → text, with the comments of this year's files and this year's figures behind what is to be filled."""
    source = loaded.source
    folder = source if source.is_dir() else source.parent
    present = read_present(source)
    memory = remember(loaded.tree, folder)
    files = {rolled.moved.get(path, path): name for path, name in memory.files.items() if not name.startswith("../")}
    files = {path: name for path, name in files.items() if not path.startswith(LAST_YEAR)}
    names = code_names(rolled.tree, rolled.year)
    behind, above = _comments(present, rolled, year)
    for path, note in rolled.notes.items():
        label = names.get(path) or behind.get(path, "")
        behind[path] = f"{label}；{note}" if label else note
    behind = names | behind
    fresh = {name: _renamed(name, year) for name in files.values()}
    parts = split(rolled.tree, files, next(iter(files.values())))
    return {fresh.get(name, name): to_yaml(tree, behind, above) for name, tree in parts.items()}


def _comments(present: Present, rolled: Rolled, year: int) -> tuple[dict[str, str], dict[str, str]]:
    def later(text: str) -> str:
        return re.sub(rf"(?<!\d){year}年度", f"{year + 1}年度", text)

    def kept(comments: Mapping[str, str]) -> dict[str, str]:
        return {rolled.moved.get(p, p): later(text) for p, text in comments.items() if not p.startswith(LAST_YEAR)}

    return kept(present.behind), kept(present.above)


def _renamed(name: str, year: int) -> str:
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year + 1), name)
