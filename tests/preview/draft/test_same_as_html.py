"""The draft in the preview is the HTML file: each piece equals its block there, apart from what belongs to a draft."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from lxml import html

from generator.build import chosen_packs, find_style, make_document, read
from generator.document.blocks import Document, Indent, Paragraph, Run, Section
from generator.preview.draft.sheets import Cutter, pieces
from generator.writers.output.printer import Printer
from generator.writers.style import Style, load_style
from tests.conftest import ROOT
from tests.preview.conftest import Running, open_draft

EXAMPLES = ROOT / "data_examples"
SOURCES = sorted({file.parent.relative_to(EXAMPLES).as_posix() for file in EXAMPLES.glob("*/*/*.yaml")})


@cache
def reports(source: str) -> tuple[tuple[Document, Style], ...]:
    """The reports of a source, each with its style."""
    figures, _ = read(EXAMPLES / source)
    return tuple((make_document(pack, figures)[0], find_style(pack)) for pack in chosen_packs(figures))


def as_in_a_file(piece: str) -> str:
    """The markup of a piece without what only the draft's page has."""
    plain = re.sub(r"</?(?:data|mark)\b[^>]*>", "", piece)
    plain = re.sub(r'(<[^<>]*) data-template="[^"]*"', r"\1", plain)
    plain = plain.replace(" data-indent=", " style=")
    return re.sub(r'<col width="([^"]*)">', r'<col style="width:\1">', plain)


def sections_of(page: str) -> list[str]:
    """What stands in each section of an HTML file; an empty head cell is a plain one, as in the page of the draft."""
    plain = re.sub(r'<th scope="\w+"([^>]*)></th>', r"<td\1></td>", page)
    return re.findall(r"<section[^>]*>\n(.*?)\n</section>", plain, re.DOTALL)


@pytest.mark.parametrize("source", SOURCES)
def test_each_piece_equals_the_block_of_the_html_file(source: str) -> None:
    seen = 0
    for document, style in reports(source):
        sheets = Cutter(style).cut(document)
        sections = sections_of(Printer(document, style).print("html").decode())
        assert len(sections) == len(sheets)
        for sheet, section in zip(sheets, sections, strict=True):
            own = [re.sub(r"^<div>(.*)</div>$", r"\1", as_in_a_file(piece.html), flags=re.DOTALL) for piece in sheet.pieces]
            assert "\n".join(own) == section
            seen += len(own)
    assert seen


def test_signature_date_and_annexes_are_indented_in_the_preview_too() -> None:
    style = load_style(ROOT / "templates" / "styles" / "公开.yaml")
    blocks = (
        Paragraph("附件说明", (Run("甲表"),), "附件：1."),
        Paragraph("附件说明续", (Run("乙表"),), "2."),
        Paragraph("署名", (Run("某县水利局"),)),
        Paragraph("日期", (Run("2024年9月1日"),)),
    )
    sheets = Cutter(style).cut(Document("", "", (Section("portrait", blocks),), sealed=False))
    shown = [html.fragment_fromstring(piece.html) for piece in pieces(sheets)]
    assert [piece.block.indent for piece in pieces(sheets)] != [None] * 4
    assert all(isinstance(piece.block.indent, Indent) for piece in pieces(sheets))
    assert all(node.get("style") is None and "padding-right" in (node.get("data-indent") or "") for node in shown)


def test_the_page_sets_the_indents_that_its_policy_forbids_in_the_markup(preview: Running, page: Any) -> None:
    open_draft(page, preview, report="tongyong-zhengti-ziping")
    block = page.locator("#host p.日期").first
    wanted = re.search(r"padding-right: ([\d.]+)pt", block.get_attribute("data-indent"))
    assert wanted
    shown = block.evaluate("node => parseFloat(getComputedStyle(node).paddingRight)")
    assert shown == pytest.approx(float(wanted[1]) * 4 / 3, abs=0.1)
