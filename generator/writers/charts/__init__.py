"""Charts as vector SVG text with a title and a description, readable without colour."""

from __future__ import annotations

from generator.document.blocks import Chart
from generator.writers.charts.bars import bars
from generator.writers.charts.canvas import Canvas
from generator.writers.charts.pie import pie
from generator.writers.style import Style

__all__ = ["chart_svg"]


def chart_svg(chart: Chart, style: Style, family: str = "inherit") -> str:
    """The chart as an inline `<svg>` of the style's size. family: value of font-family for its text."""
    canvas = Canvas(chart.id, style.chart_width, style.height_of(chart), style.colours, family)
    draw = pie if chart.kind == "pie" else bars
    draw(chart, canvas)
    return canvas.svg(chart.title, chart.alt)
