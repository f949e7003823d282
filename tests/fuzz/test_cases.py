"""What fuzzing once found stays mended: each kept case is read without a traceback, within its limits, inside its folder."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz import changes
from tests.fuzz.kinds import KINDS, cases, fault

CASES = sorted(path for path in (Path(__file__).parent / "cases").rglob("*") if path.is_file())


@pytest.mark.parametrize("case", CASES, ids=[f"{path.parent.name}-{path.stem}" for path in CASES])
def test_a_case_that_was_found_once_fails_no_more(case: Path, tmp_path: Path) -> None:
    assert fault(KINDS[case.parent.name], case.read_bytes(), tmp_path) == ""


@pytest.mark.parametrize("name", KINDS)
def test_a_good_file_of_each_kind_has_no_fault(name: str, tmp_path: Path) -> None:
    assert fault(KINDS[name], KINDS[name].seeds()[0], tmp_path) == ""


def test_the_same_seed_makes_the_same_files() -> None:
    first, second = (next(cases(KINDS["data"], 7)) for _ in range(2))
    assert first == second
    assert changes.raw(b"abc" * 50, random.Random(1)) != b"abc" * 50
