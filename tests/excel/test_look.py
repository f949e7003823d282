"""What all our workbooks share: texts stay texts, the clock is in none, formats are made once, rows fit their texts."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import openpyxl
import pytest

from generator.excel.look import FILLS, TALLEST, Formats, finish_list, halves, line_count, new_book, row_height
from tests.conftest import ROOT


def made(text: str) -> bytes:
    buffer = io.BytesIO()
    book = new_book(buffer, title="样子", comments="记号")
    sheet, formats = book.add_worksheet("甲"), Formats(book)
    sheet.write(0, 0, text, formats.list_cell("警告"))
    finish_list(sheet, 1, 3, frozen=1)
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize("text", ["=1+1", "https://example.org/a", "12", "{=A1}"])
def test_a_text_stays_a_text_and_the_same_content_gives_the_same_bytes(text: str) -> None:
    assert made(text) == made(text)
    book = openpyxl.load_workbook(io.BytesIO(made(text)))
    cell = book["甲"]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert (book.properties.title, book.properties.description) == ("样子", "记号")


def test_a_list_prints_on_landscape_a4_with_its_heads_on_each_page() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made("甲")))["甲"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B3", "A2:C3", "$2:$2")
    assert sheet["A1"].fill.fgColor.rgb == "FF" + FILLS["警告"].removeprefix("#")


def test_a_format_is_made_once_whatever_the_order_of_its_settings() -> None:
    formats = Formats(new_book(io.BytesIO()))
    assert formats.make(border=1, bold=True) is formats.make(bold=True, border=1)
    assert formats.list_cell("错误") is formats.list_cell("失败")
    assert formats.list_cell("提示") is not formats.list_cell("别的")


def test_rows_grow_with_their_texts_up_to_what_a_workbook_allows() -> None:
    assert halves("决算2023") == 8
    assert [line_count(text, 8) for text in ("", "决算2023", "决算2023年", "甲\n乙")] == [1, 1, 2, 2]
    assert line_count("决算2023", 8, indent=2) == 2
    assert row_height(2, 14.5, 4) == 33
    assert row_height(1000, 15) == TALLEST


@pytest.mark.slow
def test_one_module_opens_workbooks() -> None:
    """The data of a chart in a Word file is no workbook that anybody sees."""
    own = {"generator/excel/look.py", "generator/writers/docx/chart_workbook.py"}
    modules = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_bytes()) for path in Path(ROOT, "generator").rglob("*.py")}
    opening = {
        name
        for name, tree in modules.items()
        if any(isinstance(node, ast.Import) and node.names[0].name == "xlsxwriter" for node in ast.walk(tree))
    }
    assert opening == own
