"""The PDF: pages, contents, bookmarks, fonts, tables, and that nothing stands where it must not."""

from __future__ import annotations

import socket
import subprocess
import sys
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from generator.document.blocks import Contents, Document, Heading, Paragraph, Run, Section
from generator.errors import MissingEngine
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.weasyprint import writer
from generator.writers.pdf.weasyprint.writer import Layout
from tests.built import pdf_pages
from tests.writers import html_sample as sample
from tests.writers import pages

pytestmark = pytest.mark.slow


@cache
def laid_out() -> Layout:
    return pages.laid_out(sample.sample(), sample.style())


@cache
def pdf() -> bytes:
    return laid_out().pdf()


@cache
def printed_pages() -> list[str]:
    """The text of each page."""
    return pdf_pages(pdf())


def short(*, draft: bool = False) -> bytes:
    """A few pages of every kind."""
    blocks = (sample.first("一、", "标题", "x"), *sample.prose(1), sample.plain(), sample.chart("bar", 1), sample.form(8))
    pending = Paragraph("正文", (Run("待填的数：", key="k2"), Run("待填", key="k3", pending=True)))
    document = Document("题", "", (Section("portrait", (*blocks, pending)),), {"k2": "x"})
    return pages.laid_out(document, sample.style(), draft=draft).pdf()


def of(*blocks: object, **more: object) -> Layout:
    document = Document("题", "", (Section("portrait", tuple(blocks), **more),))  # type: ignore[arg-type]
    return pages.laid_out(document, sample.style())


def test_every_contents_row_prints_the_page_on_which_its_heading_stands() -> None:
    texts = printed_pages()
    contents = next(block for block in sample.sample().blocks() if isinstance(block, Contents))
    printed = texts[1]
    assert len(contents.rows) >= 9
    for row in contents.rows:
        number = laid_out().pages[row.target]
        text = row.text.replace(" ", "")
        assert text in texts[number - 1], row
        after = printed[printed.index(text) + len(text) :].lstrip("·.")
        assert after.startswith(str(number)), row


def test_contents_rows_are_links_to_their_headings() -> None:
    reader = PdfReader(BytesIO(pdf()))
    links = [a.get_object() for a in reader.pages[1]["/Annots"]]
    contents = next(block for block in sample.sample().blocks() if isinstance(block, Contents))
    assert {str(link["/Dest"]) for link in links} == {row.target for row in contents.rows}


