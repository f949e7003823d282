"""柱状图 and 簇状柱形图: vertical bars with the printed value above each, categories below, a legend for several series."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.document.blocks import Chart
from generator.writers.charts.canvas import SIZE, Canvas, label_width, wrap

SIDE = 12.0
LINE = 1.25
SMALLEST = 6.0
WIDEST = 96.0
"""pt; of a bar."""
BESIDE, BETWEEN = 1.2, 0.15
"""Room on both sides of a bar that stands alone, and between the bars of a category, in widths of a bar."""
BESIDE_SEVERAL = 0.35


@dataclass(frozen=True, slots=True)
class BarFrame:
    """Where the bars stand: top and bottom in pt from the top of the picture, low and high the values there.

    slot: of a category, wide: of a bar, pitch: from a bar to the next of its category, size: of the labels; in pt.
    names: of the categories, each in the lines that fit below its bars.
    """

    top: float
    bottom: float
    low: Decimal
    high: Decimal
    slot: float
    wide: float
    pitch: float
    size: float
    names: tuple[list[str], ...]


def bar_frame(chart: Chart, width: float, height: float) -> BarFrame:
    """The frame of a chart in a picture of this size (pt): the same in the drawing and in Word."""
    slot = (width - 2 * SIDE) / len(chart.categories)
    names = tuple(wrap(name, SIZE, slot - 6) for name in chart.categories)
    top = SIZE + 24
    bottom = height - 6 - max(map(len, names)) * SIZE * LINE - (SIZE * 2 if len(chart.series) > 1 else 0)
    low, high = _ends(chart, bottom - top)
    count = len(chart.series)
    wide = min(slot / (count + (count - 1) * BETWEEN + (BESIDE if count == 1 else BESIDE_SEVERAL)), WIDEST)
    pitch = wide * (1 + BETWEEN)
    return BarFrame(top, bottom, low, high, slot, wide, pitch, _label_size(chart, slot * 0.92 if count == 1 else pitch), names)


def _ends(chart: Chart, height: float) -> tuple[Decimal, Decimal]:
    """The values at the bottom and the top: zero or the least value with room for its label below, and the greatest."""
    values = [value for series in chart.series for value in series.values]
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    if high == low:
        return low, Decimal(1)
    room = Decimal(SIZE * LINE / (height - SIZE * LINE)).quantize(Decimal("0.001")) if low < 0 else Decimal(0)
    return low - (high - low) * room, high


def unit_line(chart: Chart) -> str:
    """What stands above the bars; the values themselves carry no unit."""
    return f"单位：{chart.unit}" if chart.unit else ""


def bars(chart: Chart, canvas: Canvas) -> None:
    """Draw the chart (its title is the caption below it): every value keeps its printed label, however small its bar.

    No axis prints a number and no line crosses the picture: the figures at the bars are all that is to be read.
    """
    if line := unit_line(chart):
        canvas.text(SIDE, SIZE + 6, line, anchor="start")
    frame = bar_frame(chart, canvas.width, canvas.height)
    _plot(chart, canvas, frame)
    for number, lines in enumerate(frame.names):
        for row, line in enumerate(lines):
            canvas.text(SIDE + (number + 0.5) * frame.slot, frame.bottom + (row + 1) * SIZE * LINE, line)
    if len(chart.series) > 1:
        canvas.legend([series.name for series in chart.series], canvas.height - 5)


def _plot(chart: Chart, canvas: Canvas, frame: BarFrame) -> None:
    scale = (frame.bottom - frame.top) / float(frame.high - frame.low)
    zero = frame.bottom + float(frame.low) * scale
    first = -(len(chart.series) - 1) / 2
    for number, series in enumerate(chart.series):
        for at, (value, label) in enumerate(zip(series.values, series.labels, strict=True)):
            middle = SIDE + (at + 0.5) * frame.slot + (first + number) * frame.pitch
            height = abs(float(value)) * scale
            if value:
                box = (middle - frame.wide / 2, zero - height if value > 0 else zero, frame.wide, height)
                canvas.rect(*box, canvas.fill(number))
                canvas.hatch(*box, number)
            canvas.text(middle, zero + height + frame.size if value < 0 else zero - height - 3, label, size=frame.size)
    canvas.line([(SIDE, zero), (canvas.width - SIDE, zero)], width=0.75)


def _label_size(chart: Chart, room: float) -> float:
    widest = max(label_width(label, SIZE) for series in chart.series for label in series.labels)
    return max(SMALLEST, SIZE * min(1.0, room / widest))
