"""The lines of a DOCX as a person reads them: paragraphs and table rows in order, tracked changes accepted.

Left out: the contents (its rows repeat the headings), headers and footers, drawings, comments, field codes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.errors import UsageError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = {W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "drawing", W + "pict", MC_FALLBACK}
HEADING = re.compile(r"(?i)heading|标题|annex|附件")
MAX_PART = 64 * 1024 * 1024
"""A document.xml larger than this is no report."""


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph (one cell) or a table row. number: its place in the document, from 1; under: the heading above it."""

    cells: tuple[str, ...]
    heading: bool
    under: str
    number: int
    row: int = 0

    @property
    def text(self) -> str:
        """The cells in one line."""
        return " | ".join(cell for cell in self.cells if cell)

    @property
    def where(self) -> str:
        """For people."""
        place = f"第{self.number}段" if not self.row else f"表格第{self.row}行（第{self.number}处）"
        return f"“{self.under}”下{place}" if self.under else place


def read_docx(source: Path | bytes) -> list[Item]:
    """The items of a DOCX. Raises UsageError for a file that is none."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        info = archive.getinfo("word/document.xml")
        if info.file_size > MAX_PART:
            raise UsageError("文档太大", file=str(source), remedy="核对是不是要比的那份报告")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(archive.read(info), parser)
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        name = "" if isinstance(source, bytes) else str(source)
        raise UsageError("这不是 Word 文档（.docx），或文件已损坏", file=name, remedy="用 Word 或 WPS 另存为 .docx") from error
    body = root.find(W + "body")
    return list(_items(body)) if body is not None else []


def _items(body: etree._Element) -> Iterator[Item]:
    under, number = "", 0
    for element in _blocks(body):
        if element.tag == W + "tbl":
            for row, cells in enumerate(_rows(element), 1):
                if any(cells):
                    number += 1
                    yield Item(cells, False, under, number, row)
        else:
            text = _text(element)
            if text and not _in_contents(element):
                number += 1
                heading = bool(HEADING.search(_style(element)))
                under = text if heading else under
                yield Item((text,), heading, under, number)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those in content controls and insertions."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"):
            yield from _blocks(child)


def _rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    for row in table.iter(W + "tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield tuple(" ".join(filter(None, (_text(p) for p in cell.iter(W + "p")))) for cell in row.iter(W + "tc"))


def _text(paragraph: etree._Element) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", "".join(_pieces(paragraph)))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag not in SKIPPED:
            yield from _pieces(child)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(style.get(W + "val", "")) if style is not None else ""


def _in_contents(paragraph: etree._Element) -> bool:
    codes = "".join(code.text or "" for code in paragraph.iter(W + "instrText"))
    links = (link.get(W + "anchor", "") for link in paragraph.iter(W + "hyperlink"))
    return "PAGEREF" in codes or "TOC" in codes or any(link.startswith("_Toc") for link in links)
