"""饼状图: slices clockwise, each with its name, value and share beside it; zero categories in the legend."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import copysign, cos, pi, sin

from generator.document.blocks import Chart
from generator.writers.charts.canvas import SIZE, Canvas, label_width, wrap

GAP = 2 * SIZE * 1.2 + 3
"""The least distance of two labels on one side: each has two lines."""
LINE = 1.25
"""Line pitch of the legend, in its font size."""

LEGEND = 0.75
"""The most of the picture's width that its lines take: Word breaks a wider title."""
ROOM = 24.0
"""Above and below the pie, in pt: Word sets a label of two lines there."""
NEAR, REACH = 12.0, 14.0
"""How far a label stands above or below the end of its slice where that is far; how far those of its side then stand out
from the pie, in pt."""
LEVEL, LIFT, STEEP = 0.09, 6.0, 9.0
"""Cosine up to which a slice ends at the side of the pie; by how much Word and LibreOffice set labels of others off, in pt:
near the side, and how much more above or below the middle."""
TURNS = 24
"""How many ways of turning the pie are tried."""


@dataclass(slots=True)
class _Slice:
    """A slice and its label. number: of its category, from 0; angles clockwise from the top."""

    number: int
    name: str
    figures: str
    start: float
    turn: float
    y: float = 0.0

    @property
    def angle(self) -> float:
        return self.start + self.turn / 2

    @property
    def right(self) -> bool:
        return sin(self.angle) >= 0


@dataclass(frozen=True, slots=True)
class Circle:
    """Where the pie stands: its centre and radius in pt, and the slices with their labels.

    bottom: the height at which the legend begins, the lines of slices of zero with their values: they have no angle.
    """

    x: float
    y: float
    radius: float
    bottom: float
    slices: list[_Slice]
    legend: list[str]

    @property
    def start(self) -> int:
        """How far the first slice is turned from the top, in degrees clockwise, so that labels keep apart."""
        return round(min((one.start for one in self.slices), default=0.0) * 180 / pi) % 360

    def moved(self) -> dict[str, tuple[float, float]]:
        """Name → how far its label stands to the right of and below the end of its slice, in pt.

        Of all labels on a side where one stands far from its slice: there they would stand on one another. What is
        measured from is a little lower than the end of a slice below the middle, and higher above it.
        """
        ends = {one.name: self.y - self.radius * cos(one.angle) for one in self.slices}
        crowded = {one.right for one in self.slices if abs(one.y - ends[one.name]) > NEAR}
        lift = {one.name: _lift(cos(one.angle)) for one in self.slices}
        outs = {one.name: REACH + self.radius * (1 - abs(sin(one.angle))) for one in self.slices}
        return {
            one.name: (outs[one.name] if one.right else -outs[one.name], one.y - ends[one.name] + lift[one.name])
            for one in self.slices
            if one.right in crowded
        }


def _lift(level: float) -> float:
    """What a label is to be moved down (above the middle) or up to stand level with the end of its slice. level: its cosine."""
    return copysign(LIFT + STEEP * abs(level), level) if abs(level) > LEVEL else 0.0


def pie_circle(chart: Chart, width: float, height: float) -> Circle:
    """The circle of a chart in a picture of this size (pt): the same in the drawing and in Word."""
    values, printed = chart.series[0].values, chart.series[0].labels
    zeros = [
        f"{name} {label}{chart.unit}" for name, value, label in zip(chart.categories, values, printed, strict=True) if not value
    ]
    legend = _lines(zeros, width * LEGEND)
    top, bottom = 4.0, height - 4 - len(legend) * SIZE * LINE
    radius, y = (bottom - top) / 2 - ROOM, (top + bottom) / 2
    return Circle(width / 2, y, radius, bottom, _turned(chart, y, radius, top, bottom), legend)


def _lines(entries: list[str], width: float) -> list[str]:
    """The entries of the legend in lines, none of them broken unless it is longer than a line."""
    lines: list[str] = []
    for entry in entries:
        longer = f"{lines[-1]}　{entry}" if lines else entry
        if lines and label_width(longer, SIZE) <= width:
            lines[-1] = longer
        else:
            lines += wrap(entry, SIZE, width)
    return lines


