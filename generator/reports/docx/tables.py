"""A table of a DOCX as a grid: spans from gridSpan and vMerge, needless narrow columns of other programs taken out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.errors import UsageError
from generator.reports.docx.names import W, number, value
from generator.reports.docx.paragraphs import Paragraphs
from generator.reports.report import ReportCell, ReportGrid, ReportPlace

NARROW = 60
"""Twips; a column that is narrower and holds no text of its own is another program's rounding."""
MOST = 400_000
"""Boxes of one table."""
MOST_COLUMNS = 500
WRAPPERS = {W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}


@dataclass(slots=True)
class _Cell:
    element: etree._Element
    start: int
    end: int
    row: int
    rows: int = 1
    text: str = ""


def wrapped(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of an element with a tag, those in content controls and insertions included."""
    todo = list(element)[::-1]
    while todo:
        child = todo.pop()
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            todo += list(child)[::-1]


def table_rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, without those that a tracked change deletes."""
    return [row for row in wrapped(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]


def only_cell(table: etree._Element) -> etree._Element | None:
    """The cell of a table with one cell, or one column; such a table is a frame around its text. None for any other."""
    cells = [list(wrapped(row, W + "tc")) for row in table_rows(table)]
    return cells[0][0] if len(cells) == 1 and len(cells[0]) == 1 else None


def grid_of(table: etree._Element, reader: Paragraphs) -> ReportGrid | None:
    """The grid of a table; None for one without a row. Raises UsageError for one that is larger than any table."""
    cells, height = _cells(table, reader)
    if not cells:
        return None
    columns = _columns(table, cells)
    width = max(columns.values())
    if height * width > MOST or width > MOST_COLUMNS:
        raise UsageError("表格大得不合常理，没有读", file=reader.name, remedy="检查文件来源")
    found: list[ReportCell] = []
    taken: set[tuple[int, int]] = set()
    for cell in cells:
        left, right = columns[cell.start], columns[cell.end]
        boxes = {(row, column) for row in range(cell.row, cell.row + cell.rows) for column in range(left, right)}
        if right <= left or boxes & taken:
            continue
        taken |= boxes
        place = _place(cell, left, reader)
        found.append(ReportCell(cell.text, cell.row, left, place, cell.rows, right - left))
    found.sort(key=lambda cell: (cell.row, cell.column))
    return ReportGrid(height, width, found, ReportPlace(reader.name, paragraph=found[0].place.paragraph)) if found else None


def _place(cell: _Cell, column: int, reader: Paragraphs) -> ReportPlace:
    first = next(wrapped(cell.element, W + "p"), None)
    paragraph = reader.numbers.get(first, 0) if first is not None else 0
    return ReportPlace(reader.name, paragraph=paragraph, row=cell.row + 1, column=column + 1)


def _cells(table: etree._Element, reader: Paragraphs) -> tuple[list[_Cell], int]:
    """The cells by grid columns, vertical merges done, and the number of rows."""
    found: list[_Cell] = []
    open_cells: dict[tuple[int, int], _Cell] = {}
    rows = table_rows(table)
    for number_of_row, row in enumerate(rows):
        at = number(row.find(W + "trPr"), "gridBefore") or 0
        still: dict[tuple[int, int], _Cell] = {}
        for element in wrapped(row, W + "tc"):
            properties = element.find(W + "tcPr")
            span = max(1, min(number(properties, "gridSpan") or 1, MOST_COLUMNS))
            merge = properties is not None and properties.find(W + "vMerge") is not None
            key, at = (at, at + span), at + span
            above = open_cells.get(key) if merge and value(properties, "vMerge") != "restart" else None
            if above is not None:
                above.rows = number_of_row - above.row + 1
                still[key] = above
                continue
            cell = _Cell(element, key[0], key[1], number_of_row)
            cell.text = "".join(reader.plain(paragraph) for paragraph in wrapped(element, W + "p"))
            found.append(cell)
            if merge:
                still[key] = cell
        open_cells = still
    return found, len(rows)


def _columns(table: etree._Element, cells: list[_Cell]) -> dict[int, int]:
    """From each edge of the file's grid to the column that begins there, narrow columns without a text taken out."""
    edges = sorted({edge for cell in cells for edge in (cell.start, cell.end)})
    widths = [_width(column) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    texts = {(cell.start, cell.end) for cell in cells if cell.text}
    found, column = {edges[0]: 0}, 0
    for before, edge in itertools.pairwise(edges):
        width = sum(widths[before:edge]) if edge <= len(widths) else NARROW
        if 0 < width < NARROW and (before, edge) not in texts:
            found[edge] = column
        else:
            column += 1
            found[edge] = column
    return found


def _width(column: etree._Element) -> int:
    text = str(column.get(W + "w", ""))
    return int(text) if text.isdecimal() and len(text) < 9 else 0
