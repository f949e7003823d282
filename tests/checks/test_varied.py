"""Departments made by chance whose data are right: no rule calls anything in them an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import Severity, run_checks
from generator.figures import derive
from generator.intake import load
from tests.checks.varied import Department

SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_department_that_is_right_has_no_error(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "部门.yaml"
    path.write_text(Department(seed).write(), encoding="utf-8")
    data = load(path).data
    assert data.expenditure
    findings = run_checks(derive(data))
    assert [(f.rule, f.message) for f in findings if f.severity is Severity.ERROR] == []
