"""What is disclosed beside the money tables: reserved procurement, money of projects, days between approval and publication."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import Severity
from tests.checks.slip import AFFAIRS, BASICS, PROJECTS, Change, checked

APPROVED = "公开时间: 2024-09-18\n"


@pytest.mark.parametrize(
    ("example", "old", "new", "said"),
    [
        (
            "shili/2023",
            "中小企业预算: 1550000.00",
            "中小企业预算: 2550000.00",
            "预留采购的中小企业预算2550000.00元大于政府采购支出总额",
        ),
        (
            "shili/2024",
            "中小企业预算: 1232000.00",
            "中小企业预算: 1832000.00",
            "预留采购的中小企业预算1832000.00元大于政府采购支出总额",
        ),
    ],
)
def test_more_is_kept_for_small_firms_than_is_bought(example: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, Change(AFFAIRS, old, new), example=example)
    (own,) = [finding for finding in findings if finding.rule == "H17" and said in finding.message]
    assert (own.severity, own.place.line) == (Severity.WARNING, lines[0])


@pytest.mark.parametrize(
    ("stage", "example", "most"),
    [
        ("目标金额", "shili/2023", "30000000.00"),
        ("监控金额", "shili/2023", "30000000.00"),
        ("自评金额", "shili/2023", "30000000.00"),
        ("目标金额", "shili/2024", "26000000.00"),
    ],
)
def test_the_money_of_a_stage_of_management_is_more_than_the_projects_have(
    stage: str, example: str, most: str, tmp_path: Path
) -> None:
    findings, _ = checked(tmp_path, Change(AFFAIRS, f"{stage}: 16", f"{stage}: {most}  # 原为 16"), example=example)
    (own,) = [finding for finding in findings if finding.rule == "H19"]
    assert own.message.startswith(f"“{stage[:2]}”的项目金额{most}元大于项目支出")


def test_the_money_of_a_stage_within_that_of_the_projects_is_right(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(AFFAIRS, "目标金额: 16066128.80", "目标金额: 12000000.00"))
    assert [finding for finding in findings if finding.rule == "H19"] == []


def test_projects_of_a_budget_with_more_than_its_project_expenditure_are_found(tmp_path: Path) -> None:
    more = "  - 名称: 新办公楼\n    财政拨款: {全年预算: 99000000.00}\n    年度目标: 按期完工投入使用。\n"
    findings, _ = checked(tmp_path, Change(PROJECTS, "项目:\n", "项目:\n" + more), example="shili/2024")
    own = [finding for finding in findings if finding.rule == "H19"]
    assert [finding.message.startswith("各项目全年预算之和（绩效目标金额）") for finding in own] == [True]


@pytest.mark.parametrize(
    ("approved", "said"),
    [
        ("2024-08-28", "批复日期2024年8月28日，公开时间2024年9月18日，相隔21日，超过20日"),
        ("2024-03-01", "批复日期2024年3月1日，公开时间2024年9月18日，相隔201日，超过20日"),
        ("2024-09-19", "公开时间2024年9月18日早于批复日期2024年9月19日"),
    ],
)
def test_a_report_that_is_published_late_or_before_its_approval(approved: str, said: str, tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, Change(BASICS, APPROVED, f"{APPROVED}批复日期: {approved}\n"))
    (own,) = [finding for finding in findings if finding.rule == "H25"]
    assert (own.severity, own.message) == (Severity.WARNING, said)
    assert (own.place.line, own.other.line) == (lines[0], lines[0] + 1)


@pytest.mark.parametrize("approved", ["2024-08-29", "2024-09-18", "2024-09-10"])
def test_a_report_that_is_published_in_time(approved: str, tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(BASICS, APPROVED, f"{APPROVED}批复日期: {approved}\n"))
    assert findings == []
