"""Contents that run over by a few rows are set closer; longer ones and shorter ones are left alone."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from docx import Document as open_docx

from generator.document.blocks import Contents, ContentsRow, Document, Heading, Run, Section
from generator.writers.arrange.contents_pitch import fitted
from generator.writers.docx import write_docx
from generator.writers.html import write_html
from generator.writers.style import Style, load_style
from tests.examples import ROOT


@pytest.fixture(scope="module")
def gbt() -> Style:
    return load_style(ROOT / "templates" / "styles" / "gbt9704.yaml")


def report(rows: int) -> Document:
    """A report whose contents have so many rows; a page has room for 592.8 pt of them."""
    headings = tuple(Heading("部分标题", 1, "", (Run("部门概况"),), f"h{n}") for n in range(rows))
    contents = Contents("目录", tuple(ContentsRow(1, "部门概况", one.id) for one in headings))
    return Document("", "", (Section("portrait", (contents,)), Section("portrait", headings)))


@pytest.mark.parametrize(("rows", "pitch"), [(22, 0), (23, 25.75), (28, 21.15), (30, 19.75), (31, 0), (60, 0)])
def test_the_rows_come_closer_where_that_brings_them_onto_one_page(gbt: Style, rows: int, pitch: float) -> None:
    assert fitted(report(rows), gbt).contents_pitch == pytest.approx(pitch)


def test_a_report_without_contents_keeps_its_style(gbt: Style) -> None:
    assert fitted(Document("", "", (Section("portrait", ()),)), gbt) is gbt


def test_word_and_html_set_the_rows_in_that_pitch(gbt: Style) -> None:
    document = report(28)
    style = fitted(document, gbt)
    row = next(one for one in open_docx(BytesIO(write_docx(document, style))).styles if one.name.lower() == "toc 1")
    assert row.paragraph_format.line_spacing.pt == pytest.approx(21.15)
    assert re.findall(r"\.contents ul li \{ line-height: ([\d.]+)pt; \}", write_html(document, style)) == ["21.15"]
