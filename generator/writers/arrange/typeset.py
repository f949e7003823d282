"""A document with every line break marked in its texts, and every space beside Latin text: for pages to be counted and printed.

A PDF engine would break lines otherwise than Word and LibreOffice do, and then the page numbers in the contents of a DOCX
would be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from generator.measures import GAP_WIDTH, PT_PER_MM, char_width
from generator.writers.arrange.fit import fitted
from generator.writers.arrange.linebreak import BREAK, GAP, break_lines, find_gaps
from generator.writers.style import CONTENTS_ROLES, Role, Style

NUMBER_ROOM = 2.0
"""What the last line of a contents row leaves for a page number of three digits, in characters of its size."""
CELL_INSET = 6.0
"""Padding of a cell, left and right together, in pt: a word processor takes no room for its lines."""


Widths = Callable[[str, str, bool], float]
"""Takes a character, a font role and whether it is bold; gives the width in em: `Advances` of fonts, or `estimated_width`."""


def estimated_width(char: str, _role: str, _bold: bool) -> float:
    """The width of a character where no font file says it."""
    return char_width(char)


def typeset(document: Document, style: Style, widths: Widths) -> Document:
    """The document with marks in its texts; very wide tables are already cut into their parts, and in the type of their pages."""
    return replace(document, sections=tuple(_section(section, style, widths) for section in document.sections))


def _section(section: Section, style: Style, advances: Widths) -> Section:
    page = style.sheet(section.orientation)
    setter = _Setter(style, advances, (page.width - page.left - page.right) * PT_PER_MM)
    blocks: list[Block] = []
    for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=False):
        if isinstance(block, Table):
            blocks += fitted(block, blocks, after, section, style, setter.table)
        else:
            blocks.append(setter.set(block))
    return replace(section, blocks=tuple(blocks))


class _Setter:
    """Sets the blocks of one section. width: of its text, in pt."""

    def __init__(self, style: Style, advances: Widths, width: float) -> None:
        self._style, self._advances, self._width = style, advances, width
        self._tables: dict[tuple[str, bool], _Known] = {}

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
        roles = [self._style.roles[CONTENTS_ROLES[min(row.level, len(CONTENTS_ROLES)) - 1]] for row in block.rows]
        number = NUMBER_ROOM if block.page_numbers else 0.0
        rows = (
            replace(row, text=self._runs((Run(row.text),), role, tail=number * role.size)[0].text)
            for row, role in zip(block.rows, roles, strict=True)
        )
        return replace(block, rows=tuple(rows), notes=tuple(self._paragraph(note) for note in block.notes))

    def table(self, table: Table) -> Table:
        """A table with marks in its lines, cells and notes."""
        line, roles = self._style.roles["表头行"], self._style.cell_roles(table)
        edges = [0.0]
        for width in table.widths:
            edges.append(edges[-1] + width * self._width / sum(table.widths))
        return replace(
            table,
            title=self._runs(table.title, self._style.roles["表题"]),
            mark=self._runs((Run(table.mark),), line)[0].text,
            unit_left=self._runs(table.unit_left, line),
            unit_right=self._runs((Run(table.unit_right),), line)[0].text,
            head=self._rows(table.head, edges, roles),
            body=self._rows(table.body, edges, roles),
            notes=tuple(self._runs(note, self._style.roles["注"]) for note in table.notes),
        )

    def _rows(self, rows: Sequence[Row], edges: list[float], roles: Mapping[str, Role]) -> tuple[Row, ...]:
        placed = place_cells(rows, len(edges) - 1)
        return tuple(
            tuple(
                [
                    self._cell(cell, edges[at + cell.colspan] - edges[at], roles[cell.kind]) if cell.runs else cell
                    for at, cell in row
                ]
            )
            for row in placed
        )

    def _cell(self, cell: Cell, width: float, role: Role) -> Cell:
        if not cell.runs:
            return cell
        runs = self._runs(cell.runs, role, width - CELL_INSET - cell.indent * role.size, cell.bold)
        return cell if runs is cell.runs else replace(cell, runs=runs)

    def _runs(self, runs: Runs, role: Role, room: float | None = None, bold: bool = False, tail: float = 0.0) -> Runs:
        """Runs with marks; as many as there were. tail: what the last line leaves, in pt."""
        text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
        if not text:
            return runs
        spacing, gap = self._style.spacing_of(role), GAP_WIDTH * role.size
        em = role.size + spacing
        wide = (self._width if room is None else room) - (role.left + role.right) * em
        first = wide - role.first * em
        if len(text) * (em + gap) <= min(first, wide) - tail and "\n" not in text:  # no character is wider than the em
            gaps = find_gaps(text)
            return tuple(_marked(runs, frozenset(), frozenset(gaps))) if gaps else runs
        widths: list[float] = []
        for run in runs:
            known = self._known(role.font.role, bold or role.bold or run.bold)
            widths += [known[char] * role.size + spacing for char in run.text]
        found = break_lines(text, widths, first, wide, gap, tail)
        return tuple(_marked(runs, found.breaks, found.gaps)) if found.breaks or found.gaps else runs

    def _known(self, font_role: str, bold: bool) -> _Known:
        """The widths of the characters of a font role."""
        if (font_role, bold) not in self._tables:
            self._tables[font_role, bold] = _Known(self._advances, font_role, bold)
        return self._tables[font_role, bold]


class _Known(dict[str, float]):
    """Character → width in em, each asked for once."""

    def __init__(self, advances: Widths, role: str, bold: bool) -> None:
        super().__init__()
        self._asked = advances, role, bold

    def __missing__(self, char: str) -> float:
        advances, role, bold = self._asked
        self[char] = advances(char, role, bold)
        return self[char]


def _marked(runs: Runs, breaks: frozenset[int], gaps: frozenset[int]) -> Iterator[Run]:
    places = sorted([*((place, BREAK) for place in breaks), *((place + 1, GAP) for place in gaps)])
    begin = at = 0
    for run in runs:
        end = begin + len(run.text)
        pieces, done = [], begin
        while at < len(places) and (places[at][0] < end or (places[at][0] == end and places[at][1] == GAP)):
            place, mark = places[at]
            pieces += [run.text[done - begin : place - begin], mark]
            done, at = place, at + 1
        if pieces:
            pieces.append(run.text[done - begin :])
            yield replace(run, text="".join(pieces))
        else:
            yield run
        begin = end
