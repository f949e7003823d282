"""式样: a pack's ways of writing one form, which the data choose; a name that it does not have is an error in the data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import make_document, read
from generator.errors import DataError, PackError
from generator.packs.definition.pack import Pack
from generator.packs.rendering.render import in_case
from tests.packs.conftest import Maker
from tests.packs.reports import ROOT, headings

SETTINGS = """
部分:
  情况说明: {节: [收支总体, {节: 国有资本经营, 条件: '"县级" not in 式样'}]}
式样:
  县级: {说明: 没有国有资本经营一节, 词语: {主要职责: 部门职责}}
  短题: {部分: {情况说明: {标题: 说明}}}
年度表样:
  2022起: {式样: {短题: {词语: {主要职责: 职责}}}}
"""


def chosen(folder: Path, styles: str) -> Path:
    """An example whose data choose some 式样."""
    shutil.copytree(ROOT / "data_examples" / "shili" / "2023", folder / "2023")
    file = next(one for one in (folder / "2023").glob("*.yaml") if one.read_text(encoding="utf-8").count("\n年度: 2023\n"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\n年度: 2023\n", f"\n年度: 2023\n式样: {styles}\n"), encoding="utf-8")
    return folder / "2023"


def printed(pack: Pack, folder: Path) -> list[str]:
    return headings(make_document(pack, read(folder)[0])[0], 2)


def test_the_data_choose_a_way_of_writing_and_a_condition_may_ask_for_it(tmp_path: Path, make_pack: Maker) -> None:
    pack = make_pack(SETTINGS)
    usual = printed(pack, ROOT / "data_examples" / "shili" / "2023")
    other = printed(pack, chosen(tmp_path, "[县级]"))
    assert "一、主要职责" in usual and "二、国有资本经营预算支出决算情况说明" in usual
    assert "一、部门职责" in other and not any("国有资本经营预算支出" in line for line in other)


def test_several_are_laid_over_one_another_in_their_order_and_a_year_may_change_one(tmp_path: Path, make_pack: Maker) -> None:
    found = printed(make_pack(SETTINGS), chosen(tmp_path, "[县级, 短题]"))
    assert "第三部分说明" in found and "一、职责" in found


def test_a_name_that_the_pack_does_not_have_is_an_error_at_its_line(tmp_path: Path, make_pack: Maker) -> None:
    folder = chosen(tmp_path, "[县及]")
    with pytest.raises(DataError) as error:
        in_case(make_pack(SETTINGS), read(folder)[0])
    assert error.value.message == "这一年的“试验”没有“县及”这种式样，最接近的是“县级”"
    assert error.value.remedy == "可以写：县级、短题；照一般的写法就不写“式样”"
    assert error.value.line > 0


def test_a_pack_without_any_asks_for_none(tmp_path: Path, make_pack: Maker) -> None:
    assert printed(make_pack("图: 否"), chosen(tmp_path, "[县及]"))


def test_a_setting_that_a_way_of_writing_cannot_change_is_an_error(make_pack: Maker) -> None:
    with pytest.raises(PackError, match="“地区”不能按式样设"):
        make_pack("式样:\n  县级: {地区: 本省}")
