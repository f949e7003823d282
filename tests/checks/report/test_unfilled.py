"""What is blank is reported once, under one name that says which entry it is; what a form does not print is not missed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.build import check
from generator.checks import Finding, Severity
from generator.checks.report.unfilled import meaning, qualified
from tests.checks.slip import AFFAIRS, BASICS, EXAMPLES, MONEY, TEXTS, Change, applied

WITHOUT_REASON = Change(AFFAIRS, "    变动原因: 新购", "    #变动原因: 新购")


def source(folder: Path, *changes: Change) -> Path:
    """The clean example, changed."""
    shutil.copytree(EXAMPLES / "shili", folder / "shili")
    for change in changes:
        applied(folder / "shili" / "2023", change)
    return folder / "shili" / "2023"


def blanks(findings: list[Finding]) -> list[str]:
    return [finding.message for finding in findings if finding.rule == "待填"]


def test_the_same_blank_in_several_entries_says_which_entry(tmp_path: Path) -> None:
    changes = [
        Change(AFFAIRS, f"车型: {kind}\n        购置数: {n}\n", f"车型: {kind}\n") for kind, n in (("轿车", 0), ("载客汽车", 1))
    ]
    found = check(source(tmp_path, *changes), ["tongyong-juesuan"])
    assert blanks(found) == ["“轿车购置数”还没有填，报告要用到", "“载客汽车购置数”还没有填，报告要用到"]
    lines = [finding.place.line for finding in found if finding.rule == "待填"]
    assert all(lines) and lines[0] < lines[1]


@pytest.mark.parametrize("blank", ["【待填：简称】", "【待填】"])
def test_a_blank_word_is_reported_once(blank: str, tmp_path: Path) -> None:
    found = check(source(tmp_path, Change(BASICS, "  简称: 县医疗保障局", f"  简称: {blank}")), ["tongyong-juesuan"])
    own = [finding for finding in found if finding.place.path == "部门.简称"]
    assert [(finding.rule, finding.severity) for finding in own] == [("待填", Severity.ERROR)]


def test_a_blank_within_a_text_is_reported_once(tmp_path: Path) -> None:
    slip = Change(TEXTS, "所属事业单位的经营收支", "【待填：说明】所属事业单位的经营收支")
    found = check(source(tmp_path, slip), ["tongyong-juesuan"])
    assert [(finding.rule, finding.severity) for finding in found if "待填" in finding.message] == [("Z01", Severity.ERROR)]


def test_a_missing_reason_is_reported_once_by_a_form_that_prints_it(tmp_path: Path) -> None:
    found = check(source(tmp_path, WITHOUT_REASON), ["tongyong-juesuan"])
    assert [finding.rule for finding in found if "变动原因" in finding.message + finding.remedy] == ["待填"]


@pytest.mark.parametrize("pack", ["tongyong-xiangmu-ziping", "tongyong-zhengti-ziping"])
def test_a_missing_reason_is_not_missed_by_a_form_that_does_not_print_it(pack: str, tmp_path: Path) -> None:
    item = Change(MONEY, "    差异原因:", "    #差异原因:", "- 科目: 2210201")
    found = check(source(tmp_path, WITHOUT_REASON, item), [pack])
    assert [finding.message for finding in found if finding.rule in ("Y03", "H10", "待填")] == []


def test_a_missing_reason_is_missed_by_a_form_that_prints_it_where_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "packs" / "本地"
    (pack / "部分").mkdir(parents=True)
    body = "<h1>情况</h1><p>用车{% if 三公.公务用车.变动原因 is 有 %}，{{ 三公.公务用车.变动原因|句中 }}{% endif %}。</p>"
    (pack / "正文.html").write_text(body, encoding="utf-8")
    (pack / "pack.yaml").write_text("名称: 本地\n继承: tongyong-juesuan\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(pack.parent))
    found = check(source(tmp_path, WITHOUT_REASON), ["本地"])
    assert [finding.rule for finding in found if finding.severity is Severity.WARNING] == ["Y03"]


def terms(source: Path) -> list[tuple[str, Severity]]:
    return [(f.rule, f.severity) for f in check(source, ["tongyong-juesuan"]) if f.rule in ("名词", "确认")]


def test_a_term_without_a_definition_can_be_confirmed(tmp_path: Path) -> None:
    folder = source(tmp_path, Change(MONEY, "- 科目: 2130506", "- 科目: 2130199"))
    before = terms(folder)
    applied(folder, Change(TEXTS, "文字:", "确认:\n  - 规则: 名词\n    理由: 名称已说明用途\n文字:"))
    after = terms(folder)
    assert before and set(before) == {("名词", Severity.WARNING)}
    assert set(after) == {("名词", Severity.HINT)}


def test_a_confirmation_of_a_term_that_has_a_definition_is_a_hint(tmp_path: Path) -> None:
    change = Change(TEXTS, "文字:", "确认:\n  - 规则: 名词\n    理由: 名称已说明用途\n文字:")
    assert terms(source(tmp_path, change)) == [("确认", Severity.HINT)]


def test_a_list_of_which_only_待填_is_written_says_its_line_and_not_its_fields(tmp_path: Path) -> None:
    folder = source(tmp_path)
    text = (folder / BASICS).read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^  单位:\n.*?(?=^  内设机构)", "  单位: 待填\n", text)
    (folder / BASICS).write_text(text, encoding="utf-8", newline="\n")
    line = text.splitlines().index("  单位: 待填") + 1
    found = [finding for finding in check(folder, ["tongyong-juesuan"]) if finding.rule == "待填"]
    assert [(Path(f.place.file).name, f.place.line, f.place.path) for f in found] == [(BASICS, line, "机构.单位")]


@pytest.mark.parametrize("section", ["收入", "支出"])
def test_absent_receipts_and_expenditure_are_still_to_be_filled(section: str, tmp_path: Path) -> None:
    folder = source(tmp_path)
    text = (folder / MONEY).read_text(encoding="utf-8")
    whole = re.search(rf"(?ms)^{section}:\n.*?(?=^(?:#|\w))", text)
    assert whole is not None
    (folder / MONEY).write_text(text.replace(whole[0], ""), encoding="utf-8", newline="\n")
    found = check(folder, ["tongyong-juesuan"])
    assert any(finding.place.path.split(".")[0] == section for finding in found if finding.rule == "待填")


def test_a_name_that_several_groups_have_says_which() -> None:
    assert qualified("价值", "固定资产.房屋.价值") == "房屋的价值"
    assert qualified("预算资金", "采购预算[0].预算资金") == "预算资金"
    assert qualified("救助人次", "数据.救助人次") == "救助人次"


def test_what_a_field_means_is_said_in_the_words_of_the_model() -> None:
    assert meaning("项目[0].主要问题") == "发现的主要问题"
    assert meaning("没有这个字段") == ""
