"""The lines of tables: one width in the style for every format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from openpyxl import load_workbook

from generator.document.blocks import Document, Run, Section, Table
from generator.writers.docx import write_docx
from generator.writers.html import write_html
from generator.writers.style import Style
from generator.writers.table_lines import Edges, workbook_borders
from generator.writers.xlsx.workbook import write_xlsx
from tests.conftest import head, number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = Table(
    "T1",
    (1, 1, 1),
    head=((head("项目"), head("金额", colspan=2)),),
    body=((number("1"), number("2"), number("3")), (number("4"), number("5"), number("6"))),
    title=(Run("收入决算表"),),
)
REPORT = Document("报告", "", (Section("portrait", (TABLE,)),))


@pytest.fixture
def heavy(style: Style) -> Style:
    """A style with a thick frame and thin lines inside."""
    return replace(style, outer_line=1.5, inner_line=0.75)


def test_word_web_page_and_workbook_take_their_lines_from_the_style(heavy: Style) -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(REPORT, heavy))) as archive:
        (borders,) = etree.fromstring(archive.read("word/styles.xml")).iter(f"{W}tblBorders")
    sizes = {side.tag.removeprefix(W): side.get(f"{W}sz") for side in borders}
    assert sizes == dict.fromkeys(("top", "left", "bottom", "right"), "12") | dict.fromkeys(("insideH", "insideV"), "6")
    page = write_html(REPORT, heavy)
    assert ".table table { border: 1.5pt solid #000; }" in page
    assert ".table td { border: 0.75pt solid #000;" in page
    (sheet,) = load_workbook(io.BytesIO(write_xlsx(REPORT, heavy))).worksheets
    rows = [row for row in sheet.iter_rows() if row[0].border.left.style]
    assert [[(c.border.left.style, c.border.right.style) for c in (row[0], row[2])] for row in rows[1:]] == [
        [("medium", "thin"), ("thin", "medium")]
    ] * 2
    assert [row[1].border.top.style for row in rows] == ["medium", "thin", "thin"]
    assert [row[1].border.bottom.style for row in rows] == ["thin", "thin", "medium"]


@pytest.mark.parametrize(("width", "line"), [(0, 0), (0.25, 1), (0.5, 1), (0.75, 1), (1.0, 1), (1.5, 2), (2.25, 5), (4, 5)])
def test_a_workbook_takes_the_line_nearest_to_the_width(style: Style, width: float, line: int) -> None:
    found = workbook_borders(replace(style, outer_line=width, inner_line=0.5), Edges(True, False, True, False))
    assert found == {"left": line, "right": 1, "top": line, "bottom": 1}
