"""“三公”经费: running costs without a car in whatever place cars are counted, typed figures against the economic items."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import Finding
from tests.checks.slip import AFFAIRS, Change, checked

CARS = "    机要通信用车: 1\n    应急保障用车: 1\n    执法执勤用车: 1\n"
NO_CARS = Change(AFFAIRS, CARS, "    机要通信用车: 0\n    应急保障用车: 0\n    执法执勤用车: 0\n")


def of(findings: list[Finding], rule: str) -> list[str]:
    return [finding.message for finding in findings if finding.rule == rule]


def test_running_costs_without_a_car_among_the_assets_are_found_in_accounts(tmp_path: Path) -> None:
    kinds = [Change(AFFAIRS, f"保有量: 1\n{after}", f"保有量: 0\n{after}") for after in ("      - 车型: 越", "      - 车型: 载")]
    findings, _ = checked(tmp_path, NO_CARS, *kinds, Change(AFFAIRS, "保有量: 1", "保有量: 0"), bare=True)
    (only,) = [message for message in of(findings, "F05") if "运行维护费" in message]
    assert only.startswith("有公务用车运行维护费")
    assert only.endswith("公务用车保有量却为0")


def test_running_costs_without_a_car_among_the_assets_are_found_in_a_budget(tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, NO_CARS, example="shili/2024")
    (only,) = of(findings, "F05")
    assert only.endswith("国有资产里的车辆却为0")
    assert lines[0] - 2 <= next(f.place.line for f in findings if f.rule == "F05") <= lines[0] + 3


def test_running_costs_with_a_car_are_right(tmp_path: Path) -> None:
    for example in ("shili/2023", "shili/2024"):
        findings, _ = checked(tmp_path / example.replace("/", ""), example=example)
        assert of(findings, "F05") == []


@pytest.mark.parametrize(
    ("example", "old", "new", "name"),
    [
        ("shili/2023", "    预算: 9000.00", "    决算: 12345.00\n    预算: 9000.00", "公务接待费合计"),
        ("shili/2023", "    外事接待决算: 0", "    国内接待决算: 7000.00\n    外事接待决算: 0", "公务接待费"),
        ("shili/2023", "    购置预算: 180000.00", "    决算: 1.00\n    购置预算: 180000.00", "公务用车购置及运行维护费"),
        ("shili/2024", "  公务接待:\n", "  公务接待:\n    预算: 12345.00\n", "公务接待费"),
        ("shili/2024", "  公务用车:\n", "  公务用车:\n    运行预算: 1.00\n", "公务用车运行维护费"),
        ("shili/2024", "  因公出国:\n", "  因公出国:\n    预算: 1.00\n", "因公出国（境）费"),
    ],
)
def test_a_typed_figure_is_compared_with_the_economic_items(example: str, old: str, new: str, name: str, tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, Change(AFFAIRS, old, new), example=example)
    own = [finding for finding in findings if finding.rule == "F04"]
    assert [finding.message.startswith(f"“{name}”填报的") for finding in own] == [True]
    assert abs(own[0].place.line - lines[0]) <= 1
