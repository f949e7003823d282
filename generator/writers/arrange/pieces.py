"""A typeset document as pieces that no page end cuts: lines, table rows, charts, with their heights and what keeps them together.

The rules are those of the PDF's sheet: two lines of a paragraph at least on either page, headings with what follows, the
lines above a table with its first row, rows inside merged cells (`rows_held`), notes with the last row, kept tables whole.
"""

from __future__ import annotations

from itertools import pairwise

from generator.document.blocks import Block, Chart, Contents, Cover, Heading, Paragraph, Section, Table, text_of
from generator.document.grid import place_cells, rows_held
from generator.measures import PT_PER_MM
from generator.writers.arrange.linebreak import line_count
from generator.writers.style import CONTENTS_ROLES, HEAD_PADDING, Style, cell_padding

LOWEST_CHART = 55.0
"""mm: a chart is made lower down to this rather than leave a third of a page white."""


class TextRange:
    """One piece. Heights in pt.

    after: space below it, which vanishes at the end of a page; free: whether a page may begin with it; head: height of what
    is repeated above it at the top of a page; new_page: it always begins one; heading: the id of the heading that it begins;
    block: the number of its block in the section; row: of a table's body, -1 for other pieces; kept: the table that it
    begins, where that is to be kept whole. give: by how much it may be made lower than its full height, to have room.
    """

    __slots__ = ("after", "block", "free", "full", "give", "head", "heading", "height", "kept", "new_page", "row")

    def __init__(self, height: float, after: float = 0.0) -> None:
        self.height, self.after = height, after
        self.free, self.new_page = True, False
        self.head = 0.0
        self.heading, self.block, self.row = "", 0, -1
        self.kept: KeptTable | None = None
        self.full = self.give = 0.0


class KeptTable:
    """A table that is to stay on one page. frees: of each of its pieces, whether a page may begin with it if it is cut."""

    __slots__ = ("frees", "id")

    def __init__(self, table: Table, frees: list[bool]) -> None:
        self.id, self.frees = table.id, frees


def row_heights(table: Table, style: Style) -> list[float]:
    """The heights of the rows of head and body of a typeset table."""
    return _Cutter(style).heights(table)


def block_height(block: Block, style: Style) -> float:
    """The height of a typeset block that no page cuts, in pt, with the space below it."""
    return sum(piece.height + piece.after for piece in _Cutter(style).pieces(block))


def section_pieces(section: Section, style: Style) -> list[TextRange]:
    """The pieces of a section of a typeset document, from first to last."""
    cutter = _Cutter(style)
    pieces: list[TextRange] = []
    held = False
    for number, block in enumerate(section.blocks):
        own = cutter.pieces(block)
        for piece in own:
            piece.block = number
        if own and held:
            own[0].free = False
        pieces += own
        held = isinstance(block, Heading | Paragraph) and style.roles[block.role].keep
    return pieces


