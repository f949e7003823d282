"""A document with every line break marked in its texts, and every space beside Latin text: for pages to be counted and printed.

A PDF engine would break lines otherwise than Word and LibreOffice do, and then the page numbers in the contents of a DOCX
would be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import singledispatchmethod

from generator.document.blocks import (
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
)
from generator.document.grid import place_cells
from generator.document.grouping import split_groups
from generator.measures import GAP_WIDTH, PT_PER_MM, char_width, is_latin
from generator.writers.arrange.linebreak import break_lines
from generator.writers.arrange.marks import BREAK, GAP
from generator.writers.style import CELL_ROLES, CONTENTS_ROLES, Role, Style

CELL_INSET = 6.0
"""Padding of a cell, left and right together, in pt: a word processor takes no room for its lines."""


Widths = Callable[[str, str, bool], float]
"""Takes a character, a font role and whether it is bold; gives the width in em: `Advances` of fonts, or `estimated_width`."""


def estimated_width(char: str, _role: str, _bold: bool) -> float:
    """The width of a character where no font file says it."""
    return char_width(char)


def typeset(document: Document, style: Style, widths: Widths) -> Document:
    """The document with marks in its texts; very wide tables are already cut into their parts."""
    return replace(document, sections=tuple(_section(section, style, widths) for section in document.sections))


def _section(section: Section, style: Style, advances: Widths) -> Section:
    page = style.sheet(section.orientation)
    setter = _Setter(style, advances, (page.width - page.left - page.right) * PT_PER_MM)
    blocks: list[Block] = []
    for block in section.blocks:
        blocks += [setter.table(part) for part in split_groups(block)] if isinstance(block, Table) else [setter.set(block)]
    return replace(section, blocks=tuple(blocks))


class _Setter:
    """Sets the blocks of one section. width: of its text, in pt."""

    def __init__(self, style: Style, advances: Widths, width: float) -> None:
        self._style, self._advances, self._width = style, advances, width

    @singledispatchmethod
    def set(self, block: Block) -> Block:
        """The block with marks."""
        return block

    @set.register
    def _(self, block: Heading) -> Heading:
        title = "".join(run.text for run in block.runs)
        number = block.text.removesuffix(title) if title else block.text
        runs = self._runs((Run(number), *block.runs), self._style.role_of(block))
        return replace(block, number=runs[0].text.rstrip(" "), runs=runs[1:])

    @set.register
    def _(self, block: Paragraph) -> Paragraph:
        return self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> Paragraph:
        parts = (Run(block.number, bold=bool(block.lead)), *(replace(run, bold=True) for run in block.lead), *block.runs)
        runs = self._runs(parts, self._style.role_of(block))
        end = len(block.lead) + 1
        lead = tuple(replace(run, bold=False) for run in runs[1:end])  # it is bold as a whole
        return replace(block, number=runs[0].text, lead=lead, runs=runs[end:])

    @set.register
    def _(self, block: Cover) -> Cover:
        return replace(block, lines=tuple(self._paragraph(line) for line in block.lines))

    @set.register
    def _(self, block: Chart) -> Chart:
        return replace(block, caption=self._runs(block.caption, self._style.roles["图题"]))

    @set.register
    def _(self, block: Contents) -> Contents:
        rows = (
            replace(row, text=self._runs((Run(row.text),), self._style.roles[CONTENTS_ROLES[row.level - 1]])[0].text)
            for row in block.rows
        )
        return replace(block, rows=tuple(rows), notes=tuple(self._paragraph(note) for note in block.notes))

    def table(self, table: Table) -> Table:
        """A table with marks in its lines, cells and notes."""
        line = self._style.roles["表头行"]
        edges = [0.0]
        for width in table.widths:
            edges.append(edges[-1] + width * self._width / sum(table.widths))
        return replace(
            table,
            title=self._runs(table.title, self._style.roles["表题"]),
            mark=self._runs((Run(table.mark),), line)[0].text,
            unit_left=self._runs(table.unit_left, line),
            unit_right=self._runs((Run(table.unit_right),), line)[0].text,
            head=self._rows(table.head, edges, table.role),
            body=self._rows(table.body, edges, table.role),
            notes=tuple(self._runs(note, self._style.roles["注"]) for note in table.notes),
        )

    def _rows(self, rows: Sequence[Row], edges: list[float], kind: str) -> tuple[Row, ...]:
        placed = place_cells(rows, len(edges) - 1)
        return tuple(tuple(self._cell(cell, edges[at + cell.colspan] - edges[at], kind) for at, cell in row) for row in placed)

    def _cell(self, cell: Cell, width: float, kind: str) -> Cell:
        role = self._style.roles[CELL_ROLES[kind][cell.kind]]
        room = width - CELL_INSET - cell.indent * role.size
        return replace(cell, runs=self._runs(cell.runs, role, room, cell.bold))

    def _runs(self, runs: Runs, role: Role, room: float | None = None, bold: bool = False) -> Runs:
        """Runs with marks; as many as there were."""
        text = "".join(run.text for run in runs)
        spacing = self._style.spacing_of(role)
        em = role.size + spacing
        wide = (self._width if room is None else room) - (role.left + role.right) * em
        first = wide - role.first * em
        widths = [
            self._advances(char, role.font.role, bold or role.bold or run.bold) * role.size + spacing
            for run in runs
            for char in run.text
        ]
        one_kind = text.isascii() or not any(map(is_latin, text))
        if one_kind and "\n" not in text and sum(widths) + GAP_WIDTH * role.size * len(text) <= min(first, wide):
            return runs
        found = break_lines(text, widths, first, wide, GAP_WIDTH * role.size)
        return tuple(_marked(runs, found.breaks, found.gaps))


def _marked(runs: Runs, breaks: frozenset[int], gaps: frozenset[int]) -> Iterator[Run]:
    at = 0
    for run in runs:
        pieces = []
        for place, char in enumerate(run.text, at):
            pieces.append((BREAK if place in breaks else "") + char + (GAP if place in gaps else ""))
        at += len(run.text)
        yield replace(run, text="".join(pieces))
