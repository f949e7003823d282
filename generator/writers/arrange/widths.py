"""Column widths that follow the content: a column with room to spare gives to one whose texts end in a single character or
make rows tall. Where none has room, a centred text is broken where its meaning allows, as titles are.

Decided from estimated widths of text, without fonts, so that all formats agree. A column gives only what leaves every text of
its own in as many lines as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from generator.document.blocks import Cell, Document, Row, Section, Table
from generator.document.grid import place_cells, placed
from generator.measures import GAP_WIDTH, PT_PER_MM, char_width, text_width
from generator.writers.arrange.linebreak import break_lines
from generator.writers.arrange.titles import broken, parting
from generator.writers.style import CELL_SIDE, Role, Style

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
    """What a cell says, where, in what size and how far indented, and how wide it is on one line; in pt."""

    row: int
    column: int
    span: int
    text: str
    size: float
    indent: float
    wide: float


class _Measure(NamedTuple):
    """What a column is at a width: the lines of each row's folded text, and how many texts end in a single character."""

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
    groups = table.groups or ((0, columns),)
    widths = [0.0] * columns
    for start, stop in groups:
        kept = [*range(min(table.repeat, start) if table.groups else 0), *range(start, stop)]
        scale = room / sum(table.widths[column] for column in kept)
        for column in kept:
            widths[column] = widths[column] or table.widths[column] * scale
    texts, fit = _texts(table, widths, style)
    if fit:
        return table
    shares = list(table.widths)
    for start, stop in groups:
        for column, width in _Columns(texts, widths, range(start, stop)).balanced().items():
            shares[column] *= width / widths[column]
            widths[column] = width
    lone = {(text.row, text.column): text for text in texts if _lines(text, _across(text, widths))[1]}
    rows = [*_parted((*table.head, *table.body), lone, widths, style.cell_roles(table))] if lone else (*table.head, *table.body)
    return replace(table, widths=tuple(shares), head=tuple(rows[: len(table.head)]), body=tuple(rows[len(table.head) :]))


def _across(text: _Text, widths: Sequence[float]) -> float:
    """The width of the columns of a text, in pt."""
    return sum(widths[text.column : text.column + text.span])


def _parted(
    rows: Sequence[Row], lone: Mapping[tuple[int, int], _Text], widths: Sequence[float], roles: Mapping[str, Role]
) -> Iterator[Row]:
    """The rows, their centred texts among `lone` with a line end in a better place."""
    for number, row in enumerate(place_cells(rows, len(widths))):
        yield tuple([_parted_cell(cell, lone.get((number, at)), widths, roles) for at, cell in row])


def _parted_cell(cell: Cell, text: _Text | None, widths: Sequence[float], roles: Mapping[str, Role]) -> Cell:
    if text is None or "\n" in text.text or (cell.align or roles[cell.kind].align) != "center":
        return cell
    breaks = parting(text.text, (_across(text, widths) - CELL_INSET - text.indent) / text.size)
    return replace(cell, runs=tuple(broken(cell.runs, breaks))) if breaks else cell


def _texts(table: Table, widths: Sequence[float], style: Style) -> tuple[list[_Text], bool]:
    """The texts of a table, of the figures of a column only the widest, and whether each stands on one line."""
    roles = style.cell_roles(table)
    texts: list[_Text] = []
    figures: dict[int, _Text] = {}
    fit = True
    for row, column, cell in placed((*table.head, *table.body), len(table.widths)):
        runs = cell.runs
        if not runs:
            continue
        content = runs[0].text if len(runs) == 1 else cell.text
        size = roles[cell.kind].size
        text = _Text(row, column, cell.colspan, content, size, cell.indent * size, _em(content) * size)
        fit = fit and text.wide <= sum(widths[column : column + cell.colspan]) - CELL_INSET - text.indent
        if cell.value is None or cell.colspan > 1:
            texts.append(text)
        elif column not in figures or figures[column].wide < text.wide:
            figures[column] = text
    return [*texts, *figures.values()], fit


class _Columns:
    """Columns of a table that stand beside each other on paper. texts: of the table; widths: of all its columns in pt."""

    def __init__(self, texts: Iterable[_Text], widths: Sequence[float], columns: range) -> None:
        self._widths = {column: widths[column] for column in columns}
        self._least = {column: width * (1 - MOST_GIVEN) for column, width in self._widths.items()}
        self._texts: dict[int, list[_Text]] = {column: [] for column in columns}
        self._spans: list[_Text] = []
        self._tallest: dict[int, tuple[int, int, int]] = {}
        self._known: dict[tuple[int, float], _Measure] = {}
        for text in texts:
            if text.column in self._texts and text.span == 1:
                self._texts[text.column].append(text)
            elif text.span > 1 and text.column in self._texts and text.column + text.span - 1 in self._texts:
                self._spans.append(text)

    def balanced(self) -> dict[int, float]:
        """Column → its width in pt, for those that change."""
        first = dict(self._widths)
        for _ in range(ROUNDS):
            if not self._improve():
                break
        return {column: width for column, width in self._widths.items() if width != first[column]}

    def _improve(self) -> bool:
        """Give one column more width where that helps; whether any was given."""
        self._tallest = self._tallest_of_rows()
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
        most, tallest, second = self._tallest.get(row, (1, -1, 1))
        return second if column == tallest else most

    def _tallest_of_rows(self) -> dict[int, tuple[int, int, int]]:
        """Of each row with a folded text: the most lines, the column that has them, and the most of the other columns."""
        found: dict[int, tuple[int, int, int]] = {}
        for column, width in self._widths.items():
            for row, lines in self._measure(column, width).lines.items():
                most, tallest, second = found.get(row, (1, -1, 1))
                found[row] = (lines, column, most) if lines > most else (most, tallest, max(second, lines))
        return found

    def _gain(self, column: int, more: float) -> float:
        """Single characters and lines of rows that go where a column gets wider."""
        now, then = (self._measure(column, self._widths[column] + add) for add in (0.0, more))
        if then.lone > now.lone:
            return 0.0
        lines = 0
        for row, count in now.lines.items():
            fewer = then.lines.get(row, 1)
            if fewer < count:
                others = self._others(row, column)
                lines += max(count, others) - max(fewer, others)
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
        wide = ((text, range(text.column, text.column + text.span)) for text in self._spans)
        return sum(_lines(text, sum(self._widths[column] for column in span))[0] for text, span in wide)

    def _measure(self, column: int, width: float) -> _Measure:
        key = column, round(width, 2)
        if key not in self._known:
            found = [(text.row, *_lines(text, width)) for text in self._texts[column]]
            self._known[key] = _Measure({row: lines for row, lines, _ in found if lines > 1}, sum(lone for _, _, lone in found))
        return self._known[key]


def _lines(text: _Text, width: float) -> tuple[int, bool]:
    """The lines of a text in a cell of a width, and whether the last of several is a single character."""
    room = width - CELL_INSET - text.indent
    return (1, False) if text.wide <= room else _folded(text.text, text.size, round(room, 2))


@lru_cache(maxsize=8192)
def _em(text: str) -> float:
    """The width of a text on one line, in em; more than any where it has several lines."""
    return inf if "\n" in text else text_width(text, 1.0)


@lru_cache(maxsize=4096)
def _folded(text: str, size: float, room: float) -> tuple[int, bool]:
    found = break_lines(text, [char_width(char) * size for char in text], room, room, GAP_WIDTH * size)
    begins = sorted(found.breaks)
    return 1 + len(begins) + text.count("\n"), bool(begins) and len(text) - begins[-1] == 1
