"""Column widths that follow the content: a column with room to spare gives to one whose texts end in a single character or
make rows tall.

Decided from estimated widths of text, without fonts, so that all formats agree. A column gives only what leaves every text of
its own in as many lines as before.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from generator.document.blocks import Document, Section, Table
from generator.document.grid import placed
from generator.measures import GAP_WIDTH, PT_PER_MM, char_width, text_width
from generator.writers.arrange.linebreak import break_lines
from generator.writers.style import CELL_SIDE, Style

CELL_INSET = 2 * CELL_SIDE + 1.5
"""Beside the text of a cell, in pt, with what estimated widths may be short by."""
STEP = 4.5
"""pt by which widths are tried: half a character."""
MOST_GIVEN = 0.35
"""Of its width: what a column gives at the most."""
MOST_TAKEN = 8
"""Steps that a column takes at once."""
ROUNDS = 12
MOST_CELLS = 2000
"""A table with more cells keeps its widths: what is won is not worth the time."""


class _Text(NamedTuple):
    """A cell of one column: its row, text, size and indent in pt."""

    row: int
    text: str
    size: float
    indent: float


class _Measure(NamedTuple):
    """What a column is at a width: the lines of each row's text, and how many texts end in a single character."""

    lines: dict[int, int]
    lone: int


def widened(document: Document, style: Style) -> Document:
    """The document with such widths."""
    return replace(document, sections=tuple(_section(section, style) for section in document.sections))


def _section(section: Section, style: Style) -> Section:
    page = style.sheet(section.orientation)
    room = (page.width - page.left - page.right) * PT_PER_MM
    blocks = (_suited(block, room, style) if isinstance(block, Table) else block for block in section.blocks)
    return replace(section, blocks=tuple(blocks))


def _suited(table: Table, room: float, style: Style) -> Table:
    columns = len(table.widths)
    if columns < 2 or columns * (len(table.head) + len(table.body)) > MOST_CELLS:
        return table
    widths = list(table.widths)
    for start, stop in table.groups or ((0, columns),):
        kept = [*range(min(table.repeat, start) if table.groups else 0), *range(start, stop)]
        scale = room / sum(table.widths[column] for column in kept)
        found = _Columns(table, range(start, stop), scale, style).balanced()
        for column, width in found.items():
            widths[column] = width / scale
    return replace(table, widths=tuple(widths)) if widths != list(table.widths) else table


class _Columns:
    """Columns of a table that stand beside each other on paper. scale: pt per unit of width."""

    def __init__(self, table: Table, columns: range, scale: float, style: Style) -> None:
        roles = style.cell_roles(table)
        self._widths = {column: table.widths[column] * scale for column in columns}
        self._least = {column: width * (1 - MOST_GIVEN) for column, width in self._widths.items()}
        self._texts: dict[int, list[_Text]] = {column: [] for column in columns}
        self._spans: list[tuple[range, _Text]] = []
        self._known: dict[tuple[int, float], _Measure] = {}
        for row, column, cell in placed((*table.head, *table.body), len(table.widths)):
            text = _Text(row, cell.text, roles[cell.kind].size, cell.indent * roles[cell.kind].size)
            span = range(column, column + cell.colspan)
            if cell.text and column in self._texts and cell.colspan == 1:
                self._texts[column].append(text)
            elif cell.text and all(one in self._texts for one in span):
                self._spans.append((span, text))

    def balanced(self) -> dict[int, float]:
        """Column → its width in pt, for those that change."""
        first = dict(self._widths)
        for _ in range(ROUNDS):
            if not self._improve():
                break
        return {column: width for column, width in self._widths.items() if width != first[column]}

    def _improve(self) -> bool:
        """Give one column more width where that helps; whether any was given."""
        wanting = [column for column in self._widths if self._wants(column)]
        if not wanting:
            return False
        slack = {column: self._slack(column) for column in self._widths}
        best: tuple[float, int, int] = (0.0, 0, 0)
        for column in wanting:
            for steps in range(1, min(MOST_TAKEN, sum(slack.values()) - slack[column]) + 1):
                gain = self._gain(column, steps * STEP)
                best = max(best, (gain - 0.01 * steps if gain else 0.0, column, steps))
        if not best[0]:
            return False
        _, column, steps = best
        return self._move(column, steps, {other: room for other, room in slack.items() if other != column})

    def _move(self, column: int, steps: int, slack: dict[int, int]) -> bool:
        """Take steps from the columns with most room, one at a time. False where a merged cell would be folded more."""
        before, folds = dict(self._widths), self._folds()
        for _ in range(steps):
            giver = max(slack, key=lambda one: (slack[one], self._widths[one]))
            slack[giver] -= 1
            self._widths[giver] -= STEP
        self._widths[column] += steps * STEP
        if self._folds() > folds:
            self._widths = before
            return False
        return True

    def _wants(self, column: int) -> bool:
        measure = self._measure(column, self._widths[column])
        return bool(measure.lone) or any(lines > 2 and lines > self._others(row, column) for row, lines in measure.lines.items())

    def _others(self, row: int, column: int) -> int:
        """The most lines that another column has in a row."""
        return max((self._measure(o, w).lines.get(row, 1) for o, w in self._widths.items() if o != column), default=1)

    def _gain(self, column: int, more: float) -> float:
        """Single characters and lines of rows that go where a column gets wider."""
        now, then = (self._measure(column, self._widths[column] + add) for add in (0.0, more))
        if then.lone > now.lone:
            return 0.0
        lines = 0
        for row, count in now.lines.items():
            if then.lines[row] < count:
                others = self._others(row, column)
                lines += max(count, others) - max(then.lines[row], others)
        return now.lone - then.lone + lines

    def _slack(self, column: int) -> int:
        """How many steps a column can give without folding any of its texts more."""
        width = self._widths[column]
        now, steps = self._measure(column, width), 0
        while width - (steps + 1) * STEP >= self._least[column]:
            then = self._measure(column, width - (steps + 1) * STEP)
            if then.lone > now.lone or then.lines != now.lines:
                break
            steps += 1
        return steps

    def _folds(self) -> int:
        return sum(_lines(text, sum(self._widths[column] for column in span))[0] for span, text in self._spans)

    def _measure(self, column: int, width: float) -> _Measure:
        key = column, round(width, 2)
        if key not in self._known:
            found = [(text.row, *_lines(text, width)) for text in self._texts[column]]
            self._known[key] = _Measure({row: lines for row, lines, _ in found}, sum(lone for _, _, lone in found))
        return self._known[key]


def _lines(text: _Text, width: float) -> tuple[int, bool]:
    """The lines of a text in a cell of a width, and whether the last of several is a single character."""
    return _folded(text.text, text.size, round(width - CELL_INSET - text.indent, 2))


@lru_cache(maxsize=4096)
def _folded(text: str, size: float, room: float) -> tuple[int, bool]:
    if "\n" not in text and text_width(text, size) <= room:
        return 1, False
    found = break_lines(text, [char_width(char) * size for char in text], room, room, GAP_WIDTH * size)
    begins = sorted(found.breaks)
    return 1 + len(begins) + text.count("\n"), bool(begins) and len(text) - begins[-1] == 1
