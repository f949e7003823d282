"""A clean example with something in it replaced: what `run_checks` says of it, and on which line the change stands."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.checks import Finding, run_checks
from generator.figures import Figures, derive
from generator.intake import load

EXAMPLES = Path(__file__).resolve().parents[2] / "data_examples"
MONEY, AFFAIRS, BASICS, TEXTS, PROJECTS = "收支.yaml", "三公与采购.yaml", "基本情况.yaml", "文字.yaml", "项目.yaml"


@dataclass(frozen=True)
class Change:
    """In a file, the first `old` after `after` becomes `new`; both must be there."""

    file: str
    old: str
    new: str
    after: str = ""


@cache
def shili(year: int) -> Figures:
    """The figures of a clean example."""
    return derive(load(EXAMPLES / "shili" / str(year)).data, shili(year - 1) if year == 2023 else None)


def applied(folder: Path, change: Change) -> int:
    """Make the change; the line on which it begins."""
    path = folder / change.file
    text = path.read_text(encoding="utf-8")
    start = text.index(change.old, text.index(change.after))
    path.write_text(text[:start] + change.new + text[start + len(change.old) :], encoding="utf-8", newline="\n")
    same = next((i for i, (a, b) in enumerate(zip(change.old, change.new, strict=False)) if a != b), 0)
    return text[: start + same].count("\n") + 1


def checked(tmp_path: Path, *changes: Change, example: str = "shili/2023", bare: bool = False) -> tuple[list[Finding], list[int]]:
    """The findings of a changed example and the lines of the changes. bare: without its control figures."""
    folder = tmp_path / example
    shutil.copytree(EXAMPLES / example, folder)
    if bare:
        money = folder / MONEY
        money.write_text(money.read_text(encoding="utf-8").split("\n控制数:")[0] + "\n", encoding="utf-8")
    numbers = [applied(folder, change) for change in changes]
    before = shili(2022) if example == "shili/2023" else None
    return run_checks(derive(load(folder).data, before), before), numbers
