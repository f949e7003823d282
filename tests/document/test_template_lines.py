"""Each block knows the line of its template, through numbering and arranging; a draft shows it and errors name it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import html

from generator.build import find_style, make_document, read
from generator.checks import check_printed
from generator.document.blocks import (
    NO_TEMPLATE,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    Series,
    Table,
    TemplateLine,
)
from generator.document.draft import as_draft
from generator.document.markup import parse
from generator.errors import DocumentError, OutputError, PackError
from generator.packs import load_pack
from generator.packs.definition.pack import search_path
from generator.preview.draft.sheets import Cutter, pieces
from generator.preview.draft.sources import source_of
from generator.writers.arrange import arrange
from generator.writers.docx import write_docx
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import find_fonts
from generator.writers.html import write_html
from generator.writers.output.printer import Printer
from generator.writers.style import Style
from generator.writers.xlsx.workbook import write_xlsx
from tests.examples import SHILI

MARKUP = """
<cover at="包/封面.html:1"><p role="封面题" at="包/封面.html:2">报告</p></cover>
<contents at="包/正文.html:1"><p role="目录注" at="包/正文.html:2">公开时间</p></contents>
<part at="包/正文.html:4">总述</part>
<h1 at="包/正文.html:5">职能</h1>
<h2 run-in="yes" at="包/正文.html:6">主要职责</h2>
<p at="包/正文.html:7">其一</p>
<h2 run-in="yes" at="包/正文.html:8">机构</h2>
<ol at="包/正文.html:9"><li at="包/正文.html:10">甲</li><li>乙</li></ol>
<table widths="1" at="包/正文.html:12"><tbody><tr><td>格</td></tr></tbody></table>
<chart ref="c" at="包/正文.html:13"/>
<note at="包/正文.html:14">注</note>
<attachment at="包/附件.html:1"></attachment>
<annex-title at="包/附件.html:2">名单</annex-title>
<annex-list at="包/附件.html:3"><li at="包/附件.html:4">表一</li><li at="包/附件.html:5">表二</li></annex-list>
<statutory-table id="T1" at="包/附件.html:7"/>
"""
PIE = Chart("", "pie", "图", (), ("甲",), (Series("", (Decimal(1),), ("1",)),), "万元", "")
LINES = [
    *("封面.html:1", "正文.html:1", "正文.html:4", "正文.html:5", "正文.html:7", "正文.html:8", "正文.html:10", "正文.html:9"),
    *("正文.html:12", "正文.html:13", "正文.html:14", "附件.html:1", "附件.html:2", "附件.html:4", "附件.html:5", "附件.html:7"),
]


@pytest.fixture(scope="module")
def document() -> Document:
    form = Table("T1", (1.0,), (), ((Cell(),),), role="form")
    return Document("报告", "", parse(MARKUP, charts={"c": PIE}, statutory=lambda _: form))


def test_every_kind_of_block_keeps_its_line_through_numbering(document: Document) -> None:
    assert [str(block.template) for block in document.blocks()] == [f"包/{line}" for line in LINES]
    (cover,) = (block for block in document.blocks() if isinstance(block, Cover))
    (contents,) = (block for block in document.blocks() if isinstance(block, Contents))
    assert cover.lines[0].template == TemplateLine("包/封面.html", 2)
    assert contents.notes[0].template == TemplateLine("包/正文.html", 2)
    assert contents.rows, "the rows have been put in"


def test_arranging_and_the_marks_of_a_draft_keep_the_lines(document: Document, style: Style) -> None:
    arranged = arrange(as_draft(document), style)
    assert [block.template for block in arranged.document.blocks()] == [block.template for block in document.blocks()]
    paged = arranged.paged(Advances(find_fonts(style)))
    assert [block.template for block in paged.document.blocks()] == [block.template for block in document.blocks()]


@pytest.mark.parametrize("name", ["sichuan-juesuan", "tongyong-zhengti-ziping"])
def test_in_a_real_report_every_block_has_its_line_be_it_a_tag_or_what_a_filter_prints(name: str) -> None:
    figures, _ = read(SHILI)
    document, _ = make_document(load_pack(name), figures)
    templates = search_path()[0]
    for one in document.blocks():
        line = (templates / one.template.file).read_text(encoding="utf-8").splitlines()[one.template.line - 1]
        words = {Chart: ("图(",), Table: ("table",), Contents: ("<contents",)}.get(type(one), ("<", "正文"))
        assert any(word in line for word in words), (one, line)


def test_a_draft_carries_the_lines_and_a_final_file_does_not(document: Document, style: Style) -> None:
    draft = html.document_fromstring(write_html(document, style, draft=True))
    for line in (*LINES, "封面.html:2", "正文.html:2"):
        assert draft.xpath(f"//*[@data-template='包/{line}']"), line
    assert "data-template" not in write_html(document, style)
    shown = [piece.html for piece in pieces(Cutter(style).cut(document))]
    assert all("data-template=" in piece for piece in shown)


def test_a_template_line_that_moves_is_seen_in_the_preview(style: Style) -> None:
    cutter = Cutter(style)
    first = cutter.cut(Document("", "", parse('<p at="包/甲.html:3">字</p>')))
    second = cutter.cut(Document("", "", parse('<p at="包/甲.html:4">字</p>')))
    assert [piece.html.count("甲.html:4") for piece in pieces((*first, *second))] == [0, 1]


def test_the_source_of_a_figure_names_the_template_too() -> None:
    figures, _ = read(SHILI)
    pack = load_pack("tongyong-juesuan")
    document, _ = make_document(pack, figures)
    piece = next(piece for piece in pieces(Cutter(find_style(pack)).cut(document)) if piece.keys)
    told = source_of(piece, 0, [], document.entries, None)  # type: ignore[arg-type]
    assert told["template"] == {"file": piece.block.template.file, "line": piece.block.template.line}


def block(kind: type, document: Document) -> TemplateLine:
    return next(one.template for one in document.blocks() if isinstance(one, kind))


@pytest.mark.parametrize(("role", "kind"), [("封面题", "cover"), ("图题", "chart"), ("目录注", "note"), ("附件号", "heading")])
@pytest.mark.parametrize("name", ["docx", "html", "pdf"])
def test_a_role_that_the_style_lacks_is_an_error_of_the_template_line(
    document: Document, style: Style, role: str, kind: str, name: str
) -> None:
    line = {"cover": ("封面.html", 2), "chart": ("正文.html", 13), "note": ("正文.html", 2), "heading": ("附件.html", 1)}[kind]
    poor = replace(style, roles={key: value for key, value in style.roles.items() if key != role})
    with pytest.raises(PackError, match=f"没有角色“{role}”") as caught:
        Printer(document, poor).print(name)
    assert (caught.value.file, caught.value.line) == (f"包/{line[0]}", line[1])


def test_errors_of_the_writers_name_the_template(style: Style) -> None:
    long = Table("T", (1.0,), (), (), title=parse("<p>" + "长" * 40_000 + "</p>")[0].blocks[0].runs, role="form")  # type: ignore[union-attr]
    sections = parse('<statutory-table id="T" at="包/表.html:9"/>', statutory=lambda _: long)
    with pytest.raises(OutputError) as told:
        write_xlsx(Document("", "", sections), style)
    assert (told.value.file, told.value.line) == ("包/表.html", 9)
    sections = parse('<contents at="包/目录.html:2"></contents><h1 at="包/正文.html:3">一</h1>')
    lost = replace(sections[0], blocks=sections[0].blocks[:1])
    with pytest.raises(DocumentError) as missing:
        write_docx(Document("", "", (lost,)), style)
    assert (missing.value.file, missing.value.line) == ("包/目录.html", 2)


def test_findings_about_the_printed_report_name_the_template() -> None:
    sections = parse('<h1 at="包/正文.html:3">一</h1><p at="包/正文.html:4">还有 None 元</p>')
    (found,) = check_printed(Document("", "", sections))
    assert (found.rule, found.place.file, found.place.line) == ("Z01", "包/正文.html", 4)


def test_blocks_that_no_template_has_are_written_without_a_line(style: Style) -> None:
    paragraph = Paragraph("正文", ())
    heading = Heading("一级标题", 1, "一、", (), "h1")
    assert paragraph.template == heading.template == NO_TEMPLATE
    (sheet,) = Cutter(style).cut(Document("", "", (replace(parse("<p>字</p>")[0], blocks=(paragraph, heading)),)))
    assert all("data-template" not in piece.html for piece in sheet.pieces)
