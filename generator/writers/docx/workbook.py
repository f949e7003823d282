"""The workbook inside a chart: what Word opens when the reader edits the chart's data."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlsxwriter

from generator.document.blocks import Chart
from generator.writers.docx.chart import SHEET, number_format
from generator.writers.docx.markup import clean


def chart_workbook(chart: Chart, created: datetime) -> bytes:
    """The XLSX file: names of the series in row 1, categories in column A, values as numbers."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": created})
    sheet = book.add_worksheet(SHEET)
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, clean(category))
    for column, series in enumerate(chart.series, 1):
        look = book.add_format({"num_format": number_format(series)})
        sheet.write_string(0, column, clean(series.name))
        for row, value in enumerate(series.values, 1):
            sheet.write_number(row, column, float(value), look)
    book.close()
    return stream.getvalue()
