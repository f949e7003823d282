"""Statutory tables as a workbook, read back with openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.document.blocks import Cell, Document, Heading, Section, Table
from generator.errors import OutputError
from generator.writers.style import Style
from generator.writers.xlsx.sheet_names import sheet_name
from generator.writers.xlsx.workbook import write_xlsx
from tests.conftest import head, number, runs

ONE = None
"""What openpyxl reads where a sheet is to be one page long."""


def read(document: Document, style: Style) -> Workbook:
    return load_workbook(io.BytesIO(write_xlsx(document, style)))


def only(*tables: Heading | Table) -> Document:
    return Document("报告", "决算", (Section("portrait", tables),))


def laid_out(table: Table, top: int) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with its sheet row and column (from 1), by occupancy kept apart from the writer's own."""
    taken: set[tuple[int, int]] = set()
    for part, start in ((table.head, top), (table.body, top + len(table.head))):
        for offset, row in enumerate(part):
            free = (c for c in range(1, len(table.widths) + 1) if (start + offset, c) not in taken)
            for cell in row:
                column = next(free)
                for down in range(cell.rowspan):
                    for across in range(cell.colspan):
                        taken.add((start + offset + down, column + across))
                yield start + offset, column, cell


def test_every_cell_of_the_block_stands_in_the_sheet_with_its_value_and_no_cell_more(form: Table, style: Style) -> None:
    sheet = read(only(form), style).worksheets[0]
    seen = 0
    expected: dict[tuple[int, int], object] = {}
    for row, column, cell in laid_out(form, 4):
        expected[row, column] = cell.value if cell.value is not None else cell.text or None
        seen += 1
    assert seen == 7 + 4 + 5 + 5 + 3
    for line in sheet.iter_rows(min_row=4, max_row=9):
        for found in line:
            want = expected.get((found.row, found.column))
            if isinstance(want, Decimal):
                assert found.data_type == "n"
                assert Decimal(str(found.value)) == want
            else:
                assert found.value == want


