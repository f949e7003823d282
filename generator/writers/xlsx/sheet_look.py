"""The look of a statutory table in a workbook: cell formats from the style's roles, number formats, widths and heights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from generator.document.blocks import Align, Cell, Row, Table
from generator.document.grid import placed
from generator.excel.look import Formats, halves, line_count, row_height
from generator.measures import PX_PER_MM
from generator.writers.style import CELL_ROLES, Paper, Style
from generator.writers.table_lines import Edges, workbook_borders

PIXELS_PER_HALF = 6.5
"""Width of one half-width character of a 9 pt table, in pixels."""
PADDING = 10
LINE_HEIGHT = 15.0
"""A row whose height nobody sets, in pt."""
LEAST = 28
"""Narrowest column, in pixels."""
NUMERAL = re.compile(r"[-－]?[\d,]+(?:\.(\d+))?")


class TableFormats:
    """The formats of the statutory tables of one workbook, by the roles of a style."""

    def __init__(self, book: Any, style: Style) -> None:
        self._formats = Formats(book)
        self._style = style

    def size(self, role: str) -> float:
        """The size of a role in pt."""
        return self._style.roles[role].size

    def line(self, role: str, align: Align | None = None, wrap: bool = False) -> Any:
        """The format of a line above or below the table."""
        return self._format(role, align, {"text_wrap": wrap})

    def size_of(self, table: Table, kind: str) -> float:
        """The size of a kind of cells of a table in pt."""
        return self.size(CELL_ROLES[table.role][kind])

    def cell(self, table: Table, cell: Cell, edges: Edges, number: str = "") -> Any:
        """The format of a cell; edges: of the table at which it stands; number: its number format, empty for a text."""
        more: dict[str, Any] = {"text_wrap": cell.kind != "number", **workbook_borders(self._style, edges)}
        if number:
            more["num_format"] = number
        if cell.indent:
            more["indent"] = cell.indent
        if cell.bold:
            more["bold"] = True
        return self._format(CELL_ROLES[table.role][cell.kind], cell.align, more)

    def _format(self, role: str, align: Align | None, more: dict[str, Any]) -> Any:
        look = self._style.roles[role]
        settings: dict[str, Any] = {
            "font_name": look.font.east_asian,
            "font_size": look.size,
            "bold": look.bold,
            "align": align or look.align,
            **more,
        }
        return self._formats.make(**settings)


def number_format(cell: Cell, decimals: int) -> str:
    """The number format of a figure: `#,##0.00` with the decimals that the table prints in this cell, `decimals` where
    the cell prints something else than a numeral. Zero looks as the table prints it (0, 0.00, – or nothing)."""
    found = NUMERAL.fullmatch(cell.text)
    shown = len(found[1] or "") if found else decimals
    main = "#,##0" + ("." + "0" * shown if shown else "")
    if cell.value == 0:
        zero = cell.text.replace('"', "")
        return f'{main};-{main};"{zero}"' if zero else f"{main};-{main};"
    return main


def column_widths(table: Table, page: Paper) -> list[int]:
    """Column widths in pixels: shares of the text width, widened where a figure would not fit (it would show as ###)."""
    scale = (page.width - page.left - page.right) * PX_PER_MM / sum(table.widths)
    widths = [max(LEAST, round(share * scale)) for share in table.widths]
    for _, column, cell in placed(table.body, len(table.widths)):
        if cell.value is not None and cell.colspan == 1:
            widths[column] = max(widths[column], round(halves(cell.text) * PIXELS_PER_HALF) + PADDING)
    return widths


def row_heights(rows: Sequence[Row], widths: Sequence[int], size: float) -> list[float]:
    """Row heights in pt that show every cell whole: a workbook grows no row for merged cells."""
    lines = [1.0] * len(rows)
    for row, column, cell in placed(rows, len(widths)):
        across = sum(widths[column : column + cell.colspan]) - PADDING
        fit = max(1, int(across / (PIXELS_PER_HALF * size / 9)))
        need = line_count(cell.text, fit, 2 * cell.indent)
        for down in range(cell.rowspan):
            lines[row + down] = max(lines[row + down], need / cell.rowspan)
    return [round(row_height(count, size * 1.35, 5), 1) for count in lines]
