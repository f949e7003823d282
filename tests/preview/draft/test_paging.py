"""The draft's pages are those of the PDF: a sheet for each, contents numbers, and the server tells them after the draft."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.build import chosen_packs, find_style, make_document, read
from generator.document.blocks import Document, Paragraph, Run, Section
from generator.preview.draft.paging import pages_of
from generator.preview.draft.sheets import Cutter
from generator.preview.draft.stages import Stages
from generator.preview.scope import scope_of
from generator.writers.output.printer import Printer
from generator.writers.style import Style
from tests.examples import GONGJING, SHILI
from tests.preview.conftest import PATIENCE, Running, changed, eventually, open_draft

DRAFTS = (("医保 局/2023", SHILI, "tongyong-juesuan"), ("贡井/2020", GONGJING, "sichuan-juesuan"))

SHEETS = """host => [...host.shadowRoot.querySelectorAll('section')].map(section => {
  const flow = section.firstElementChild, look = getComputedStyle(flow);
  const height = parseFloat(look.columnHeight), gap = parseFloat(look.rowGap);
  return Math.round((flow.clientHeight + gap) / (height + gap));
})"""
"""How many sheets each section has in the browser, by what it has laid out."""

STARTS = """host => [...host.shadowRoot.querySelectorAll('[data-sheet]')].map(node => {
  const flow = node.closest('.flow'), look = getComputedStyle(flow), zoom = flow.currentCSSZoom || 1;
  const pitch = (parseFloat(look.columnHeight) + parseFloat(look.rowGap)) * zoom;
  const before = flow.parentElement.matches(':first-child') ? 0 : 1;
  const box = node.getBoundingClientRect(), top = flow.getBoundingClientRect().top;
  return [Number(node.dataset.sheet), (box.top - top) / pitch];
})"""
"""The page that each marked place begins, and how many sheets stand above it in its section."""


def printer(source: Path, name: str) -> Printer:
    figures, _ = read(source)
    pack = next(pack for pack in chosen_packs(figures) if pack.name == name)
    return Printer(make_document(pack, figures)[0], find_style(pack))


def paged(page: Any) -> None:
    """Wait for the pages of the draft that is shown."""
    eventually(lambda: page.evaluate("document.body.dataset.paged === document.body.dataset.version"), PATIENCE)


@pytest.mark.browser
@pytest.mark.parametrize(("label", "source", "report"), DRAFTS)
def test_the_draft_has_a_sheet_for_each_page_of_the_pdf(
    preview: Running, page: Any, label: str, source: Path, report: str
) -> None:
    printed = printer(source, report)
    printed.print("pdf")
    open_draft(page, preview, label, report)
    paged(page)
    assert page.get_attribute("body", "data-pages") == str(printed.pages)
    sheets = page.locator("#host").evaluate(SHEETS)
    assert sum(sheets) == printed.pages
    starts = page.locator("#host").evaluate(STARTS)
    assert len(starts) > 10
    assert all(abs(above - round(above)) < 0.1 for _, above in starts), "a marked place does not stand at the top of a sheet"


@pytest.mark.browser
def test_the_contents_have_the_numbers_of_the_pdf(preview: Running, page: Any) -> None:
    label, source, report = DRAFTS[1]
    numbers = printer(source, report).heading_pages()
    assert numbers
    open_draft(page, preview, label, report)
    paged(page)
    rows = page.locator("#host .contents a").evaluate_all("all => all.map(a => [a.getAttribute('href'), a.dataset.page])")
    assert rows
    assert all(int(number) == numbers[href[1:]] for href, number in rows)
    shown = page.locator("#host .contents a").last.evaluate("a => getComputedStyle(a, '::after').content")
    assert shown == f'"{rows[-1][1]}"'


@pytest.mark.browser
def test_a_longer_text_moves_the_pages_of_the_draft(preview: Running, page: Any) -> None:
    label, _, report = DRAFTS[0]
    open_draft(page, preview, label, report)
    paged(page)
    before = int(page.get_attribute("body", "data-pages"))
    version = page.get_attribute("body", "data-version")
    with changed(preview.folder / label / "文字.yaml", "组织落实。", "组织落实。" + "逐项核对账目和凭证，" * 400 + "完。"):
        eventually(lambda: page.get_attribute("body", "data-version") != version)
        paged(page)
        assert int(page.get_attribute("body", "data-pages")) > before
        assert sum(page.locator("#host").evaluate(SHEETS)) == int(page.get_attribute("body", "data-pages"))


def test_pages_are_counted_once_for_a_report_that_stays_the_same() -> None:
    stages = Stages(SHILI, scope_of(SHILI))
    first = stages.paged("tongyong-juesuan")
    assert stages.paged("tongyong-juesuan") is first
    assert first.pages.count == printer(SHILI, "tongyong-juesuan").paged.pages.count


@pytest.mark.parametrize(("label", "source", "report"), DRAFTS)
def test_each_place_is_a_piece_of_the_draft(label: str, source: Path, report: str) -> None:
    printed = printer(source, report)
    sheets = Cutter(printed.style).cut(printed.document)
    told = pages_of(sheets, printed.paged)
    starts = told["starts"]
    assert isinstance(starts, list)
    assert [one["page"] for one in starts] == list(range(2, printed.paged.pages.count + 1))
    blocks = [piece for sheet in sheets for piece in sheet.pieces]
    rows = [one for one in starts if one["continued"] and one["row"] >= 0]
    assert all("<tbody>" in blocks[one["piece"]].html for one in rows)
    parts = [one for one in starts if one["part"]]
    assert all(len(re.findall(r'<div class="table', blocks[one["piece"]].html)) > one["part"] for one in parts)


def test_a_section_without_blocks_has_no_place(style: Style) -> None:
    empty = Document("", "", (Section("portrait", ()), Section("landscape", ())), sealed=False)
    told = pages_of(Cutter(style).cut(empty), Printer(empty, style).paged)
    assert told == {"count": 2, "of": {}, "starts": [], "lower": {}, "types": []}


def test_a_page_that_begins_inside_a_text_says_after_how_many_characters(style: Style) -> None:
    text = "核对凭证 abc，" * 400
    long = Document("", "", (Section("portrait", (Paragraph("正文", (Run(text),)),)),), sealed=False)
    starts = pages_of(Cutter(style).cut(long), Printer(long, style).paged)["starts"]
    assert isinstance(starts, list)
    counts = [one["characters"] for one in starts]
    assert counts == sorted(set(counts))
    assert all(0 < count < len(text) for count in counts)
    assert all(one["continued"] and one["row"] == -1 for one in starts)
