"""A merged cell that a page end cuts: on each page stands a whole cell, and its text where there is room for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document.blocks import Cell, Document, Paragraph, Run, Section, Table
from generator.document.grid import lay_out
from generator.writers.arrange import Paged, arrange
from generator.writers.arrange.cut_cells import part_cells
from generator.writers.arrange.linebreak import BREAK
from generator.writers.arrange.typeset import estimated_width
from generator.writers.style import Style
from tests.writers import html_sample as sample


def table(rows: int, *merged: Cell) -> Table:
    """Rows of one line beside merged cells. A row is 19.5 pt high: a line of 15 pt, padding and lines."""
    first = (*(replace(cell, rowspan=rows) for cell in merged), Cell(sample.runs("甲")))
    body = (first, *((Cell(sample.runs("乙")),) for _ in range(rows - 1)))
    return Table("t", (1,) * len(first), (), body, role="plain")


def parts(table: Table, first: int, style: Style) -> list[tuple[str, int]]:
    """Text and rows of the parts of a table's merged cells."""
    cells = [cell for row in part_cells(table, first, style).body for cell in row if cell.text not in ("甲", "乙")]
    return [(cell.text.replace(BREAK, "/"), cell.rowspan) for cell in cells]


@pytest.mark.parametrize(
    ("lines", "first", "wanted"),
    [
        (1, 1, [("一", 1), ("", 8)]),
        (2, 1, [("", 1), ("一/二", 8)]),  # one row has no room for two lines
        (2, 6, [("一/二", 6), ("", 3)]),
        (6, 5, [("一/二/三/四/五/六", 5), ("", 4)]),  # 97.5 pt less padding and lines
        (7, 3, [("", 3), ("一/二/三/四/五/六/七", 6)]),
        (9, 4, [("一/二/三/四", 4), ("五/六/七/八/九", 5)]),  # neither part has room for nine
    ],
)
def test_a_text_stands_in_the_first_part_that_has_room_for_it(
    lines: int, first: int, wanted: list[tuple[str, int]], style: Style
) -> None:
    cell = Cell((Run(BREAK.join("一二三四五六七八九"[:lines])),))
    assert parts(table(9, cell), first, style) == wanted


def test_runs_keep_their_look_where_a_text_is_shared(style: Style) -> None:
    runs = (Run("一\n二", bold=True), Run(f"二{BREAK}三{BREAK}四", "k1"), Run("四", "k2"))
    parted = part_cells(table(5, Cell(runs)), 2, style)
    upper, lower = parted.body[0][0], parted.body[2][0]
    assert upper.runs == (Run("一\n二", bold=True), Run("二", "k1"))
    assert lower.runs == (Run(f"三{BREAK}四", "k1"), Run("四", "k2"))


def test_the_grid_stays_whole_where_cells_of_several_columns_are_parted(style: Style) -> None:
    equal = Cell(sample.runs("项目"))
    whole = table(8, equal, equal, replace(equal, kind="head"))
    parted = part_cells(whole, 5, style)
    assert [len(line) for line in lay_out(parted.body, 4)] == [4] * 8
    assert [cell.kind for cell in parted.body[5]] == ["text", "text", "head", "text"]
    assert parts(whole, 5, style) == [("项目", 5)] * 3 + [("", 3)] * 3


def test_a_table_without_a_merged_cell_there_stays_the_same(style: Style) -> None:
    whole = table(8)
    assert part_cells(whole, 4, style) is whole
    merged = table(8, Cell(sample.runs("项目")))
    assert part_cells(merged, 0, style) is merged


def paged(style: Style, *blocks: Paragraph | Table) -> Paged:
    return arrange(Document("", "", (Section("portrait", blocks),)), style).paged(estimated_width)


def test_pages_part_the_cells_that_they_cut(style: Style) -> None:
    long = Cell(sample.runs("机关事业单位基本养老保险缴费支出" * 40))
    body = table(120, long)
    found = paged(style, body)
    [block] = found.typeset.blocks()
    starts = [start.row for start in found.pages.starts]
    assert isinstance(block, Table)
    own = [(at, cell) for at, row in enumerate(block.body) for cell in row if cell.text not in ("甲", "乙")]
    assert [at for at, _ in own] == [0, *starts]
    assert sum(cell.rowspan for _, cell in own) == 120
    assert list(found.document.tables()) == [replace(body, keep=False, widths=block.widths)]
