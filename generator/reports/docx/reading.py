"""The body of a DOCX as lines and grids, in reading order, tracked changes accepted; headers and footers are not in it.

Text boxes come after the paragraph that they are anchored to, tables within cells after the table around them; a table with one
cell is a frame, and what stands in it stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.reports.docx.names import FALLBACK, W
from generator.reports.docx.numbering import Numbering
from generator.reports.docx.package import open_parts
from generator.reports.docx.paragraphs import Paragraphs
from generator.reports.docx.styles import Styles
from generator.reports.docx.tables import WRAPPERS, grid_of, only_cell, table_rows, wrapped
from generator.reports.report import Physical, ReportLine, ReportPage

BOX = W + "txbxContent"
CLOSED = {W + "del", W + "moveFrom", FALLBACK}
FRAMES = 20
"""Frames and tables within each other."""


def read_docx_pages(data: bytes, name: str) -> list[ReportPage]:
    """The body of a DOCX as one page with number 0. Raises UsageError as `open_parts`, and for a table beyond all bounds."""
    parts = open_parts(data, name)
    numbers = {paragraph: at for at, paragraph in enumerate(parts.document.iter(W + "p"), 1)}
    reader = Paragraphs(Styles(parts.styles), Numbering(parts.numbering), numbers, name)
    body = parts.document.find(W + "body")
    items = list(_items(body, reader, 0)) if body is not None else []
    return [ReportPage(0, items)]


def _items(holder: etree._Element, reader: Paragraphs, depth: int) -> Iterator[Physical]:
    """The lines and grids of the body, a cell or a text box."""
    todo = list(holder)[::-1]
    running = ""
    while todo:
        element = todo.pop()
        if element.tag == W + "p":
            lines = reader.lines(element, running)
            running = ""
            if _runs_on(element):
                running = "".join(line.text[line.generated :] for line in lines)
            else:
                yield from lines
            yield from _boxes(element, reader, depth)
        elif element.tag == W + "tbl":
            yield from _table(element, reader, depth)
        elif element.tag in WRAPPERS:
            todo += list(element)[::-1]
    if running:
        yield ReportLine(running, reader.place(holder))


def _runs_on(paragraph: etree._Element) -> bool:
    """Whether a tracked change deletes the end of a paragraph, so that the next one continues it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _boxes(paragraph: etree._Element, reader: Paragraphs, depth: int) -> Iterator[Physical]:
    """What stands in the text boxes that are anchored to a paragraph."""
    if depth < FRAMES:
        for box in _nearest(paragraph, BOX):
            yield from _items(box, reader, depth + 1)


def _table(table: etree._Element, reader: Paragraphs, depth: int) -> Iterator[Physical]:
    if depth >= FRAMES:
        return
    frame = only_cell(table)
    if frame is not None:
        yield from _items(frame, reader, depth + 1)
        return
    grid = grid_of(table, reader)
    if grid is not None and grid.columns > 1:
        yield grid
        for row in table_rows(table):
            for inner in _nearest(row, W + "tbl"):
                yield from _table(inner, reader, depth + 1)
    elif grid is not None:
        for row in table_rows(table):
            for cell in wrapped(row, W + "tc"):
                yield from _items(cell, reader, depth + 1)


def _nearest(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The nearest elements with a tag below an element."""
    todo = list(element)[::-1]
    while todo:
        child = todo.pop()
        if child.tag == tag:
            yield child
        elif child.tag not in CLOSED:
            todo += list(child)[::-1]
