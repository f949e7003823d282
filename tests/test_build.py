"""The one function that turns a source into files: what it reads, checks, refuses and leaves open."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import Options, build, check, chosen_packs, find_style, make_document, read
from generator.checks import Severity
from generator.errors import PackError, UsageError
from tests.examples import GONGJING, SHILI, SHILI_2022, copy_of, figures_of


def test_the_file_of_last_year_is_read_where_it_stands_beside() -> None:
    figures, before = read(SHILI)
    assert before is not None
    assert before.data.year == 2022
    assert figures.prior["收支总计"] == before.amount("收支总计")
    assert read(SHILI_2022)[1] is None


FORMS = ("tongyong-zhengti-ziping", "tongyong-xiangmu-ziping")
"""The self-evaluations of 示例县 2023."""


def test_the_packs_of_the_data_are_rendered_unless_others_are_named() -> None:
    figures = figures_of(SHILI)
    assert [pack.name for pack in chosen_packs(figures)] == ["tongyong-juesuan", "sichuan-juesuan", *FORMS]
    assert [pack.name for pack in chosen_packs(figures, ["sichuan-juesuan", "sichuan-juesuan"])] == ["sichuan-juesuan"]


def test_a_source_without_any_pack_is_reported_so(tmp_path: Path) -> None:
    copy = copy_of(GONGJING, tmp_path / "县", "基本情况.yaml", "报告: [sichuan-juesuan]", "报告: []")
    with pytest.raises(UsageError, match="没有说要做哪种报告"):
        build(copy, Options(formats=("txt",), out=tmp_path / "out"))
    assert build(copy, Options(("tongyong-juesuan",), ("txt",), tmp_path / "out")).files


def test_a_table_that_a_pack_names_and_does_not_have_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "缺表"
    folder.mkdir()
    (folder / "pack.yaml").write_text("名称: 缺表\n继承: tongyong-juesuan\n公开表: [T99]\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path))
    pack = chosen_packs(figures_of(SHILI), ["缺表"])[0]
    with pytest.raises(PackError) as caught:
        make_document(pack, figures_of(SHILI))
    assert str(caught.value) == "缺表/pack.yaml:3：没有公开表“T99”的表样\n    改法：补上 tables/T99.yaml"


def test_an_unknown_style_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="没有名为“花边”的版式") as caught:
        find_style(chosen_packs(figures_of(GONGJING))[0], "花边")
    assert "公开" in caught.value.remedy


def test_of_a_total_the_parts_that_wait_are_named_and_not_the_total(tmp_path: Path) -> None:
    copy = copy_of(SHILI, tmp_path / "县", "收支.yaml", "        30217: 5482.00", "        30217: 待填")
    waiting = [finding for finding in check(copy) if finding.rule == "待填"]
    assert [(f.severity, f.place.path) for f in waiting] == [(Severity.ERROR, "支出[9].一般公共预算.基本支出.30217")]
    assert waiting[0].place.line > 0


def test_a_number_that_a_template_only_asks_after_is_still_to_be_filled(tmp_path: Path) -> None:
    copy = copy_of(SHILI, tmp_path / "县", "三公与采购.yaml", "    国内批次: 10", "    国内批次: 待填")
    assert [f.place.path for f in check(copy) if f.rule == "待填"] == ["三公.公务接待.国内批次"]


def test_a_word_of_a_new_folder_that_nobody_replaced_is_an_error(tmp_path: Path) -> None:
    copy = copy_of(SHILI, tmp_path / "县", "基本情况.yaml", "  简称: 县医疗保障局", "  简称: 【待填：部门简称】")
    found = [f for f in check(copy) if f.rule == "待填"]
    assert [(f.place.path, f.severity) for f in found] == [("部门.简称", Severity.ERROR)]
    assert found[0].message == "“部门.简称”还是空白数据里的“【待填：部门简称】”"


def test_an_item_without_a_definition_is_a_warning_and_no_invented_text(tmp_path: Path) -> None:
    line = "  - 科目: 2130135\n    年初预算: 1\n    差异原因: 无\n    一般公共预算: {基本支出: {30201: 1}}\n"
    copy = copy_of(SHILI, tmp_path / "县", "收支.yaml", "\n支出:\n", f"\n支出:\n{line}")
    found = [finding for finding in check(copy) if finding.rule == "名词"]
    assert [finding.severity for finding in found] == [Severity.WARNING]
    assert found[0].place.path == "支出[0].科目"
    assert "2130135" in found[0].message


def test_a_final_build_with_errors_writes_nothing_and_a_draft_does(tmp_path: Path) -> None:
    copy = copy_of(GONGJING, tmp_path / "县", "三公与资产.yaml", "  授予小微企业: 0", "  授予小微企业: 待填")
    final = build(copy, Options(formats=("txt",), out=tmp_path / "out"))
    assert (final.stopped, final.files) == (True, [])
    assert not (tmp_path / "out").exists()
    draft = build(copy, Options(formats=("txt",), out=tmp_path / "out", draft=True))
    assert [Path(file.path).name for file in draft.files] == ["部门决算编制的说明（草稿）.txt"]
