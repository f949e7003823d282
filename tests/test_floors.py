"""The build of the house: rooms import only from floors below, modules and functions stay small, each says its purpose;
tests/ has the rooms of generator/."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

MODULE_LINES = 400
FUNCTION_LINES = 50
OTHER_TESTS = {"benchmarks", "scripts", "data_examples", "fuzz"}
"""Folders of tests/ that test something beside generator/."""
UNTESTED = {(), ("settingsfile",), ("runtime",)}
"""Rooms that other rooms' tests reach: packs and styles read settings, workers measure memory."""


def modules(root: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every module of ours."""
    for folder in ("generator", "scripts", "benchmarks"):
        for path in sorted((root / folder).rglob("*.py")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def test_a_room_imports_only_from_floors_below(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    shown = capsys.readouterr().out
    assert "Contracts: 2 kept, 0 broken." in shown, shown
    assert status == 0


def test_every_room_stands_on_a_floor(root: Path) -> None:
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    floors = {room.strip(" ()") for layer in contracts[0]["layers"] for room in layer.split("|")}
    rooms = {
        f"generator.{path.stem}"
        for path in (root / "generator").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }
    assert len(rooms) >= 4
    assert rooms <= floors


def test_every_module_says_its_purpose_in_its_first_line(root: Path) -> None:
    found = [(name, ast.get_docstring(ast.parse(text))) for name, text in modules(root)]
    assert len(found) >= 15
    assert [name for name, docstring in found if not (docstring or "").strip()] == []


def test_no_module_is_longer_than_400_lines(root: Path) -> None:
    lengths = {name: len(text.splitlines()) for name, text in modules(root)}
    assert len(lengths) >= 15
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_longer_than_50_lines(root: Path) -> None:
    lengths = {
        f"{name}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, text in modules(root)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(lengths) >= 50
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_tests_stand_in_the_rooms_of_the_program(root: Path) -> None:
    rooms = {path.parent.relative_to(root / "generator").as_posix() for path in (root / "generator").rglob("*.py")}
    folders = {path.parent.relative_to(root / "tests").as_posix() for path in (root / "tests").rglob("test_*.py")}
    assert len(folders) >= 20
    assert sorted(folders - rooms - OTHER_TESTS) == []


def test_every_room_of_the_program_has_tests(root: Path) -> None:
    rooms = {path.parent.relative_to(root / "generator").parts[:1] for path in (root / "generator").rglob("*.py")}
    tested = {path.relative_to(root / "tests").parts[:1] for path in (root / "tests").rglob("test_*.py")}
    assert sorted(rooms - tested - UNTESTED) == []
