"""The types in which a table may be set to suit its page: from that of the style down to 8 pt, or up to 五号 with high rows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.blocks import CellType, Table
from generator.writers.style import CELL_PADDING, CELL_ROLES, Role, Style

SMALLEST, LARGEST = 8.0, 10.5
"""pt: sizes up to which a table is tightened or loosened; 10.5 is 五号."""
STEP = 0.5
CLOSEST, LOOSEST = 0.5, 3.25
"""Padding above and below the text at these sizes, in pt."""
CLOSE_PITCH, LOOSE_PITCH = 1.19, 1.45
"""Their line pitch, in their size."""


def tighter(table: Table, style: Style) -> Iterator[CellType]:
    """Types that are smaller than the table's own, the largest first."""
    own = _own(table, style)
    size = own.size - STEP
    while size >= SMALLEST:
        share = (size - SMALLEST) / (own.size - SMALLEST)
        pitch = CLOSE_PITCH + share * (own.line / own.size - CLOSE_PITCH)
        line, padding = min(size * pitch, own.line), CLOSEST + share * (CELL_PADDING - CLOSEST)
        yield CellType(size, round(line, 2), round(padding, 2))
        size -= STEP


def looser(table: Table, style: Style) -> Iterator[CellType]:
    """Types that are larger than the table's own, the largest first."""
    own = _own(table, style)
    size = LARGEST
    while size > own.size:
        share = (size - own.size) / (LARGEST - own.size)
        line = own.line + share * (max(LARGEST * LOOSE_PITCH, own.line) - own.line)
        yield CellType(size, round(line, 2), round(CELL_PADDING + share * (LOOSEST - CELL_PADDING), 2))
        size -= STEP


def _own(table: Table, style: Style) -> Role:
    return style.roles[CELL_ROLES[table.role]["text"]]
