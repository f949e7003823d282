"""The filled workbook read back: by the marks in its hidden column, with the cell of every value."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils import get_column_letter

from generator.errors import DataError, Problems, UsageError
from generator.excel.container import BROKEN, open_container
from generator.excel.fill.cells import CellError, from_cell
from generator.excel.fill.columns import columns
from generator.excel.fill.kinds import CellKind
from generator.excel.fill.memory import MARK, SHEET, VERSION, Memory, from_rows
from generator.excel.fill.plan import Block, BlockLayout, PlannedField, blocks
from generator.excel.fill.read.assemble import Assembler, Row, recalled
from generator.intake.collector import Collector
from generator.intake.judged.semantics import check
from generator.intake.judged.validate import Gaps, build
from generator.model.place import Place, SourceText
from generator.runtime.reading import open_regular

TAG, VALUE, FIRST_CARD = 0, 2, 3
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_WORKBOOK_PART = 1_000_000
"""Bytes of the list of sheets that are searched for ours."""
REPAIR = "用 Excel 或 WPS 打开它，另存为 .xlsx，再来一次；打不开的，重新 export"
NEWER = "用做出它的那个版本的程序导入，或重新 export"


@dataclass(frozen=True)
class Filled:
    """What a workbook holds: the tree of a data file, and which file each part of it came from."""

    tree: dict[Any, Any]
    memory: Memory
    year: str


def is_fill_book(path: Path) -> bool:
    """True for a workbook that `write_book` made, whoever has saved it since. Never raises."""
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as package:
            info = package.getinfo("xl/workbook.xml")
            with package.open(info) as part:
                return SHEET in part.read(MAX_WORKBOOK_PART).decode("utf-8", errors="replace")
    except (*BROKEN, RuntimeError):
        return False


def read_book(path: Path) -> Filled:
    """The data of a filled workbook.

    Raises Problems with every bad cell, named by sheet and cell; UsageError where the file cannot be read at all.
    """
    problems = Collector()
    container = open_container(path)
    if not container.zipped:
        raise UsageError("填报表存成了老格式（.xls），读不了", file=str(path), remedy=REPAIR)
    book = _Book(path, io.BytesIO(container.raw), problems)
    try:
        memory, year = book.memory()
        assembler = Assembler(problems)
        book.fill(assembler)
    except (*BROKEN, TypeError, AttributeError, IndexError, SyntaxError) as error:  # openpyxl reads the sheets only now
        raise UsageError("工作簿读不了：里面的内容不完整", file=str(path), remedy=REPAIR) from error
    tree = recalled(assembler.tree, memory)
    if tree and not problems.errors:
        data, whole = build(tree, Gaps(Place(str(path), 0, 0, "")), problems)
        if data:
            check(data, problems, whole)
    if problems.errors:
        raise Problems([_at_cell(error) for error in problems.errors])
    return Filled(tree, memory, year)


class _Book:
    """The sheets of one workbook, read row by row."""

    def __init__(self, path: Path, file: BinaryIO, problems: Collector) -> None:
        self.path, self.file, self.problems = path, file, problems
        self.book = self._open(formulas=True)
        self.entries = {".".join(e.path): e for _, b in blocks() if b.layout is BlockLayout.FORM for e in b.entries if e.field}
        self.tables = {f"{b.layout} {'.'.join(b.pattern)}": b for _, b in blocks() if b.layout is not BlockLayout.FORM}
        self._values: dict[str, dict[tuple[int, int], Any]] = {}

    def _open(self, *, formulas: bool) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return openpyxl.load_workbook(self.file, read_only=True, data_only=not formulas, keep_links=False)
        except Exception as error:  # a damaged package makes openpyxl fail in many ways
            raise UsageError("工作簿读不了：里面的内容不完整", file=str(self.path), remedy=REPAIR) from error

    def memory(self) -> tuple[Memory, str]:
        """What the hidden sheet remembers, and the year. Raises UsageError for a workbook of another version."""
        rows = [tuple("" if v is None else str(v) for v in row[:3]) for row in self.book[SHEET].iter_rows(values_only=True)]
        first = (*rows[0], "", "", "")[:3] if rows else ("", "", "")
        if first[:2] != (MARK, VERSION):
            raise UsageError("这张填报表是别的版本做的，或隐藏的工作表被改过", file=str(self.path), remedy=NEWER)
        return from_rows((row[0], row[1], row[2]) for row in rows[1:] if len(row) == 3), first[2]

    def fill(self, assembler: Assembler) -> None:
        """All sheets: single fields at once, tables when all are read, outer lists before the lists in their members."""
        found: dict[str, list[Row]] = {}
        for sheet in self.book.worksheets:
            if not sheet.title.startswith("_"):
                _Sheet(self, sheet, assembler, found).read()
        for name, block in self.tables.items():
            assembler.table(block, found.get(name, []))

    def value(self, sheet: str, row: int, column: int) -> Any:
        """The value that a formula had when the workbook was saved, None where it was never computed."""
        if sheet not in self._values:
            cached = self._open(formulas=False)[sheet]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                rows = enumerate(cached.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True), 1)
                self._values[sheet] = {(r, c): v for r, row in rows for c, v in enumerate(row, 1) if v is not None}
        return self._values[sheet].get((row, column))


class _Sheet:
    """The rows of one sheet from the top; `block` is the table that is open."""

    def __init__(self, book: _Book, sheet: Any, assembler: Assembler, found: dict[str, list[Row]]) -> None:
        self.book, self.sheet, self.assembler, self.found = book, sheet, assembler, found
        self.block: Block | None = None
        self.tags: dict[int, str] = {}
        self.kinds: dict[str, CellKind] = {}
        self.cards: dict[int, Row] = {}
        self.file = f"{book.path}［{sheet.title}］"

    def read(self) -> None:
        """Every row by its mark."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for cells in self._rows():
                tag = str(cells[TAG].value or "")
                if tag.startswith(":"):
                    self._single(tag[1:], cells)
                elif tag == "@end":
                    self._close()
                elif tag.startswith("@field "):
                    self._card(tag.removeprefix("@field "), cells)
                elif tag.startswith("@") and tag not in ("@row", "@head"):
                    self._begin(tag[1:], cells)
                elif self.tags and tag != "@head":
                    self._table_row(cells)
            self._close()

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for number, cells in enumerate(self.sheet.iter_rows(max_col=MAX_COLUMNS), 1):
            if number > MAX_ROWS:
                self.book.problems.add(Place(self.file, number, 1, ""), f"工作表超过{MAX_ROWS}行", "删去下面多余的行")
                return
            if cells:
                yield cells

    def _begin(self, name: str, cells: tuple[Any, ...]) -> None:
        self._close()
        self.block = self.book.tables.get(name)
        if self.block is None:
            place = Place(self.file, cells[TAG].row, 1, "")
            self.book.problems.add(place, f"填报表里的“{name.split(' ')[-1]}”，这个版本的程序不认识", NEWER)
            return
        if self.block.layout is BlockLayout.CARDS:
            self.kinds = {".".join(e.path): e.field.kind for e in self.block.entries if e.field and e.field.kind}
            return
        self.tags = {at: str(cell.value) for at, cell in enumerate(cells) if at > TAG and cell.value is not None}
        self.kinds = {column.tag: column.kind for column in columns(self.block)}

    def _close(self) -> None:
        if self.block and self.block.layout is BlockLayout.CARDS:
            rows = [self.cards[at] for at in sorted(self.cards)]
            self.found.setdefault(self._name(self.block), []).extend(rows)
        self.block, self.tags, self.cards = None, {}, {}

    @staticmethod
    def _name(block: Block) -> str:
        return f"{block.layout} {'.'.join(block.pattern)}"

    def _single(self, path: str, cells: tuple[Any, ...]) -> None:
        entry: PlannedField | None = self.book.entries.get(path)
        value = self._typed(cells, VALUE, entry.field.kind if entry and entry.field and entry.field.kind else CellKind.TEXT, path)
        if value is None:
            return
        if entry is None:
            self.book.problems.add(value.place, f"字段“{path}”，这个版本的程序不认识", NEWER)
        else:
            self.assembler.form(entry, value)

    def _table_row(self, cells: tuple[Any, ...]) -> None:
        row: Row = {}
        assert self.block is not None
        for at, name in self.tags.items():
            if name in self.kinds and (value := self._typed(cells, at, self.kinds[name], "")) is not None:
                row[name] = value
        if row:
            self.found.setdefault(self._name(self.block), []).append(row)

    def _card(self, name: str, cells: tuple[Any, ...]) -> None:
        if name not in self.kinds:
            return
        for at in range(FIRST_CARD, len(cells)):
            if (value := self._typed(cells, at, self.kinds[name], "")) is not None:
                self.cards.setdefault(at, {})[name] = value

    def _typed(self, cells: tuple[Any, ...], at: int, kind: CellKind, path: str) -> SourceText | None:
        """The typed text of a cell with its place, None for an empty cell; a bad one is a problem."""
        cell = cells[at] if at < len(cells) else None
        if cell is None or cell.value is None:
            return None
        place = Place(self.file, cell.row, at + 1, path)
        value = cell.value
        try:
            if cell.data_type == "f":
                value = self.book.value(self.sheet.title, cell.row, at + 1)
                if value is None:
                    raise CellError("这一格是公式，还没有算出结果", "用 Excel 或 WPS 打开、保存一次，或直接填数")
            if cell.data_type == "e" or (
                isinstance(value, str) and re.fullmatch(r"#(?:REF|DIV/0|VALUE|N/A|NAME\?|NUM|NULL)!?", value)
            ):
                raise CellError(f"这一格的公式出错：{value}", "改好公式，或直接填数")
            text = from_cell(value, cell.number_format or "", kind)
        except CellError as error:
            self.book.problems.add(place, error.message, error.remedy)
            return None
        return SourceText(text, place) if text else None


def _at_cell(error: DataError) -> DataError:
    """The error with sheet and cell in the place of line and column."""
    if not error.line or "［" not in error.file:
        return error
    file = f"{error.file}{get_column_letter(max(error.column, 1))}{error.line}"
    return error.elsewhere(file=file, line=0, column=0, excerpt="")
