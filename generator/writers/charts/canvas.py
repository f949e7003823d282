"""The paper a chart is drawn on: sizes in pt, text, shapes, fills that differ in grey as well as in colour."""

from __future__ import annotations

from html import escape

from generator.measures import PT_PER_MM, safe_width
from generator.writers.charts.shades import shade

SIZE = 9.0
"""Font size of labels, in pt."""
LATIN = 0.56
"""em of a Latin character in a label: that of the widest face a browser may take."""
HATCH = 4.0


def label_width(text: str, size: float) -> float:
    """The width of a text in pt, rather too much than too little."""
    return safe_width(text, size, LATIN)


def wrap(text: str, size: float, width: float, most: int = 4) -> list[str]:
    """The text in lines no wider than `width` pt; what is beyond `most` lines ends in …."""
    lines = [""]
    for char in text:
        if lines[-1] and label_width(lines[-1] + char, size) > width:
            lines.append("")
        lines[-1] += char
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


class Canvas:
    """Collects the elements of one chart. width and height in pt; ids are made from the chart's id."""

    def __init__(self, chart_id: str, width_mm: float, height_mm: float, colours: tuple[str, ...], family: str) -> None:
        self.id = chart_id
        self.width = width_mm * PT_PER_MM
        self.height = height_mm * PT_PER_MM
        self._colours = colours
        self._family = family
        self._parts: list[str] = []

    def fill(self, number: int) -> str:
        """The fill of the series or slice with this number (from 0): dark and light in alternation, so that greys differ too."""
        return f"#{shade(self._colours, number)}"

    def hatch(self, x: float, y: float, width: float, height: float, number: int) -> None:
        """Lines over a box that distinguish series in black and white: 0 none, 1 level, 2 upright, 3 both."""
        if number & 1:
            for step in range(1, int(height / HATCH) + 1):
                self.line([(x, y + height - step * HATCH), (x + width, y + height - step * HATCH)])
        if number & 2:
            for step in range(1, int(width / HATCH) + 1):
                self.line([(x + step * HATCH, y), (x + step * HATCH, y + height)])

    def text(self, x: float, y: float, text: str, *, size: float = SIZE, anchor: str = "middle", bold: bool = False) -> None:
        """Text on the base line y, anchored at x: start, middle or end."""
        weight = ' font-weight="bold"' if bold else ""
        # The family stands on each text: the PDF engine hands no CSS of the page down into an SVG.
        self._parts.append(
            f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}" text-anchor="{anchor}"{weight}'
            f' font-family="{escape(self._family)}">{escape(text)}</text>'
        )

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """A filled box with a thin dark edge."""
        self._parts.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}"'
            ' stroke="#333333" stroke-width="0.5"/>'
        )

    def line(self, points: list[tuple[float, float]], colour: str = "#333333", width: float = 0.5) -> None:
        """An open line through points."""
        way = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        self._parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>')

    def shape(self, element: str) -> None:
        """Any other element, complete and escaped."""
        self._parts.append(element)

    def legend(self, labels: list[str], y: float) -> None:
        """The series in order, each box with its name, in one centred line on the base line y."""
        size = SIZE
        total = sum(label_width(label, size) + 22 for label in labels)
        size *= min(1.0, (self.width - 8) / total)
        x = (self.width - sum(label_width(label, size) + 22 * size / SIZE for label in labels)) / 2
        for number, label in enumerate(labels):
            self.rect(x, y - size * 0.85, size, size, self.fill(number))
            self.hatch(x, y - size * 0.85, size, size, number)
            self.text(x + size * 1.4, y, label, size=size, anchor="start")
            x += label_width(label, size) + 22 * size / SIZE

    def svg(self, title: str, description: str) -> str:
        """The finished element."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(description)}" '
            f'width="{self.width:.2f}pt" height="{self.height:.2f}pt" viewBox="0 0 {self.width:.2f} {self.height:.2f}">'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(self._parts)}</svg>"
        )
