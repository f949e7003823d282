"""柱状图 and 簇状柱形图: vertical bars with the printed value above each, categories below, a legend for several series."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.document.blocks import Chart
from generator.writers.svg.canvas import SIZE, Canvas, text_width, wrap

SIDE = 12.0
LINE = 1.25
SMALLEST = 6.0
STEPS = 4
"""Lines across the picture above its floor."""
WIDEST = 96.0
"""pt; as wide as a bar of two in Word."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the bars stand: top and bottom in pt from the top of the picture, low and high the values there.

    names: of the categories, each in the lines that fit below its bars.
    """

    top: float
    bottom: float
    low: Decimal
    high: Decimal
    names: tuple[list[str], ...]


def bar_frame(chart: Chart, width: float, height: float) -> Frame:
    """The frame of a chart in a picture of this size (pt): the same in the drawing and in Word."""
    slot = (width - 2 * SIDE) / len(chart.categories)
    names = tuple(wrap(name, SIZE, slot - 6) for name in chart.categories)
    values = [value for series in chart.series for value in series.values]
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    below = max(map(len, names)) + (1 if low < 0 else 0)
    bottom = height - 6 - below * SIZE * LINE - (SIZE * 2 if len(chart.series) > 1 else 0)
    return Frame(SIZE + 24, bottom, low, high if high > low else Decimal(1), names)


def unit_line(chart: Chart) -> str:
    """What stands above the bars; the values themselves carry no unit."""
    return f"单位：{chart.unit}" if chart.unit else ""


def bars(chart: Chart, canvas: Canvas) -> None:
    """Draw the chart (its title is the caption below it): every value keeps its printed label, however small its bar.

    No axis prints a number: only the figures of the data stand in the picture.
    """
    if line := unit_line(chart):
        canvas.text(SIDE, SIZE + 6, line, anchor="start")
    slot = (canvas.width - 2 * SIDE) / len(chart.categories)
    frame = bar_frame(chart, canvas.width, canvas.height)
    _plot(chart, canvas, slot, frame)
    lower = frame.bottom + (SIZE * LINE if frame.low < 0 else 0)
    for number, lines in enumerate(frame.names):
        for row, line in enumerate(lines):
            canvas.text(SIDE + (number + 0.5) * slot, lower + (row + 1) * SIZE * LINE, line)
    if len(chart.series) > 1:
        canvas.legend([series.name for series in chart.series], canvas.height - 5)


def _plot(chart: Chart, canvas: Canvas, slot: float, frame: Frame) -> None:
    top, bottom = frame.top, frame.bottom
    scale = (bottom - top) / float(frame.high - frame.low)
    zero = bottom + float(frame.low) * scale
    for step in range(1, STEPS + 1):
        level = top + (bottom - top) * (STEPS - step) / STEPS
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
