"""`gongkai import 填报表.xlsx`: the workbook of `gongkai export` back into data files, comments and files as they were."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.excel.container import open_container
from generator.excel.fill import Filled, read_book
from generator.excel.fill.memory import remember
from generator.intake.datafiles import MAIN, Present, read_present, split
from generator.intake.sources import SUFFIXES
from generator.intake.yaml.comments import code_names
from generator.intake.yaml.writing import to_yaml
from generator.writers.output.files import move_in

SHOWN = 60
"""How many changes are listed."""


def run(options: argparse.Namespace) -> int:
    """Write the data; the exit status. What changes in existing files is listed first."""
    open_container(options.book)  # refuses what is not safe to open
    filled = read_book(options.book)
    single = options.out.suffix.lower() in SUFFIXES
    present = read_present(options.out)
    _same_year(filled, present, options.out)
    _list(changes(present.tree, filled.tree) if present.tree else ())
    if options.dry_run:
        print("只列出，没有写文件（--dry-run）。", file=sys.stderr)
        return 0
    for path, text in texts(filled, present, options.out, single=single).items():
        old = path.read_text(encoding="utf-8-sig") if path.exists() else None
        if old != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            move_in(path, text.encode())
        print(f"{path}（{'未变' if old == text else '新建' if old is None else '更新'}）")
    print(f"接着运行：gongkai check {options.out}", file=sys.stderr)
    return 0


def texts(filled: Filled, present: Present, out: Path, *, single: bool) -> dict[Path, str]:
    """The text of each file. single: all in one file. Existing files keep their parts, new ones are named as in the export.

    A file whose data are the same stays as it is, to the letter; one that is written anew keeps its comments.
    """
    notes = code_names(filled.tree, int(filled.year)) | present.behind
    if single:
        return {out: to_yaml(filled.tree, notes, present.above)}
    files = filled.memory.files | remember(present.tree, out).files
    shared = {name for name in files.values() if name.startswith("../")}
    own = {path: name for path, name in files.items() if name not in shared or (out / name).exists()}
    found = {}
    for name, tree in split(filled.tree, own, next((n for n in own.values() if n not in shared), MAIN)).items():
        path = out / name
        if name in shared:
            _unchanged(out.parent / name.removeprefix("../"), tree, present)
        elif present.files.get(path) == tree:
            found[path] = path.read_text(encoding="utf-8-sig")
        else:
            found[path] = to_yaml(tree, notes, present.above)
    return found


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


def _same_year(filled: Filled, present: Present, out: Path) -> None:
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


def _list(found: Any) -> None:
    lines = list(found)
    for line in lines[:SHOWN]:
        print(line, file=sys.stderr)
    if len(lines) > SHOWN:
        print(f"……共{len(lines)}处", file=sys.stderr)
