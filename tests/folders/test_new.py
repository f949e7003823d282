"""A new department-year has the fields that its report asks for and no others; filled in, it builds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.build import asked_fields, derived
from generator.figures import derive
from generator.folders.blank import blank_fields, blank_year, kind_of_pack, leaf_paths, year_of
from generator.folders.new import starting_point
from generator.folders.planned import write
from generator.folders.specimen import specimen_of
from generator.intake import load
from generator.intake.shape import ROOT, Shape
from generator.model.about import fields_by_alias
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.packs.asked import STEP
from generator.packs.definition.pack import load_pack
from tests.packs.reports import with_sentences

YEAR = 2023
HEAD = {"年度", "金额单位", "报告[]", "文种", "部门.全称"}
ONLY_BESIDE_LAST_YEAR = {"hebei-yusuan": {"上年基本支出预算", "上年项目支出预算"}}
"""Figures that only the data of the year before give."""
ONLY_WHERE_FIGURES_DIFFER = {
    "guangdong-juesuan": {"文字.补充.三公比上年原因"},
    "sichuan-juesuan": {"三公.差异原因"},
    "yunnan-juesuan": {"文字.补充.三公变动原因"},
}
"""Reasons that a report prints where two figures differ, which are alike where all is filled with the same."""


def plain(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)


def started(folder: Path, name: str) -> Path:
    write(starting_point(folder, name, YEAR))
    return folder / str(YEAR)


def required(path: str) -> bool:
    """Whether the reader wants the field in each entry of a list."""
    above, _, name = path.rpartition(".")
    shape: Shape | None = ROOT
    for alias, number in STEP.findall(above):
        shape = shape.step(alias or int(number or 0)) if shape else None
    if "[]" not in path or shape is None or shape.record is None:
        return False
    return fields_by_alias(shape.record)[name].is_required() or name == "指标值"


def asked_once_filled(name: str, paths: set[str]) -> set[str]:
    """What the report asks for of these fields, when they alone are still to be filled."""
    tree, _ = blank_year(load_pack(name), YEAR)
    filled = specimen_of(tree, YEAR)
    for path in leaf_paths(tree):
        if plain(path) in paths:
            *above, last = [alias or int(number) for alias, number in STEP.findall(path)]
            node: Any = filled
            for step in above:
                node = node[step]
            node[last] = "待填"
    return {plain(one.path) for one in asked_fields(load_pack(name), derived(year_of(filled)))}


@pytest.mark.slow
@pytest.mark.parametrize("name", with_sentences())
def test_a_new_folder_loads_and_has_the_fields_that_the_report_asks_for_and_no_others(tmp_path: Path, name: str) -> None:
    loaded = load(started(tmp_path, name))
    written = {plain(path) for path in leaf_paths(loaded.tree)}
    wanted = asked_fields(load_pack(name), derive(loaded.data))
    known = {plain(one.path) for one in wanted if one.known}
    assert {path for path in known - written if f"{path}[]" not in written} == set()
    later = {path for path in written - known - HEAD if not required(path)}
    assert later - asked_once_filled(name, later) - ONLY_WHERE_FIGURES_DIFFER.get(name, set()) == set()


@pytest.mark.parametrize("name", with_sentences())
def test_filled_in_it_asks_for_nothing_more(name: str) -> None:
    tree, _ = blank_year(load_pack(name), YEAR)
    left = asked_fields(load_pack(name), derived(year_of(specimen_of(tree, YEAR))))
    assert [one.path for one in left if one.known and one.path not in ONLY_BESIDE_LAST_YEAR.get(name, ())] == []


def test_a_form_without_project_reports_asks_for_none_and_a_budget_for_no_final_accounts() -> None:
    shanghai = {one.path for one in blank_fields(load_pack("shanghai-juesuan"), YEAR)}
    assert "政府采购.预留.中小企业预算" in shanghai
    assert "国有资产.大型设备" in shanghai
    assert not any("评价报告" in path or path == "国有资产.通用设备" for path in shanghai)
    assert "收入.财政专户管理资金" not in shanghai
    budget = {one.path for one in blank_fields(load_pack("tongyong-yusuan"), YEAR)}
    assert "收入.财政专户管理资金" in budget
    assert not any(path.endswith(("团组数", ".执行", "国内批次")) for path in budget)


@pytest.mark.parametrize("name", with_sentences())
def test_the_data_are_of_the_kind_that_the_pack_is_for(tmp_path: Path, name: str) -> None:
    folder = started(tmp_path, name)
    assert load(folder).data.kind == kind_of_pack(load_pack(name))
    assert (kind_of_pack(load_pack(name)) == BUDGET) == name.endswith("-yusuan")


def test_a_section_of_which_there_is_nothing_may_be_said_in_one_line(tmp_path: Path) -> None:
    text = (started(tmp_path, "tongyong-juesuan") / "三公与采购.yaml").read_text(encoding="utf-8")
    assert "# 整节都没有的，只写一行“政府采购: 无”或“政府采购: 不涉及”\n政府采购:" in text
    assert "  通用设备: 待填  # 单价50万元以上的通用设备" in text


def test_the_order_is_that_of_the_model(tmp_path: Path) -> None:
    tree, _ = blank_year(load_pack("sichuan-juesuan"), YEAR)
    order = list(fields_by_alias(DepartmentYear))
    assert list(tree) == sorted(tree, key=order.index)