def test_merged_ranges_are_the_spans_of_the_block_and_the_lines_over_the_whole_width(form: Table, style: Style) -> None:
    sheet = read(only(form), style).worksheets[0]
    spans = {
        (row, column, row + cell.rowspan - 1, column + cell.colspan - 1)
        for row, column, cell in laid_out(form, 4)
        if cell.rowspan > 1 or cell.colspan > 1
    }
    assert len(spans) == 6
    found = {(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges}
    assert found == spans | {(1, 1, 1, 5), (10, 1, 10, 5)}


def test_title_mark_and_unit_stand_above_and_notes_below(form: Table, style: Style) -> None:
    sheet = read(only(form), style).worksheets[0]
    assert sheet["A1"].value == "支出决算表"
    assert sheet["E2"].value == "公开03表"
    assert (sheet["A3"].value, sheet["E3"].value) == ("部门：示例县医疗保障局", "金额单位：万元")
    assert sheet["A10"].value == "注：本表反映部门本年度各项支出情况。"
    assert sheet.max_row == 10


def test_a_number_is_shown_with_the_decimals_and_the_zero_that_the_table_prints(form: Table, style: Style) -> None:
    sheet = read(only(form), style).worksheets[0]
    formats = {place: sheet[place].number_format for place in ("C6", "E6", "C7", "D7", "C8", "C9", "D9")}
    assert formats == {
        "C6": "#,##0.00",
        "E6": '#,##0;-#,##0;"0"',
        "C7": "#,##0.00",
        "D7": "#,##0.00;-#,##0.00;",
        "C8": "#,##0",
        "C9": "#,##0.00",
        "D9": '#,##0.00;-#,##0.00;"0.00"',
    }


def test_a_text_that_looks_like_a_formula_stays_a_text(form: Table, style: Style) -> None:
    cell = read(only(form), style).worksheets[0]["B8"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_figure_longer_than_a_double_keeps_all_its_digits_as_text(form: Table, style: Style) -> None:
    fifteen, sixteen = "9007199254740.93", "90071992547409.93"
    row = (Cell(runs("合计"), colspan=2), number(fifteen), number(sixteen), number("0.1"))
    sheet = read(only(replace(form, body=(row,))), style).worksheets[0]
    assert Decimal(repr(sheet["C6"].value)) == Decimal(fifteen)
    assert (sheet["D6"].value, sheet["D6"].data_type) == (sixteen, "s")
    assert sheet["E6"].value == 0.1


def test_the_same_document_gives_the_same_bytes_without_a_date_from_the_clock(report: Document, style: Style) -> None:
    first = write_xlsx(report, style)
    assert first == write_xlsx(report, style)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert "2000-01-01T00:00:00Z" in package.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_sheet_prints_on_a4_as_its_section_on_its_page_with_its_head_repeated(
    report: Document, form: Table, style: Style
) -> None:
    book = read(replace(report, sections=(*report.sections, Section("portrait", (form,)))), style)
    wide, tall, _ = book.worksheets
    assert isinstance(wide, Worksheet)
    assert (wide.page_setup.orientation, tall.page_setup.orientation) == ("landscape", "portrait")
    for sheet in (wide, tall):
        assert sheet.page_setup.paperSize == 9
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, ONE)
        assert sheet.print_title_rows == "$4:$5"
        assert sheet.freeze_panes == "C6"
        assert sheet.oddFooter.center.text == "— &P —"


def test_a_long_table_is_printed_on_many_pages_and_a_little_too_long_one_on_one(form: Table, style: Style) -> None:
    long, longer = (replace(form, body=form.body[:1] * rows) for rows in (40, 80))
    assert [sheet.page_setup.fitToHeight for sheet in read(only(long, longer), style).worksheets] == [ONE, 0]


def test_a_landscape_sheet_has_the_margins_of_landscape_pages(report: Document, style: Style) -> None:
    margins = read(report, style).worksheets[0].page_margins
    page = style.landscape
    assert [round(side * 25.4) for side in (margins.left, margins.right, margins.top, margins.bottom)] == [
        page.left,
        page.right,
        page.top,
        page.bottom,
    ]


def test_columns_have_the_shares_of_the_table_and_room_for_every_figure(form: Table, style: Style) -> None:
    sheet = read(only(form), style).worksheets[0]
    shares = [sheet.column_dimensions[name].width for name in "ABCDE"]
    assert shares[1] == pytest.approx(3 * shares[0], rel=0.05)
    assert shares[2] == pytest.approx(2 * shares[0], rel=0.05)
    long = replace(form, body=((Cell(), Cell(), number("123456789.12", "123,456,789.12"), number("1"), number("1")),))
    narrow = replace(long, widths=(0.4, 0.4, 0.05, 0.05, 0.1))
    assert read(only(narrow), style).worksheets[0].column_dimensions["C"].width > len("123,456,789.12")


def test_a_row_is_tall_enough_for_its_longest_cell_and_no_taller_than_a_workbook_allows(form: Table, style: Style) -> None:
    texts = ("短", "一段要折行的文字" * 10, "很长" * 3000)
    body = tuple((Cell(runs("甲"), colspan=2), Cell(runs(text), colspan=3)) for text in texts)
    sheet = read(only(replace(form, body=body)), style).worksheets[0]
    short, folded, longest = (sheet.row_dimensions[row].height for row in (6, 7, 8))
    width = sum(sheet.column_dimensions[name].width for name in "CDE")
    lines = 160 / width
    assert lines > 1
    assert folded - short >= 9 * (lines - 1)
    assert 400 < longest <= 409


def test_a_report_without_tables_has_one_sheet_that_says_so(report: Document, style: Style) -> None:
    section = report.sections[0]
    texts = replace(section, blocks=tuple(block for block in section.blocks if not isinstance(block, Table)))
    book = read(replace(report, sections=(texts,)), style)
    assert [(sheet.title, sheet["A1"].value) for sheet in book] == [("无表格", "本报告没有表格。")]


def test_every_table_is_a_sheet_the_statutory_ones_first(report: Document, form: Table, style: Style) -> None:
    second = replace(form, mark="公开04表", title=runs("财政拨款收入支出决算总表"))
    book = read(replace(report, sections=(*report.sections, Section("portrait", (second,)))), style)
    assert book.sheetnames == ["公开03表 支出决算表", "公开04表 财政拨款收入支出决算总表", "一、主要职能"]


def test_tables_of_one_title_are_named_by_what_they_are_filled_in_for(style: Style) -> None:
    def goals(name: str) -> Table:
        rows = ((Cell(runs("项目名称")), Cell(runs(name), colspan=2)), (Cell(runs("指标")), Cell(runs("值")), Cell(runs("3"))))
        return Table(name, (1.0, 1.0, 1.0), (), rows, title=runs("项目自评表"), role="plain")

    def costs(name: str) -> tuple[Heading, Table]:
        return Heading("一级标题", 2, "一、", runs(name), name), Table(name, (1.0,), (), ((Cell(runs("3")),),), role="plain")

    book = read(only(goals("学校修缮"), goals("校车购置"), *costs("校车费用"), *costs("食堂费用")), style)
    assert book.sheetnames == ["学校修缮", "校车购置", "一、校车费用", "一、食堂费用"]


def test_sheet_names_are_legal_short_and_unique_whatever_the_case() -> None:
    taken: set[str] = set()

    def name(title: str) -> str:
        return sheet_name(title, taken)

    assert name("a[b]:*?/\\c") == "abc"
    assert name("ABC") == "ABC-2"
    assert name("") == "表"
    assert name("History") == "History表"
    long = "一" * 40
    assert [name(long), name(long)] == ["一" * 31, "一" * 29 + "-2"]
    assert name("𠮷" * 20) == "𠮷" * 15


def test_a_table_with_one_column_and_one_without_a_head_are_written(style: Style) -> None:
    single = Table("A", (1.0,), ((head("项目"),),), ((number("1"),),), runs("甲"), "表1", runs("部门：甲"), "万元")
    bare = Table("B", (0.5, 0.5), (), ((Cell(runs("乙")), number("2")),), runs("乙"))
    first, second = read(only(single, bare), style).worksheets
    assert [cell.value for cell in first["A"]] == ["甲", "表1", "部门：甲", "万元", "项目", 1]
    assert second["A2"].value == "乙"
    assert second.freeze_panes is None


def test_a_table_that_is_printed_in_parts_is_written_whole(form: Table, style: Style) -> None:
    whole = read(only(form), style).worksheets[0]
    parted = read(only(replace(form, groups=((2, 3), (3, 5)))), style).worksheets[0]
    assert [[c.value for c in row] for row in parted.iter_rows()] == [[c.value for c in row] for row in whole.iter_rows()]


def test_a_text_too_long_for_a_cell_is_refused_by_name(form: Table, style: Style) -> None:
    broken = replace(form, body=((Cell(runs("长" * 32_768), colspan=5),),))
    with pytest.raises(OutputError, match="表“支出决算表”里有一格文字长32768字"):
        write_xlsx(only(broken), style)
