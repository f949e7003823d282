"""Departments of many kinds whose data are right: nothing is found in them but rounding and what could be linked."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import Severity, run_checks
from generator.figures import derive
from generator.intake import load

CLEAN = sorted((Path(__file__).parent / "clean").glob("*.yaml"))


def test_there_are_departments_of_many_kinds() -> None:
    data = [load(path).data for path in CLEAN]
    assert len(data) >= 16
    assert {one.kind for one in data} == {"决算", "预算"}
    assert {one.unit for one in data} == {"元", "万元"}
    assert {str(unit.kind) for one in data for unit in one.organisation.units} == {
        *("行政单位", "参照公务员法管理的事业单位", "其他事业单位"),
    }


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_department_that_is_right_has_no_error_and_no_warning(path: Path) -> None:
    findings = run_checks(derive(load(path).data))
    assert [(f.rule, f.message) for f in findings if f.severity is not Severity.HINT] == []
