"""The statutory tables of every example: the workbook and the Word file say the same, cell by cell."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from openpyxl import load_workbook

from generator.document.blocks import Table, text_of
from generator.document.grouping import split_groups
from tests.examples import GONGJING, SHILI, SHILI_2022, printed, reports_of

SHILI_2024 = SHILI.with_name("2024")
REPORTS = [
    pytest.param(source, pack, id=f"{source.parent.name}-{source.name}-{pack}")
    for source, packs in (
        (GONGJING, ("sichuan-juesuan",)),
        (SHILI_2022, ("tongyong-juesuan", "sichuan-juesuan")),
        (SHILI, ("tongyong-juesuan", "sichuan-juesuan")),
        (SHILI_2024, ("tongyong-yusuan",)),
    )
    for pack in packs
]
Grid = dict[tuple[int, int], str]


@cache
def forms_of(source: Path, pack: str) -> list[Table]:
    blocks = [block for section in reports_of(source)[pack].sections for block in section.blocks]
    return [block for block in blocks if isinstance(block, Table) and block.role == "form"]


def word_grids(data: bytes) -> dict[str, list[Grid]]:
    """Caption → the grids of the table; a cell that spans several stands once, at its upper left place."""
    found: dict[str, list[Grid]] = {}
    for table in open_docx(io.BytesIO(data)).element.body.iter(qn("w:tbl")):
        caption = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
        if caption is not None:
            found.setdefault(caption.get(qn("w:val")), []).append(_word_grid(table))
    return found


def _word_grid(table: Any) -> Grid:
    grid: Grid = {}
    for row, line in enumerate(table.iter(qn("w:tr"))):
        column = 0
        for cell in line.iter(qn("w:tc")):
            settings = cell.find(qn("w:tcPr"))
            span = settings.find(qn("w:gridSpan"))
            merge = settings.find(qn("w:vMerge"))
            if merge is None or merge.get(qn("w:val")) == "restart":
                grid[row, column] = "".join(text.text or "" for text in cell.iter(qn("w:t"))).strip()
            column += int(span.get(qn("w:val"))) if span is not None else 1
    return grid


def sheet_grid(sheet: Any, table: Table) -> Grid:
    """The cells of a sheet from the first row of the head on, as the reader of the sheet sees them."""
    top = int(re.match(r"\$?(\d+)", sheet.print_title_rows)[1])  # type: ignore[index]
    rows = len(table.head) + len(table.body)
    covered = {
        (row, column)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
        if (row, column) != (merged.min_row, merged.min_col)
    }
    return {
        (row - top, column - 1): shown(sheet.cell(row, column))
        for row in range(top, top + rows)
        for column in range(1, len(table.widths) + 1)
        if (row, column) not in covered
    }


def shown(cell: Any) -> str:
    """A cell as a spreadsheet program shows it."""
    value = cell.value
    if value is None or isinstance(value, str):
        return (value or "").replace("\n", "").strip()
    sections = cell.number_format.split(";")
    if value == 0 and len(sections) == 3:
        return sections[2].strip('"')
    places = len(sections[0].split(".")[1]) if "." in sections[0] else 0
    return f"{value:,.{places}f}" if "," in sections[0] else f"{value:.{places}f}"


@pytest.mark.parametrize(("source", "pack"), REPORTS)
def test_the_workbook_equals_the_tables_of_the_word_file_cell_by_cell(source: Path, pack: str) -> None:
    forms = forms_of(source, pack)
    book = load_workbook(io.BytesIO(printed(source, pack, "xlsx")))
    words = word_grids(printed(source, pack, "docx"))
    assert len(book.worksheets) >= len(forms) >= 9
    compared = 0
    for sheet, table in zip(book.worksheets, forms, strict=False):
        assert text_of(table.title) in {str(cell.value) for cell in sheet[1]}
        ours = _plain(sheet_grid(sheet, table))
        assert _plain(whole(words, table, ours)) == ours, sheet.title
        compared += len(ours)
    assert compared > 400


def whole(words: dict[str, list[Grid]], table: Table, ours: Grid) -> Grid:
    """The grid of a table, put together where Word prints it part by part (续表): lead columns and a range of the others.

    A head cell that a part clips on its left stands where the sheet's cell begins.
    """
    if not table.groups:
        return words[text_of(table.title)].pop(0)
    grid: Grid = {}
    for part, (start, stop) in zip(split_groups(table), table.groups, strict=True):
        kept = [*range(min(table.repeat, start)), *range(start, stop)]
        for (row, column), text in words[text_of(part.title)].pop(0).items():
            at = next(one for one in range(kept[column], -1, -1) if (row, one) in ours)
            assert grid.setdefault((row, at), text) == text
    return grid


def _plain(grid: Grid) -> Grid:
    return {place: text.replace(",", "").replace("　", "") for place, text in grid.items()}


@pytest.mark.parametrize(("source", "pack"), REPORTS[3:4])
def test_figures_are_numbers_and_nothing_is_a_formula(source: Path, pack: str) -> None:
    data = printed(source, pack, "xlsx")
    values = [cell.value for table in forms_of(source, pack) for row in table.body for cell in row if cell.value is not None]
    numbers = [
        cell.value
        for sheet in load_workbook(io.BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    assert len(numbers) == len(values) > 200
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) >= 9
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
