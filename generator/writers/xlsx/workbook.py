"""The tables of a report as a workbook: one sheet for each, numbers as numbers, ready to upload and to print on A4.

The look of cells and columns is in `generator.writers.xlsx.sheet_look`, the names of sheets in `sheet_names`.
"""

from __future__ import annotations

import io
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from generator.document.blocks import Cell, Document, Orientation, Row, Run, Section, Table, text_of
from generator.document.grid import placed
from generator.errors import OutputError
from generator.excel.look import MAX_TEXT, new_book, set_up_print
from generator.measures import MM_PER_INCH, PT_PER_MM, PX_PER_MM
from generator.writers.style import Style
from generator.writers.table_lines import Edges
from generator.writers.xlsx.sheet_look import LINE_HEIGHT, TableFormats, column_widths, number_format, row_heights
from generator.writers.xlsx.sheet_names import named_tables, sheet_name

EXACT_DIGITS = 15
MOST_PAGES = 1.35
"""A table that would be so many pages long is printed smaller, on one."""
NO_TABLES = "本报告没有表格。"


def write_xlsx(document: Document, style: Style) -> bytes:
    """The workbook with every table of the document, the statutory ones first; the same document, the same bytes.

    Raises OutputError where a text is longer than a cell of a workbook holds.
    """
    buffer = io.BytesIO()
    book = new_book(buffer, document.issued, title=document.title, subject=document.subject, author=document.author)
    formats = TableFormats(book, style)
    names: set[str] = set()
    for table, section, name in named_tables(document):
        _Sheet(book.add_worksheet(sheet_name(name, names)), table, formats).write(section, style)
    if not names:
        book.add_worksheet("无表格").write_string(0, 0, NO_TABLES)
    book.close()
    return buffer.getvalue()


class _Sheet:
    """One table on its sheet, written from the top."""

    def __init__(self, sheet: Any, table: Table, formats: TableFormats) -> None:
        self.sheet = sheet
        self.table = table
        self.formats = formats
        self.row = self.top = self.bottom = 0
        self.height, self.title_lines = 0.0, 0
        self.last = len(table.widths) - 1
        self.widths: list[int] = []

    def write(self, section: Section, style: Style) -> None:
        """Columns, title lines, head, body, notes, print set-up."""
        table = self.table
        self.widths = column_widths(table, style.sheet(section.orientation))
        for column, pixels in enumerate(self.widths):
            self.sheet.set_column_pixels(column, column, pixels)
        self._title_lines()
        self.top = self.row
        self.bottom = self.top + len(table.head) + len(table.body) - 1
        self._rows(table.head)
        body = self.row
        self._rows(table.body)
        for note in table.notes:
            self._line(text_of(note), "注")
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(self.row, self.last)}"})
        self._print(section.orientation, style, section.page_numbers)
        if table.head:
            self.sheet.repeat_rows(self.top, body - 1)
            self.sheet.freeze_panes(body, table.repeat)

    def _title_lines(self) -> None:
        table = self.table
        if table.title:
            self._line(text_of(table.title), "表题")
        if table.mark:
            self._string(self.row, self.last, table.mark, self.formats.line("表头行", "right"))
            self.row += 1
            self.title_lines += 1
        if table.unit_left:
            self._string(self.row, 0, text_of(table.unit_left), self.formats.line("表头行", "left"))
            self.row += 0 if self.last and table.unit_right else 1
        if table.unit_right:
            self._string(self.row, self.last, table.unit_right, self.formats.line("表头行", "right"))
            self.row += 1
        self.title_lines += bool(table.unit_left or table.unit_right)

    def _line(self, text: str, role: str) -> None:
        """A text over the whole width."""
        look = self.formats.line(role, wrap=True)
        if self.last:
            self.sheet.merge_range(self.row, 0, self.row, self.last, "", look)
        self._string(self.row, 0, text, look)
        height = row_heights(((Cell((Run(text),), colspan=self.last + 1),),), self.widths, self.formats.size(role))[0]
        self._set_height(self.row, height)
        self.row += 1

    def _set_height(self, row: int, height: float) -> None:
        self.sheet.set_row(row, height)
        self.height += height

    def _rows(self, rows: tuple[Row, ...]) -> None:
        for number, height in enumerate(row_heights(rows, self.widths, self.formats.size_of(self.table, "text"))):
            self._set_height(self.row + number, height)
        for row, column, cell in placed(rows, len(self.widths)):
            self._cell(self.row + row, column, cell)
        self.row += len(rows)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        number = cell.value is not None and _fits_float(cell)
        right, bottom = column + cell.colspan - 1, row + cell.rowspan - 1
        edges = Edges(column == 0, right == self.last, row == self.top, bottom == self.bottom)
        look = self.formats.cell(self.table, cell, edges, number_format(cell, self.table.decimals) if number else "")
        if cell.colspan > 1 or cell.rowspan > 1:
            self.sheet.merge_range(row, column, bottom, right, "", look)
        if number:
            self.sheet.write_number(row, column, float(cell.value or 0), look)
        elif cell.text:
            self._string(row, column, cell.text, look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def _string(self, row: int, column: int, text: str, look: Any) -> None:
        """Always as a string: a text that begins with = never becomes a formula."""
        if len(text) > MAX_TEXT:
            raise OutputError(
                f"表“{text_of(self.table.title)}”里有一格文字长{len(text)}字，电子表格一格最多{MAX_TEXT}字",
                file=self.table.template.file,
                line=self.table.template.line,
                remedy="把这段文字缩短，或不输出 xlsx",
            )
        self.sheet.write_string(row, column, text, look)

    def _print(self, orientation: Orientation, style: Style, page_numbers: bool) -> None:
        sheet, page = self.sheet, style.sheet(orientation)
        across, down = page.width - page.left - page.right, page.height - page.top - page.bottom
        wide, tall = sum(self.widths) / PX_PER_MM, (self.height + LINE_HEIGHT * self.title_lines) / PT_PER_MM
        pages = tall * min(1.0, across / wide) / down
        set_up_print(sheet, landscape=orientation == "landscape", pages=1 if pages <= MOST_PAGES else 0)
        sides = {side: getattr(page, side) / MM_PER_INCH for side in ("left", "right", "top", "bottom")}
        sheet.set_margins(**sides)
        sheet.center_horizontally()
        if page_numbers:
            sheet.set_footer("&C" + style.page_number.replace("&", "&&").replace("{页}", "&P"))


def _fits_float(cell: Cell) -> bool:
    """Whether a figure survives as a workbook's number.

    Workbooks keep IEEE doubles, which give back every decimal of up to 15 significant digits unchanged (XlsxWriter
    writes 16): 999,999,999,999.99万元 and less. A longer figure is written as the text that the table prints.
    """
    return cell.value is not None and len(cell.value.normalize().as_tuple().digits) <= EXACT_DIGITS
