"""Sections, pages and page numbers."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from lxml import etree

from generator.document.blocks import Document
from generator.writers.docx import write_docx
from generator.writers.style import Style
from tests.writers.docx.reading import W, find, paragraphs, value


def test_each_section_has_its_orientation(opened: Opened) -> None:
    portrait, landscape = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert [s.orientation for s in opened.sections] == [portrait, portrait, portrait, landscape, portrait]


def test_landscape_pages_have_the_margins_of_the_style(opened: Opened) -> None:
    def near(length: int, mm: float) -> bool:
        return abs(length - Mm(mm)) < Mm(0.05)

    upright, turned = opened.sections[2], opened.sections[3]
    assert near(upright.page_width, 210) and near(upright.page_height, 297)
    assert near(upright.top_margin, 37) and near(upright.left_margin, 28)
    assert near(turned.page_width, 297) and near(turned.page_height, 210)
    assert near(turned.top_margin, 20) and near(turned.right_margin, 25)
    assert near(turned.bottom_margin, 18) and near(turned.left_margin, 25)


def test_page_numbers_run_on_and_the_cover_has_none(opened: Opened, root: etree._Element) -> None:
    footers = [section.footer for section in opened.sections]
    assert "PAGE" not in etree.tostring(footers[0]._element, encoding="unicode")
    for footer in footers[1:]:
        assert "".join(p.text for p in footer.paragraphs) == "— 1 —"
        assert " PAGE " in [i.text for i in footer._element.iter(W + "instrText")]
    assert not list(root.iter(W + "pgNumType")), "nothing restarts the numbers"


def test_odd_and_even_pages_have_their_own_footers_where_the_style_says_so(sample: Document, look: Style) -> None:
    archive = zipfile.ZipFile(io.BytesIO(write_docx(sample, replace(look, odd_even=True))))
    body = etree.fromstring(archive.read("word/document.xml"))
    kinds = [reference.get(W + "type") for reference in body.iter(W + "footerReference")]
    assert kinds == ["default", "even"] * 5
    assert b"<w:evenAndOddHeaders/>" in archive.read("word/settings.xml")
    footers = [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/footer")]
    assert sum('<w:jc w:val="right"/>' in f and 'w:rightChars="100"' in f for f in footers) == 1
    assert sum('<w:jc w:val="left"/>' in f and 'w:leftChars="100"' in f for f in footers) == 1


def test_parts_and_tables_start_pages_but_not_twice_after_a_section(root: etree._Element) -> None:
    breaks = find(root, "//w:p[w:pPr/w:pageBreakBefore]")
    starts = ["".join(p.itertext()) for p in breaks]
    assert any(start.startswith("第二部分") for start in starts)
    assert any(start.startswith("收入决算表") for start in starts)
    assert not any(start.startswith(("第一部分", "第三部分", "附件1")) for start in starts)


def test_a_section_ends_in_a_paragraph_of_its_own_and_tables_never_touch(root: etree._Element) -> None:
    ends = find(root, "w:body/w:p[w:pPr/w:sectPr]")
    assert [value(end, "w:pPr/w:pStyle") for end in ends] == ["SectionBreak"] * 4
    assert not any("".join(end.itertext()) for end in ends), "no text goes with a section's end"
    assert len(find(root, "w:body/w:sectPr")) == 1
    assert find(root, "//w:tbl") and not find(root, "//w:tbl/following-sibling::*[1][self::w:tbl]")
    assert len(paragraphs(root, "Spacer")) == 1, "between two tables"