def pie(chart: Chart, canvas: Canvas) -> None:
    """Draw the chart."""
    circle = pie_circle(chart, canvas.width, canvas.height)
    x, y, radius = circle.x, circle.y, circle.radius
    for label in circle.slices:
        canvas.shape(_slice(x, y, radius, label, canvas.fill(label.number)))
    for label in circle.slices:
        _write(canvas, label, x, y, radius)
    for row, line in enumerate(circle.legend):
        canvas.text(x, circle.bottom + (row + 1) * SIZE * LINE - 2, line)


def _turned(chart: Chart, y: float, radius: float, top: float, bottom: float) -> list[_Slice]:
    """The labels in their places, for the turn of the pie that suits them best."""
    turns = [_labels(chart, 2 * pi * step / TURNS) for step in range(TURNS)]
    for labels in turns:
        for side in (True, False):
            _spread([label for label in labels if label.right is side], y, radius, top, bottom)
    return min(turns, key=lambda labels: round(_strain(labels, y, radius), 3))


def _labels(chart: Chart, start: float) -> list[_Slice]:
    """The slices that have an angle, the first beginning at `start`."""
    series = chart.series[0]
    total = sum((abs(value) for value in series.values), Decimal(0))
    labels = []
    for at, value in enumerate(series.values):
        if value:
            turn = 2 * pi * float(abs(value) / total)
            share = f"，{chart.shares[at]}" if chart.shares else ""
            labels.append(_Slice(at, chart.categories[at], f"{series.labels[at]}{chart.unit}{share}", start, turn))
            start += turn
    return labels


def _strain(labels: list[_Slice], y: float, radius: float) -> float:
    """How far labels stand from their slices: small slices fan out best at the side of the pie."""
    return sum(abs(label.y - (y - radius * cos(label.angle))) for label in labels)


def _slice(x: float, y: float, radius: float, label: _Slice, fill: str) -> str:
    look = f'fill="{fill}" stroke="#333333" stroke-width="0.5"'
    if label.turn > 2 * pi - 1e-6:
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" {look}/>'
    (x0, y0), (x1, y1) = _at(x, y, radius, label.start), _at(x, y, radius, label.start + label.turn)
    return (
        f'<path d="M{x:.2f},{y:.2f} L{x0:.2f},{y0:.2f} A{radius:.2f},{radius:.2f} 0 {int(label.turn > pi)} 1 '
        f'{x1:.2f},{y1:.2f} Z" {look}/>'
    )


def _at(x: float, y: float, radius: float, angle: float) -> tuple[float, float]:
    """The point at an angle clockwise from the top."""
    return x + radius * sin(angle), y - radius * cos(angle)


def _spread(labels: list[_Slice], y: float, radius: float, top: float, bottom: float) -> None:
    """Give the labels of one side heights near their slices, at least GAP apart, within the picture."""
    labels.sort(key=lambda label: -cos(label.angle))
    room = min(GAP, (bottom - top) / max(len(labels), 1))
    place = top + room / 2
    for label in labels:
        label.y = max(place, y - (radius + 8) * cos(label.angle))
        place = label.y + room
    place = bottom - room / 2
    for label in reversed(labels):
        label.y = min(place, label.y)
        place = label.y - room


def _write(canvas: Canvas, label: _Slice, x: float, y: float, radius: float) -> None:
    way = 1 if label.right else -1
    edge = x + way * (radius + 22)
    canvas.line([_at(x, y, radius * 0.96, label.angle), _at(x, y, radius + 6, label.angle), (edge, label.y)])
    room = canvas.width / 2 - radius - 28
    anchor = "start" if label.right else "end"
    for row, text in enumerate((label.name, label.figures)):
        size = SIZE * min(1.0, room / label_width(text, SIZE))
        canvas.text(edge + way * 3, label.y - 1 + row * SIZE * 1.15, text, size=size, anchor=anchor)
