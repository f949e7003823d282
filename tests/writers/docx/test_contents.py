"""The contents field."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from generator.document.blocks import Contents, Document, Heading
from generator.writers.docx import write_docx
from generator.writers.style import Style
from tests.writers.docx.reading import W, find, text, value
from tests.writers.docx.sample import sample_pages

TITLE, NOTE = "目    录", "公开时间：2023年10月26日"


def rows(root: etree._Element) -> list[etree._Element]:
    return [p for p in root.iter(W + "p") if (value(p, "w:pPr/w:pStyle") or "") in ("TOC1", "TOC2")]


def without_numbers(sample: Document, look: Style, *, printed: bool) -> etree._Element:
    """document.xml, written without page numbers; printed: whether the contents would have them."""

    def changed(block: object) -> object:
        return replace(block, page_numbers=printed) if isinstance(block, Contents) else block

    sections = tuple(replace(s, blocks=tuple(changed(b) for b in s.blocks)) for s in sample.sections)  # type: ignore[arg-type]
    data = write_docx(replace(sample, sections=sections), look)
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_fields_are_balanced_and_nested_in_order(root: etree._Element) -> None:
    depth, seen = 0, []
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        seen.append(depth)
    assert depth == 0
    assert max(seen) == 2, "page numbers stand inside the contents"
    assert min(seen[:-1]) == 1, "the contents field closes once, at its end"


def test_one_contents_field_over_two_levels(root: etree._Element) -> None:
    instructions = [i.text for i in root.iter(W + "instrText")]
    assert instructions[0] == ' TOC \\o "1-2" \\h \\z \\u '
    assert sum("TOC " in (i or "") for i in instructions) == 1


def test_every_row_has_the_heading_s_text_its_page_and_a_link_to_its_bookmark(root: etree._Element, sample: Document) -> None:
    contents = next(b for b in sample.blocks() if isinstance(b, Contents))
    pages = sample_pages()
    assert len(contents.rows) == 6
    assert [text(r) for r in rows(root)] == [f"{row.text}\t{pages[row.target]}" for row in contents.rows]
    assert len(find(root, "//w:instrText[contains(., 'PAGEREF')]")) == len(contents.rows)

    bookmarks = {mark.get(W + "name"): text(mark.getparent()) for mark in root.iter(W + "bookmarkStart")}
    for row, paragraph in zip(contents.rows, rows(root), strict=True):
        anchors = [link.get(W + "anchor") for link in paragraph.iter(W + "hyperlink")]
        assert len(anchors) == 1
        assert bookmarks[anchors[0]] == row.text
        assert any(f"PAGEREF {anchors[0]} " in (i.text or "") for i in paragraph.iter(W + "instrText"))


def test_every_heading_has_a_bookmark_of_its_own(root: etree._Element, sample: Document) -> None:
    starts = [(m.get(W + "id"), m.get(W + "name")) for m in root.iter(W + "bookmarkStart")]
    headings = [b for b in sample.blocks() if isinstance(b, Heading)]
    assert len(starts) == len(set(starts)) == len(headings)
    assert [m.get(W + "id") for m in root.iter(W + "bookmarkEnd")] == [identity for identity, _ in starts]


def test_title_and_notes_stand_before_the_field(root: etree._Element) -> None:
    before = []
    for paragraph in root.iter(W + "p"):
        if list(paragraph.iter(W + "fldChar")):
            break
        before.append(text(paragraph))
    assert before[-2:] == [TITLE, NOTE]


def test_rows_are_in_the_style_of_their_level(root: etree._Element) -> None:
    levels = [value(p, "w:pPr/w:pStyle") for p in rows(root)]
    assert levels == ["TOC1", "TOC2", "TOC1", "TOC2", "TOC1", "TOC1"]


def test_without_a_layout_pass_the_page_numbers_are_blank(sample: Document, look: Style) -> None:
    body = without_numbers(sample, look, printed=True)
    assert len(rows(body)) == 6
    assert all(text(row).endswith("\t") for row in rows(body))
    assert len(find(body, "//w:instrText[contains(., 'PAGEREF')]")) == 6


def test_contents_without_page_numbers_have_neither_tab_nor_page_field(sample: Document, look: Style) -> None:
    body = without_numbers(sample, look, printed=False)
    assert len(rows(body)) == 6
    assert not any("\t" in text(row) for row in rows(body))
    assert [i.text for i in body.iter(W + "instrText")] == [' TOC \\o "1-2" \\n \\h \\z \\u ']


@pytest.mark.parametrize("missing", ["h5"])
def test_a_heading_without_a_page_leaves_its_number_blank(missing: str, sample: Document, look: Style) -> None:
    pages = {key: page for key, page in sample_pages().items() if key != missing}
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(write_docx(sample, look, pages))).read("word/document.xml"))
    assert [text(row)[-1] for row in rows(body)].count("\t") == 1
