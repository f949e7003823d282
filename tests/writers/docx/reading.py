"""Reading OOXML back: names, values, text and the grid of a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from lxml import etree

from generator.document.blocks import Block, Document, Row, Section
from generator.writers.docx import write_docx
from tests.writers.docx.sample import sample_style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {
    "w": W[1:-1],
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def body_of(*blocks: Block) -> etree._Element:
    """document.xml of a report of one portrait section."""
    data = write_docx(Document("报告", "决算", (Section("portrait", blocks),)), sample_style())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def find(element: etree._Element, path: str) -> list[etree._Element]:
    return element.xpath(path, namespaces=NS)


def value(element: etree._Element, path: str) -> str | None:
    """w:val of the first child at a path, None where there is none."""
    found = element.find(path, NS)
    return None if found is None else found.get(W + "val")


def text(element: etree._Element) -> str:
    """The text as a reader sees it: breaks are \\n, tabs \\t."""
    marks = {W + "br": "\n", W + "tab": "\t"}
    return "".join(
        node.text or "" if node.tag == W + "t" else marks[node.tag]
        for node in find(element, ".//w:r/*")
        if node.tag in (W + "t", *marks)
    )


def settled(styles: dict[str, etree._Element], name: str, path: str) -> etree._Element | None:
    """The element that holds for a style: its own, else that of the nearest style it is based on. styles: by id."""
    found = styles[name].find(path, NS)
    base = value(styles[name], "w:basedOn")
    return settled(styles, base, path) if found is None and base else found


def paragraphs(element: etree._Element, style: str) -> list[etree._Element]:
    return [p for p in element.iter(W + "p") if value(p, "w:pPr/w:pStyle") == style]


def grid(table: etree._Element) -> list[list[str]]:
    """The text of every place in the grid; a merged cell's text stands in each place it covers."""
    rows: list[list[str]] = []
    for tr in table.findall(W + "tr"):
        line: list[str] = []
        for tc in tr.findall(W + "tc"):
            span = int(value(tc, "w:tcPr/w:gridSpan") or 1)
            merge = tc.find("w:tcPr/w:vMerge", NS)
            inherited = merge is not None and merge.get(W + "val") == "continue"
            content = "\n".join(text(p) for p in tc.findall(W + "p"))
            assert not (inherited and content), "a continued cell holds text of its own"
            line += [rows[-1][len(line)] if inherited else content] * span
        rows.append(line)
    return rows


def expected_grid(rows: Iterable[Row], columns: int) -> list[list[str]]:
    """The same from the blocks, laid out cell by cell on a board."""
    rows = list(rows)
    board: list[list[str | None]] = [[None] * columns for _ in rows]
    for r, row in enumerate(rows):
        for cell in row:
            at = board[r].index(None)
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    assert board[r + down][at + across] is None, "the sample's cells overlap"
                    board[r + down][at + across] = cell.text
    return [[place or "" for place in line] for line in board]
