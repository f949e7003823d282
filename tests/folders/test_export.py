"""The fill workbook lays out what the reports ask for: nothing filled is out of sight or lost, what they wait for stands out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.errors import PackError
from generator.excel.fill import read_book
from generator.folders.blank import blank_fields
from generator.folders.export import export
from generator.folders.filled import import_filled
from generator.intake.yaml.writing import to_yaml
from generator.packs.definition.pack import load_pack
from tests.examples import SHILI

ACCOUNTS = """年度: 2023
金额单位: 万元
{reports}部门: {{全称: 示例县水利局}}
收入: {{一般公共预算财政拨款: 4.00, 其他收入: 0}}
支出: 待填
政府采购: 无
控制数: {{收支总计: 4.00}}
文字: {{主要职能: 管水。}}
"""


def written(folder: Path, reports: str = "报告: []\n") -> Path:
    source = folder / "水利局.yaml"
    source.write_text(ACCOUNTS.format(reports=reports), encoding="utf-8")
    return source


def in_sight(book: Path) -> dict[str, list[str]]:
    """Sheet in sight → the single fields in sight on it."""
    found = {}
    for sheet in openpyxl.load_workbook(book):
        if sheet.sheet_state == "visible":
            rows: list[Any] = [row[0] for row in sheet.iter_rows(max_col=1)]
            marks = [str(cell.value) for cell in rows if cell.value and not sheet.row_dimensions[cell.row].hidden]
            found[sheet.title] = [mark[1:] for mark in marks if mark.startswith(":")]
    return found


def test_the_fields_of_a_pack_and_the_filled_ones_are_in_sight_and_no_others(tmp_path: Path) -> None:
    source, book = written(tmp_path), tmp_path / "填报表.xlsx"
    export(source, book, ["tongyong-juesuan"])
    shown = in_sight(book)
    fields = {path for paths in shown.values() for path in paths}
    asked = {one.path for one in blank_fields(load_pack("tongyong-juesuan"), 2023) if "[" not in one.path}
    single = {path for path in asked if path.startswith(("三公.公务接待.", "国有资产.", "机关运行经费."))} - {"国有资产.车辆"}
    assert len(single) > 5
    assert single <= fields
    assert {"控制数.收支总计", "文字.主要职能"} <= fields
    assert "控制数.本年收入合计" not in fields
    assert not any(path.startswith(("政府采购.", "整体绩效目标.", "自评.")) for path in fields)
    assert {"支出", "支出明细", "收入"} <= shown.keys()
    assert "自评—指标" not in shown


def test_what_is_out_of_sight_comes_back_like_all_else(tmp_path: Path) -> None:
    source, book = written(tmp_path), tmp_path / "填报表.xlsx"
    export(source, book, ["tongyong-juesuan"])
    assert import_filled(book, source).changes == []
    edited = openpyxl.load_workbook(book)
    sheet = edited["绩效自评"]
    cell = next(row[2] for row in sheet.iter_rows(max_col=3) if row[0].value == ":自评.引言")
    assert sheet.row_dimensions[cell.row].hidden
    cell.value = "按要求开展。"
    edited.save(book)
    assert import_filled(book, source).changes == ["新增 自评：引言 按要求开展。"]


def test_an_empty_cell_that_a_report_waits_for_stands_out_and_is_counted(tmp_path: Path) -> None:
    book = tmp_path / "填报表.xlsx"
    export(written(tmp_path), book, ["tongyong-juesuan"])
    read = openpyxl.load_workbook(book)
    sheet = read["三公与运行经费"]
    row = next(row[2] for row in sheet.iter_rows(max_col=3) if row[0].value == ":三公.公务接待.预算")
    rules = [rule for span in sheet.conditional_formatting if row.coordinate in str(span.sqref) for rule in span.rules]
    assert "containsBlanks" in {rule.type for rule in rules}
    counted = next(line for line in read["说明"].iter_rows() if line[0].value == "三公与运行经费")
    assert f"COUNTBLANK('三公与运行经费'!{row.coordinate})" in counted[2].value


def test_the_reports_of_the_data_decide_and_without_any_all_fields_are_in_sight(tmp_path: Path) -> None:
    book = tmp_path / "填报表.xlsx"
    export(written(tmp_path, "报告: [tongyong-yusuan]\n文种: 预算\n"), book)
    budget = in_sight(book)
    export(written(tmp_path), book, force=True)
    everything = in_sight(book)
    assert "控制数.本年收入合计" in everything["控制数"]
    assert "控制数.本年收入合计" not in budget["控制数"]
    assert to_yaml(read_book(book).tree).startswith("年度: 2023")


def test_a_pack_that_is_none_is_an_error_only_where_it_is_asked_for(tmp_path: Path) -> None:
    source = written(tmp_path, "报告: [没有的包]\n")
    assert export(source, tmp_path / "一.xlsx") == "新建"
    with pytest.raises(PackError, match="没有的包"):
        export(SHILI, tmp_path / "二.xlsx", ["没有的包"])
