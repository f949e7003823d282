"""What several tests know of the examples: the reports that they name, their figures and files, made once and only where a
test asks for them; and copies of them with one value changed."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.build import chosen_packs, find_style, make_document, read
from generator.document.blocks import Document
from generator.figures import Figures
from generator.writers.output.printer import Printer
from tests.built import pdf_of

ROOT = Path(__file__).resolve().parents[1]
GONGJING = ROOT / "data_examples" / "gongjing" / "2020"
SHILI_2022 = ROOT / "data_examples" / "shili" / "2022"
SHILI = ROOT / "data_examples" / "shili" / "2023"
EVERY = tuple(sorted(path for path in (ROOT / "data_examples").glob("*/*") if path.is_dir()))
"""All department-years of data_examples."""
ALL = (GONGJING, SHILI_2022, SHILI)


NAMED = re.compile(r"^报告: *\[([^\]]+)\]", re.MULTILINE)


@cache
def named_packs(source: Path) -> tuple[str, ...]:
    """The packs that a source names, read from its text alone: parametrising tests must not build reports."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(source.glob("*.yaml")))
    found = NAMED.search(text)
    assert found, f"{source} names no report"
    return tuple(name.strip() for name in found[1].split(","))


def each_report(*sources: Path) -> pytest.MarkDecorator:
    """Runs a test with source and pack for every report of the sources."""
    reports: list[Any] = [
        pytest.param(source, pack, id=f"{source.parent.name}-{source.name}-{pack}")
        for source in sources
        for pack in named_packs(source)
    ]
    return pytest.mark.parametrize(("source", "pack"), reports)


@cache
def figures_of(source: Path) -> Figures:
    """The figures of a source."""
    return read(source)[0]


@cache
def reports_of(source: Path) -> dict[str, Document]:
    """Pack name → report."""
    figures = figures_of(source)
    return {pack.name: make_document(pack, figures)[0] for pack in chosen_packs(figures)}


@cache
def printed(source: Path, pack_name: str, kind: str) -> bytes:
    """The file of a report in a format; a DOCX without page numbers, so that it needs no layout."""
    if kind == "pdf":
        return pdf_of(source.relative_to(ROOT / "data_examples").as_posix(), pack_name).data
    pack = next(pack for pack in chosen_packs(figures_of(source)) if pack.name == pack_name)
    return Printer(reports_of(source)[pack_name], find_style(pack), page_numbers=kind != "docx").print(kind)


def copy_of(source: Path, folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """A copy of a department-year and of the year before, with one piece of text in one file replaced."""
    shutil.copytree(source.parent, folder)
    copy = folder / source.name
    if file:
        text = (copy / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"“{old}” must stand once in {file}"
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    return copy
