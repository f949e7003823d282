"""The page counter, Typst and WeasyPrint agree: pages, the page of each heading, the text of each page, bookmarks."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from generator.build import chosen_packs, find_style, make_document, read
from generator.document.blocks import Document, Heading
from generator.intake import find_sources
from generator.writers.arrange import arrange
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.engines import ENGINES
from generator.writers.pdf.job import Job
from generator.writers.pdf.weasyprint.writer import layout
from generator.writers.style import Style
from tests.built import pdf_pages
from tests.examples import ROOT
from tests.writers import html_sample as sample
from tests.writers.chance import Chance

REPORTS = [(s, pack.name) for s in find_sources(ROOT / "data_examples") for pack in chosen_packs(read(s)[0])]
"""Every example with the packs that it names."""
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext（poppler-utils）没有安装")


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, text and page of each bookmark."""
    reader = PdfReader(BytesIO(pdf))
    found: list[tuple[int, str, int]] = []

    def walk(items: list[object], level: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            elif isinstance(item, Destination):
                number = reader.get_destination_page_number(item)
                found.append((level, str(item.title), -1 if number is None else number + 1))

    walk(list(reader.outline), 1)
    return found


def characters(page: str) -> Counter[str]:
    """The characters of a page; leaders may have a dot more or less, and texts of a picture come in another order."""
    return Counter(re.sub(r"[.·]", "", page))


def agreed(document: Document, style: Style) -> None:
    """All three say the same of a report."""
    fonts = find_fonts(style)
    arranged = arrange(document, style)
    paged = arranged.paged(Advances(fonts))
    laid_out = layout(paged.document, arranged.style, fonts)
    assert (laid_out.count, laid_out.pages) == (paged.pages.count, paged.pages.of), "WeasyPrint and the counter"
    plain = laid_out.pdf()
    printed = ENGINES["typst"].print(Job(arranged, paged, fonts))
    assert (printed.count, printed.warnings) == (paged.pages.count, ()), "Typst and the counter"
    assert outline(printed.data) == outline(plain)
    titles = [block.id for block in document.blocks() if isinstance(block, Heading) and block.depth]
    assert [page for _, _, page in outline(printed.data)] == [paged.pages.of[title] for title in titles]
    for number, (ours, theirs) in enumerate(zip(pdf_pages(printed.data), pdf_pages(plain), strict=True), start=1):
        assert characters(ours) == characters(theirs), f"第{number}页"


@needs_poppler
@pytest.mark.parametrize("look", ["公开", "gbt9704"])
@pytest.mark.parametrize(("source", "pack"), REPORTS, ids=lambda value: "-".join(getattr(value, "parts", (value,))[-2:]))
def test_every_example(source: Path, pack: str, look: str) -> None:
    figures, _ = read(source)
    chosen = chosen_packs(figures, [pack])[0]
    agreed(make_document(chosen, figures)[0], find_style(chosen, look))


@needs_poppler
def test_a_report_with_every_kind_of_block() -> None:
    agreed(sample.sample(2), sample.style())


@needs_poppler
@pytest.mark.parametrize("seed", range(4))
def test_pages_by_chance(seed: int) -> None:
    agreed(Chance(seed).document(2), sample.style())
