"""A small county for the tests: copies of short examples under other names, and ways to build them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path

from generator.batch.executors.processes import Direct
from generator.batch.index import opened
from generator.batch.run import Batch, Outcome
from generator.build import Options
from tests.examples import ROOT

SMALL = ROOT / "data_examples" / "mentougou" / "2021"
"""The example that is built fastest; it has no findings but hints."""
NAME = "北京市门头沟区医疗保障局"
REPORT = "部门整体支出绩效自评报告"


def county(folder: Path, names: Iterable[str], source: Path = SMALL, old: str = NAME) -> dict[str, Path]:
    """Name → department-year folder."""
    return {name: department(folder, name, source, old) for name in names}


def department(folder: Path, name: str, source: Path = SMALL, old: str = NAME) -> Path:
    """A copy of an example under another name."""
    copy = folder / name / source.name
    shutil.copytree(source, copy)
    for file in copy.glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(f"全称: {old}", f"全称: {name}"), encoding="utf-8")
    return copy


def change(source: Path, file: str, old: str, new: str) -> None:
    """Replace a piece of text that stands once in a data file."""
    text = (source / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (source / file).write_text(text.replace(old, new), encoding="utf-8")


def build_all(
    sources: Iterable[Path],
    out: Path,
    executor: Executor | None = None,
    *,
    formats: str = "txt",
    letters: bool = False,
    **more: object,
) -> dict[str, Outcome]:
    """Build in this process, or on an executor; department folder's name → outcome."""
    options = Options(formats=tuple(formats.split(",")), out=out, page_numbers=False, **more)  # type: ignore[arg-type]
    with opened(out) as index:
        batch = Batch(index, options, lambda: executor or Direct(), letters=letters)
        return {outcome.source.parent.name: outcome for outcome in batch.run(sources)}


def contents(out: Path) -> dict[str, str]:
    """Every report below a folder with the hash of its bytes; our own records left out."""
    files = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def statuses(outcomes: dict[str, Outcome]) -> dict[str, list[str]]:
    """Department → the status of each of its files."""
    return {name: [file.status for file in one.built.files] if one.built else [] for name, one in outcomes.items()}
