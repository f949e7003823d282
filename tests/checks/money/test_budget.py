"""The rules of a budget: one wrong figure, one finding, with both figures and the place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks import Finding, Severity, run_checks
from generator.figures import derive
from generator.intake import load
from tests.checks.slip import EXAMPLES, Change, applied

MONEY, PROJECTS = "基本情况.yaml", "项目.yaml"
BOUGHT = "采购预算:\n  - {项目: 法律顾问聘请费, 品名: 打印机, 数量: 3, 单价: 0.5, 一般公共预算: %s}\n"
HOUSES = "房屋: {数量: 100, 价值: 50}\n  办公用房: {数量: %s, 价值: %s}"


def changed(tmp_path: Path, *changes: Change) -> list[Finding]:
    """What a replacement adds to the findings of the example as it is: those of the published indicators stay out."""
    shutil.copytree(EXAMPLES / "dachang", tmp_path / "dachang")
    folder = tmp_path / "dachang" / "2021"
    known = {(f.rule, f.message) for f in run_checks(derive(load(folder).data))}
    for change in changes:
        applied(folder, change)
    return [f for f in run_checks(derive(load(folder).data)) if (f.rule, f.message) not in known]


def test_the_published_budget_has_no_error_and_warnings_only_of_its_own_texts() -> None:
    found = run_checks(derive(load(EXAMPLES / "dachang" / "2021").data))
    assert [f.message for f in found if f.severity is Severity.ERROR] == []
    warnings = [f.rule for f in found if f.severity is Severity.WARNING]
    assert set(warnings) == {"P16", "Y07", "Z06", "H25"}
    assert [f.message for f in found if "百分比" in f.message] == [
        "34个指标的指标值把单位写成了“百分比”：“监管工作合格率”、“监管工作及时率”、“群众和干部职工满意度”等"
    ]


@pytest.mark.parametrize(
    ("rule", "old", "new", "said"),
    [
        ("U01", "控制数:", "控制数:\n  收支总计: 1200.81", "1200.81万元"),
        ("U02", "政府性基金预算财政拨款: 20", "政府性基金预算财政拨款: 22", "收入预算1202.18万元不等于支出预算1200.18万元"),
        ("U03", "控制数:", "控制数:\n  基本支出: 546.36", "546.36万元"),
        ("U03", "控制数:", "控制数:\n  本年支出合计: 1201.18", "1201.18万元"),
        (
            "U04",
            "  基本支出: 455.28",
            "  收支总计: 833.65\n  基本支出: 455.28",
            "上年支出预算833.65万元不等于上年基本支出与项目支出之和833.55万元",
        ),
        (
            "U06",
            "  因公出国:\n",
            "  上年预算: 5.42\n  因公出国:\n",
            "填报的“三公”经费上年预算5.42万元不等于各项上年预算之和5.24万元",
        ),
        ("U06", "  基本支出: 455.28", "  三公经费预算: 5.42\n  基本支出: 455.28", "上年填报的三公经费预算5.42万元"),
        (
            "U10",
            "控制数:",
            "控制数:\n  功能分类支出: {208: 60.2, 210: 1104.38}",
            "1200.18万元不等于各类控制数之和1164.58万元，相差35.60万元",
        ),
        ("U08", "房屋: {数量: 空, 价值: 空}\n  办公用房: {数量: 空, 价值: 空}", HOUSES % (90, 51), "办公用房价值51万元"),
        ("U08", "房屋: {数量: 空, 价值: 空}\n  办公用房: {数量: 空, 价值: 空}", HOUSES % (101, 40), "办公用房面积101平方米"),
        ("U09", "采购预算: 无\n", BOUGHT % "1.6", "1.5万元，采购金额是1.6万元"),
    ],
)
def test_a_wrong_figure_is_found_by_its_rule(tmp_path: Path, rule: str, old: str, new: str, said: str) -> None:
    findings = changed(tmp_path, Change(MONEY, old, new))
    assert rule in {finding.rule for finding in findings}
    told = next(finding for finding in findings if finding.rule == rule and said in finding.message)
    assert told.severity is Severity.ERROR
    assert Path(told.place.file).name == MONEY and told.place.line > 1


def test_operating_costs_that_are_not_the_public_funds_are_a_warning(tmp_path: Path) -> None:
    (told,) = changed(tmp_path, Change(MONEY, "机关运行经费:\n", "机关运行经费:\n  预算: 46.99\n"))
    assert (told.rule, told.severity) == ("U05", Severity.WARNING)
    assert told.message == "填报的机关运行经费预算46.99万元不等于公用经费64.99万元，相差18.00万元"


def test_receipts_of_a_fund_that_nothing_is_spent_from_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "shili" / "2024"
    shutil.copytree(EXAMPLES / "shili" / "2024", folder)
    applied(
        folder, Change("收支.yaml", "    政府性基金:\n      项目支出:", "    一般公共预算:\n      项目支出:", "- 科目: 2296013")
    )
    told = next(f for f in run_checks(derive(load(folder).data)) if f.rule == "U12")
    assert told.severity is Severity.ERROR
    assert told.message == "政府性基金收入1060000.00元，“支出”里却没有政府性基金支出，政府性基金的支出表会是空的"
    assert Path(told.place.file).name == "收支.yaml"


def test_a_right_purchase_has_no_finding(tmp_path: Path) -> None:
    assert changed(tmp_path, Change(MONEY, "采购预算: 无\n", BOUGHT % "1.5")) == []


def test_main_projects_above_the_whole_are_found(tmp_path: Path) -> None:
    (told,) = changed(tmp_path, Change(PROJECTS, "全年预算: 90", "全年预算: 900"))
    assert (told.rule, told.severity) == ("U07", Severity.ERROR)
    assert Path(told.place.file).name == PROJECTS


def test_a_goal_stated_twice_and_a_project_without_indicators_are_found(tmp_path: Path) -> None:
    same = "      - 城乡居民医保的缴费工作顺利办结。\n"
    (told,) = changed(tmp_path, Change(PROJECTS, same, same + same))
    assert (told.rule, told.severity) == ("U11", Severity.WARNING)
    assert "“城乡居民参保扩面保障经费”有两条绩效目标相同" in told.message


def test_a_project_without_goals_is_found(tmp_path: Path) -> None:
    empty = "  - 名称: 新项目\n    财政拨款: {全年预算: 未载明}\n"
    found = changed(tmp_path, Change(PROJECTS, "项目:\n", "项目:\n" + empty))
    (told,) = [f for f in found if f.severity is not Severity.HINT]
    assert told.rule == "U11"
    assert told.message == "项目“新项目”没有绩效目标和绩效指标"


def test_the_cut_off_of_a_budget_is_the_end_of_the_year_before(tmp_path: Path) -> None:
    (told,) = changed(tmp_path, Change(MONEY, "截至: 2020-12-31", "截至: 2021-12-31"))
    assert told.rule == "H25"
    assert "不在2020年度内" in told.message


PLAIN = """年度: 2024
文种: 预算
金额单位: 万元
报告: [tongyong-yusuan]
公开时间: 2024-02-10
部门: {全称: 云台县水利局, 地区: [云台县]}
收入:
  一般公共预算财政拨款: %s
  国有资本经营预算财政拨款: %s
  政府性基金预算财政拨款: 0
  上级补助收入: 0
  事业收入: 0
  经营收入: 0
  附属单位上缴收入: 0
  其他收入: 0
  财政专户管理资金: 0
支出:
  - 科目: 2130301
    一般公共预算: {基本支出: %s}
年初结转和结余: {一般公共预算: 0, 政府性基金: 0, 国有资本经营: 0, 其他资金: 0}
"""


@pytest.mark.parametrize(
    ("receipts", "expected"),
    [
        (("1800", "0", "0"), {"U02", "U12"}),
        (("1800", "0", "1750"), {"U02"}),
        (("1800", "50", "1850"), {"U12"}),
        (("1800", "0", "1800"), set()),
    ],
)
def test_receipts_of_a_plain_budget_are_spent(receipts: tuple[str, str, str], expected: set[str], tmp_path: Path) -> None:
    path = tmp_path / "数据.yaml"
    path.write_text(PLAIN % receipts, encoding="utf-8")
    findings = run_checks(derive(load(path).data))
    assert {finding.rule for finding in findings if finding.severity is Severity.ERROR} == expected
