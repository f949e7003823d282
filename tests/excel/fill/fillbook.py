"""Hands for the tests of the fill workbook: it is opened with another library, as a person's spreadsheet program would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from generator.excel.fill import read_book, write_book
from generator.intake.load import load
from generator.intake.yaml.writing import to_yaml

EXAMPLES = sorted(path for path in (Path(__file__).resolve().parents[3] / "data_examples").glob("*/2*") if path.is_dir())


def exported(source: Path, target: Path) -> Path:
    """The workbook of a source, written to a file."""
    target.write_bytes(write_book(load(source)))
    return target


def text_of(source: Path) -> str:
    """A source as one normalised text."""
    return to_yaml(load(source).tree)


def text_in(book: Path) -> str:
    """A workbook as one normalised text."""
    return to_yaml(read_book(book).tree)


class Book:
    """A fill workbook with its cells found by their marks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def single(self, sheet: str, path: str) -> Any:
        """The cell of a single field."""
        rows = self.book[sheet].iter_rows(min_col=1, max_col=3)
        return next(row[2] for row in rows if row[0].value == f":{path}")

    def rows(self, sheet: str, pattern: str) -> list[dict[str, Any]]:
        """The rows of a table, also the empty ones: tag → cell."""
        found: list[dict[str, Any]] = []
        tags: dict[int, str] | None = None
        for row in self.book[sheet].iter_rows():
            mark = row[0].value
            if isinstance(mark, str) and mark.startswith("@") and mark.endswith(f" {pattern}"):
                tags = {at: str(cell.value) for at, cell in enumerate(row) if at and cell.value is not None}
            elif mark == "@end":
                tags = None
            elif mark == "@row" and tags:
                found.append({tag: row[at] for at, tag in tags.items()})
        assert found, f"{sheet}: no table {pattern}"
        return found

    def row(self, sheet: str, pattern: str, **wanted: str) -> dict[str, Any]:
        """The first row whose cells begin with the given texts."""
        for row in self.rows(sheet, pattern):
            if all(str(row[tag].value or "").startswith(text) for tag, text in wanted.items()):
                return row
        raise AssertionError(wanted)

    def empty(self, sheet: str, pattern: str) -> dict[str, Any]:
        """The first row in which nothing stands."""
        return next(row for row in self.rows(sheet, pattern) if all(cell.value is None for cell in row.values()))

    def card(self, sheet: str, tag: str, number: int) -> Any:
        """A field of the member with this number, from 0."""
        rows = self.book[sheet].iter_rows()
        return next(row[3 + number] for row in rows if row[0].value == f"@field {tag}")

    def save(self) -> Path:
        """Save over the file."""
        self.book.save(self.path)
        return self.path
