"""The package: what is in the file, and that its bytes depend on nothing else."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document as open_docx
from docx.document import Document as Opened
from lxml import etree

from generator.document.blocks import Contents, ContentsRow, Document, Paragraph, Run, Section
from generator.errors import DocumentError, PackError
from generator.writers.docx import write_docx
from generator.writers.style import Style
from tests.writers.docx.sample import HOSTILE, sample_document, sample_pages, sample_style


def test_writing_twice_gives_identical_bytes(written: bytes) -> None:
    assert write_docx(sample_document(), sample_style(), sample_pages()) == written


def test_every_entry_of_the_zip_carries_the_same_time_stamp(written: bytes) -> None:
    entries = zipfile.ZipFile(io.BytesIO(written)).infolist()
    assert len(entries) > 10
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}


def test_python_docx_opens_the_file_and_finds_its_properties(opened: Opened) -> None:
    properties = opened.core_properties
    assert (properties.title, properties.subject) == ("2022年度部门决算", "部门决算公开")
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert (properties.created, properties.modified) == (None, None), "the clock is no part of the input"


def test_the_properties_name_the_department_and_the_day_of_publication() -> None:
    document = Document("报告", "决算", (), author="示例县民政局", issued=dt.date(2024, 10, 25))
    properties = open_docx(io.BytesIO(write_docx(document, sample_style()))).core_properties
    assert (properties.author, properties.last_modified_by) == ("示例县民政局", "")
    assert properties.created == properties.modified == dt.datetime(2024, 10, 25, tzinfo=dt.UTC)


def test_every_part_is_well_formed_and_no_part_is_left_without_a_content_type(parts: dict[str, bytes]) -> None:
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {element.get("PartName", "") for element in types if element.tag.endswith("Override")}
    assert named == {f"/{name}" for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}
    read = [etree.fromstring(content) for name, content in parts.items() if name.endswith((".xml", ".rels"))]
    assert len(read) > 12


def test_every_relation_leads_to_a_part(parts: dict[str, bytes]) -> None:
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = [relation.get("Target", "") for relation in relations]
    assert len(targets) == 3 + 2 + 3, "styles, settings, fonts; two footers; three charts"
    assert all(f"word/{target}" in parts for target in targets)


def test_no_field_asks_to_be_updated_and_no_theme_font_is_named(parts: dict[str, bytes]) -> None:
    everything = b"".join(content for name, content in parts.items() if name.endswith(".xml"))
    assert b"w:fldChar" in everything
    for forbidden in (b"w:dirty", b"updateFields", b"asciiTheme", b"eastAsiaTheme", b"hAnsiTheme", b"+mn-", b"+mj-"):
        assert forbidden not in everything


def test_hostile_titles_are_cleaned_and_long_ones_cut(look: Style) -> None:
    document = Document(HOSTILE + "长" * 300, HOSTILE, (Section("portrait", (Paragraph("正文", (Run("文"),)),)),))
    assert zipfile.ZipFile(io.BytesIO(write_docx(document, look))).testzip() is None


def test_an_empty_section_still_gives_a_document(look: Style) -> None:
    document = Document("空", "空", (Section("portrait", ()), Section("landscape", ())))
    body = zipfile.ZipFile(io.BytesIO(write_docx(document, look))).read("word/document.xml")
    assert body.count(b"<w:sectPr>") == 2


def test_a_role_that_the_style_lacks_is_named_in_the_error(look: Style) -> None:
    document = Document("题", "", (Section("portrait", (Paragraph("诗", (Run("文"),)),)),))
    with pytest.raises(PackError, match="版式“公开”里没有角色“诗”"):
        write_docx(document, look)


def test_a_contents_row_without_its_heading_is_an_error(look: Style) -> None:
    contents = Contents("目录", (ContentsRow(1, "第一部分", "nowhere"),))
    document = replace(sample_document(), sections=(Section("portrait", (contents,)),))
    with pytest.raises(DocumentError, match=r"第一部分.*nowhere"):
        write_docx(document, look)
