"""The versions of the PDF engines that were tested."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import weasyprint

from generator.writers.pdf.typst import engine as typst
from generator.writers.pdf.weasyprint import engine


def wanted(root: Path) -> list[str]:
    found: list[str] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return found


def test_the_installed_engines_are_ones_that_were_tested() -> None:
    assert engine.tested(weasyprint.__version__)
    assert not engine.tested("71.0")
    assert engine.untested_note() == typst.untested_note() == ""


def test_a_typst_that_was_not_tested_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "version", lambda _: "0.97.1")
    assert "Typst 0.97.1 没有试过（试过 0.15）" in typst.untested_note()


def test_an_installation_takes_no_engine_that_was_not_tested(root: Path) -> None:
    majors = [int(major) for major in engine.TESTED]
    assert majors == [*range(majors[0], majors[-1] + 1)]
    assert f"weasyprint>={majors[0]},<{majors[-1] + 1}" in wanted(root)


def test_typst_is_a_dependency_pinned_to_its_tested_minors(root: Path) -> None:
    first, last = typst.TESTED[0], typst.TESTED[-1]
    following = f"{last.split('.')[0]}.{int(last.split('.')[1]) + 1}"
    assert f"typst>={first},<{following}" in " ".join(wanted(root))
    assert version("typst").startswith(f"{last}.")
