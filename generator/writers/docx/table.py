"""Tables: the lines above, one or more grids, the notes below.

Specimen of a merged head, as Word saves it:

    <w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/>
        <w:tblLayout w:type="fixed"/><w:tblCaption w:val="收入决算表"/></w:tblPr>
      <w:tblGrid><w:gridCol w:w="4422"/><w:gridCol w:w="2211"/><w:gridCol w:w="2211"/></w:tblGrid>
      <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>
        <w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:vMerge w:val="restart"/><w:vAlign w:val="center"/></w:tcPr>…</w:tc>
        <w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:gridSpan w:val="2"/><w:vAlign w:val="center"/></w:tcPr>…</w:tc></w:tr>

A very wide table is printed part by part (`document.grouping`), each a grid of its own.

A cell, as Word saves it; thousands of them stand in a report, so what is the same for many is made once:

    <w:tc><w:tcPr><w:tcW w:w="1100" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>
      <w:p><w:pPr><w:pStyle w:val="TableNumber"/></w:pPr><w:r><w:t>1,234.56</w:t></w:r></w:p></w:tc>

Order in w:tcPr: tcW, gridSpan, vMerge, vAlign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise

from generator.document.blocks import Align, Cell, Table, text_of
from generator.document.grid import CONTINUE, Merge, Placed, lay_out, rows_held
from generator.document.grouping import split_groups
from generator.writers.docx.context import BodyContext
from generator.writers.docx.paragraph import paragraph, properties, right_tab
from generator.writers.docx.runs import run, runs
from generator.writers.docx.style_names import MARK, SPACER, TABLE
from generator.writers.docx.xml_text import cell_margins, escape, valued
from generator.writers.style import Role, cell_padding


def table_block(block: Table, context: BodyContext, width: int) -> str:
    """A Table. width: twips from margin to margin."""
    parts: list[str] = []
    for part in split_groups(block):
        parts.append(_lines_above(part, context, width))
        parts.append(_grid(part, _widths(part.widths, width), context))
        last = len(part.notes) - 1
        parts += [
            paragraph(properties(context.style_id("注"), keep_next=number < last), runs(note))
            for number, note in enumerate(part.notes)
        ]
    return "".join(parts)


def _widths(shares: Sequence[float], width: int) -> tuple[int, ...]:
    """Column widths in twips whose sum is exact: edges are rounded, not widths."""
    whole = sum(shares)
    edges = [0, *(round(edge / whole * width) for edge in accumulate(shares))]
    return tuple(right - left for left, right in pairwise(edges))


def _lines_above(table: Table, context: BodyContext, width: int) -> str:
    """Title, mark and unit line; the first of them starts the new page."""
    line = context.style_id("表头行")
    unit = runs(table.unit_left) + (f"<w:r><w:tab/></w:r>{run(table.unit_right)}" if table.unit_right else "")
    rows = [
        (context.style_id("表题"), runs(table.title) if table.titled else "", ""),
        (MARK[0], run(table.mark), ""),
        (line, unit, right_tab(width)),
    ]
    rows = [row for row in rows if row[1]]
    if not rows and table.new_page:
        rows = [(SPACER[0], "", "")]
    parts: list[str] = []
    for style, content, tabs in rows:
        look = properties(style, keep_next=True, page_break=table.new_page and not parts, tabs=tabs)
        parts.append(paragraph(look, content))
    return "".join(parts)


def _grid(table: Table, widths: tuple[int, ...], context: BodyContext) -> str:
    """The rows. Heads, all rows of a table to be kept whole, rows held, the last with notes below stay with what follows."""
    heads = len(table.head)
    cells = CellWriter(context.style.cell_roles(table), widths, context)
    rows = lay_out((*table.head, *(table.body or ((Cell(colspan=len(widths)),),))), len(widths))
    held = rows_held(table.body)
    parts = [_properties(table, widths)]
    for number, row in enumerate(rows):
        head = number < heads
        parts.append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        last = number == len(rows) - 1
        together = head or table.keep or number + 1 - heads in held
        parts.append(cells.row(row, bool(table.notes) if last else together))
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def _properties(table: Table, widths: tuple[int, ...]) -> str:
    """w:tblPr in the order of the schema, and w:tblGrid."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption, description = escape(text_of(table.title)), escape(table.alt)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE[0]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{cell_margins(cell_padding(table)) if table.type else ""}'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        f"{valued('tblCaption', caption)}{valued('tblDescription', description)}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


class CellWriter:
    """Writes the cells of one grid. roles: the looks of its cells by kind; widths: of its columns, in twips."""

    def __init__(self, roles: Mapping[str, Role], widths: tuple[int, ...], context: BodyContext) -> None:

        @cache
        def opening(column: int, span: int, merge: Merge, kind: str, align: Align | None, indent: int, keep_next: bool) -> str:
            look = context.cell_style_id(roles[kind], align, indent)
            return (
                f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths[column : column + span])}" w:type="dxa"/>'
                f"{valued('gridSpan', span if span > 1 else None)}{valued('vMerge', merge)}"
                f'<w:vAlign w:val="center"/></w:tcPr><w:p>'
                f"{properties(look, keep_next=keep_next)}"
            )

        self._opening, self._content = opening, cache(run)

    def row(self, row: list[Placed], keep_next: bool) -> str:
        """The w:tc elements of one row. keep_next: it stays on one page with what follows."""
        opening, content = self._opening, self._content
        parts: list[str] = []
        for cell, column, span, merge in row:
            kind, indent = cell.kind, cell.indent
            align = cell.align or (_number_align(cell) if kind == "number" else None)
            start = opening(column, span, merge, kind, align, indent, keep_next)
            pieces = cell.runs if merge != CONTINUE else ()
            if len(pieces) == 1:
                piece = pieces[0]
                inside = content(piece.text, cell.bold or piece.bold, piece.pending)
            else:
                inside = runs(pieces, cell.bold) if pieces else ""
            parts.append(f"{start}{inside}</w:p></w:tc>")
        return "".join(parts)


def _number_align(cell: Cell) -> Align:
    """Numbers stand to the right (all have the same decimals, so the points agree), states in the middle."""
    return "right" if cell.value is not None else "center"
