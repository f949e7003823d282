"""The cells of one grid. Thousands of them stand in a report, so what is the same for many is made once.

Specimen, as Word saves it:

    <w:tc><w:tcPr><w:tcW w:w="1100" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>
      <w:p><w:pPr><w:pStyle w:val="TableNumber"/></w:pPr><w:r><w:t>1,234.56</w:t></w:r></w:p></w:tc>

Order in w:tcPr: tcW, gridSpan, vMerge, vAlign.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from generator.document.blocks import Cell, Run
from generator.document.grid import CONTINUE, Merge, Placed
from generator.writers.docx.context import Context
from generator.writers.docx.markup import twips, valued
from generator.writers.docx.paragraph import properties
from generator.writers.docx.text import run, runs
from generator.writers.style import CELL_ROLES

_INDENT = "\u3000"


class CellWriter:
    """Writes the cells of one grid. role: that of the table; widths: of its columns, in twips."""

    def __init__(self, role: Literal["form", "plain"], widths: tuple[int, ...], context: Context) -> None:
        styles = {kind: context.style_id(name) for kind, name in CELL_ROLES[role].items()}

        @cache
        def opening(column: int, span: int, merge: Merge, kind: str, align: str, indent: int, keep_next: bool) -> str:
            left = _hanging(indent, context.style.roles[CELL_ROLES[role][kind]].size) if indent else ""
            return (
                f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths[column : column + span])}" w:type="dxa"/>'
                f"{valued('gridSpan', span if span > 1 else None)}{valued('vMerge', merge)}"
                f'<w:vAlign w:val="center"/></w:tcPr><w:p>'
                f"{properties(styles[kind], keep_next=keep_next, indent=left, align=align)}"
            )

        self._opening, self._content = opening, cache(run)

    def row(self, row: list[Placed], keep_next: bool) -> str:
        """The w:tc elements of one row. keep_next: it stays on one page with what follows."""
        opening, content = self._opening, self._content
        parts: list[str] = []
        for cell, column, span, merge in row:
            kind, indent = cell.kind, cell.indent
            align = cell.align or (_number_align(cell) if kind == "number" else "")
            start = opening(column, span, merge, kind, align, indent, keep_next)
            pieces = cell.runs if merge != CONTINUE else ()
            if indent and merge != CONTINUE:
                inside = runs((Run(_INDENT * indent), *pieces), cell.bold)
            elif len(pieces) == 1:
                piece = pieces[0]
                inside = content(piece.text, cell.bold or piece.bold, piece.pending)
            else:
                inside = runs(pieces, cell.bold) if pieces else ""
            parts.append(f"{start}{inside}</w:p></w:tc>")
        return "".join(parts)


def _hanging(indent: int, size: float) -> str:
    """Further lines start below the text of the first, which full-width spaces push in."""
    chars, width = indent * 100, twips(indent * size)
    return f'<w:ind w:leftChars="{chars}" w:left="{width}" w:hangingChars="{chars}" w:hanging="{width}"/>'


def _number_align(cell: Cell) -> str:
    """Numbers stand to the right (all have the same decimals, so the points agree), states in the middle."""
    return "right" if cell.value is not None else "center"
