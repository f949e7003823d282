"""The lines around and inside tables, as Word, CSS and a workbook write them; their widths stand in the style (表格线)."""

from __future__ import annotations

from typing import NamedTuple

from generator.writers.style import Style

WORD_BLACK, CSS_BLACK = "000000", "#000"
WORD_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
"""The children of w:tblBorders in the order of the schema."""
WORKBOOK_LINES = ((0.75, 1), (1.5, 2), (2.25, 5))
"""Width in pt and number of the lines of a workbook: thin, medium, thick."""


class Edges(NamedTuple):
    """Whether a cell stands at the left, right, top or bottom of its table."""

    left: bool
    right: bool
    top: bool
    bottom: bool


def word_borders(style: Style) -> str:
    """w:tblBorders: widths in eighths of a point."""
    widths = {"insideH": style.inner_line, "insideV": style.inner_line}
    lines = (
        f'<w:{side} w:val="single" w:sz="{round(widths.get(side, style.outer_line) * 8)}" w:space="0" w:color="{WORD_BLACK}"/>'
        for side in WORD_SIDES
    )
    return f"<w:tblBorders>{''.join(lines)}</w:tblBorders>"


def css_outer(style: Style) -> str:
    """The value of CSS `border` for a table."""
    return f"{style.outer_line:g}pt solid {CSS_BLACK}"


def css_inner(style: Style) -> str:
    """The value of CSS `border` for a cell."""
    return f"{style.inner_line:g}pt solid {CSS_BLACK}"


def workbook_borders(style: Style, edges: Edges) -> dict[str, int]:
    """XlsxWriter's settings for the four sides of a cell: the nearest line that a workbook has."""
    outer, inner = _workbook_line(style.outer_line), _workbook_line(style.inner_line)
    return {side: outer if at_edge else inner for side, at_edge in edges._asdict().items()}


def _workbook_line(width: float) -> int:
    """The number of the line nearest to a width in pt; 0 where there is to be none."""
    return min(WORKBOOK_LINES, key=lambda line: abs(line[0] - width))[1] if width > 0 else 0
