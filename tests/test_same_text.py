"""DOCX, PDF and HTML of one report say the same: all that the blocks print stands in each of them, in order, and
nothing else but page numbers, repeated heads and the rows of the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from lxml import html

from generator.document.blocks import Block, Chart, Contents, Cover, Document, Heading, Paragraph, Table, text_of
from generator.document.grouping import split_groups
from generator.writers.charts import chart_svg
from generator.writers.style import load_style
from tests.built import laid_out, pdf_pages
from tests.examples import EVERY, GONGJING, ROOT, SHILI_2022, each_report, printed, reports_of

PAGE = re.compile(r"—\d+—$")
STYLE = load_style(ROOT / "templates" / "styles" / "公开.yaml")
"""What all reports with charts are printed in."""
SPACE = re.compile(r"[\s\u00a0\u200b]+")


def bare(text: str) -> str:
    return SPACE.sub("", text)


def docx_text(data: bytes, _: Document) -> str:
    body = open_docx(BytesIO(data)).element.body
    return bare("".join(node.text or "" for node in body.iter(qn("w:t"))))


def pdf_text(data: bytes, document: Document) -> str:
    """The text of all pages. The charts of a page are drawn after the rest of it, which may end in the middle of a paragraph:
    each must stand there once and whole, and is left out."""
    drawn = [drawn_texts(block) for block in document.blocks() if isinstance(block, Chart)]
    kept = []
    for page in pdf_pages(data):
        text = PAGE.sub("", bare(page))
        here = next((drawn[:count] for count in range(len(drawn), 0, -1) if text.endswith("".join(drawn[:count]))), [])
        del drawn[: len(here)]
        kept.append(text.removesuffix("".join(here)))
    assert drawn == []
    return "".join(kept)


def drawn_texts(chart: Chart) -> str:
    """All that stands in the picture of a chart, in the order in which it is drawn."""
    picture = html.fragment_fromstring(chart_svg(chart, STYLE))
    return bare("".join(picture.xpath(".//*[local-name()='text']/text()")))


def html_text(data: bytes, _: Document) -> str:
    body = html.document_fromstring(data.decode()).body
    for drawing in body.xpath("//*[local-name()='svg' or local-name()='script' or local-name()='style']"):
        drawing.drop_tree()
    return bare(body.text_content())


READERS = {"docx": docx_text, "pdf": pdf_text, "html": html_text}


def texts(block: Block, cells: bool) -> Iterator[str]:
    """What a block prints, piece by piece, in reading order; without the lines above a table and the pictures of charts."""
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Cover():
            yield from (line.text for line in block.lines)
        case Contents():
            yield block.title
        case Table():
            if cells:
                yield from (cell.text for row in (*block.head, *block.body) for cell in row)
            yield from (text_of(note) for note in block.notes)
        case Chart():
            yield text_of(block.caption)


def in_parts(document: Document) -> Document:
    """The document with each very wide table in the parts that are printed."""

    def parts(block: Block) -> list[Block]:
        return [*split_groups(block)] if isinstance(block, Table) else [block]

    sections = (replace(section, blocks=tuple(chain(*map(parts, section.blocks)))) for section in document.sections)
    return replace(document, sections=tuple(sections))


def known(document: Document) -> set[str]:
    """What a writer may print besides: contents, lines above tables, heads on every page."""
    found = {"目录", "附件"}
    for block in document.blocks():
        if isinstance(block, Contents):
            found |= {bare(row.text) for row in block.rows} | {bare(note.text) for note in block.notes}
        elif isinstance(block, Table):
            found |= {bare(text) for text in (block.mark, text_of(block.unit_left), block.unit_right, text_of(block.title))}
            found |= {bare(cell.text) for row in block.head for cell in row}
    return found - {""}


def walk(text: str, document: Document, cells: bool) -> tuple[list[str], str]:
    """The pieces that do not stand in the text in their order, and the text that is left over."""
    missing, rest, position = [], [], 0
    for block in document.blocks():
        for piece in filter(None, map(bare, texts(block, cells))):
            found = text.find(piece, position)
            if found < 0:
                missing.append(piece)
            else:
                rest.append(text[position:found])
                position = found + len(piece)
    return missing, "\n".join([*rest, text[position:]])


def weasyprint_pdf(source: Path, pack: str) -> bytes:
    """The PDF whose text stands in reading order: Typst draws merged cells after their row. That it prints the same characters
    on each page is what `writers/pdf/test_agree.py` tests."""
    return laid_out(source.relative_to(ROOT / "data_examples").as_posix(), pack).pdf


@each_report(*EVERY)
@pytest.mark.parametrize("kind", [pytest.param(kind, marks=[pytest.mark.slow] * (kind == "pdf")) for kind in READERS])
def test_a_report_says_the_same_in_every_format_and_nothing_else(kind: str, source: Path, pack: str) -> None:
    document = in_parts(reports_of(source)[pack])
    data = weasyprint_pdf(source, pack) if kind == "pdf" else printed(source, pack, kind)
    missing, rest = walk(READERS[kind](data, document), document, cells=True)
    assert missing == []
    for text in sorted(known(document), key=len, reverse=True):
        rest = rest.replace(text, "")
    assert re.sub(r"[\s·.…\d—]", "", rest) == ""


def test_the_reader_notices_a_text_that_is_not_there() -> None:
    document = reports_of(SHILI_2022)["tongyong-juesuan"]
    text = html_text(printed(SHILI_2022, "tongyong-juesuan", "html"), document)
    first = next(block for block in document.blocks() if isinstance(block, Heading))
    missing, _ = walk(text.replace(bare(first.text), ""), document, cells=False)
    assert bare(first.text) in missing
    assert "完全没有的字" in walk(f"{text}完全没有的字", document, cells=True)[1]


@pytest.mark.parametrize(("source", "pack"), [(SHILI_2022, "tongyong-juesuan"), (GONGJING, "sichuan-juesuan")])
def test_final_files_carry_no_keys_of_the_ledger(source: Path, pack: str) -> None:
    document = reports_of(source)[pack]
    page = printed(source, pack, "html").decode()
    assert len(document.entries) > 500
    assert re.findall(r'(?:value|data-key|data-[a-z]+)="a\d+"', page) == []
