"""What may stand in place of the markup of texts and tables: see `generator.writers.pdf.painted`."""

from __future__ import annotations

from typing import Protocol

from generator.document.blocks import Cell, Heading, Paragraph, Runs, Table


class Painting(Protocol):
    """Another way for texts and tables of one section. What comes back empty is to be written as usual."""

    def lines(self, block: Heading | Paragraph) -> str:
        """The markup inside a heading or paragraph."""

    def table(self, table: Table) -> TablePainting:
        """The same for what is in a table."""


class TablePainting(Protocol):
    """Another way for what is in a table. What comes back empty is to be written as usual."""

    def text(self, runs: Runs, role: str) -> str:
        """The markup inside a title or note."""

    def ends(self, left: Runs, right: str, role: str) -> str:
        """The markup inside a line with a text at either end."""

    def rows(self) -> list[str]:
        """Columns and rows, line by line."""

    def cell(self, cell: Cell, at: int, head: bool) -> str:
        """The markup inside a cell where the rows are written as usual. at: its column; head: whether it stands in the head."""
