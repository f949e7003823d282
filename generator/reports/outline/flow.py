"""Lines and grids in reading order become paragraphs and tables: grids joined over pages, titles and notes to their table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.excel.grid import as_number
from generator.reports.outline.joining import continues, joined
from generator.reports.outline.marks import Marks, is_note, marks_above, marks_inside
from generator.reports.outline.paragraphs import Measure, paragraph_of, paragraphs_of
from generator.reports.report import Physical, ReportCell, ReportGrid, ReportLine, ReportParagraph, ReportTable
from generator.reports.words import flat

CAPTION = re.compile(r"[（(]?图\s?[\d一二三四五六七八九十]+[：:. ]?")
CLOSE = 8.0
"""pt between two grids of one page that are one table."""
MOST_BETWEEN = 4
"""Lines between the parts of a table on two pages: title, unit, 编制单位 and 表号 once more."""
INDEX = re.compile(r"栏次|列次|行次")
LABEL = re.compile(r"[一二三四五六七八九十]+、.+")
TOTAL = re.compile(r"(?:本年)?(?:收入|支出)?[合总]计")

Block = ReportParagraph | ReportTable


class Flow:
    """Reads a stretch of items. Tables are numbered later, when all are known."""

    def __init__(self, measure: dict[int, Measure]) -> None:
        self.measure = measure
        self.found: list[Block] = []
        self.lines: list[ReportLine] = []

    def blocks(self, items: Sequence[Physical]) -> list[Block]:
        """Paragraphs and tables."""
        for item in items:
            if isinstance(item, ReportLine):
                if flat(item.text):
                    self.lines.append(item)
            elif not self._joins(item):
                self._table(item)
        self._text()
        return self.found

    def _last(self) -> ReportTable | None:
        return self.found[-1] if self.found and isinstance(self.found[-1], ReportTable) else None

    def _joins(self, grid: ReportGrid) -> bool:
        """Add a grid to the table before it, where it is its rest."""
        table = self._last()
        if table is None or len(self.lines) > MOST_BETWEEN or not continues(table.grid, grid):
            return False
        marks = marks_above(self.lines)
        if self.lines and not self._repeats(table, marks):
            return False
        if not self.lines and not _follows(table, grid):
            return False
        if not self.lines and marks_inside(grid).title not in ("", table.title, marks_inside(table.grid).title):
            return False
        self.lines = []
        other_page = grid.place.page != table.grid.cells[-1].place.page
        table.grid = joined(table.grid, grid)
        table.pages += other_page
        return True

    def _repeats(self, table: ReportTable, marks: Marks) -> bool:
        """Whether the lines before a grid are the marks of the table once more, and nothing else."""
        if marks.lines < len(self.lines):
            return False
        return marks.continued or not marks.title or _alike(marks.title, table.title)

    def _table(self, grid: ReportGrid) -> None:
        marks, inside = marks_above(self.lines), marks_inside(grid)
        above = self.lines[len(self.lines) - marks.lines :]
        self.lines = self.lines[: len(self.lines) - marks.lines]
        self._text()
        title = marks.title or inside.title
        table = ReportTable(0, title, grid, grid.place, code=marks.code or inside.code)
        table.unit, table.owner = marks.unit or inside.unit, marks.owner or inside.owner
        table.above = [replace(line, text=flat(line.text)) for line in above]
        self.found.append(table)

    def _text(self) -> None:
        """The lines that are waiting become notes of the table before them, and paragraphs."""
        lines, table = self._without_charts(), self._last()
        notes = 0
        if table is not None:
            while notes < len(lines) and self._is_note(lines, notes):
                notes += 1
            table.notes = paragraphs_of(lines[:notes], self.measure)
            if notes and not all(is_note(note.text, number == 0) for number, note in enumerate(table.notes)):
                table.notes = [paragraph_of([line]) for line in lines[:notes]]
        self.found += paragraphs_of(lines[notes:], self.measure)
        self.lines = []

    def _without_charts(self) -> list[ReportLine]:
        """The lines without the words in a chart: they are of small print and stand right above the chart's caption."""
        found: list[ReportLine] = []
        for line in self.lines:
            measure = self.measure.get(line.place.page)
            if measure and CAPTION.match(line.text):
                while found and found[-1].size < min(line.size, measure.size) - 1 and not found[-1].text.endswith("。"):
                    found.pop()
            found.append(line)
        return found

    def _is_note(self, lines: Sequence[ReportLine], at: int) -> bool:
        text = flat(lines[at].text)
        if lines[at].level == 0 and is_note(text, at == 0):
            return True
        if at == 0 or lines[at].level or lines[at].centred:
            return False
        return len(paragraphs_of(lines[at - 1 : at + 1], self.measure)) == 1


def _follows(table: ReportTable, grid: ReportGrid) -> bool:
    """Whether a grid without lines before it comes right after the table: on the next page, or close below it."""
    last = table.grid.cells[-1].place
    if not grid.place.page or grid.place.page == last.page + 1:
        return True
    if grid.place.page != last.page or grid.place.box is None:
        return False
    low = max((cell.place.box[3] for cell in table.grid.cells if cell.place.box and cell.place.page == last.page), default=0.0)
    return 0 <= grid.place.box[1] - low < CLOSE


def _alike(one: str, other: str) -> bool:
    strip = re.compile(r"[（(]?续表?[一二三四\d]*[）)]?|[\s（）()]")
    return strip.sub("", one) == strip.sub("", other)


def finished(table: ReportTable, number: int, path: tuple[str, ...]) -> None:
    """Give a table its number, and its cells their places in it."""
    table.number, table.path = number, path
    table.head = head_rows(table.grid)
    table.place = replace(table.place, table=number, title=table.title)
    cells = [_numbered(cell, number, table.title) for cell in table.grid.cells]
    table.grid = ReportGrid(table.grid.rows, table.grid.columns, cells, table.place, table.grid.edges)


def _numbered(cell: ReportCell, number: int, title: str) -> ReportCell:
    place = replace(cell.place, table=number, title=title, row=cell.row + 1, column=cell.column + 1)
    return replace(cell, place=place)


def head_rows(grid: ReportGrid) -> int:
    """How many rows come before the first figure or the first known label of a row. 栏次 belongs to the head."""
    rows: list[list[ReportCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        if cell.text:
            rows[cell.row].append(cell)
    for number, row in enumerate(rows):
        texts = [cell.text for cell in row]
        if any(INDEX.fullmatch(text) for text in texts) or _counts(texts):
            continue
        if any(as_number(text) is not None for text in texts) or (texts and LABEL.fullmatch(texts[0]) and number):
            return number
    blank = (number for number, row in enumerate(rows) if number and (not row or TOTAL.fullmatch(row[0].text)))
    return next(blank, min(1, grid.rows - 1))


def _counts(texts: Sequence[str]) -> bool:
    """The numbers of the columns: 1 2 3 …"""
    if len(texts) < 3 or not all(text.isdecimal() and len(text) < 3 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
