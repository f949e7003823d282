"""Every rule of figures has a small change of the clean example that makes just it speak, at the line of the change."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from generator.checks.registry import RULES
from tests.checks.slip import AFFAIRS, BASICS, MONEY, PROJECTS, TEXTS, Change, checked
from tests.checks.test_slips import SLIPS as PUBLISHED
from tests.checks.test_slips import read
from tests.checks.text.test_texts import SLIPS as TEXT_SLIPS


class Case(NamedTuple):
    """The rule that must speak, the changes, and what else they rightly stir up."""

    rule: str
    changes: tuple[Change, ...]
    also: frozenset[str] = frozenset()
    bare: bool = False


def one(rule: str, file: str, old: str, new: str, after: str = "", also: str = "", bare: bool = False) -> Case:
    return Case(rule, (Change(file, old, new, after),), frozenset(also.split()), bare)


CASES = [
    one("A01", MONEY, "本年收入合计: 24961558.37", "本年收入合计: 24961559.37"),
    one("A03", MONEY, "本年支出合计: 25012524.12", "本年支出合计: 25012524.21"),
    one("A04", MONEY, "收支总计: 25421144.21", "收支总计: 25421144.12"),
    one("A04", MONEY, "年末结转和结余: 399301.63", "年末结转和结余: 399301.36"),
    Case("A06", (Change(MONEY, "120286.71", "120287.71"), Change(MONEY, "26053.02", "26052.02"))),
    one("A07", BASICS, "性质: 其他事业单位", "性质: 行政单位", also="E04 H15"),
    Case("A08", (Change(MONEY, "4591000.00", "4491000.00"), Change(MONEY, "775615.75", "875615.75"))),
    one("B01", MONEY, "20805: 1417753.61", "20805: 1417735.61", "功能分类支出"),
    one("B03", MONEY, "基本支出: 9004446.65", "基本支出: 9004446.56"),
    one("B03", MONEY, "项目支出: 15896854.96", "项目支出: 15896845.96"),
    one("B07", MONEY, "基本支出:", "项目支出:", "- 科目: 2210201", bare=True),
    one("C02", MONEY, "财政拨款本年支出合计: 24553295.59", "财政拨款本年支出合计: 24553925.59"),
    one("C05", MONEY, "财政拨款收支总计: 24722569.43", "财政拨款收支总计: 24722569.34"),
    one("C07", MONEY, "国有资本经营:", "一般公共预算:", "- 科目: 2230105", "A08", True),
    one("D02", MONEY, "一般公共预算财政拨款支出: 23431445.08", "一般公共预算财政拨款支出: 23431454.08"),
    one("E01", MONEY, "303: 357785.21", "303: 357758.21"),
    one("E02", MONEY, "人员经费: 7627786.71", "人员经费: 7627768.71"),
    one("E02", MONEY, "公用经费: 1171653.92", "公用经费: 1171635.92"),
    one("E03", MONEY, "30299: 46054.11", "31302: 46054.11"),
    one("E04", BASICS, "性质: 其他事业单位", "性质: 参照公务员法管理的事业单位", also="A07 H15"),
    one("E05", MONEY, "30113: 580215.84", "30112: 580215.84", "- 科目: 2210201", bare=True),
    one("E06", MONEY, "30302: 240376.91", "30304: 240376.91", bare=True),
    Case("F03", (Change(AFFAIRS, "预算: 9000.00", "预算: 7000.00"), Change(AFFAIRS, "  差异原因:", "  #差异原因:")), bare=True),
    one("F04", AFFAIRS, "预算: 16000.00", "预算: 16000.00\n    决算: 14862.50"),
    one("F05", AFFAIRS, "团组数: 1", "团组数: 0"),
    one("F05", AFFAIRS, "国内人次: 84", "国内人次: 8", also="F10 Z10"),
    one("F05", AFFAIRS, "购置数: 0", "购置数: 2"),
    one("F05", AFFAIRS, "外事批次: 0", "外事批次: 1", also=""),
    one("F06", AFFAIRS, "应急保障用车: 1", "应急保障用车: 0"),
    one("F07", AFFAIRS, "购置金额: 179800.00", "购置金额: 178900.00"),
    one("F07", AFFAIRS, "外事接待决算: 0", "外事接待决算: 8000.00", also="F05"),
    one("G03", MONEY, "政府性基金预算财政拨款支出: 1062850.51", "政府性基金预算财政拨款支出: 1062850.15"),
    one("G04", MONEY, "国有资本经营预算财政拨款支出: 59000.00", "国有资本经营预算财政拨款支出: 95000.00"),
    one("H09", MONEY, "一般公共预算财政拨款年初预算: 23820500.00", "一般公共预算财政拨款年初预算: 23802500.00"),
    one("H10", MONEY, "差异原因:", "#差异原因:", "- 科目: 2210201"),
    one("H10", MONEY, "全年预算: 580215.84", "全年预算: 580125.84", bare=True),
    one("H15", AFFAIRS, "决算: 1055298.68", "决算: 1255298.68"),
    one("H17", AFFAIRS, "授予中小企业: 1531251.00", "授予中小企业: 5131251.00"),
    one("H17", AFFAIRS, "授予小微企业: 1025938.00", "授予小微企业: 1825938.00"),
    one("H15", AFFAIRS, "行政单位: 642817.35", "行政单位: 642871.35"),
    one("H17", AFFAIRS, "小微企业成交: 1025938.00", "小微企业成交: 1052938.00"),
    one("H20", PROJECTS, "到位: 5680000.00", "到位: 5680000.00\n      执行: 5860000.00"),
    one("H21", PROJECTS, "到位: 1024953.02", "到位: 990000.00", bare=True),
    one("H21", PROJECTS, "到位: 75000.00", "到位: 76000.00", bare=True),
    one("H23", BASICS, "名称: 示例县医疗保障信息中心", "名称: 示例县医疗保障事务中心"),
    one("H24", BASICS, "在职: 21", "在职: 23", bare=True),
    one("H24", BASICS, "编制: 22", "编制: 23"),
    one("F01", MONEY, "三公经费预算: 261000.00", "三公经费预算: 216000.00"),
    one("H16", MONEY, "政府采购支出总额: 1938293.00", "政府采购支出总额: 1983293.00"),
    one("H19", PROJECTS, "年初预算: 6200000.00", "年初预算: 6020000.00"),
    one("F05", AFFAIRS, "购置数: 0\n        购置金额: 0", "购置数: 1\n        购置金额: 0"),
    one("F06", AFFAIRS, "其他用车: 0", "其他用车: 1"),
    one("H25", BASICS, "截至: 2023-12-31", "截至: 2022-12-31"),
    one("H25", BASICS, "填报日期: 2024-08-23", "填报日期: 2023-08-23"),
    one("H25", BASICS, "填报日期: 2024-08-23", "填报日期: 2024-10-23"),
    one("Y03", AFFAIRS, "    变动原因: 新购", "    #变动原因: 新购"),
    one("Y04", AFFAIRS, "变动原因: 来访批次减少，统一安排食堂用餐，接待费用下降", "变动原因: 来访批次增加，接待费用上升"),
    one("Y04", MONEY, "缴存比例未按预期上调，支出减少", "缴存比例上调，支出增加"),
    one("Y05", TEXTS, "文字:", "上年:\n  收支总计: 100.00\n文字:"),
    one("P01", PROJECTS, "分值: 10\n        得分: 9.98", "分值: 12\n        得分: 9.98", also="P06"),
    one("P02", PROJECTS, "得分: 9.98", "得分: 10.98", also="P03 P06 P07"),
    one("P03", PROJECTS, "自评得分: 99.74", "自评得分: 99.47"),
    Case(
        "P05",
        (
            Change(PROJECTS, "分值: 10\n        得分: 10", "分值: 5\n        得分: 5"),
            Change(PROJECTS, "分值: 15\n        得分: 15", "分值: 20\n        得分: 20"),
        ),
    ),
    one("P06", PROJECTS, "完成值: 23108人次", "完成值: 21308人次", also="H22"),
    one("P08", PROJECTS, "完成值: 有效减轻", "完成值: 部分达成，仍有困难"),
    one("P07", PROJECTS, "偏差原因: 动态", "#偏差原因: 动态"),
    one("P08", PROJECTS, "得分: 15", "得分: 10", "完成值: 有效减轻", also="P03 P07"),
    one("P17", PROJECTS, "二级: 时效指标", "二级: 质量指标", "名称: 城乡居民基本医疗保险财政补助"),
    one("H22", TEXTS, "救助人次: 23108", "救助人次: 23180"),
    one("Z10", TEXTS, "经办件数: 102846", "经办件数: 1028460"),
    one("F10", AFFAIRS, "国内人次: 84", "国内人次: 10", also="Z10"),
    one("P09", PROJECTS, "    自评得分: 99.74\n", ""),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}-{c.changes[0].new.strip()[:24]}")
def test_the_rule_and_only_it_speaks_of_a_wrong_figure_at_its_line(case: Case, tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, *case.changes, bare=case.bare)
    assert {f.rule for f in findings} == {case.rule, *case.also}
    own = [f for f in findings if f.rule == case.rule]
    told = {(Path(p.file).name, p.line) for f in own for p in (f.place, f.other)}
    near = {(c.file, n) for c, n in zip(case.changes, lines, strict=True)}
    if "\n" in case.changes[0].new:
        near |= {(c.file, n + 1) for c, n in zip(case.changes, lines, strict=True)}
    if case.rule in MISSING:
        near |= {(file, n + shift) for file, n in near for shift in range(-40, 40)}
    assert told & near, (told, near)
    assert all(f.message and f.remedy for f in own)


MISSING = {"Y03", "H10", "P07", "P09", "F03", "A07", "E04", "P01", "P05", "F06", "C07", "B07", "P17"}
"""Rules of what is not there, or of a list: they point to the nearest typed value."""
ELSEWHERE = {
    "A09",
    "D01",
    "D04",
    "H02",
    "H06",
    "Y08",
    "Z08",
    "Z11",
    *(rule for rule, _, _ in TEXT_SLIPS),
    *(read(path)["规则"] for path in PUBLISHED),
}
"""Tested in the other modules of this folder."""
BUDGET = {"U01", "U02", "U03", "U04", "U05", "U06", "U07", "U10", "U12", "U08", "U09", "U11"}
"""Tested in test_budget.py, on the example of a budget."""
CONSOLIDATED = {"S01", "S02", "S03", "S04"}
"""Tested in tests/batch/test_consolidation.py, on a department that is the sum of its units."""


def test_every_rule_has_a_change_that_makes_it_speak() -> None:
    assert {rule.id for rule in RULES} <= {case.rule for case in CASES} | ELSEWHERE | BUDGET | CONSOLIDATED


def test_the_page_of_rules_and_changes_leaves_out_no_rule() -> None:
    from scripts.generated.smallest_changes import page

    text = page()
    assert all(f"| {rule.id} | " in text for rule in RULES if rule.id not in BUDGET | CONSOLIDATED)
