"""The workbook to fill in: out and back without loss, for every example and every kind of value."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.excel.fill import is_fill_book, read_book, write_book
from generator.excel.fill.cells import from_cell, to_cell
from generator.excel.fill.columns import columns
from generator.excel.fill.kinds import CellKind
from generator.excel.fill.plan import BlockLayout, blocks, plan
from generator.intake.load import load
from generator.intake.shape import ROOT, Shape, ValueKind, fields_of
from generator.intake.yaml.writing import to_yaml
from generator.model.money import ByCode, ByNature
from tests.examples import SHILI, copy_of
from tests.excel.fill.fillbook import EXAMPLES, Book, exported, text_in, text_of


@pytest.mark.parametrize("source", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_example_comes_back_byte_for_byte(source: Path, tmp_path: Path) -> None:
    book = exported(source, tmp_path / "填报表.xlsx")
    assert is_fill_book(book)
    assert text_in(book) == text_of(source)


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) == 9


def test_the_same_data_give_the_same_bytes() -> None:
    loaded = load(SHILI)
    assert write_book(loaded) == write_book(loaded)


VALUES = """
年度: 2023
金额单位: 万元
报告: [tongyong-juesuan]
部门:
  全称: 示例县医疗保障局
  简称: 010
收入:
  一般公共预算财政拨款: 4.00
  政府性基金预算财政拨款: 0
  国有资本经营预算财政拨款: 0.00
  上级补助收入: 1,234.56
  事业收入: -3.10
  经营收入: 12345678901234567.89
  附属单位上缴收入: 不涉及
  其他收入: 空
年初结转和结余:
  一般公共预算: 待填
  政府性基金: 未载明
  国有资本经营: 无
  其他资金: 1,234
采购预算: []
支出: []
文字:
  主要职能: |
    第一段。

    - 一条
    - 又一条
  总计变动原因: "=SUM(A1)"
  财政拨款变动原因: |
    只有一行，用竖线写的
  一般公共预算变动原因: "_x0041_ 不是 A"
数据:
  人次: 007
  比例: 0.10
"""


def test_states_scales_and_odd_texts_come_back_as_they_were_typed(tmp_path: Path) -> None:
    source = tmp_path / "数据.yaml"
    source.write_text(VALUES.lstrip(), encoding="utf-8")
    book = exported(source, tmp_path / "填报表.xlsx")
    assert text_in(book) == text_of(source)
    assert "一般公共预算财政拨款: 4.00\n" in text_in(book)
    cell = Book(book).row("收入", "收入", **{"#": "不分科目"})["一般公共预算财政拨款"]
    assert (cell.value, cell.number_format) == (4, "#,##0.00"), "a number for the spreadsheet, two decimals for the reader"


def test_a_key_without_a_value_is_the_same_as_one_that_is_to_be_filled(tmp_path: Path) -> None:
    source = tmp_path / "数据.yaml"
    source.write_text(VALUES.lstrip().replace("  一般公共预算: 待填", "  一般公共预算:"), encoding="utf-8")
    assert "  一般公共预算: 待填\n" in text_in(exported(source, tmp_path / "填报表.xlsx"))


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,12})(\.[0-9]{1,4})?", fullmatch=True))
@settings(deadline=None)
def test_any_figure_keeps_its_typed_scale(typed: str) -> None:
    cell = to_cell(typed, CellKind.MONEY)
    stored = cell.text if cell.number is None else float(cell.number)
    assert from_cell(stored, cell.format, CellKind.MONEY) == typed


def test_every_field_of_the_model_has_its_place_in_the_workbook() -> None:
    placed = set()
    for _, block in blocks():
        for entry in block.entries:
            path = entry.path if block.layout is BlockLayout.FORM else (*block.pattern, *entry.path)
            placed.add(".".join(part for part in path if part not in ("[]", "{}")))
    wanted = set(_leaves(ROOT, ""))
    assert len(wanted) > 250
    assert wanted - placed == set()


def _leaves(shape: Shape, path: str) -> Any:
    """Every field of the model that is typed; the money of a split stands for its codes."""
    split = shape.record is not None and issubclass(shape.record, ByCode | ByNature)
    inner = shape.item if shape.form in (ValueKind.LIST, ValueKind.MAP) else None
    if split or (shape.record is None and inner is None):
        yield path
    elif inner is not None:
        yield from _leaves(inner, path)
    elif shape.record is not None:
        for name, below in fields_of(shape.record).items():
            yield from _leaves(below, f"{path}.{name}" if path else name)


def test_every_table_distinguishes_its_columns() -> None:
    for sheet, block in blocks():
        if block.layout is not BlockLayout.FORM:
            tags = [column.tag for column in columns(block)]
            assert len(tags) == len(set(tags)), sheet.title
    titles = [sheet.title for sheet in plan()]
    assert len(titles) == len(set(titles))
    assert all(len(title) <= 31 for title in titles)


INJECTIONS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x","y")')


def test_no_typed_text_ever_becomes_a_formula(tmp_path: Path) -> None:
    copy = copy_of(SHILI, tmp_path / "县")
    names = copy / "基本情况.yaml"
    text = names.read_text(encoding="utf-8")
    for number, bad in enumerate(INJECTIONS):
        quoted = "'" + bad.replace("'", "''") + "'"
        text = text.replace("  内设机构: [办公室,", f"  内设机构: [{quoted}, 办公室,", 1) if number == 0 else text
        text += f"\n离退休人员:\n  {quoted}: 1\n" if number == 0 else f"  {quoted}: 1\n"
    names.write_text(text, encoding="utf-8")
    book = exported(copy, tmp_path / "填报表.xlsx")
    assert text_in(book) == text_of(copy)
    typed = {str(row["#"].value) for row in Book(book).rows("基本信息", "离退休人员.{}")}
    assert typed >= set(INJECTIONS)
    with zipfile.ZipFile(book) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                part = package.read(name).decode("utf-8")
                assert not any(bad.split("|")[0] in formula for bad in INJECTIONS for formula in _formulas(part))
        assert "externalLink" not in " ".join(package.namelist())
        assert "ddeLink" not in " ".join(package.namelist())


def _formulas(part: str) -> list[str]:
    return [piece.split("</f>")[0] for piece in part.split("<f>")[1:]]


@pytest.mark.office
def test_a_spreadsheet_program_computes_the_same_sums_and_gives_the_same_data_back(tmp_path: Path) -> None:
    book = exported(SHILI, tmp_path / "填报表.xlsx")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", tmp_path / "存", book], check=True, capture_output=True, timeout=120)
    saved = tmp_path / "存" / "填报表.xlsx"
    assert is_fill_book(saved)
    assert to_yaml(read_book(saved).tree) == text_of(SHILI)
    formulas, ours, theirs = (openpyxl.load_workbook(p, data_only=v) for p, v in ((book, False), (book, True), (saved, True)))
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    one, other = ours[sheet.title][cell.coordinate].value, theirs[sheet.title][cell.coordinate].value
                    same = (one or "") == (other or "") or one == pytest.approx(other, abs=1e-6)
                    assert same, f"{sheet.title} {cell.coordinate} {cell.value}"
                    compared += 1
    assert compared > 300
