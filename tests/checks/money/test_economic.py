"""Economic items against 科目: medical insurance with 公务员医疗补助 in it, apart from it, and neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.slip import MONEY, Change, checked


def found(folder: Path, *changes: Change) -> list[str]:
    findings, _ = checked(folder, *changes, bare=True)
    return [finding.message for finding in findings if finding.rule == "E05"]


def test_the_subsidy_under_a_code_of_its_own_is_right(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize("code", ["2101101", "2101102"])
def test_the_subsidy_within_the_code_of_the_insurance_is_right(code: str, tmp_path: Path) -> None:
    moved = Change(MONEY, "        30111: 126400.00  # 公务员医疗补助缴费", "        30199: 126400.00")
    within = Change(MONEY, "        30110: ", "        30111: 126400.00\n        30110: ", f"- 科目: {code}")
    assert found(tmp_path, moved, within) == []


def test_an_insurance_that_fits_in_no_way_is_found(tmp_path: Path) -> None:
    (only,) = found(tmp_path, Change(MONEY, "        30110: 57011.57", "        30112: 57011.57"))
    assert only.startswith("“30110")