class _Cutter:
    """Cuts blocks into pieces, by a style."""

    def __init__(self, style: Style) -> None:
        self._style, self._roles = style, style.roles

    def pieces(self, block: Block) -> list[TextRange]:
        """The pieces of any block."""
        match block:
            case Heading():
                pieces = self._lines(block.text, block.role)
                pieces[0].heading, pieces[0].new_page = block.id, block.new_page
                return pieces
            case Paragraph():
                return self._lines(block.text, block.role)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Contents():
                return self._contents(block)
            case Cover():
                return self._cover(block)

    def _lines(self, text: str, name: str, pitch: float = 0.0) -> list[TextRange]:
        """The lines of a text with its role's space above and below. pitch: in place of the role's."""
        role = self._roles[name]
        height = pitch or role.line or role.size
        pieces = [TextRange(height) for _ in range(line_count(text))]
        pieces[0].height += role.before
        pieces[-1].after = role.after
        if len(pieces) > 1:
            pieces[1].free = pieces[-1].free = False
        return pieces

    def _cover(self, cover: Cover) -> list[TextRange]:
        """Lines of one role stand close together."""
        pieces: list[TextRange] = []
        for number, line in enumerate(cover.lines):
            own = self._lines(line.text, line.role)
            if number and cover.lines[number - 1].role == line.role:
                own[0].height -= self._roles[line.role].before
            pieces += own
        return pieces

    def _contents(self, contents: Contents) -> list[TextRange]:
        pieces = self._lines(contents.title, "目录题")
        for note in contents.notes:
            pieces += self._lines(note.text, note.role)
        for row in contents.rows:
            name = CONTENTS_ROLES[min(row.level, len(CONTENTS_ROLES)) - 1]
            pieces += self._lines(row.text, name, self._style.contents_pitch)
        return pieces

    def _chart(self, chart: Chart) -> list[TextRange]:
        """A picture above its caption."""
        caption = self._lines(text_of(chart.caption), "图题")
        height = sum(piece.height for piece in caption)
        piece = TextRange(height + self._style.height_of(chart) * PT_PER_MM, caption[-1].after)
        piece.full = piece.height
        piece.give = max(self._style.height_of(chart) - LOWEST_CHART, 0.0) * PT_PER_MM
        return [piece]

    def _table(self, table: Table) -> list[TextRange]:
        above = self._above(table)
        rows = self._rows(table)
        notes = [self._lines(text_of(note), "注") for note in table.notes]
        for held in (rows[:1] if above else [], *notes):
            for piece in held[:1]:
                piece.free = False
        pieces = [*above, *rows, *(piece for note in notes for piece in note)]
        if not pieces:
            return pieces
        pieces[0].new_page = table.new_page
        if table.keep:
            pieces[0].kept = KeptTable(table, [piece.free for piece in pieces])
            for piece in pieces[1:]:
                piece.free = False
        return pieces

    def _above(self, table: Table) -> list[TextRange]:
        """Title, mark and the line with the unit: none of them ends a page."""
        line = self._roles["表头行"]
        pieces = self._lines(text_of(table.title), "表题") if table.title and table.titled else []
        for text in (table.mark, table.unit_left or table.unit_right):
            pieces += [TextRange(line.before + line.line, line.after)] if text else []
        for piece in pieces[1:]:
            piece.free = False
        return pieces

    def _rows(self, table: Table) -> list[TextRange]:
        """The rows of the body, the first with the head, which is repeated above every other that begins a page."""
        heights = self.heights(table)
        first = len(table.head)
        head = sum(heights[:first])
        pieces = [TextRange(height) for height in heights[first:]] or ([TextRange(0.0)] if head else [])
        for number, piece in enumerate(pieces):
            piece.row = number
        for number in rows_held(table.body):
            pieces[number].free = False
        for piece in pieces[:1]:
            piece.height += head
        for piece in pieces[1:]:
            piece.head = head
        return pieces

    def heights(self, table: Table) -> list[float]:
        """The height of each row of head and body: that of its tallest cell; cells over several rows stretch the last one."""
        columns, count = len(table.widths), len(table.head) + len(table.body)
        bottoms = [0.0] * (count + 1)
        placed = [*place_cells(table.head, columns), *place_cells(table.body, columns)]
        edges = cell_edges(table, self._style)
        lines = {kind: role.line for kind, role in self._style.cell_roles(table).items()}
        for number, row in enumerate(placed):
            top = bottoms[number]
            least = bottoms[number + 1]
            for _, cell in row:
                below = number + cell.rowspan
                height = (line_count(text_of(cell.runs)) if cell.runs else 1) * lines[cell.kind]
                bottom = top + height + edges[number][0] + edges[below - 1][1]
                if cell.rowspan == 1:
                    least = max(least, bottom)
                else:
                    bottoms[below] = max(bottoms[below], bottom)
            bottoms[number + 1] = max(least, top)
        return [below - above for above, below in pairwise(bottoms)]


def cell_edges(table: Table, style: Style) -> list[tuple[float, float]]:
    """What stands above and below the lines of the cells of each row of head and body: padding and the table's lines, in pt.

    Between two cells lies half of their line; the outer line is as wide as the table's own.
    """
    count, padding = len(table.head) + len(table.body), cell_padding(table)
    edges = [inner_edges(table, style)] * count
    if edges:
        edges[0] = (padding + style.outer_line + (HEAD_PADDING if table.head else 0.0), edges[0][1])
        edges[-1] = (edges[-1][0], padding + style.outer_line)
    return edges


def inner_edges(table: Table, style: Style) -> tuple[float, float]:
    """The same for a row between others."""
    return cell_padding(table) + style.inner_line / 2, cell_padding(table) + style.inner_line / 2
