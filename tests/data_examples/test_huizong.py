"""The example 示例县水利局: all figures from the files of 本级 and two units; what the department types as well is compared."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from generator.build import check, read
from generator.checks import Finding
from generator.errors import DataError
from generator.figures.units.consolidate import OwnFigures
from tests.batch.county import change
from tests.examples import ROOT, figures_of

HUIZONG = ROOT / "data_examples" / "huizong" / "2023"
UNITS = ("本级.yaml", "防御中心.yaml", "管理站.yaml")


@pytest.fixture
def department(tmp_path: Path) -> Path:
    """A copy that may be changed."""
    return Path(shutil.copytree(HUIZONG, tmp_path / "示例县水利局" / "2023"))


def spoken(source: Path, rule: str) -> list[Finding]:
    return [finding for finding in check(source) if finding.rule == rule]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("收支总计", "762.03305"),
        ("三公.公务接待.预算", "1.3"),
        ("三公.公务接待.国内批次", "16"),
        ("三公.公务接待.国内人次", "129"),
        ("三公.公务用车.运行预算", "5"),
        ("三公.公务用车.上年运行决算", "4.82153"),
        ("三公.公务接待.上年决算", "1.16"),
        ("机关运行经费.决算", "58.768"),
        ("机关运行经费.上年决算", "59.35706"),
        ("政府采购.合计", "151.13"),
        ("政府采购.授予小微企业", "103.54"),
        ("国有资产.通用设备", "1"),
        ("国有资产.专用设备", "1"),
        ("人员.编制合计", "38"),
        ("人员.在职合计", "34"),
        ("人员.离退休合计", "16"),
        ("机构.单位数", "3"),
    ],
)
def test_what_the_units_state_beside_their_books_is_added(path: str, expected: str) -> None:
    amount = figures_of(HUIZONG).amount(path)
    assert amount is not None and amount.number == Decimal(expected)


def test_rows_of_one_kind_are_one_row_and_projects_keep_their_order() -> None:
    figures = figures_of(HUIZONG)
    assert figures.data.three_public is not None
    assert [str(kind.kind) for kind in figures.data.three_public.cars.kinds] == ["越野车"]
    assert [str(group.group) for group in figures.data.staff] == [
        "行政编制",
        "机关工勤编制",
        "参照公务员法管理事业编制",
        "其他事业编制",
    ]
    assert [str(project.name) for project in figures.data.projects] == ["水资源管理与保护", "山洪灾害防治", "水库维修养护"]


def test_texts_stay_the_departments() -> None:
    public = figures_of(HUIZONG).data.three_public
    assert public is not None
    assert "合并派用" in str(public.cars.reason)


def test_a_sum_leads_to_the_files_of_the_units() -> None:
    amount = figures_of(HUIZONG).amount("三公.公务接待.国内批次")
    assert amount is not None
    assert [Path(part.origin.place.file).name for part in amount.origin.operands] == list(UNITS)


def test_the_example_has_no_finding() -> None:
    assert check(HUIZONG) == []


@pytest.mark.parametrize(
    ("old", "new", "name", "difference"),
    [
        ("  主要用于: 监测设备", "  货物: 553000.00\n  主要用于: 监测设备", "政府采购货物", "-0.08"),
        ("  变动原因: 压减", "  上年决算: 600000.00\n  变动原因: 压减", "机关运行经费上年决算", "0.64294"),
        ("    变动原因: 合并检查", "    国内批次: 15\n    变动原因: 合并检查", "三公公务接待国内批次", "-1"),
    ],
)
def test_a_figure_that_the_department_types_too_is_compared(
    department: Path, old: str, new: str, name: str, difference: str
) -> None:
    change(department, "文字.yaml", old, new)
    [one] = spoken(department, "S01")
    assert name in one.message
    assert one.difference == Decimal(difference)
    assert Path(one.place.file).name == "文字.yaml"
    assert Path(one.other.file).name in UNITS


def test_what_agrees_is_not_reported(department: Path) -> None:
    change(department, "文字.yaml", "  主要用于: 监测设备", "  货物: 553800.00\n  主要用于: 监测设备")
    assert check(department) == []
    typed = read(department)[0].typed
    assert isinstance(typed, OwnFigures)
    assert [pair.path for pair in typed.sections.pairs] == ["政府采购货物"]


def test_a_section_that_one_unit_leaves_out_is_warned_of(department: Path) -> None:
    file = department / "单位" / "管理站.yaml"
    text = file.read_text(encoding="utf-8")
    begin, end = text.index("政府采购:"), text.index("国有资产:")
    file.write_text(text[:begin] + text[end:], encoding="utf-8")
    [one] = spoken(department, "S04")
    assert one.message == "“政府采购”由各单位相加，“示例县水利工程管理站”没有填这一节"
    assert Path(one.place.file).name == "管理站.yaml"


def test_a_figure_still_to_be_filled_in_a_unit_is_to_be_filled_in_the_sum(department: Path) -> None:
    change(department, "单位/管理站.yaml", "  工程: 642800.00", "  工程: 待填")
    figures = read(department)[0]
    amount = figures.amount("政府采购.合计")
    assert amount is not None and not amount.known


@pytest.mark.parametrize(
    ("file", "old", "new", "section", "name"),
    [
        ("单位/管理站.yaml", "数据:\n", "数据:\n  监测站点: 27\n", "数据", "监测站点"),
        ("单位/管理站.yaml", "项目: 水库维修养护", "项目: 山洪灾害防治", "项目", "山洪灾害防治"),
    ],
)
def test_two_units_that_mean_different_things_by_one_name_are_an_error(
    department: Path, file: str, old: str, new: str, section: str, name: str
) -> None:
    change(department, file, old, new)
    if section == "项目":
        change(department, file, "名称: 水库维修养护", f"名称: {name}")
    with pytest.raises(DataError) as caught:
        read(department)
    assert f"两个单位的“{section}”里都有“{name}”，内容不同" in caught.value.message
    assert Path(caught.value.file).name == "管理站.yaml"
    assert f"写进部门自己的“{section}”" in caught.value.remedy


def test_the_departments_own_fact_settles_it(department: Path) -> None:
    change(department, "单位/管理站.yaml", "数据:\n", "数据:\n  监测站点: 27\n")
    file = department / "文字.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\n数据:\n  监测站点: 53\n", encoding="utf-8")
    assert read(department)[0].data.facts["监测站点"].number == 53