def test_bookmarks_are_the_headings_of_the_outline() -> None:
    reader = PdfReader(BytesIO(pdf()))
    found: list[str] = []

    def walk(items: list[object]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                found.append(str(item.title))  # type: ignore[attr-defined]

    walk(reader.outline)
    assert found == [b.text for b in sample.sample().blocks() if isinstance(b, Heading) and b.depth]


def test_pages_are_numbered_from_the_first_and_the_cover_prints_none() -> None:
    texts = printed_pages()
    assert "—" not in texts[0]
    for number, text in enumerate(texts[1:], start=2):
        assert f"—{number}—" in text


def test_no_text_leaves_its_page_or_its_cell() -> None:
    assert pages.overflows(laid_out()) == []


def test_the_look_for_overflow_sees_a_text_that_leaves_its_cell() -> None:
    result = of(sample.plain())
    cell = next(box for box in pages.inside(pages.page_boxes(result)[0]) if type(box).__name__ == "TableCellBox")
    cell.width = 10
    assert pages.overflows(result)


def test_no_heading_is_last_on_a_page() -> None:
    assert pages.headings_left_last(laid_out()) == []


@pytest.mark.parametrize("before", range(17, 23))
def test_a_heading_goes_to_the_next_page_with_its_text(before: int) -> None:
    filler = [Paragraph("无缩进", sample.runs(f"第{n}行")) for n in range(before)]
    result = of(*filler, sample.first("一、", "标题", "x"), Paragraph("正文", sample.runs(sample.PROSE)))
    assert pages.headings_left_last(result) == []


def test_no_table_head_stands_alone_wherever_the_table_begins() -> None:
    for before in (16, 18, 20):
        filler = [Paragraph("无缩进", sample.runs(f"第{n}行")) for n in range(before)]
        result = of(*filler, sample.replace(sample.form(12), new_page=False))
        assert pages.heads_left_alone(result) == [], before
        title = [n for n, page in enumerate(pages.page_boxes(result)) for _, t, _ in pages.lines(page) if t == "支出决算表"]
        row = [n for n, page in enumerate(pages.page_boxes(result)) for _, t, _ in pages.lines(page) if t == "2080500"]
        assert title == row, before


def test_a_table_head_is_repeated_on_every_page_of_the_table() -> None:
    texts = printed_pages()
    with_rows = [text for text in texts if "20805" in text and "上缴上级支出" in text]
    assert len([text for text in texts if "机关事业单位基本养老保险缴费支出" in text]) == len(with_rows) >= 3


def test_a_page_of_prose_holds_22_lines_of_28_characters() -> None:
    text = "国家医疗保障制度改革发展规划纲要说明文字样例" * 80
    result = of(Paragraph("无缩进", sample.runs(text)))
    first = pdf_pages(result.pdf())[0]
    lines = [t for _, t, _ in pages.lines(pages.page_boxes(result)[0])]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
    assert first.startswith(text[: 22 * 28])


def test_lines_keep_their_exact_height_where_latin_rare_and_bold_type_meet() -> None:
    result = of(*sample.prose(6))
    tops = [y for y, _, _ in pages.lines(pages.page_boxes(result)[0])]
    steps = {round((b - a) * 0.75, 1) for a, b in pairwise(tops)}
    assert len(tops) == 21  # three paragraphs; two lines of the fourth do not fit
    assert steps <= {28.9, 29.0}


def test_justified_lines_reach_the_right_margin_and_last_lines_do_not_change() -> None:
    page = pages.page_boxes(of(*sample.prose(1)))[0]
    right = page.content_box_x() + page.width
    ends = [
        end
        for block in pages.inside(page)
        if type(block).__name__ == "BlockBox" and block.element_tag == "p"
        for end in pages.line_ends(block)
    ]
    assert len(ends) > 4
    assert all(abs(end - right) < 1 for end in ends[:-1])
    assert ends[-1] < right - 20


def test_landscape_pages_have_the_margins_of_the_style() -> None:
    page = next(page for page in pages.page_boxes(laid_out()) if page.margin_width() > page.margin_height())
    mm = [round(value * 25.4 / 96) for value in (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)]
    assert mm == [20, 25, 18, 25]


def test_a_wide_table_is_printed_in_groups_that_repeat_the_first_columns() -> None:
    texts = [text for text in printed_pages() if "公开07表" in text]
    assert len(texts) == 4
    assert ["（续表）" in text for text in texts] == [False, True, True, True]
    assert all("编码" in text and "行政运行" in text for text in texts)
    assert ["注：本表按经济分类列示。" in text for text in texts] == [False, False, False, True]


def test_quotation_marks_and_dashes_come_from_the_chinese_face() -> None:
    reader = PdfReader(BytesIO(of(Paragraph("正文", sample.runs("“三公”——1"))).pdf()))
    spoken: dict[str, str] = {}

    def visit(text: str, _cm: object, _tm: object, font: dict[str, object] | None, _size: float) -> None:
        for char in text:
            spoken.setdefault(char, str(font["/BaseFont"]) if font else "")

    reader.pages[0].extract_text(visitor_text=visit)
    assert "latin" in spoken["1"]
    assert spoken["“"] == spoken["”"] == spoken["—"] == spoken["三"]


def test_rare_characters_of_names_have_glyphs_and_the_engine_has_no_complaint() -> None:
    assert "李堃" in "".join(printed_pages())
    assert laid_out().warnings == []


def test_all_fonts_are_embedded_subsets() -> None:
    reader = PdfReader(BytesIO(pdf()))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor


def test_equal_documents_give_equal_bytes() -> None:
    assert short() == short()


def test_the_file_says_its_title_language_and_subject_and_no_date() -> None:
    reader = PdfReader(BytesIO(pdf()))
    assert reader.metadata is not None
    assert reader.metadata.title == "示例县医疗保障局2022年度部门决算"
    assert reader.metadata.subject == "部门决算公开"
    assert "/CreationDate" not in reader.metadata
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_no_network_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert of(*sample.prose(1)).count == 1
    fetch = writer._fetcher(find_fonts(sample.style()))
    for url in ("http://example.org/a.css", "https://example.org", "file:///etc/hostname", "ftp://x/y"):
        with pytest.raises(ValueError, match="不取外部文件"):
            fetch(url)


def test_importing_the_writer_does_not_import_the_engine() -> None:
    code = "import generator.writers.pdf.weasyprint.writer, sys; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_missing_native_libraries_are_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refuse:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refuse(), *sys.meta_path])
    with pytest.raises(MissingEngine) as caught:
        of(*sample.prose(1))
    assert "apt install libpango" in caught.value.remedy
    assert "\n" not in caught.value.remedy


def test_a_draft_marks_what_is_still_to_be_filled() -> None:
    draft = short(draft=True)
    assert draft != short()
    assert b"<data" not in draft


@pytest.mark.parametrize("variant", ["pdf/a-3a", "pdf/ua-1"])
def test_a_variant_is_tagged_and_says_what_it_is(variant: str) -> None:
    result = of(sample.first("一、", "标题", "x"), *sample.prose(1))
    plain, data = result.pdf(), result.pdf(variant)
    assert result.pdf() == plain
    root = PdfReader(BytesIO(data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert (b"pdfaid" if "/a" in variant else b"pdfuaid") in data
    assert b"CreateDate" not in data
