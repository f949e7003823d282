"""The whole run: clean examples, one cause one finding, rounding, confirmations, what cannot be verified, the catalogue."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.build import check
from generator.checks import Finding, Severity, run_checks
from generator.checks.engine.tolerance import CAP, half_unit, tolerance, tolerance_percent
from generator.checks.money.functions import FUND_CODES
from generator.figures import derive
from generator.intake import load
from generator.model.amount import Amount, Origin, OriginKind, figure
from generator.model.place import Place
from tests.checks.slip import EXAMPLES, MONEY, PROJECTS, Change, checked, shili

GONGJING = "gongjing/2020"


def rules(findings: list[Finding]) -> list[tuple[str, Severity]]:
    return [(f.rule, f.severity) for f in findings]


@pytest.mark.parametrize("year", [2022, 2023])
def test_the_invented_department_has_no_finding_at_all(year: int) -> None:
    before = shili(2022) if year == 2023 else None
    assert run_checks(shili(year), before) == []


def test_the_published_department_has_no_error_and_the_slips_it_really_has() -> None:
    findings = run_checks(derive(load(EXAMPLES / GONGJING).data))
    told = ["未核", "Z03", "Z03", "P16", "P17", "P16"]
    assert [f.rule for f in findings if f.rule != "数字"] == told
    assert {f.severity for f in findings if f.rule in ("未核", "数字")} == {Severity.HINT}
    assert {f.severity for f in findings if f.rule not in ("未核", "数字")} == {Severity.WARNING}
    assert findings[0].message == (
        "4项因明细未载明而没有核对：B03控制数“基本支出”、B03控制数“项目支出”、E02控制数“人员经费”、E02控制数“公用经费”"
    )


def test_the_published_slip_of_one_against_three_is_reported_with_both_places(tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, Change(PROJECTS, "到位: 5680000.00", "到位: 5680000.00\n      执行: 10000"))
    (only,) = findings
    assert (only.rule, only.severity, only.place.line) == ("H20", Severity.ERROR, lines[0] + 1)
    assert only.place.path == "项目[1].财政拨款.执行"
    assert only.message == (
        "“城乡居民基本医疗保险财政补助财政拨款”填报的执行数10000元不等于“支出”中该项目的数5680000.00元，相差5670000.00元"
    )
    assert (Path(only.other.file).name, only.other.path.rsplit(".", 1)[-1]) == (MONEY, "31302")
    assert only.as_dict()["difference"] == "-567.000000"


def test_a_wrong_leaf_is_one_finding_that_points_to_the_leaf(tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, Change(MONEY, "30201: 210676.49", "30201: 210766.49"))
    (only,) = findings
    assert (only.rule, only.severity) == ("E01", Severity.ERROR)
    assert only.other.line == lines[0]
    assert only.message.startswith("“30201办公费”控制数245676.85元不等于明细合计245766.85元，相差90.00元；同一原因的还有")


def test_two_wrong_leaves_are_two_findings(tmp_path: Path) -> None:
    changes = Change(MONEY, "30201: 210676.49", "30201: 210766.49"), Change(MONEY, "30113: 580215.84", "30113: 580251.84")
    findings, lines = checked(tmp_path, *changes)
    assert [f.severity for f in findings] == [Severity.ERROR] * 2
    assert {f.other.line for f in findings} == set(lines)


def test_a_difference_within_rounding_is_a_hint_and_one_beyond_it_an_error(tmp_path: Path) -> None:
    findings, lines = checked(tmp_path / "a", Change(MONEY, "208: 39.62", "208: 39.63"), example=GONGJING)
    (small,) = [f for f in findings if f.rule == "B01"]
    assert (small.severity, small.place.line) == (Severity.HINT, lines[0])
    assert small.message == "尾差：“208社会保障和就业支出”控制数39.63万元，明细合计39.62万元，相差0.01万元"
    findings, _ = checked(tmp_path / "b", Change(MONEY, "208: 39.62", "208: 39.72"), example=GONGJING)
    assert ("B01", Severity.ERROR) in rules(findings)


def test_a_cent_is_an_error_where_figures_are_in_yuan(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(MONEY, "208: 1504166.21", "208: 1504166.22", "功能分类支出"))
    assert rules(findings) == [("B01", Severity.ERROR)]


def test_stated_totals_are_compared_with_each_other_where_the_leaves_are_silent(tmp_path: Path) -> None:
    findings, lines = checked(tmp_path / "a", Change(MONEY, "人员经费: 58.45", "人员经费: 54.85"), example=GONGJING)
    assert ("D04", Severity.ERROR) in rules(findings)
    assert lines[0] in {p.line for f in findings if f.rule == "D04" for p in (f.place, f.other)}
    findings, _ = checked(tmp_path / "b", Change(MONEY, "项目支出: 21.70", "项目支出: 27.10"), example=GONGJING)
    assert {r for r, s in rules(findings) if s is Severity.ERROR} & {"B03", "D01"}


def test_projects_that_spend_more_than_the_department_are_an_error(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(PROJECTS, "执行: 5", "执行: 15"), example=GONGJING)
    assert {r for r, s in rules(findings) if s is Severity.ERROR} == {"H19"}
    assert "H21" in {f.rule for f in findings}


def test_the_special_bonds_of_2020_are_looked_at_in_another_year(tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, Change(MONEY, "- 科目: 2296013", "- 科目: 2340205"), bare=True)
    own = [f for f in findings if f.rule == "A09"]
    assert [(f.severity, f.place.line) for f in own] == [(Severity.WARNING, lines[0])]


CONFIRMED = """确认:
  - 规则: H24
    理由: 县委编办同意暂时超编
    数值: [23, 22]
