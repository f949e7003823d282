"""The lines of a report that is no DOCX, or that was made elsewhere: a PDF, a saved web page, a file of an old program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.document.blocks import Document
from generator.reports import ReadReport, read_report, read_report_bytes
from generator.reports.report import ReportParagraph, ReportSection, ReportTable
from generator.verify.reader import ReadLine
from generator.writers.output.printer import Printer
from generator.writers.style import Style

SPACE = re.compile(r"[\s\u200b\ufeff]+")


def read_printed(path: Path) -> tuple[list[ReadLine], str]:
    """The lines of a report as the room `reports` reads it, and its format. Raises UsageError for a file that is none."""
    report = read_report(path)
    return lines_of(report), report.format


def expected_lines(document: Document, style: Style, form: str, name: str) -> list[ReadLine]:
    """The lines of the data's own report, printed in a format and read back. name: for messages."""
    made = Printer(document, style).print(form)
    return lines_of(read_report_bytes(made, f"{name}.{form}"))


def lines_of(report: ReadReport) -> list[ReadLine]:
    """Paragraphs and rows in reading order, without the contents, headers, footers and page numbers."""
    found: list[ReadLine] = []
    for cells, heading, under, row, where in _all(report):
        plain = tuple(SPACE.sub("", cell) for cell in cells)
        if any(plain):
            found.append(ReadLine(plain, heading, under, len(found) + 1, row, page=where))
    return found


Piece = tuple[tuple[str, ...], bool, str, int, str]
"""Cells, whether it is a heading, the heading above, the row of a table, the place."""


def _all(report: ReadReport) -> Iterator[Piece]:
    for block in report.front:
        yield from _block(block, "")
    for part in report.parts:
        yield from _section(part)


def _section(section: ReportSection) -> Iterator[Piece]:
    yield (section.text,), True, section.text, 0, str(section.place)
    for block in section.blocks:
        if isinstance(block, ReportSection):
            yield from _section(block)
        else:
            yield from _block(block, section.text)


def _block(block: ReportParagraph | ReportTable, under: str) -> Iterator[Piece]:
    if isinstance(block, ReportParagraph):
        yield (block.text,), False, under, 0, str(block.place)
        return
    for line in block.above:
        yield (line.text,), False, under, 0, str(line.place)
    for number, row in enumerate(block.grid.boxes(), 1):
        cells = tuple(cell.text for at, cell in enumerate(row) if cell and cell.row == number - 1 and cell.column == at)
        first = next((cell for cell in row if cell and cell.row == number - 1), None)
        place = first.place if first else block.place
        yield cells, False, under, number, f"{place} 第{number}行" if "第" not in str(place) else str(place)
    for note in block.notes:
        yield (note.text,), False, under, 0, str(note.place)
