"""A word for a whole group or list (无, 不涉及, 未载明) goes through the fill workbook and back; next year it is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.excel.fill import read_book, write_book
from generator.excel.fill.plan import plan
from generator.folders.roll import advance
from generator.intake.load import load
from generator.intake.yaml.writing import to_yaml

HEAD = "年度: 2023\n金额单位: 万元\n文种: 绩效自评\n报告: [hunan-jixiao]\n部门:\n  全称: 示例县水利局\n"
WHOLE = {
    "一组": "三公: 无\n",
    "组中组": "自评:\n  管理情况: 不涉及\n",
    "一列": "项目: 无\n",
    "列在组中": "机构:\n  内设机构: [办公室]\n  单位: 未载明\n",
    "按名称": "国有资产:\n  车辆: 不涉及\n  通用设备: 0\n",
    "支出": "收入: 未载明\n支出: 未载明\n",
    "列中的列": "项目:\n  - 名称: 渠道维修\n    指标: 无\n",
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_word_for_the_whole_comes_back(name: str, tmp_path: Path) -> None:
    source, book = tmp_path / "2023.yaml", tmp_path / "填报表.xlsx"
    source.write_text(HEAD + WHOLE[name], encoding="utf-8")
    loaded = load(source)
    book.write_bytes(write_book(loaded))
    assert to_yaml(read_book(book).tree) == to_yaml(loaded.tree)


@pytest.mark.parametrize("name", WHOLE)
def test_next_year_it_is_asked_again_unless_it_is_not_applicable(name: str, tmp_path: Path) -> None:
    source = tmp_path / "2023.yaml"
    source.write_text(HEAD + WHOLE[name], encoding="utf-8")
    rolled = to_yaml(advance(load(source).tree, 2023, lambda path: None, {}).tree)
    assert ("不涉及" in rolled) is ("不涉及" in WHOLE[name])
    assert ": 无" not in rolled and ": 未载明" not in rolled


def test_no_two_sheets_of_the_fill_workbook_have_one_name() -> None:
    titles = [sheet.title for sheet in plan()]
    assert sorted(set(titles)) == sorted(titles)
