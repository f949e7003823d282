"""A typeset table as Typst source: repeated head, rows held together, merged cells, the lines above and the notes below.

Rows inside a merged cell of a few rows are held by the cell itself, which no page cuts. The last rows of a table are held as
a footer that is not repeated: without cells that would stand for nothing in the tags of the file. Where the page counter says
that a page begins with them, notes that follow them are in the footer too.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.blocks import Cell, Runs, Table
from generator.document.grid import FEW, place_cells, reached_into, rows_held
from generator.writers.arrange.pieces import cell_edges, inner_edges
from generator.writers.html.tables import column_share, decimals_of, lag_of, names_rows
from generator.writers.pdf.typst.look import Look
from generator.writers.pdf.typst.text import joined, number, quoted, runs_code, text_code
from generator.writers.style import CELL_SIDE, Role


def table_code(table: Table, look: Look, draft: bool) -> str:
    """The source of a table."""
    return _Table(table, look, draft).code()


def row_heads(table: Table) -> list[list[bool]]:
    """Of each row, whether each of its own cells heads the row: cells that are heads in the body, the first where none is."""
    label = names_rows(table)
    heads = [[False] * len(row) for row in table.head]
    for row in place_cells(table.body, len(table.widths)):
        heads.append([cell.kind == "head" or (label and at == 0) for at, cell in row])
    return heads


class _Table:
    def __init__(self, table: Table, look: Look, draft: bool) -> None:
        self._table, self._look, self._draft = table, look, draft
        self._roles = look.style.cell_roles(table)
        self._decimals = decimals_of(table)
        self._edges = cell_edges(table, look.style)
        self._usual = inner_edges(table, look.style)
        first = last_chain(table)
        self._begins_page = 0 < first in table.page_rows and not table.keep
        """Whether a page begins with the last rows."""
        held = first < len(table.body) - 1 and not reached_into(table.body, first) and not table.keep
        self._footer = first if self._begins_page or held else len(table.body)

    def code(self) -> str:
        """The lines above, the grid and the notes."""
        table = self._table
        notes = [self._line("注", note, sticky=place + 1 < len(table.notes)) for place, note in enumerate(table.notes)]
        inside = notes if self._begins_page else []
        grid = self._grid(inside)
        label = f"[#metadata(none)#label({quoted(table.id)})]"
        after = [] if inside else notes
        whole = joined(label, *self._above(), grid, *after)
        return f"#block(breakable: false, width: 100%, {{{whole}}})" if table.keep else f"#{{{whole}}}"

    def _line(self, role: str, runs: Runs, sticky: bool = True) -> str:
        body = runs_code(runs, self._look.bold(role), ragged=self._look.ragged(role), draft=self._draft) or '""'
        return f"{self._look.paragraph(role)}(sticky: {'true' if sticky else 'false'}, {{{body}}})"

    def _above(self) -> list[str]:
        """Title, mark, and the line that names department and unit."""
        table = self._table
        lines = [self._line("表题", table.title)] if table.title and table.titled else []
        ends = [(("", table.mark) if table.mark else None)]
        left = runs_code(table.unit_left, self._look.bold("表头行"), ragged=True, draft=self._draft)
        ends.append((left, table.unit_right) if table.unit_left or table.unit_right else None)
        for end in filter(None, ends):
            body = joined(end[0], "h(1fr)", text_code(end[1], ragged=True))
            lines.append(f"{self._look.paragraph('表头行')}(sticky: true, {{{body}}})")
        return lines

    def _grid(self, notes: Sequence[str]) -> str:
        """Columns and rows. notes: those that stand in the footer."""
        table, style = self._table, self._look.style
        columns, count = len(table.widths), len(table.head) + len(table.body)
        shares = ", ".join(f"{column_share(width, sum(table.widths)):g}%" for width in table.widths)
        head = self._rows(place_cells(table.head, columns), 0)
        body = self._rows(place_cells(table.body, columns), len(table.head))
        parts = [f"table.header({', '.join(filter(None, head))})"] if table.head else []
        parts += filter(None, body[: self._footer])
        last = [*filter(None, body[self._footer :])]
        if notes:
            last.append(f"cell(colspan: {columns}, inset: 0pt, stroke: none, align: left, {{{joined(*notes)}}})")
        if last:
            parts.append(f"table.footer(repeat: false, {', '.join(last)})")
        top, bottom = self._usual
        inset = f"(x: {number(CELL_SIDE)}pt, top: {number(top)}pt, bottom: {number(bottom)}pt)"
        outer, inner = number(style.outer_line), number(style.inner_line)
        stroke = (
            f"(x, y) => (left: if x == 0 {{{outer}pt}} else {{{inner}pt}}, right: if x == {columns - 1} {{{outer}pt}} "
            f"else {{{inner}pt}}, top: if y == 0 {{{outer}pt}} else {{{inner}pt}}, "
            f"bottom: if y == {count - 1} {{{outer}pt}} else {{{inner}pt}})"
        )
        text = self._roles["text"]
        return (
            f"{self._look.set_in(text)}(table(columns: ({shares},), inset: {inset}, align: {_aligned(text)}, "
            f"stroke: {stroke}, {', '.join(parts)}))"
        )

    def _rows(self, rows: Sequence[Sequence[tuple[int, Cell]]], first: int) -> list[str]:
        return [self._row(row, first + place) for place, row in enumerate(rows)]

    def _row(self, row: Sequence[tuple[int, Cell]], number_: int) -> str:
        """A row; where it has no text of one row, an empty cell of it is as high as a line."""
        filled = any(cell.text and cell.rowspan == 1 for _, cell in row)
        return ", ".join(self._cell(cell, at, number_, filled) for at, cell in row)

    def _cell(self, cell: Cell, at: int, row: int, filled: bool) -> str:
        role, text = self._roles[cell.kind], self._roles["text"]
        bold = self._look.bold(role.name)
        body = runs_code(cell.runs, bold, ragged=True, draft=self._draft)
        if not body and not filled:
            body = f"v({number(role.line)}pt)"
        elif body and _type(role) != _type(text):
            body = f"{self._look.set_in(role)}({{{body}}})"
        if body and cell.bold and not role.bold:
            body = f"{bold}({{{body}}})"
        if arguments := self._arguments(cell, at, row, role):
            return f"cell({arguments}, {{{body}}})" if body else f"cell({arguments})[]"
        return f"{{{body}}}" if body else "[]"

    def _arguments(self, cell: Cell, at: int, row: int, role: Role) -> str:
        """What distinguishes a cell from the others."""
        arguments = []
        if cell.colspan > 1:
            arguments.append(f"colspan: {cell.colspan}")
        if cell.rowspan > 1:
            arguments.append(f"rowspan: {cell.rowspan}" + (", breakable: true" if cell.rowspan > FEW else ""))
        if edges := self._outer(cell, at, row):
            arguments.append(f"stroke: ({edges})")
        align = _aligned(role, cell.align or "")
        if align != _aligned(self._roles["text"]):
            arguments.append(f"align: {align}")
        lag = lag_of(cell, at, self._decimals)
        left = CELL_SIDE + min(cell.indent, 6) * role.size
        right = CELL_SIDE + ((lag.digits * 0.5 + (0 if lag.point else 0.25)) * role.size if lag else 0)
        top, bottom = self._edges[row][0], self._edges[row + cell.rowspan - 1][1]
        if (left, right, top, bottom) != (CELL_SIDE, CELL_SIDE, *self._usual):
            sides = {"left": left, "right": right, "top": top, "bottom": bottom}
            arguments.append(f"inset: ({', '.join(f'{side}: {number(value)}pt' for side, value in sides.items())})")
        return ", ".join(arguments)

    def _outer(self, cell: Cell, at: int, row: int) -> str:
        """The outer lines of a merged cell that reaches the table's right or lower edge: Typst asks where cells begin."""
        line = f"{number(self._look.style.outer_line)}pt"
        ends = {
            "right": cell.colspan > 1 and at + cell.colspan == len(self._table.widths),
            "bottom": cell.rowspan > 1 and row + cell.rowspan == len(self._table.head) + len(self._table.body),
        }
        return ", ".join(f"{side}: {line}" for side, reached in ends.items() if reached)


def last_chain(table: Table) -> int:
    """The row with which the rows begin that end a table on one page; the last where it stands alone."""
    held, first = rows_held(table.body), len(table.body) - 1
    while first in held:
        first -= 1
    return max(first, 0)


def _type(role: Role) -> tuple[object, ...]:
    return role.font, role.size, role.line, role.bold


def _aligned(role: Role, own: str = "") -> str:
    align = own or role.align
    return f"{'left' if align == 'justify' else align} + horizon"
