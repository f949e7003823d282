"""The lines of a DOCX as a person reads them: paragraphs and table rows in order, tracked changes accepted; the words in a
text box after the paragraph that holds it; headers and footers at the end, each text once.

Left out: the contents (its rows repeat the headings), page numbers, pictures, comments, field codes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.errors import UsageError
from generator.runtime.reading import read_regular, why_unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = {W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "drawing", W + "pict", MC_FALLBACK}
BOX = W + "txbxContent"
DRAWN = {W + "drawing", W + "pict"}
PAGE_NUMBER = re.compile(r"[\d第页共/—–\-~·.]*")
EDGE = re.compile(r"word/(header|footer)\d*\.xml")
EDGES = {"header": "页眉", "footer": "页脚"}
MOST_EDGES = 60
"""Headers and footers that are read: three a section."""
HEADING = re.compile(r"(?i)heading|标题|annex|附件")
MAX_FILE = 100 * 1024 * 1024
MAX_PART = 32 * 1024 * 1024
"""A document.xml larger than this is no report."""
MAX_TAGS = 1_500_000
"""Nor is one with more tags; each takes some hundred bytes of memory."""

UNREADABLE = (OSError, EOFError, LookupError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError)
"""What a damaged or encrypted file raises when it is opened."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A paragraph (one cell) or a table row. number: its place in the document, from 1; under: the heading above it.

    edge: 页眉 or 页脚 for a line that stands there; page: where it stands in a report with pages, 第12页 表“…” 第3行.
    """

    cells: tuple[str, ...]
    heading: bool
    under: str
    number: int
    row: int = 0
    edge: str = ""
    page: str = ""

    @property
    def text(self) -> str:
        """The cells in one line."""
        return " | ".join(cell for cell in self.cells if cell)

    @property
    def where(self) -> str:
        """For people."""
        if self.edge or self.page:
            return self.edge or self.page
        place = f"第{self.number}段" if not self.row else f"表格第{self.row}行（第{self.number}处）"
        return f"“{self.under}”下{place}" if self.under else place


def read_docx(source: Path | bytes) -> list[ReadLine]:
    """The items of a DOCX. Raises UsageError for a file that is none."""
    name = "" if isinstance(source, bytes) else str(source)
    try:
        data = source if isinstance(source, bytes) else read_regular(source, MAX_FILE)
    except OSError as error:
        message, remedy = why_unreadable(Path(name), error)
        raise UsageError(message, file=name, remedy=remedy) from error
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        info = archive.getinfo("word/document.xml")
        part = archive.read(info) if info.file_size <= MAX_PART else b""
        if not part or part.count(b"<") > MAX_TAGS:
            raise UsageError("文档太大", file=name, remedy="核对是不是要比的那份报告")
        root = _parsed(part)
        edges = list(_edges(archive))
    except (
        OSError,
        EOFError,
        LookupError,
        ValueError,
        RuntimeError,
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
    ) as error:
        remedy = "用 Word 或 WPS 打开，另存为 .docx；加了密码的先去掉"
        raise UsageError("这不是 Word 文档（.docx），或文件已损坏", file=name, remedy=remedy) from error
    body = root.find(W + "body")
    return [*(_items(body) if body is not None else ()), *edges]


def _parsed(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _edges(archive: zipfile.ZipFile) -> Iterator[ReadLine]:
    """The lines of headers and footers, each text once, without page numbers."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    names = sorted(name for name in archive.namelist() if EDGE.fullmatch(name))
    for name in names[:MOST_EDGES]:
        info, found = archive.getinfo(name), EDGE.fullmatch(name)
        part = archive.read(info) if info.file_size <= MAX_PART else b""
        if not found or not part or part.count(b"<") > MAX_TAGS:
            continue
        edge = EDGES[found[1]]
        for line in _items(_parsed(part)):
            if not PAGE_NUMBER.fullmatch("".join(line.cells)) and (edge, line.cells) not in seen:
                seen.add((edge, line.cells))
                yield ReadLine(line.cells, False, "", len(seen), line.row, edge)


def _items(body: etree._Element) -> Iterator[ReadLine]:
    under, number, row = "", 0, 0
    for element in _lines(body):
        if element.tag == W + "tr":
            row += 1
            cells = tuple(_cell(cell) for cell in _inner(element, {W + "tc"}, {W + "tbl"}))
            if any(cells):
                number += 1
                yield ReadLine(cells, False, under, number, row)
        elif element.tag == W + "tbl":
            row = 0
        elif (text := _text(element)) and not _in_contents(element):
            number += 1
            heading = bool(HEADING.search(_style(element)))
            under = text if heading else under
            yield ReadLine((text,), heading, under, number)


def _lines(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs outside of tables, tables and their rows in order, also those in content controls and insertions.

    A table within a cell comes after the row that it stands in. Rows that were deleted are left out.
    """
    todo = list(body)[::-1]
    while todo:
        element = todo.pop()
        if element.tag == W + "p":
            yield element
            todo += _boxed(element)
        elif element.tag == W + "tbl":
            yield element
            todo += _inner(element, {W + "tr"}, {W + "tbl"})[::-1]
        elif element.tag == W + "tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
                todo += [*_boxed(element), *_inner(element, {W + "tbl"}, set())[::-1]]
        elif element.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"):
            todo += list(element)[::-1]


def _boxed(element: etree._Element) -> list[etree._Element]:
    """What stands in the text boxes of a paragraph or row, last first; a box is there twice, once for old programs."""
    boxes = _inner(element, {BOX}, {W + "tbl"}, SKIPPED - DRAWN)
    return [child for box in boxes for child in box][::-1]


def _inner(element: etree._Element, wanted: set[str], closed: set[str], skipped: set[str] = SKIPPED) -> list[etree._Element]:
    """The nearest elements of some kinds below an element, in order; what stands in a closed or skipped kind is passed over."""
    found: list[etree._Element] = []
    todo = list(element)[::-1]
    while todo:
        child = todo.pop()
        if child.tag in wanted:
            found.append(child)
        elif child.tag not in closed and child.tag not in skipped:
            todo += list(child)[::-1]
    return found


def _cell(cell: etree._Element) -> str:
    return " ".join(filter(None, map(_text, _inner(cell, {W + "p"}, {W + "tbl"}))))


def _text(paragraph: etree._Element) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", "".join(text.text or "" for text in _inner(paragraph, {W + "t"}, {W + "p"})))


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(style.get(W + "val", "")) if style is not None else ""


def _in_contents(paragraph: etree._Element) -> bool:
    codes = "".join(code.text or "" for code in paragraph.iter(W + "instrText"))
    links = (link.get(W + "anchor", "") for link in paragraph.iter(W + "hyperlink"))
    return "PAGEREF" in codes or "TOC" in codes or any(link.startswith("_Toc") for link in links)
