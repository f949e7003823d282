"""The figures of a table that was read: rows with their code, label and exact numbers, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from generator.excel.grid import as_number
from generator.reports.report import ReadReport, ReportCell, ReportPlace, ReportTable

CODE = re.compile(r"[1-5]\d{2}(?:\d{2}){0,2}")
TOTALS = frozenset(("合计", "总计", "本年收入合计", "本年支出合计", "收入总计", "支出总计", "收入合计", "支出合计"))

LINE_NUMBERS = frozenset(("行次", "序号"))
FEWEST_LINES = 3
"""Rows from which a column of whole numbers that count on is one of line numbers."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of figures. code: of a 科目, "" for none; label: its name; numbers: by column; row: in the grid, from 0.

    cut: what stands in the column of codes and is none.
    """

    row: int
    code: str
    label: str
    numbers: dict[int, Decimal]
    cut: str = ""

    @property
    def total(self) -> bool:
        """Whether it is the row of all."""
        return re.sub(r"\s", "", self.label) in TOTALS


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """Columns of a table that belong together: one column of codes (or three) and the figures up to the next.

    columns: of figures; decimals: how many the table prints; boxes: the cell that covers each place of the table.
    """

    table: ReportTable
    rows: tuple[FigureRow, ...]
    columns: tuple[int, ...]
    decimals: int
    boxes: Sequence[Sequence[ReportCell | None]]

    def place(self, row: FigureRow, column: int | None = None) -> ReportPlace:
        """Where a row stands in the report, or one of its figures."""
        boxes = self.boxes[row.row]
        cell = boxes[column] if column is not None else next((one for one in boxes if one is not None), None)
        return cell.place if cell is not None else self.table.place


Figures = Sequence[tuple[ReportTable, Sequence[FigureBlock]]]
"""The tables of a report, each with its blocks."""


def figures_of(report: ReadReport) -> Figures:
    """The figures of all tables, read once for all checks."""
    return [(table, [*_blocks(table)]) for table in report.tables()]


def _blocks(table: ReportTable) -> Iterator[FigureBlock]:
    """The blocks of a table with codes; one block of the whole table without."""
    texts = table.grid.table(spread=False)
    body, boxes = _without_line_numbers(texts[: table.head], texts[table.head :]), table.grid.boxes()
    codes = [at for at in range(table.grid.columns) if _is_code_column(body, at)]
    groups = _groups(codes, body)
    starts = [group[0] for group in groups] or _label_columns(body, table.grid.columns) or [0]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else table.grid.columns
        group = groups[number] if groups else ()
        yield _block(table, boxes, body, group, range(start, end))


def _without_line_numbers(head: list[list[str]], body: list[list[str]]) -> list[list[str]]:
    """The rows with the columns 行次 and 序号 left blank: those named so, and those that count 1, 2, 3, … (or on from there)."""
    columns = len(body[0]) if body else 0
    counted = {at for at in range(columns) if _counts([row[at] for row in body]) or _named_so([row[at] for row in head])}
    return [["" if at in counted else text for at, text in enumerate(row)] for row in body] if counted else body


def _named_so(head: list[str]) -> bool:
    return any(re.sub(r"\s", "", text) in LINE_NUMBERS for text in head)


def _counts(cells: list[str]) -> bool:
    found = [cell.strip() for cell in cells if cell.strip()]
    if len(found) < FEWEST_LINES or not all(re.fullmatch(r"[0-9]{1,3}", cell) for cell in found):
        return False
    numbers = [int(cell) for cell in found]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_code_column(body: list[list[str]], at: int) -> bool:
    found = [row[at].strip() for row in body if row[at].strip()]
    coded = [text for text in found if CODE.fullmatch(text) or re.fullmatch(r"\d{2}", text)]
    return len(coded) >= 2 and len(coded) * 10 >= 8 * len([text for text in found if text not in TOTALS])


def _label_columns(body: list[list[str]], columns: int) -> list[int]:
    """The columns of names in a table without codes, each followed by figures: receipts beside expenditure."""
    figures = [_is_figures([row[at] for row in body]) for at in range(columns)]
    words = [any(row[at].strip() for row in body) and not figures[at] for at in range(columns)]
    used = [at for at in range(columns) if words[at] or figures[at]]
    return [at for at, after in pairwise(used) if words[at] and figures[after]]


def _groups(codes: list[int], body: list[list[str]]) -> list[tuple[int, ...]]:
    """Code columns that stand side by side are one code in parts (类, 款, 项), where the later ones hold two digits."""
    groups: list[tuple[int, ...]] = []
    for at in codes:
        short = all(len(row[at].strip()) in (0, 2) for row in body)
        if groups and groups[-1][-1] == at - 1 and short:
            groups[-1] += (at,)
        elif not short:
            groups.append((at,))
    return groups


def _block(
    table: ReportTable,
    boxes: Sequence[Sequence[ReportCell | None]],
    body: list[list[str]],
    codes: tuple[int, ...],
    span: range,
) -> FigureBlock:
    columns = tuple(at for at in span if at not in codes and _is_figures([row[at] for row in body]))
    decimals = max((_decimals(row[at]) for row in body for at in columns), default=0)
    rows = []
    for number, texts in enumerate(body):
        code = "".join(texts[at].strip() for at in codes)
        label = next((texts[at] for at in span if at not in codes and at not in columns and texts[at].strip()), "")
        label = label or next((texts[at] for at in codes if texts[at].strip() in TOTALS), "")
        figures = {at: value for at in columns if (value := as_number(texts[at])) is not None}
        if figures or code or label:
            whole = CODE.fullmatch(code) is not None
            rows.append(FigureRow(number + table.head, code if whole else "", label, figures, "" if whole else code))
    return FigureBlock(table, tuple(rows), columns, decimals, boxes)


def _is_figures(cells: list[str]) -> bool:
    """Whether a column holds figures: money with decimals or thousands, or whole numbers, and no words but dashes."""
    found = [cell.strip() for cell in cells if cell.strip()]
    numbers = [cell for cell in found if as_number(cell) is not None]
    return bool(numbers) and len(numbers) * 10 >= 8 * len([cell for cell in found if cell not in ("—", "-", "－", "——")])


def _decimals(cell: str) -> int:
    return len(cell.strip().rpartition(".")[2]) if "." in cell and as_number(cell) is not None else 0
