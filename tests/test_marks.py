"""Tests that need more than Python carry a mark, so that `scripts/test --fast` can leave them out; tests assert no time and
build nothing while they are collected."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SIGNS = {
    "office": {"'soffice'", "office_pdfs"},
    "browser": {"browser", "playwright"},
    "validators": {"validators"},
    "benchmark": {"benchmarks"},
}
"""Mark → words of a test's code that ask for it: names, modules, and texts between quotes."""
CLOCKS = {"perf_counter", "monotonic", "process_time", "time_ns", "today", "seconds", "elapsed", "took"}
"""Readings of a clock: waiting for something may look at them, what is asserted may not."""
LIMITS = {
    "batch/executors/test_limits.py",
    "packs/test_bounds.py",
    "preview/test_given_up.py",
    "preview/test_safety.py",
    "test_pattern_times.py",
    "verify/test_bounds.py",
}
"""Where hostile input has to end: bounds that a blow-up passes by orders of magnitude, whatever the machine."""
BUILDERS = {"reports_of", "figures_of", "printed", "make_document", "derive", "load", "build", "check"}
"""What takes long: it belongs into fixtures and functions; what is run while tests are collected delays every run."""
WAITING = {"eventually", "_wait_for_files"}


def test_modules(root: Path) -> Iterator[Path]:
    """All modules with tests but this one."""
    yield from (path for path in sorted((root / "tests").rglob("test_*.py")) if path.name != Path(__file__).name)


test_modules.__test__ = False  # type: ignore[attr-defined]


@cache
def parsed(path: Path) -> ast.Module:
    """The code of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def words(node: ast.AST) -> set[str]:
    """Names, parameters and texts in a piece of code; texts between quotes."""
    found: set[str] = set()
    for part in ast.walk(node):
        match part:
            case ast.Name(id=word) | ast.arg(arg=word) | ast.Attribute(attr=word):
                found.add(word)
            case ast.Constant(value=str(word)):
                found.add(f"'{word}'")
    return found


def imported(tree: ast.Module, modules: set[str]) -> set[str]:
    """The names that a module takes from some modules or their parts."""
    lines = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return {name.name for node in lines for name in node.names if modules & {*str(node.module).split("."), name.name}}


def marks(node: ast.FunctionDef) -> set[str]:
    """The marks that stand above a test."""
    return {word for decorator in node.decorator_list for word in words(decorator)}


def users(tree: ast.Module, signs: set[str]) -> list[ast.FunctionDef]:
    """Tests that use one of the words themselves or by a function of the same module."""
    functions = {node: words(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    wanted, before = signs | imported(tree, signs), set[str]()
    while wanted != before:
        before = set(wanted)
        wanted |= {node.name for node, said in functions.items() if wanted & said}
    return [node for node, said in functions.items() if node.name.startswith("test_") and wanted & said]


@pytest.mark.parametrize("mark", SIGNS)
def test_what_needs_more_than_python_carries_its_mark(root: Path, mark: str) -> None:
    unmarked, seen = [], 0
    for path in test_modules(root):
        text = path.read_text(encoding="utf-8")
        of_module = set(re.findall(r"^pytestmark = .*pytest\.mark\.(\w+)", text, re.MULTILINE))
        found = users(parsed(path), SIGNS[mark])
        seen += len(found)
        unmarked += [f"{path.name}: {test.name}" for test in found if mark not in of_module | marks(test)]
    assert seen > 0
    assert unmarked == []


def test_no_test_asserts_what_a_clock_says(root: Path) -> None:
    found = [
        f"{path.name}: {node.name}"
        for path in sorted((root / "tests").rglob("*.py"))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.name not in WAITING
        if path.relative_to(root / "tests").as_posix() not in LIMITS
        for one in ast.walk(node)
        if isinstance(one, ast.Assert) and CLOCKS & words(one)
    ]
    assert found == []


def test_collecting_tests_builds_no_report(root: Path) -> None:
    found = []
    for path in sorted((root / "tests").rglob("*.py")):
        for node in parsed(path).body:
            run = node.decorator_list if isinstance(node, ast.FunctionDef | ast.ClassDef) else [node]
            calls = (one.func for part in run for one in ast.walk(part) if isinstance(one, ast.Call))
            names = {call.id for call in calls if isinstance(call, ast.Name)}
            found += [f"{path.name}:{node.lineno} {name}" for name in sorted(names & BUILDERS)]
    assert found == []
