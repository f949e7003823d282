"""Ruled grids: two boxes without a line between them are one cell; a character belongs to the cell that holds its middle."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from generator.reports.pdf.characters import Char
from generator.reports.pdf.ruling import Rule, snapped, touching
from generator.reports.pdf.textlines import text_lines
from generator.reports.report import Box

CLOSED = 0.6
"""Share of a box's side that a line must cover to close it."""
OPEN_SIDE = 8.0
"""pt by which lines go beyond the last line across them, so that the table has a side without a line there."""
PLAIN = re.compile(r"[-\d.,%％]+")
MOST = 60_000
"""Boxes of one page."""


class GridCell(NamedTuple):
    """A cell as seen; row and column of its upper left box, from 0."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


class RuledGrid(NamedTuple):
    """A table of one page. xs, ys: where its columns and rows begin and end."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]

    @property
    def box(self) -> Box:
        """All of it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def grids_of(across: list[Rule], upright: list[Rule], chars: list[Char]) -> tuple[list[RuledGrid], list[Char]]:
    """The tables of a page and the characters outside of them. A frame around one column of text is no table."""
    found: list[RuledGrid] = []
    frames = [grid for group in touching(across, upright) if (grid := _boxes(*group)) is not None]
    frames.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    for frame in frames:
        inside, outside = frame.parted(chars)
        cells = frame.cells(inside)
        if _is_table(cells):
            found.append(RuledGrid(frame.xs, frame.ys, cells))
            chars = outside
    return found, chars


def _is_table(cells: list[GridCell]) -> bool:
    """Whether a frame holds a table: texts in more than one column. The axes and steps of a chart hold next to none."""
    texts = [cell for cell in cells if cell.text]
    if len({cell.column for cell in cells}) < 2 or not texts:
        return False
    worded = any(not PLAIN.fullmatch(cell.text) for cell in texts)
    return (
        len(texts) > 3
        or (worded and any(cell.row == 0 for cell in texts))
        or len({cell.column for cell in texts}) == len(texts) > 2
    )


def _boxes(across: list[Rule], upright: list[Rule]) -> _Boxes | None:
    """The boxes that lines make; None where they make none, or a single one."""
    xs = _with_open_sides(snapped([rule.at for rule in upright]), across)
    ys = _with_open_sides(snapped([rule.at for rule in across]), upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > MOST:
        return None
    return _Boxes(xs, ys, across, upright)


def _with_open_sides(positions: list[float], crossing: list[Rule]) -> list[float]:
    """Positions of lines, with the sides of the table that have no line but lines that reach beyond the outermost one."""
    starts, ends = sorted(rule.start for rule in crossing), sorted(rule.end for rule in crossing)
    first, last = starts[len(starts) // 2], ends[len(ends) // 2]
    before = [first] if positions[0] - first > OPEN_SIDE else []
    after = [last] if last - positions[-1] > OPEN_SIDE else []
    return [*before, *positions, *after]


class _Boxes:
    """The boxes between lines, those without a line between them united."""

    def __init__(self, xs: list[float], ys: list[float], across: list[Rule], upright: list[Rule]) -> None:
        self.xs, self.ys = xs, ys
        self.rows, self.columns = len(ys) - 1, len(xs) - 1
        self.parents = list(range(self.rows * self.columns))
        below = _covered(across, ys, xs)
        beside = _covered(upright, xs, ys)
        for row in range(self.rows):
            for column in range(self.columns):
                here = row * self.columns + column
                if column + 1 < self.columns and not beside[column + 1][row]:
                    self.unite(here, here + 1)
                if row + 1 < self.rows and not below[row + 1][column]:
                    self.unite(here, here + self.columns)

    def top(self, box: int) -> int:
        """The box that stands for all that are united with one."""
        while self.parents[box] != box:
            self.parents[box] = self.parents[self.parents[box]]
            box = self.parents[box]
        return box

    def unite(self, one: int, other: int) -> None:
        """Make two boxes one cell."""
        a, b = self.top(one), self.top(other)
        self.parents[max(a, b)] = min(a, b)

    def parted(self, chars: list[Char]) -> tuple[list[Char], list[Char]]:
        """The characters whose middle lies inside, and the others."""
        left, right, top, bottom = self.xs[0], self.xs[-1], self.ys[0], self.ys[-1]
        inside: list[Char] = []
        outside: list[Char] = []
        for char in chars:
            within = left <= (char.left + char.right) / 2 <= right and top <= (char.top + char.bottom) / 2 <= bottom
            (inside if within else outside).append(char)
        return inside, outside

    def cells(self, chars: list[Char]) -> list[GridCell]:
        """The cells with their texts, in reading order."""
        texts: dict[int, list[Char]] = {}
        for char in chars:
            column = min(max(bisect_right(self.xs, (char.left + char.right) / 2) - 1, 0), self.columns - 1)
            row = min(max(bisect_right(self.ys, (char.top + char.bottom) / 2) - 1, 0), self.rows - 1)
            texts.setdefault(self.top(row * self.columns + column), []).append(char)
        members: dict[int, list[int]] = {}
        for box in range(len(self.parents)):
            members.setdefault(self.top(box), []).append(box)
        return [self._cell(boxes, texts.get(first, [])) for first, boxes in sorted(members.items())]

    def _cell(self, boxes: list[int], chars: list[Char]) -> GridCell:
        rows, columns = [box // self.columns for box in boxes], [box % self.columns for box in boxes]
        top, left, bottom, right = min(rows), min(columns), max(rows), max(columns)
        text = "".join(line.text for line in text_lines(chars, tabs=False)) if chars else ""
        box = (self.xs[left], self.ys[top], self.xs[right + 1], self.ys[bottom + 1])
        return GridCell(text, top, left, bottom - top + 1, right - left + 1, box)


def _covered(rules: list[Rule], positions: list[float], crossing: list[float]) -> list[list[bool]]:
    """For each position of lines, which stretches between two crossing positions a line covers."""
    lengths = [[0.0] * (len(crossing) - 1) for _ in positions]
    for at, start, end in rules:
        place = bisect_left(positions, at)
        nearest = min((i for i in (place - 1, place) if 0 <= i < len(positions)), key=lambda i: abs(positions[i] - at))
        for part in range(max(bisect_right(crossing, start) - 1, 0), len(crossing) - 1):
            low, high = crossing[part], crossing[part + 1]
            if low >= end:
                break
            lengths[nearest][part] += max(0.0, min(high, end) - max(low, start))
    return [
        [length >= CLOSED * (high - low) for length, low, high in zip(line, crossing, crossing[1:], strict=False)]
        for line in lengths
    ]
