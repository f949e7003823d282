"""A report as plain text: one line for each paragraph, table row and chart value, so that two reports can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document.blocks import Block, Chart, Contents, Cover, Document, Row, Table, text_of
from generator.document.grid import placed


def plain_text(document: Document) -> str:
    """All that the report prints, in its order, without page numbers; every line ends with a line feed.

    A table row is one line with a tab between columns: a spanned place is empty, so columns stay where they are.
    A line break inside a cell or paragraph becomes a space.
    """
    lines = (line for block in document.blocks() for line in _lines(block))
    return "".join(f"{line}\n" for line in lines)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block)
        case Contents():
            yield from _contents(block)
        case Cover():
            yield from (_one(line.text) for line in block.lines)
        case _:
            yield _one(block.text)


def _table(table: Table) -> Iterator[str]:
    unit = "\t".join(part for part in (text_of(table.unit_left), table.unit_right) if part)
    yield from (_one(line) for line in (text_of(table.title), table.mark) if line)
    if unit:
        yield unit
    yield from _rows(table.head, len(table.widths))
    yield from _rows(table.body, len(table.widths))
    yield from (_one(text_of(note)) for note in table.notes)


def _rows(rows: Sequence[Row], columns: int) -> Iterator[str]:
    grid = [[""] * columns for _ in rows]
    for row, column, cell in placed(rows, columns):
        grid[row][column] = _one(cell.text)
    yield from ("\t".join(line) for line in grid)


def _chart(chart: Chart) -> Iterator[str]:
    yield _one(text_of(chart.caption))
    for series in chart.series:
        shares = chart.shares or ("",) * len(chart.categories)
        for category, label, share in zip(chart.categories, series.labels, shares, strict=True):
            yield "\t".join(part for part in (series.name, category, label, share) if part)


def _contents(contents: Contents) -> Iterator[str]:
    yield contents.title
    yield from (_one(note.text) for note in contents.notes)
    yield from ("　" * (row.level - 1) + _one(row.text) for row in contents.rows)


def _one(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split("\n"))