文字:"""


def test_a_confirmed_warning_becomes_a_hint_with_its_reason_and_comes_back_when_the_figure_changes(tmp_path: Path) -> None:
    confirm = Change("文字.yaml", "文字:", CONFIRMED)
    findings, _ = checked(tmp_path / "a", Change("基本情况.yaml", "在职: 21", "在职: 23"), confirm, bare=True)
    assert rules(findings) == [("H24", Severity.HINT)]
    assert findings[0].message.startswith("已确认：县委编办同意暂时超编（")
    findings, _ = checked(tmp_path / "b", Change("基本情况.yaml", "在职: 21", "在职: 24"), confirm, bare=True)
    assert rules(findings) == [("H24", Severity.WARNING)]
    assert findings[0].message.endswith("（原来的确认已失效，确认时的数值：23、22）")


def test_a_confirmation_of_amounts_takes_them_as_the_message_prints_them(tmp_path: Path) -> None:
    text = "确认:\n  - 规则: H21\n    字段: 项目[3].其他资金.到位\n    理由: 追加已批复\n    数值: [76000.00元, 7.5万元]\n文字:"
    findings, _ = checked(
        tmp_path, Change(PROJECTS, "到位: 75000.00", "到位: 76000.00"), Change("文字.yaml", "文字:", text), bare=True
    )
    assert rules(findings) == [("H21", Severity.HINT)]


def test_a_confirmation_without_a_finding_is_reported(tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, Change("文字.yaml", "文字:", CONFIRMED))
    assert [(f.rule, f.message) for f in findings] == [("确认", "确认的H24（未写字段）现在没有对应的发现")]
    assert findings[0].place.line > lines[0]


def test_findings_come_sorted_by_place_and_once(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change("基本情况.yaml", "性质: 其他事业单位", "性质: 行政单位"))
    places = [(f.place.file, f.place.line, f.rule) for f in findings]
    assert len(places) > 2
    assert places == sorted(set(places))


def test_the_tolerance_is_half_a_unit_of_each_typed_figure_up_to_a_cap() -> None:
    assert half_unit(figure("13.36")) == Decimal("0.005")
    assert half_unit(figure("3")) == Decimal("0.005")
    assert half_unit(figure("83.2054")) == Decimal("0.00005")
    assert half_unit(figure("0")) == 0
    assert tolerance([figure("13.36"), figure("1.00"), figure("14.36")]) == Decimal("0.015")
    assert tolerance([figure("1.11")] * 12) == CAP
    assert round(tolerance([figure("1.11")] * 100), 3) == Decimal("0.115")
    exact = parse_money("1.11", "a.yaml")
    assert tolerance([exact] * 30, {"a.yaml"}) == 0
    assert tolerance([exact, exact], {"b.yaml"}) == Decimal("0.01")


def parse_money(text: str, file: str) -> Amount:
    return Amount(Decimal(text), origin=Origin(OriginKind.TYPED, "", Place(file, 1, 1, "")))


def test_the_tolerance_of_a_percentage_grows_as_its_base_shrinks() -> None:
    assert round(tolerance_percent(2, Decimal("1.92"), Decimal("9.61")), 3) == Decimal("0.067")
    assert round(tolerance_percent(2, Decimal("2106.66"), Decimal("2940.05")), 4) == Decimal("0.0053")


def test_the_codes_of_government_funds_are_disjoint() -> None:
    assert len(set(FUND_CODES)) == len(FUND_CODES)
    assert not any(a != b and a.startswith(b) for a in FUND_CODES for b in FUND_CODES)


def test_absent_figures_are_asked_for_by_the_reports_that_print_them(tmp_path: Path) -> None:
    change = Change(MONEY, "上年:\n  收支总计: 36.57", "上年:\n  年末结转和结余: 0")
    assert [f for f in checked(tmp_path, change, example=GONGJING)[0] if f.severity is Severity.ERROR] == []
    (only,) = [f for f in check(tmp_path / GONGJING) if f.severity is Severity.ERROR]
    assert (only.rule, only.message) == ("待填", "“上年.收支总计”（收入总计（与支出总计相等））还没有填，报告要用到")


def test_an_absent_text_is_asked_for_by_its_field(tmp_path: Path) -> None:
    checked(tmp_path, Change("文字.yaml", "  总计变动原因: 人员经费、公用经费均有增加\n", ""), example=GONGJING)
    (only,) = [f for f in check(tmp_path / GONGJING) if f.severity is Severity.ERROR]
    assert (only.rule, only.message) == ("待填", "“文字.总计变动原因”（收支总计比上年增减的原因，写成分句）还没有填，报告要用到")
