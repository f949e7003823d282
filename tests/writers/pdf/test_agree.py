"""The page counter, Typst and WeasyPrint agree: pages, the page of each heading, the text of each page, bookmarks."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from generator.document.blocks import Cell, Document, Heading, Paragraph, Section, Table
from generator.measures import PT_PER_MM
from generator.writers.arrange.pieces import row_heights
from generator.writers.pdf.job import Printed
from generator.writers.style import Style
from tests.built import LaidOut, Prepared, laid_out, lay_out, pdf_of, pdf_pages, prepare, prepared, print_pdf
from tests.examples import EVERY, ROOT, named_packs
from tests.writers import html_sample as sample
from tests.writers.chance import Chance

pytestmark = pytest.mark.slow

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


def agreed(made: Prepared, printed: Printed, theirs: LaidOut) -> None:
    """All three say the same of a report. printed: by Typst; theirs: what WeasyPrint makes of it."""
    pages = made.paged.pages
    assert (theirs.count, theirs.pages) == (pages.count, pages.of), "WeasyPrint and the counter"
    assert (printed.count, printed.warnings) == (pages.count, ()), "Typst and the counter"
    assert outline(printed.data) == outline(theirs.pdf)
    titles = [block.id for block in made.document.blocks() if isinstance(block, Heading) and block.depth]
    assert [page for _, _, page in outline(printed.data)] == [pages.of[title] for title in titles]
    for number, (ours, other) in enumerate(zip(pdf_pages(printed.data), pdf_pages(theirs.pdf), strict=True), start=1):
        assert characters(ours) == characters(other), f"第{number}页"


def agreed_by(document: Document, style: Style) -> None:
    """The same of a document of a test's own."""
    made = prepare(document, style)
    agreed(made, print_pdf(made), lay_out(made))


def looks() -> Iterator[Any]:
    """Every example in the look of its pack; of each pack the smallest example also in the other official look."""
    reports = [(source, pack) for source in EVERY for pack in named_packs(source)]
    size = {source: sum(file.stat().st_size for file in source.glob("*.yaml")) for source in EVERY}
    small = {pack: min((s for s, p in reports if p == pack), key=lambda s: size[s]) for _, pack in reports}
    for source, pack in reports:
        for look in ("", "gbt9704") if small[pack] == source else ("",):
            yield pytest.param(source, pack, look, id=f"{source.parent.name}-{source.name}-{pack}-{look or '自己的版式'}")


@needs_poppler
@pytest.mark.parametrize(("source", "pack", "look"), [*looks()])
def test_every_example(source: Path, pack: str, look: str) -> None:
    name = source.relative_to(ROOT / "data_examples").as_posix()
    agreed(prepared(name, pack, look), pdf_of(name, pack, look), laid_out(name, pack, look))


@needs_poppler
def test_a_report_with_every_kind_of_block() -> None:
    agreed_by(sample.sample(2), sample.style())


@needs_poppler
@pytest.mark.parametrize("seed", [0, 2, 3, 4])
def test_pages_by_chance(seed: int) -> None:
    agreed_by(Chance(seed).document(2), sample.style())


@needs_poppler
@pytest.mark.parametrize("slack", [0.02, 0.3, 0.6, -0.02, -0.3])
@pytest.mark.parametrize("more", [0, 20], ids=["the table's end", "a row between others"])
def test_a_row_that_just_fits_or_just_does_not(slack: float, more: int) -> None:
    style = sample.style()
    room = (style.page.height - style.page.top - style.page.bottom) * PT_PER_MM
    table = Table("t", (1, 1), (), tuple((Cell(sample.runs(f"第{n}行")), Cell()) for n in range(10 + more)), role="plain")
    rows = sum(row_heights(table, style)[:10])
    above = replace(style.roles["无缩进"], line=room - rows - slack)
    high = replace(style, roles={**style.roles, "无缩进": above})
    document = Document("题", "", (Section("portrait", (Paragraph("无缩进", sample.runs("甲")), table)),))
    made = prepare(document, high)
    assert made.paged.pages.count == 1 + (more > 0 or slack < 0)
    agreed(made, print_pdf(made), lay_out(made))
