"""The paper a chart is drawn on: sizes in pt, text, shapes, fills that differ in grey as well as in colour."""

from __future__ import annotations

import unicodedata
from html import escape

PT_PER_MM = 72 / 25.4
SIZE = 9.0
"""Font size of labels, in pt."""
TITLE_SIZE = 11.0


def text_width(text: str, size: float) -> float:
    """A safe estimate of a text's width in pt: full-width characters one em, others 0.56 em."""
    return size * sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.56 for char in text)


def wrap(text: str, size: float, width: float, most: int = 4) -> list[str]:
    """The text in lines no wider than `width` pt; what is beyond `most` lines ends in …."""
    lines = [""]
    for char in text:
        if lines[-1] and text_width(lines[-1] + char, size) > width:
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
        self._patterns: dict[int, str] = {}

    def fill(self, number: int) -> str:
        """The fill of the series or slice with this number (from 0): plain first, then hatched."""
        colour = f"#{self._colours[number % len(self._colours)]}"
        if number == 0:
            return colour
        name = f"{self.id}-fill-{number}"
        self._patterns[number] = _pattern(name, number, colour)
        return f"url(#{name})"

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

    def legend(self, entries: list[tuple[str, str]], y: float) -> None:
        """Boxes (fill, label) in one centred line on the base line y; smaller where the line is too long."""
        size = SIZE
        total = sum(text_width(label, size) + 22 for _, label in entries)
        size *= min(1.0, (self.width - 8) / total)
        x = (self.width - sum(text_width(label, size) + 22 * size / SIZE for _, label in entries)) / 2
        for fill, label in entries:
            self.rect(x, y - size * 0.85, size, size, fill)
            self.text(x + size * 1.4, y, label, size=size, anchor="start")
            x += text_width(label, size) + 22 * size / SIZE

    def svg(self, title: str, description: str) -> str:
        """The finished element."""
        definitions = f"<defs>{''.join(self._patterns.values())}</defs>" if self._patterns else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(description)}" '
            f'width="{self.width:.2f}pt" height="{self.height:.2f}pt" viewBox="0 0 {self.width:.2f} {self.height:.2f}">'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{definitions}{''.join(self._parts)}</svg>"
        )


def _pattern(name: str, number: int, colour: str) -> str:
    """Hatching on a light ground of the same colour, another direction for each number."""
    lines = (
        "M0,6 L6,0",
        "M0,0 L6,6",
        "M0,3 L6,3",
        "M3,0 L3,6",
        "M0,3 L6,3 M3,0 L3,6",
        "M0,0 L6,6 M0,6 L6,0",
        "M2,3 L4,3",
    )
    return (
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{_light(colour)}"/>'
        f'<path d="{lines[(number - 1) % len(lines)]}" stroke="{colour}" stroke-width="1.6" fill="none"/></pattern>'
    )


def _light(colour: str) -> str:
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (255 - channel) * 0.55):02x}" for channel in channels)
