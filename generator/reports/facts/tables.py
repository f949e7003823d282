"""The tables of a report as the importer of workbooks takes them, and their figures with what they are figures of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.excel.accounts.facts import Harvest, harvest
from generator.excel.accounts.forms import CodeNames
from generator.excel.accounts.layout import Region, find_regions, read_head, read_marks
from generator.excel.grid import Grid, Tables, Value, as_number
from generator.reports.report import ReadReport, ReportPlace, ReportTable

ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class CellFact:
    """A figure of a table. dims: what it is of (账, 科目, 资金, 经济 …); value: in 万元, a count where `count`."""

    form: str
    dims: tuple[tuple[str, str], ...]
    value: Decimal
    count: bool
    place: ReportPlace

    def __str__(self) -> str:
        return "·".join(value for _, value in self.dims)


@dataclass(slots=True)
class TableFacts:
    """What the tables say. forms: number of the table → name of the form; unused: what was not taken, in words."""

    facts: list[CellFact]
    forms: dict[int, str]
    unused: list[str]


def importable(report: ReadReport, path: Path | None = None) -> Tables:
    """The tables of a report for the importer, in their order. path: of the file, else its name."""
    return Tables(path or Path(report.file), [grid_of(table) for table in report.tables()])


def grid_of(table: ReportTable) -> Grid:
    """A table as the importer's grid: texts of merged cells in all their boxes, figures in the first."""
    grid = table.grid
    rows: list[list[Value]] = [[""] * grid.columns for _ in range(grid.rows)]
    pages = [0] * grid.rows
    for cell in grid.cells:
        only_first = as_number(cell.text) is not None
        for row in range(cell.row, cell.row + (1 if only_first else cell.rowspan)):
            for column in range(cell.column, cell.column + (1 if only_first else cell.colspan)):
                rows[row][column] = cell.text
        pages[cell.row] = pages[cell.row] or cell.place.page
    for number in range(1, grid.rows):
        pages[number] = pages[number] or pages[number - 1]
    above, below = [line.text for line in table.above], [note.text for note in table.notes]
    if table.title and table.title not in above:
        above.insert(0, table.title)
    name = table.title or f"第{table.number}个表"
    return Grid(name, rows, merged=True, printed=True, above=above, below=below, pages=pages if any(pages) else [])


def table_facts(report: ReadReport, year: int) -> TableFacts:
    """The figures of all tables whose form is known. year: whose 科目 they are."""
    found = TableFacts([], {}, [])
    regions: list[tuple[ReportTable, Region]] = []
    for table in report.tables():
        grid = grid_of(table)
        for region in find_regions(grid, found.unused):
            read_marks(region)
            regions.append((table, region))
    common = Counter(region.unit for _, region in regions if region.unit).most_common(1)
    names = CodeNames(year)
    for table, region in regions:
        read_head(region, names)
        if region.columns:
            cells = Harvest()
            harvest(region, names, region.unit or (common[0][0] if common else "万元"), cells)
            found.forms[table.number] = region.form.name
            found.facts += [
                CellFact(fact.form, fact.dims, fact.value, fact.count, _place(table, fact.spot.cell))
                for fact in cells.facts
                if fact.printed
            ]
            found.unused += [*cells.unused, *cells.problems]
        else:
            found.unused.append(f"{table.place}：认出是“{region.form.name}”，但列头看不懂，没有用到")
    return found


def _place(table: ReportTable, address: str) -> ReportPlace:
    """The place of the cell at an address (`C7`) of the table's grid."""
    match = ADDRESS.fullmatch(address)
    assert match is not None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    row = int(match[2])
    for cell in table.grid.cells:
        if cell.row <= row - 1 < cell.row + cell.rowspan and cell.column <= column - 1 < cell.column + cell.colspan:
            return cell.place
    return table.place
