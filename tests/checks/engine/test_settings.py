"""What a form says of the rules: off, graver, another threshold, places that may be named; and what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import check, rule_settings
from generator.checks import IDS, Finding, RuleSettings, Severity, merged, read, run_checks
from generator.errors import PackError
from generator.figures import derive
from generator.intake import load
from generator.packs import load_pack
from tests.checks.slip import AFFAIRS, EXAMPLES, TEXTS, Change, applied, shili

REASON = Change(AFFAIRS, "    变动原因: 新购", "    #变动原因: 新购")
ABROAD = Change(TEXTS, "所属事业单位的经营收支", "赴西宁市学习，所属事业单位的经营收支")


def run(folder: Path, settings: RuleSettings, *changes: Change) -> list[Finding]:
    import shutil

    shutil.copytree(EXAMPLES / "shili" / "2023", folder / "2023")
    for change in changes:
        applied(folder / "2023", change)
    return run_checks(derive(load(folder / "2023").data, shili(2022)), shili(2022), settings)


def test_a_rule_that_a_form_switches_off_is_silent(tmp_path: Path) -> None:
    assert [f.rule for f in run(tmp_path / "a", RuleSettings(), REASON)] == ["Y03"]
    assert run(tmp_path / "b", read({"关闭": ["Y03"]}, IDS), REASON) == []


def test_a_form_makes_a_rule_graver(tmp_path: Path) -> None:
    (only,) = run(tmp_path, read({"严重程度": {"Y03": "错误"}}, IDS), REASON)
    assert (only.rule, only.severity) == ("Y03", Severity.ERROR)


def test_a_form_sets_another_threshold(tmp_path: Path) -> None:
    assert run(tmp_path, read({"阈值": {"Y03": 100000}}, IDS), REASON) == []


def test_a_place_that_a_form_allows_may_be_named(tmp_path: Path) -> None:
    assert [f.rule for f in run(tmp_path / "a", RuleSettings(), ABROAD)] == ["Z03"]
    assert run(tmp_path / "b", read({"地名": ["西宁市"]}, IDS), ABROAD) == []
    own = Change("基本情况.yaml", "  财政部门:", "  其他地名: [西宁市]\n  财政部门:")
    assert run(tmp_path / "c", RuleSettings(), ABROAD, own) == []


def test_a_source_in_two_forms_keeps_a_rule_that_only_one_switches_off() -> None:
    both = merged(
        [read({"关闭": ["Z08", "Y03"], "阈值": {"Y03": 20}}, IDS), read({"关闭": ["Y03"], "严重程度": {"Z08": "提示"}}, IDS)]
    )
    assert both.off == {"Y03"}
    assert both.threshold("Y03") == 10
    assert both.severities == {"Z08": Severity.HINT}


WRONG = [
    ({"关": []}, "“核对”里没有“关”这项设置，可用：关闭、严重程度、阈值、地名"),
    ({"关闭": "Z08"}, "“关闭”应是列表，如 [Z08]"),
    ({"地名": "西宁市"}, "“地名”应是列表，如 [Z08]"),
    ({"阈值": ["Y03"]}, "“阈值”应写成“规则编号: 值”"),
    ({"阈值": {"A01": 3}}, "规则“A01”没有阈值，可用：Y03、Z08、P06、E05、E06、Z10、F10、Y07"),
    ({"阈值": {"Y03": "多"}}, "规则“Y03”的阈值“多”不是数"),
    ({"严重程度": {"Y03": "严重"}}, "严重程度“严重”不认识，可用：错误、警告、提示"),
]


@pytest.mark.parametrize(("raw", "message"), WRONG, ids=[m[:10] for _, m in WRONG])
def test_a_wrong_setting_is_reported(raw: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=r"“") as caught:
        read(raw, IDS)
    assert str(caught.value) == message


def test_an_unknown_rule_in_a_pack_is_an_error_of_the_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "packs" / "本地"
    folder.mkdir(parents=True)
    text = "名称: 本地\n继承: tongyong-juesuan\n核对: {关闭: [Z99]}\n"
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    with pytest.raises(PackError) as caught:
        rule_settings([load_pack("本地")])
    assert "没有编号为“Z99”的规则" in str(caught.value)


def test_check_asks_the_packs_of_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "packs" / "本地"
    folder.mkdir(parents=True)
    text = "名称: 本地\n继承: sichuan-juesuan\n核对: {关闭: [P16, P17, 数字]}\n"
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    source = EXAMPLES / "gongjing" / "2020"
    assert {f.rule for f in check(source)} - {f.rule for f in check(source, ["本地"])} == {"P16", "P17", "数字"}
