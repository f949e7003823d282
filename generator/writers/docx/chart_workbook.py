"""The workbook inside a chart: what Word opens when the reader edits the chart's data.

A report has many, and all their parts are the same but for the sheet. xlsxwriter makes them once for each set of number
formats; a chart's workbook is that one with its own rows. A row, as xlsxwriter writes it:

    <row r="2"><c r="A2" t="inlineStr"><is><t>2023年</t></is></c><c r="B2" s="1"><v>91.68</v></c></row>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from generator.document.blocks import Chart
from generator.writers.docx.chart import SHEET
from generator.writers.docx.chart_labels import value_format
from generator.writers.docx.xml_text import escape

_SHEET_PART = "xl/worksheets/sheet1.xml"
_OWN = re.compile('(?<=<dimension ref=")[^"]*|(?<=<sheetData>).*(?=</sheetData>)')
"""What is a chart's own in its sheet: the corners and the rows."""


class _Frame(NamedTuple):
    """What is the same for all charts. parts: the file without the sheet; before, between, after: the sheet around its own."""

    parts: bytes
    before: str
    between: str
    after: str


def chart_workbook(chart: Chart, created: datetime) -> bytes:
    """The XLSX file: names of the series in row 1, categories in column A, values as numbers."""
    formats = [value_format(chart, series) for series in chart.series]
    looks = tuple(dict.fromkeys(formats))
    frame = _frame(looks, created)
    corners = f"A1:{_column(len(formats))}{len(chart.categories) + 1}"
    rows = "".join(_rows(chart, [looks.index(code) + 1 for code in formats]))
    stream = BytesIO(frame.parts)
    with ZipFile(stream, "a") as book:
        _add(book, _SHEET_PART, f"{frame.before}{corners}{frame.between}{rows}{frame.after}")
    return stream.getvalue()


@lru_cache(maxsize=32)
def _frame(looks: tuple[str, ...], created: datetime) -> _Frame:
    """The frame, by xlsxwriter. looks: number formats, each of a row, so that they are numbered from 1."""
    whole, parts = BytesIO(), BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    book.set_properties({"created": created})
    sheet = book.add_worksheet(SHEET)
    for number, code in enumerate(looks):
        sheet.set_row(number, None, book.add_format({"num_format": code}))
    book.close()
    with ZipFile(whole) as made, ZipFile(parts, "w") as kept:
        for name in made.namelist():
            if name != _SHEET_PART:
                _add(kept, name, made.read(name))
        before, between, after = _OWN.split(made.read(_SHEET_PART).decode("utf-8"))
    return _Frame(parts.getvalue(), before, between, after)


def _add(archive: ZipFile, name: str, content: str | bytes) -> None:
    entry = ZipInfo(name)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
    archive.writestr(entry, content)


def _rows(chart: Chart, looks: list[int]) -> Iterator[str]:
    """The rows. looks: by series, the number of its format."""
    names = "".join(_text(f"{_column(n)}1", series.name) for n, series in enumerate(chart.series, 1))
    yield f'<row r="1">{names}</row>'
    for row, category in enumerate(chart.categories, 2):
        values = "".join(
            f'<c r="{_column(n)}{row}" s="{look}"><v>{float(series.values[row - 2]):.16G}</v></c>'
            for n, (series, look) in enumerate(zip(chart.series, looks, strict=True), 1)
        )
        yield f'<row r="{row}">{_text(f"A{row}", category)}{values}</row>'


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else ""


def _column(number: int) -> str:
    """The letter of a column, from 0; a chart has few series."""
    return chr(ord("A") + number)
