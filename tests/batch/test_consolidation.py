"""A department that is the sum of its units: the same report as from its own figures, and what differs is found."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build import Options, build, check, read
from generator.checks import Finding
from generator.errors import DataError, Problems
from generator.figures.books.cube import where
from generator.writers.output.sink import Basket
from tests.batch.county import build_all
from tests.batch.units import SHARED, SUMMED, taken_apart
from tests.examples import SHILI_2022


def printed(source: Path) -> tuple[dict[str, bytes], list[Finding]]:
    basket = Basket()
    built = build(source, Options(formats=("txt", "html"), page_numbers=False), basket)
    return basket.files, built.findings


def errors(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if str(finding.severity) != "提示"]


def test_the_sum_of_the_units_prints_the_same_reports_as_the_departments_own_figures(tmp_path: Path) -> None:
    ours, findings = printed(taken_apart(tmp_path))
    theirs, _ = printed(SHILI_2022)
    assert errors(findings) == []
    assert len(ours) == 4
    assert ours == theirs


def test_every_sum_leads_to_the_files_of_the_units_and_to_the_elimination(tmp_path: Path) -> None:
    figures, _ = read(taken_apart(tmp_path))
    spent = figures.books.expenditure.sum("", where(科目=SHARED, 性质="基本支出", 经济="30101"))
    places = {Path(part.origin.place.file).name for leaf in spent.origin.operands for part in leaf.origin.operands}
    assert places == {"本级.yaml", "事务中心.yaml"}
    assert spent.number == Decimal("153.555752")
    gone = figures.books.receipts.sum("", where(来源="上级补助收入", 科目="2101550"))
    assert gone.number == 0
    taken = gone.origin.operands[0].origin.operands[1].origin
    assert (taken.name, Path(taken.place.file).name) == ("抵销（本级拨给信息中心的运行补助）", "收支.yaml")


def test_without_the_elimination_the_control_figures_speak(tmp_path: Path) -> None:
    found = errors(check(taken_apart(tmp_path, eliminated=False)))
    assert "A01" in {finding.rule for finding in found}
    one = next(finding for finding in found if finding.rule == "A01")
    assert abs(one.difference or 0) == Decimal("3.0000")
    assert Path(one.place.file).name == "收支.yaml"
    assert Path(one.other.file).name.removesuffix(".yaml") in ("本级", "事务中心", "信息中心")


def own_money(change: tuple[str, str] | None = None) -> dict[str, Any]:
    """收支 of the department as it was typed, with one figure changed."""
    text = (SHILI_2022 / "收支.yaml").read_text(encoding="utf-8")
    if change:
        assert text.count(change[0]) == 1
        text = text.replace(*change)
    whole = yaml.load(text, Loader=yaml.CBaseLoader)
    return {key: value for key, value in whole.items() if key in SUMMED}


def test_figures_that_the_department_types_as_well_are_compared_and_agree(tmp_path: Path) -> None:
    assert errors(check(taken_apart(tmp_path, money=own_money()))) == []


@pytest.mark.parametrize(
    ("change", "name", "difference"),
    [
        (("30103: 801376.73", "30103: 801736.73"), "支出2101501一般公共预算基本支出30103", "0.036000"),
        (("2101301: 4170000.00", "2101301: 4710000.00"), "收入一般公共预算财政拨款2101301", "54.000000"),
        (("2101301: 215680.00", "2101301: 215860.00"), "年初结转和结余一般公共预算2101301", "0.018000"),
        (("年初预算: 4769200.00", "年初预算: 4769000.00"), "2101501年初预算", "-0.020000"),
        (("结余分配: 8652.18", "结余分配: 8562.18"), "结余分配", "-0.009000"),
    ],
)
def test_a_figure_of_the_department_that_differs_is_reported_with_its_place_in_both_files(
    tmp_path: Path, change: tuple[str, str], name: str, difference: str
) -> None:
    found = [f for f in check(taken_apart(tmp_path, money=own_money(change))) if f.rule == "S01"]
    assert len(found) == 1
    one = found[0]
    assert name in one.message
    assert one.difference == Decimal(difference)
    assert Path(one.place.file).name == "收支.yaml"
    assert Path(one.other.file).parent.name == "单位"
    assert one.place.line and one.other.line
    assert "汇总.抵销" in one.remedy


def test_a_subject_that_the_department_leaves_out_is_reported(tmp_path: Path) -> None:
    money = own_money()
    money["支出"] = [line for line in money["支出"] if line["科目"] != "2130506"]
    found = [f for f in check(taken_apart(tmp_path, money=money)) if f.rule == "S01"]
    assert ["支出2130506" in finding.message for finding in found] == [True]


def edited(department: Path, edit: Any) -> Path:
    file = department / "收支.yaml"
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    edit(content["汇总"])
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return department


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("收入.上级补助收入.2101551", "各单位都没有“收入.上级补助收入.2101551”这个数，最接近的是“收入.上级补助收入.2101506”"),
        ("支出.2101501.一般公共预算", "抵销的字段“支出.2101501.一般公共预算”在各单位里不止一个数"),
        ("结余", "抵销的字段“结余”看不懂"),
        ("收入.其他收入.2101550", "“收入.其他收入.2101550”各单位合计12688.07元，抵销30000.00元就不够了"),
    ],
)
def test_an_elimination_that_fits_no_figure_is_an_error_at_its_line(tmp_path: Path, field: str, message: str) -> None:
    department = edited(taken_apart(tmp_path), lambda told: told["抵销"][0]["字段"].append(field))
    with pytest.raises(DataError) as caught:
        read(department)
    assert caught.value.message == message
    assert caught.value.path == "汇总.抵销[0].字段[2]"
    assert caught.value.line > 5


def test_an_elimination_of_one_side_and_a_unit_left_out_are_warned_of(tmp_path: Path) -> None:
    department = edited(taken_apart(tmp_path, money={}), lambda told: told["抵销"][0]["字段"].pop())
    found = {finding.rule: finding.message for finding in errors(check(department))}
    assert found["S02"] == "抵销“本级拨给信息中心的运行补助”没有收入一方，抵销后收支不再平衡"
    department = edited(taken_apart(tmp_path / "b", money={}, eliminated=False), lambda told: told["单位"].pop())
    found = {finding.rule: finding.message for finding in errors(check(department))}
    assert found["S03"] == "“机构”里有3个单位，“汇总”了2个"


def test_a_unit_that_is_not_there_is_reported(tmp_path: Path) -> None:
    department = edited(taken_apart(tmp_path), lambda told: told["单位"].append("单位/没有.yaml"))
    with pytest.raises(DataError, match=r"没有单位的数据“单位/没有\.yaml”") as caught:
        read(department)
    assert caught.value.path == "汇总.单位[3]"


def _unit_edited(department: Path, old: str, new: str) -> Path:
    file = department / "单位" / "信息中心.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return department


def test_a_unit_that_is_listed_twice_is_reported_and_not_added_twice(tmp_path: Path) -> None:
    for number, word in enumerate(("单位/信息中心.yaml", "./单位/信息中心.yaml")):
        department = edited(taken_apart(tmp_path / str(number)), lambda told, word=word: told["单位"].append(word))
        with pytest.raises(DataError, match="列了两次") as caught:
            read(department)
        assert caught.value.path == "汇总.单位[3]"
    department = taken_apart(tmp_path / "c")
    shutil.copy(department / "单位" / "信息中心.yaml", department / "单位" / "副本.yaml")
    with pytest.raises(DataError, match=r"“单位/副本\.yaml”和“单位/信息中心\.yaml”是同一个单位"):
        read(edited(department, lambda told: told["单位"].append("单位/副本.yaml")))


def test_a_department_that_lists_no_unit_is_reported(tmp_path: Path) -> None:
    department = edited(taken_apart(tmp_path), lambda told: told["单位"].clear())
    with pytest.raises(Problems) as caught:
        read(department)
    assert [(error.path, error.message) for error in caught.value.errors] == [("汇总.单位", "“单位”里一项也没有")]


def test_a_unit_of_a_budget_is_not_added_to_accounts(tmp_path: Path) -> None:
    department = _unit_edited(taken_apart(tmp_path), "年度: '2022'", "年度: 2022\n文种: 预算")
    with pytest.raises(DataError, match="是预算的数据，部门的文种是决算"):
        read(department)


def test_a_changed_unit_builds_its_department_again(tmp_path: Path) -> None:
    department = taken_apart(tmp_path / "data")
    build_all([department], tmp_path / "out")
    assert build_all([department], tmp_path / "out")["示例县医疗保障局"].worked is False
    unit = department / "单位" / "事务中心.yaml"
    unit.write_text(unit.read_text(encoding="utf-8").replace("主要用于: 基层", "主要用于: 各基层"), encoding="utf-8")
    assert build_all([department], tmp_path / "out")["示例县医疗保障局"].worked is True


def test_the_schema_knows_consolidation() -> None:
    from generator.intake import json_schema

    text = json.dumps(json_schema(), ensure_ascii=False)
    assert "本级和所属单位的数据" in text
