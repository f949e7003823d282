"""Tables that are kept whole, and those that would leave a hole in the page."""

from __future__ import annotations

import pytest

from generator.document.blocks import Block, Cell, Document, Heading, Paragraph, Run, Section, Table
from generator.writers.arrange.page_fit import loosened
from generator.writers.style import Style


def lines(count: int) -> list[Block]:
    """Paragraphs of one line each; a page has 22."""
    return [Paragraph("正文", (Run("一行文字。"),)) for _ in range(count)]


def table(rows: int, keep: bool = True) -> Table:
    """A table in running text; a row is 19.5 pt high, a page 637 pt."""
    return Table("t", (1, 1), (), ((Cell((Run("甲"),)), Cell((Run("乙"),))),) * rows, role="plain", keep=keep)


def kept(style: Style, *blocks: Block) -> list[bool]:
    document = Document("", "", (Section("portrait", blocks),))
    return [one.keep for one in loosened(document, style).tables()]


@pytest.mark.parametrize(
    ("before", "rows", "keep"),
    [
        (10, 17, True),  # 290 + 332 of 637 pt: it fits below the text
        (10, 20, False),  # it does not, and would leave 55% white
        (20, 20, True),  # it would leave only 9% white
        (32, 20, False),  # as after 10, a page later
        (10, 40, False),  # longer than a page: it is parted anyway
    ],
)
def test_a_table_is_parted_where_it_would_leave_more_than_a_third_of_a_page_white(
    before: int, rows: int, keep: bool, style: Style
) -> None:
    assert kept(style, *lines(before), table(rows)) == [keep or rows == 40]


def test_a_heading_goes_with_its_table(style: Style) -> None:
    heading = Heading("一级标题", 2, "一、", (Run("表"),), "h")
    assert kept(style, *lines(14), heading, table(20)) == [False]
    assert kept(style, *lines(15), heading, table(20)) == [True]


def test_tables_one_after_the_other_stay_one_to_a_page(style: Style) -> None:
    assert kept(style, table(20), table(20), table(20)) == [True, True, True]


def test_a_part_begins_a_new_page(style: Style) -> None:
    part = Heading("部分标题", 1, "第一部分", (Run("表"),), "h", new_page=True)
    assert kept(style, *lines(10), part, table(20)) == [True]


def test_without_kept_tables_the_document_is_the_same(style: Style) -> None:
    document = Document("", "", (Section("portrait", (*lines(10), table(20, keep=False))),))
    assert loosened(document, style) is document
