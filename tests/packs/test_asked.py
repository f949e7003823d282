"""The fields that a pack asks for: all that it prints of an empty department, none of a complete one; 无 asks for nothing."""

from __future__ import annotations

from typing import Any

import pytest

from generator.build import asked_fields
from generator.figures import derive
from generator.model.about import Filler
from generator.model.department import DepartmentYear
from generator.model.place import Place, SourceText
from generator.packs.asked import Asked
from generator.packs.definition.pack import load_pack
from generator.packs.rendering.render import render
from tests.examples import SHILI, figures_of

PACK = "tongyong-juesuan"
SECTIONS = {"三公": "three_public", "政府采购": "procurement", "国有资产": "assets", "机构": "organisation", "项目": "projects"}


def blank(**more: Any) -> DepartmentYear:
    raw = {"年度": "2023", "金额单位": "万元", "部门": {"全称": "示例县水利局"}, **more}
    return DepartmentYear.model_validate(raw, context={"unit": "万元"})


def paths(data: DepartmentYear) -> dict[str, Asked]:
    return {one.path: one for one in asked_fields(load_pack(PACK), derive(data))}


def without(section: str) -> DepartmentYear:
    """The complete example without a section."""
    data = figures_of(SHILI).data
    empty = blank()
    return data.model_copy(update={SECTIONS[section]: getattr(empty, SECTIONS[section])})


def test_an_empty_department_is_asked_for_what_the_report_prints_with_what_the_model_states_of_it() -> None:
    found = paths(blank())
    assert {"支出", "文字.主要职能", "政府采购.货物", "国有资产.通用设备", "机构.单位", "上年.收支总计"} <= set(found)
    assert found["政府采购.货物"].description == "政府采购货物支出"
    assert found["国有资产.通用设备"].unit == "台（套）"
    fillers = [found[path].filler for path in ("支出", "文字.总计变动原因", "文字.主要职能")]
    assert fillers == [Filler.FIGURES, Filler.REASONS, Filler.TEXTS]
    assert "整体绩效目标.总体目标" not in found


def test_a_member_of_a_list_is_asked_for_below_its_list() -> None:
    assert paths(blank())["机构.单位[].名称"].description == "单位全称"


@pytest.mark.parametrize("section", ["三公", "政府采购", "国有资产"])
def test_a_section_that_is_none_is_not_asked_for(section: str) -> None:
    said = SourceText("无", Place("2023.yaml", 9, 1, section))
    before, after = paths(blank()), paths(blank(**{section: said}))
    assert any(path.startswith(f"{section}.") for path in before)
    assert not any(path.startswith(f"{section}.") for path in after)


def test_a_complete_department_is_asked_for_nothing() -> None:
    assert asked_fields(load_pack(PACK), derive(figures_of(SHILI).data, figures_of(SHILI.parent / "2022"))) == ()


@pytest.mark.parametrize("section", SECTIONS)
def test_a_draft_without_a_section_asks_for_it_and_says_nothing_of_it(section: str) -> None:
    figures = derive(without(section), figures_of(SHILI.parent / "2022"))
    rendered = render(load_pack(PACK), figures)
    waiting = [origin.place.path or origin.name for origin in rendered.ledger.pending]
    assert waiting
    assert "【待填：" in rendered.markup
    for sentence in ("没有“三公”经费", "没有政府采购", "没有占有使用", "共0个", "对0个"):
        assert sentence not in rendered.markup
