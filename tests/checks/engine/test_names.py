"""A name in an identity that nothing has is an error when the rules are loaded; every name of every rule is known."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import read
from generator.checks.engine.facts import Facts
from generator.checks.engine.names import ENTRIES, resolve
from generator.checks.engine.rule import ERROR, Identity
from generator.checks.registry import RULES, load_rules
from tests.checks.slip import BASICS, EXAMPLES, PROJECTS, Change, applied

SOUND = Identity("A01", "控制数.本年收入合计 ＝ 明细.本年收入合计", ERROR, "核对")
MISSPELT = [
    (
        {"formula": "控制数.本年收人合计 ＝ 明细.本年收入合计"},
        "“控制数”里没有“本年收人合计”（控制数.本年收人合计），最接近的是“本年收入合计”",
    ),
    ({"formula": "本年支出合计 ＝ 基本支出＋项日支出"}, "没有“项日支出”（项日支出），最接近的是“项目支出”"),
    ({"formula": "三公.公务接侍.国内人次 ≥ 0"}, "“三公”里没有“公务接侍”（三公.公务接侍.国内人次），最接近的是“公务接待”"),
    ({"formula": "得分 ≤ 分值数", "scope": "项目[].指标[]"}, "没有“分值数”（分值数），最接近的是“分值”"),
    ({"formula": "得分 ≤ 分值", "scope": "项目[].指标值[]"}, "“项目”里没有“指标值”（项目[].指标值[]），最接近的是“指标”"),
    ({"formula": "部门数 ＝ 单位合记", "scope": "汇总核对[]"}, "没有“单位合记”（单位合记），最接近的是“单位合计”"),
    (
        {"formula": "三公.决算 ≤ 三公.预算", "unless": "三公.差异源因"},
        "“三公”里没有“差异源因”（三公.差异源因），最接近的是“差异原因”",
    ),
]


@pytest.mark.parametrize(("change", "message"), MISSPELT, ids=[str(change) for change, _ in MISSPELT])
def test_a_misspelt_name_is_an_error_with_the_nearest_one(change: dict[str, str], message: str) -> None:
    rule = replace(SOUND, **change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="规则A01") as caught:
        resolve([SOUND, rule])
    assert str(caught.value) == f"规则A01的“{rule.formula}”：{message}"


def test_a_formula_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="不是一个等式或不等式"):
        resolve([replace(SOUND, formula="本年收入合计 本年支出合计")])


def test_every_name_of_every_rule_is_known() -> None:
    assert load_rules() == RULES


REAL = [
    ("上年预算核对[]", "dachang/2021", None),
    ("项目核对[]", "shili/2023", Change(PROJECTS, "到位: 5680000.00", "到位: 5680000.00\n      执行: 5680000.00")),
    ("汇总核对[]", "huizong/2023", Change(BASICS, "年度: 2023", "年度: 2023\n结余分配: 1.00")),
]


@pytest.mark.parametrize(("scope", "example", "change"), REAL, ids=[scope for scope, _, _ in REAL])
def test_the_entries_that_no_specimen_has_are_those_of_real_data(
    scope: str, example: str, change: Change | None, tmp_path: Path
) -> None:
    name, year = example.split("/")
    shutil.copytree(EXAMPLES / name, tmp_path / name)
    if change:
        applied(tmp_path / example, change)
    facts = Facts(*read(tmp_path / name / year))
    assert {tuple(node) for _, node in facts.scopes(scope)} == {ENTRIES[scope]}
