"""Tables in the type that suits their page: tightened where a little would spill over, loosened where a form stands alone.

Widths of characters are estimated: no font is needed.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.document.blocks import Block, Cell, Chart, Document, Heading, Paragraph, Run, Section, Series, Table
from generator.writers.arrange import arrange
from generator.writers.arrange.pieces import LOWEST_CHART
from generator.writers.arrange.typeset import estimated_width
from generator.writers.cell_types import LARGEST, SMALLEST, looser, tighter
from generator.writers.style import Style, cell_padding

TEXT = Paragraph("正文", (Run("一段文字。"),))


def form(rows: int, text: str = "教育支出", new_page: bool = True) -> Table:
    """A form with a title: of 31 rows it fills a portrait page in the style's own type."""
    row = (Cell((Run(text),)), Cell((Run("1,234.56"),), "number"))
    head = ((Cell((Run("项目"),), "head"), Cell((Run("金额"),), "head")),)
    return Table("t", (2.0, 1.0), head, (row,) * rows, (Run("支出表"),), new_page=new_page)


def paged(style: Style, *blocks: Block) -> tuple[list[Table], int]:
    """The tables as Word takes them, and the pages."""
    made = arrange(Document("", "", (Section("portrait", blocks),)), style).paged(estimated_width)
    for table, twin in zip(made.document.tables(), made.typeset.tables(), strict=True):
        assert table.type == twin.type
    return list(made.document.tables()), made.pages.count


def test_a_table_a_little_too_long_is_tightened_onto_its_page(style: Style) -> None:
    (table,), pages = paged(style, form(44))
    assert pages == 1
    assert table.type
    assert SMALLEST <= table.type.size < style.roles["表格文字"].size


def test_it_is_tightened_no_more_than_it_needs(style: Style) -> None:
    sizes = [table.type.size for rows in (40, 48) for table in paged(style, form(rows))[0] if table.type]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[1]


def test_a_table_far_too_long_keeps_its_type_and_its_pages(style: Style) -> None:
    (table,), pages = paged(style, form(80))
    assert (table.type, pages) == (None, 3)


def test_a_form_alone_on_its_page_is_set_in_larger_type_with_high_rows(style: Style) -> None:
    (table,), pages = paged(style, form(8))
    assert (pages, table.type and table.type.size) == (1, LARGEST)
    assert style.cell_roles(table)["text"].line + 2 * cell_padding(table) == pytest.approx(22, abs=0.5)


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param((form(8), TEXT), id="text below"),
        pytest.param((replace(form(8), role="plain"),), id="a table of the text"),
        pytest.param((*[TEXT] * 12, form(8, new_page=False)), id="a table below text"),
        pytest.param((form(8, "一般公共预算财政拨款" * 3 + "表"),), id="texts that would be folded"),
        pytest.param((form(37),), id="a table that fills its page"),
    ],
)
def test_other_tables_keep_the_type_of_the_style(style: Style, blocks: tuple[Block, ...]) -> None:
    assert paged(style, *blocks)[0][0].type is None


def test_a_heading_that_begins_the_page_belongs_to_it(style: Style) -> None:
    heading = Heading("一级标题", 2, "一、", (Run("支出表"),), "h", new_page=True)
    (table,), pages = paged(style, TEXT, heading, form(42, new_page=False))
    assert pages == 2
    assert table.type


def test_types_lie_between_the_smallest_and_the_largest(style: Style) -> None:
    table = form(1)
    down, up = list(tighter(table, style)), list(looser(table, style))
    own = style.roles["表格文字"]
    assert [type_.size for type_ in down] == [8.5, 8.0]
    assert [type_.size for type_ in up] == [10.5, 10.0, 9.5]
    rows = [type_.line + 2 * type_.padding for type_ in (*up, *down)]
    assert rows == sorted(rows, reverse=True)
    assert rows[len(up) - 1] > own.line + 2 * cell_padding(table) > rows[len(up)]


def test_a_style_with_small_or_large_type_has_nowhere_to_go(style: Style) -> None:
    def sized(size: float) -> Style:
        return replace(style, roles={**style.roles, "表格文字": replace(style.roles["表格文字"], size=size, line=size * 1.2)})

    assert list(tighter(form(1), sized(8))) == []
    assert list(looser(form(1), sized(12))) == []


def chart_page(style: Style, lines: int) -> tuple[float, int]:
    """The height that a chart below some lines is given, in mm, and the pages."""
    value = Series("支出", (Decimal(3), Decimal(4)), ("3", "4"))
    chart = Chart("c1", "bar", "支出", (Run("（图1：支出）"),), ("甲", "乙"), (value,), "万元", "支出")
    line = Paragraph("正文", (Run("一行文字。"),))
    made = arrange(Document("", "", (Section("portrait", (*[line] * lines, chart)),)), style).paged(estimated_width)
    blocks = (*made.document.blocks(), *made.typeset.blocks())
    (height,) = {block.height for block in blocks if isinstance(block, Chart)}
    return height, made.pages.count


@pytest.mark.parametrize(("lines", "pages"), [(14, 1), (15, 1), (16, 2)])
def test_a_chart_is_made_lower_rather_than_leave_a_third_of_a_page_white(style: Style, lines: int, pages: int) -> None:
    height, count = chart_page(style, lines)
    assert count == pages
    assert (height > 0) is (lines == 15)
    assert not height or LOWEST_CHART <= height < style.chart_height
