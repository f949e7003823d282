"""Where pages end, without an engine: the engine is asked whether it agrees. Which tables are kept whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import chosen_packs, find_style, make_document, read
from generator.document.blocks import Block, Cell, Document, Heading, Paragraph, Run, Section, Table
from generator.writers.arrange import arrange
from generator.writers.arrange.pages import Pages, count_pages, loosened
from generator.writers.arrange.typeset import typeset
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.weasyprint.writer import layout
from generator.writers.style import Style
from tests.checks.varied import Department


def lines(count: int) -> list[Block]:
    """Paragraphs of one line each; a page has 22."""
    return [Paragraph("正文", (Run("一行文字。"),)) for _ in range(count)]


def table(rows: int, keep: bool = True) -> Table:
    """A table in running text; a row is 19.5 pt high, a page 637 pt."""
    return Table("t", (1, 1), (), ((Cell((Run("甲"),)), Cell((Run("乙"),))),) * rows, role="plain", keep=keep)


def counted(document: Document, style: Style) -> tuple[Document, Pages]:
    """The document with its kept tables decided, and its pages."""
    pages = count_pages(typeset(document, style, Advances(find_fonts(style))), style)
    return loosened(document, pages), pages


def settled(style: Style, *blocks: Block) -> list[Table]:
    """The tables of a page of blocks, decided."""
    return list(counted(Document("", "", (Section("portrait", blocks),)), style)[0].tables())


def kept(style: Style, *blocks: Block) -> list[bool]:
    return [one.keep for one in settled(style, *blocks)]


@pytest.mark.parametrize(
    ("before", "rows", "keep"),
    [
        (10, 17, True),  # 290 + 333 of 638 pt: it fits below the text
        (10, 20, False),  # it does not, and would leave 55% white
        (20, 20, True),  # it would leave only 9% white
        (32, 20, False),  # as after 10, a page later
        (10, 40, False),  # longer than a page, and it would leave 55% white
    ],
)
def test_a_table_is_parted_where_it_would_leave_more_than_a_third_of_a_page_white(
    before: int, rows: int, keep: bool, style: Style
) -> None:
    assert kept(style, *lines(before), table(rows)) == [keep]


def test_a_table_longer_than_a_page_begins_one_with_its_heading_and_is_cut(style: Style) -> None:
    heading = Heading("一级标题", 2, "一、", (Run("表"),), "h")
    long = replace(table(40), id="long")
    assert [(one.keep, one.new_page) for one in settled(style, table(20), long)] == [(True, False), (False, True)]
    first, *rest = settled(style, table(20), heading, long)
    assert first.keep
    assert [(one.keep, one.new_page) for one in rest] == [(False, False)]
    document, pages = counted(Document("", "", (Section("portrait", (table(20), heading, long)),)), style)
    assert [block.new_page for block in document.blocks() if isinstance(block, Heading)] == [True]
    assert (pages.of["h"], pages.count) == (2, 3)


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
    assert counted(document, style)[0] is document


def agreed(document: Document, style: Style) -> None:
    """The counter and the PDF engine find the same pages."""
    arranged = arrange(document, style)
    fonts = find_fonts(style)
    paged = arranged.paged(Advances(fonts))
    found = layout(paged.typeset, arranged.style, fonts)
    assert (found.count, found.pages) == (paged.pages.count, paged.pages.of)


@pytest.mark.parametrize("seed", range(40, 48))
def test_departments_by_chance_have_the_engines_pages(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "部门.yaml"
    path.write_text(Department(seed).write(), encoding="utf-8")
    figures, _ = read(path)
    pack = chosen_packs(figures)[0]
    agreed(make_document(pack, figures)[0], find_style(pack, ("公开", "gbt9704")[seed % 2]))
