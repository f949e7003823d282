"""柱状图 and 簇状柱形图: vertical bars with the printed value above each, categories below, a legend for several series."""

from __future__ import annotations

from decimal import Decimal

from generator.document.blocks import Chart
from generator.writers.svg.canvas import SIZE, Canvas, text_width, wrap

SIDE = 12.0
LINE = 1.25
SMALLEST = 6.0
WIDEST = 96.0
"""pt; as wide as a bar of two in Word."""


def bars(chart: Chart, canvas: Canvas) -> None:
    """Draw the chart (its title is the caption below it): every value keeps its printed label, however small its bar."""
    if chart.unit:
        canvas.text(SIDE, SIZE + 6, f"单位：{chart.unit}", anchor="start")
    slot = (canvas.width - 2 * SIDE) / len(chart.categories)
    names = [wrap(name, SIZE, slot - 6) for name in chart.categories]
    several = len(chart.series) > 1
    bottom = canvas.height - 6 - max(map(len, names)) * SIZE * LINE - (SIZE * 2 if several else 0)
    _plot(chart, canvas, slot, SIZE + 24, bottom)
    for number, lines in enumerate(names):
        for row, line in enumerate(lines):
            canvas.text(SIDE + (number + 0.5) * slot, bottom + (row + 1) * SIZE * LINE, line)
    if several:
        canvas.legend([series.name for series in chart.series], canvas.height - 5)


def _plot(chart: Chart, canvas: Canvas, slot: float, top: float, bottom: float) -> None:
    values = [value for series in chart.series for value in series.values]
    high, low = max([*values, Decimal(0)]), min([*values, Decimal(0)])
    if low < 0:
        bottom -= SIZE * LINE
    scale = (bottom - top) / float((high - low) or 1)
    zero = bottom + float(low) * scale
    for step in range(1, 5):
        level = top + (bottom - top) * (4 - step) / 4
        canvas.line([(SIDE, level), (canvas.width - SIDE, level)], "#d9d9d9")
    count = len(chart.series)
    width = slot * 0.45 if count == 1 else slot * 0.8 / count
    width = min(width, WIDEST)
    size = _label_size(chart, slot * 0.92 / count)
    for number, series in enumerate(chart.series):
        for at, (value, label) in enumerate(zip(series.values, series.labels, strict=True)):
            middle = SIDE + (at + 0.5) * slot + (number - (count - 1) / 2) * max(width, slot * 0.92 / count if count > 1 else 0)
            height = abs(float(value)) * scale
            if value:
                box = (middle - width / 2, zero - height if value > 0 else zero, width, height)
                canvas.rect(*box, canvas.fill(number))
                canvas.hatch(*box, number)
            canvas.text(middle, zero + height + size if value < 0 else zero - height - 3, label, size=size)
    canvas.line([(SIDE, zero), (canvas.width - SIDE, zero)], width=0.75)


def _label_size(chart: Chart, room: float) -> float:
    widest = max(text_width(label, SIZE) for series in chart.series for label in series.labels)
    return max(SMALLEST, SIZE * min(1.0, room / widest))
