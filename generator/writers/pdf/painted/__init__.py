"""Text and tables that stand on the pages of the PDF engine as pictures, drawn by its own means and looking the same.

The engine takes a millisecond for each element and line; a report has thousands. Blocks, page breaks, rows and heads of tables
remain the engine's. Not for tagged files, where each paragraph and cell is an element, and drafts, which mark single words.
Leans on parts of the engine that are no public interface: used on versions that it was tested with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.document.blocks import Heading, Paragraph, Section, Table
from generator.measures import PX_PER_MM
from generator.writers.fonts.find import Fonts
from generator.writers.pdf.painted.lines import block_pictures
from generator.writers.pdf.painted.picture import Picture
from generator.writers.pdf.painted.shaped import Shaper
from generator.writers.pdf.painted.table import PaintedTable
from generator.writers.style import Style

__all__ = ["Painter", "Picture"]


class Painter:
    """Gives the markup of blocks; `pictures` then holds what stands in them, by address.

    configuration: the engine's FontConfiguration.
    """

    def __init__(self, style: Style, fonts: Fonts, configuration: Any) -> None:
        self._style, self._shaper = style, Shaper(fonts, configuration)
        self.pictures: dict[str, Picture] = {}

    def of(self, section: Section) -> Painted:
        """The painter of a section's blocks."""
        page = self._style.sheet(section.orientation)
        return Painted(self, self._style, self._shaper, (page.width - page.left - page.right) * PX_PER_MM)

    def add(self, picture: Picture) -> str:
        """The markup that stands for a picture."""
        address = f"painted:{len(self.pictures)}"
        self.pictures[address] = picture
        return f'<img src="{address}">'


@dataclass(frozen=True, slots=True)
class Painted:
    """The blocks of one section (`html.painting.Painting`). width: of its text, in px."""

    painter: Painter
    style: Style
    shaper: Shaper
    width: float

    def lines(self, block: Heading | Paragraph) -> str:
        """The markup inside a heading or paragraph."""
        return "".join(map(self.painter.add, block_pictures(block, self.style, self.shaper, self.width)))

    def table(self, table: Table) -> PaintedTable:
        """What paints the texts and rows of a table."""
        return PaintedTable(table, self.style, self.shaper, self.width, self.painter.add)
