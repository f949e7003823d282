"""Close a merged cell that a page break cuts: the PDF engine draws no line at its end on one page and its beginning on the next.

Works on the finished layout, like `justify`: nothing moves, only lines are added. The grid of a table's lines is no public
interface of the engine, so this runs on the versions that it was tested with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.writers.pdf.weasyprint.engine import tested


def close_cut_cells(rendered: Any, version: str) -> None:
    """Draw the missing lines in all tables of a rendered document."""
    if not tested(version):
        return
    for page in rendered.pages:
        for table in _tables(page._page_box):
            if table.skipped_rows:
                _close(table.collapsed_border_grid[1], table.skipped_rows)


def _close(levels: list[list[Any]], at: int) -> None:
    """Fill the line above a row, with which a page begins and the one before ended, in the manner of its other pieces.

    levels: for each line between rows, from the top, and each column what is drawn: precedence and (style, width, colour).
    All parts of a table share them, and pages meet at this line only.
    """
    drawn = max(levels[at], key=_width)
    if not _width(drawn):
        drawn = min((piece for level in levels for piece in level if _width(piece)), key=_width, default=drawn)
    levels[at] = [piece if _width(piece) else drawn for piece in levels[at]]


def _width(piece: Any) -> float:
    return float(piece[1][1])


def _tables(box: Any) -> Iterator[Any]:
    """The parts of tables on a page whose cells share their lines."""
    for child in getattr(box, "children", ()):
        if getattr(child, "collapsed_border_grid", None):
            yield child
        elif type(child).__name__ != "LineBox":
            yield from _tables(child)
