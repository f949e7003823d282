"""A fill workbook, made by `export` and filled in, back into the data files, comments and parting into files as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.excel.fill import Filled, read_book
from generator.excel.fill.memory import remember
from generator.folders.planned import PlannedFile, is_data_name, planned
from generator.intake.datafiles import MAIN, Present, read_present, split
from generator.intake.sources import SHARED, SUFFIXES
from generator.intake.yaml.comments import code_names
from generator.intake.yaml.textfile import read_bytes
from generator.intake.yaml.writing import to_yaml

ABOVE = "../"
"""How a file in the folder above is named: one that several years share."""


@dataclass(frozen=True, slots=True)
class FilledImport:
    """changes: what differs from the data that are there, one line each; files: those that are going to be written."""

    changes: list[str]
    files: list[PlannedFile]


def import_filled(book: Path, target: Path, *, force: bool = False) -> FilledImport:
    """Read a fill workbook into the data at the target: a department-year's folder, or a single file. Nothing is written.

    Raises UsageError for a workbook that cannot be read, of another year, or that names files elsewhere, and for a file that
    another program made (unless forced); Problems with every bad cell.
    """
    filled = read_book(book)
    present = read_present(target)
    _check_year(filled, present, target)
    listed = list(changes(present.tree, filled.tree)) if present.tree else []
    if target.suffix.lower() in SUFFIXES:
        notes = code_names(filled.tree, int(filled.year)) | present.behind
        folder, texts = target.parent, {target.name: to_yaml(filled.tree, notes, present.above)}
    else:
        folder, texts = target, texts_of(filled, present, target, book)
    return FilledImport(listed, planned(folder, texts, force=force))


def texts_of(filled: Filled, present: Present, out: Path, book: Path) -> dict[str, str]:
    """File name → text. Existing files keep their parts, new ones are named as in the export.

    A file whose data are the same stays as it is, to the letter; one that is written anew keeps its comments. Raises
    UsageError where the workbook names a file that is none of the folder's.
    """
    notes = code_names(filled.tree, int(filled.year)) | present.behind
    _check_names(filled.memory.files.values(), book)
    files = filled.memory.files | remember(present.tree, out).files
    shared = {name for name in files.values() if name.startswith(ABOVE)}
    own = {path: name for path, name in files.items() if name not in shared or (out / name).exists()}
    found = {}
    for name, tree in split(filled.tree, own, next((n for n in own.values() if n not in shared), MAIN)).items():
        path = out / name
        if name in shared:
            _unchanged(out.parent / name.removeprefix(ABOVE), tree, present)
        elif present.files.get(path) == tree:
            found[name] = read_bytes(path).decode("utf-8-sig")
        else:
            found[name] = to_yaml(tree, notes, present.above)
    return found


def _check_names(names: Iterable[str], book: Path) -> None:
    """Raises UsageError for a name on the hidden sheet that is no data file of the folder, nor one that years share above it."""
    for name in names:
        bare = name.removeprefix(ABOVE)
        if not is_data_name(bare) or (bare != name and not bare.startswith(SHARED)):
            raise UsageError(
                f"填报表里记的文件名“{name}”不是数据文件的名字，没有导入",
                file=str(book),
                remedy="检查填报表的来源，它可能被人改过；重新 export 一份再填",
            )


def _unchanged(file: Path, tree: Mapping[Any, Any], present: Present) -> None:
    """A file that several years share is not written: a change in it concerns the other years too."""
    old = next((part for path, part in present.files.items() if path.name == file.name), {})
    found = list(changes(old, tree))
    if found:
        raise UsageError(
            f"填报表改了几个年度共用的内容：{'；'.join(found[:5])}",
            file=str(file),
            remedy="直接改这个文件，再导入；或在填报表里改回来",
        )


def _check_year(filled: Filled, present: Present, out: Path) -> None:
    old, new = present.tree.get("年度"), filled.tree.get("年度")
    if old is not None and old != new:
        raise UsageError(f"那里是{old}年度的数据，填报表是{new}年度的", file=str(out), remedy="换一个地方，或先把旧数据移走")


def changes(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """What differs between two trees, one line each."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            below = f"{path}.{key}" if path else str(key)
            if key not in new:
                yield f"删去 {below}：{_short(old[key])}"
            elif key not in old:
                yield f"新增 {below}：{_short(new[key])}"
            else:
                yield from changes(old[key], new[key], below)
    elif isinstance(old, list) and isinstance(new, list):
        for number in range(max(len(old), len(new))):
            below = f"{path}[{number}]"
            if number >= len(new):
                yield f"删去 {below}：{_short(old[number])}"
            elif number >= len(old):
                yield f"新增 {below}：{_short(new[number])}"
            else:
                yield from changes(old[number], new[number], below)
    elif old != new:
        yield f"改动 {path}：{_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        text = "、".join(f"{key} {child}" if isinstance(child, str) else str(key) for key, child in value.items())
    else:
        text = "、".join(map(_short, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:40]}…"
