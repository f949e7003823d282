"""Tables: the lines above, one or more grids, the notes below.

Specimen of a merged head, as Word saves it:

    <w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>…</w:tblBorders>
        <w:tblLayout w:type="fixed"/><w:tblCellMar>…</w:tblCellMar><w:tblCaption w:val="收入决算表"/></w:tblPr>
      <w:tblGrid><w:gridCol w:w="4422"/><w:gridCol w:w="2211"/><w:gridCol w:w="2211"/></w:tblGrid>
      <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>
        <w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:vMerge w:val="restart"/><w:vAlign w:val="center"/></w:tcPr>…</w:tc>
        <w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:gridSpan w:val="2"/><w:vAlign w:val="center"/></w:tcPr>…</w:tc></w:tr>

A very wide table (groups) is printed in panels: its columns group by group, the first ones repeated before each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from generator.document.blocks import Row, Table, text_of
from generator.writers.docx.cell import CellWriter
from generator.writers.docx.context import Context
from generator.writers.docx.grid import clip, lay_out
from generator.writers.docx.markup import escape, valued
from generator.writers.docx.names import SPACER
from generator.writers.docx.paragraph import paragraph, properties, right_tab
from generator.writers.docx.text import run, runs
from generator.writers.style import Style

CONTINUED = "（续表）"
_MARGINS = (("top", 40), ("left", 60), ("bottom", 40), ("right", 60))
"""Of a cell, in twips."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One grid on paper: column widths in twips, head and body."""

    widths: tuple[int, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]


def table_block(block: Table, context: Context, width: int) -> str:
    """A Table. width: twips from margin to margin."""
    parts: list[str] = []
    for number, panel in enumerate(panels(block, width)):
        parts.append(_lines_above(block, context, width, number))
        parts.append(_grid(block, panel, context))
    parts += [paragraph(properties(context.style_id("注")), runs(note)) for note in block.notes]
    return "".join(parts)


def panels(table: Table, width: int) -> list[Panel]:
    """The grids that a table is printed in; each fills the width."""
    body = table.body or ((),)
    if not table.groups:
        return [Panel(_widths(table.widths, width), table.head, body)]
    count = len(table.widths)
    choices = [(*range(table.repeat), *range(max(start, table.repeat), stop)) for start, stop in table.groups]
    return [
        Panel(
            _widths([table.widths[c] for c in chosen], width),
            clip(table.head, count, chosen),
            clip(body, count, chosen),
        )
        for chosen in choices
    ]


def _widths(shares: Sequence[float], width: int) -> tuple[int, ...]:
    """Column widths in twips whose sum is exact: edges are rounded, not widths."""
    whole = sum(shares)
    edges = [0, *(round(edge / whole * width) for edge in accumulate(shares))]
    return tuple(right - left for left, right in pairwise(edges))


def _lines_above(table: Table, context: Context, width: int, number: int) -> str:
    """Title, mark and unit line; the first of them starts the new page."""
    line = context.style_id("表头行")
    title = runs(table.title) + (run(CONTINUED) if number else "") if table.titled or number else ""
    unit = runs(table.unit_left) + (f"<w:r><w:tab/></w:r>{run(table.unit_right)}" if table.unit_right else "")
    rows = [
        (context.style_id("表题"), title, "", ""),
        (line, run(table.mark), "", "right"),
        (line, unit, right_tab(width), ""),
    ]
    rows = [row for row in rows if row[1]]
    page_break = table.new_page or number > 0
    if not rows and page_break:
        rows = [(SPACER[0], "", "", "")]
    parts: list[str] = []
    for style, content, tabs, align in rows:
        look = properties(style, keep_next=True, page_break=page_break and not parts, tabs=tabs, align=align)
        parts.append(paragraph(look, content))
    return "".join(parts)


def _grid(table: Table, panel: Panel, context: Context) -> str:
    heads = len(panel.head)
    cells = CellWriter(table.role, panel.widths, context)
    rows = lay_out((*panel.head, *panel.body), len(panel.widths))
    parts = [_properties(table, panel, context.style)]
    for number, row in enumerate(rows):
        head = number < heads
        parts.append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        parts.append(cells.row(row, head))
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def _properties(table: Table, panel: Panel, style: Style) -> str:
    """w:tblPr in the order of the schema, and w:tblGrid."""
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in _MARGINS)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in panel.widths)
    caption, description = escape(text_of(table.title)), escape(table.alt)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(panel.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'{_borders(style)}<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        f"{valued('tblCaption', caption)}{valued('tblDescription', description)}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _borders(style: Style) -> str:
    outer, inner = round(style.outer_line * 8), round(style.inner_line * 8)
    sides = (("top", outer), ("left", outer), ("bottom", outer), ("right", outer), ("insideH", inner), ("insideV", inner))
    lines = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for side, size in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"
