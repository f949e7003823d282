"""Text of table cells shaped by the PDF engine's own means, each text once, and drawn again wherever it stands.

Leans on parts of the engine that are no public interface; `painted` uses it on versions that it was tested with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.document.blocks import Runs, text_of
from generator.writers.fonts import Fonts
from generator.writers.html.runs import mixed
from generator.writers.linebreak import GAP_WIDTH
from generator.writers.marks import BREAK, GAP
from generator.writers.style import Role

PX = 4 / 3
"""CSS pixels in a pt."""
_LINES = re.compile(f"[\n{BREAK}]")
_PIECES = re.compile(f"(.){GAP}")
_BLANKS = re.compile("[ \t]+")


@dataclass(slots=True)
class Piece:
    """A shaped text. width and baseline (below the top of its line) in px; marks: how it is drawn, by the PDF it is for."""

    text: str
    look: Any
    shape: Any
    width: float
    baseline: float
    marks: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    drawn_for: Any = None

    def draw(self, stream: Any) -> None:
        """Show the text at the stream's text position."""
        if self.drawn_for is not stream._fonts:
            from weasyprint.draw.text import draw_first_line
            from weasyprint.matrix import Matrix

            pen = _Pen(stream)
            draw_first_line(pen, _TextBox(self.text, self.look, self.shape, self.baseline), "clip", "none", Matrix())
            self.marks, self.drawn_for = pen.marks, stream._fonts
        for name, values in self.marks:
            getattr(stream, name)(*values)


class Line(NamedTuple):
    """A line of a cell, in px."""

    pieces: tuple[Piece, ...]
    width: float
    height: float
    baseline: float


class Shaper:
    """Shapes texts in the fonts of one layout. configuration: the engine's FontConfiguration that knows them."""

    def __init__(self, fonts: Fonts, configuration: Any) -> None:
        self._fonts, self._configuration = fonts, configuration
        self._looks: dict[tuple[str, float, float, bool, bool], Any] = {}
        self._known: dict[tuple[str, int], Piece] = {}

    def lines(self, runs: Runs, role: Role, bold: bool) -> list[Line]:
        """A cell's text in lines as the engine would set them; none for an empty cell."""
        text = text_of(runs)
        if not text:
            return []
        parts: list[list[tuple[str, bool, bool]]] = [[]]
        for run in runs:
            for number, part in enumerate(_LINES.split(run.text)):
                if number:
                    parts.append([])
                parts[-1] += _gapped(part, bold or run.bold)
        return [self._line(_trimmed(part), role, bold, mixed(text)) for part in parts]

    def _line(self, parts: list[tuple[str, bool, bool]], role: Role, bold: bool, exact: bool) -> Line:
        pieces = tuple(self._piece(text, role, heavy, gap) for text, heavy, gap in parts)
        width = sum(piece.width for piece in pieces)
        pitch, own = role.line * PX, self._piece(" ", role, bold, False).baseline
        if exact:
            return Line(pieces, width, pitch, own)
        struts = {heavy for _, heavy, _ in parts} - {bold}
        baselines = [own, *(piece.baseline for piece in pieces), *(self._piece(" ", role, h, False).baseline for h in struts)]
        return Line(pieces, width, pitch + max(baselines) - min(baselines), max(baselines))

    def _piece(self, text: str, role: Role, bold: bool, gap: bool) -> Piece:
        look = self._look(role, bold, gap)
        key = (text, id(look))
        if key not in self._known:
            self._known[key] = _shaped(text, look, role.line * PX)
        return self._known[key]

    def _look(self, role: Role, bold: bool, gap: bool) -> Any:
        key = (role.font.role, role.size, role.line, bold, gap)
        if key not in self._looks:
            from weasyprint.css.properties import INITIAL_VALUES

            look = _Look(INITIAL_VALUES)
            look.font_config = self._configuration
            families = self._fonts.family(role.font.role)
            look |= {
                "font_family": tuple(name.strip().strip('"') for name in families.split(",")),
                "font_size": role.size * PX,
                "font_weight": 700 if bold else 400,
                "font_kerning": "none",
                "overflow_wrap": "anywhere",
                "lang": "zh-CN",
                "letter_spacing": role.size * PX * GAP_WIDTH if gap else 0,
            }
            self._looks[key] = look
        return self._looks[key]


def _gapped(text: str, bold: bool) -> Iterator[tuple[str, bool, bool]]:
    """Pieces of a text with whether they are bold and whether the space between Chinese and Latin follows."""
    for number, piece in enumerate(_PIECES.split(text)):
        if piece:
            yield _BLANKS.sub(" ", piece), bold, number % 2 == 1


def _trimmed(parts: list[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    """Parts of a line without spaces at its ends."""
    if parts:
        parts[0] = (parts[0][0].lstrip(" "), *parts[0][1:])
        parts[-1] = (parts[-1][0].rstrip(" "), *parts[-1][1:])
    return [part for part in parts if part[0]]


def _shaped(text: str, look: Any, pitch: float) -> Piece:
    from weasyprint.text.ffi import FROM_UNITS, pango
    from weasyprint.text.line_break import Layout, line_size

    shape = Layout(look)
    shape.set_text(text)
    line, _ = shape.get_first_line()
    width, height = line_size(line, look)
    baseline = pango.pango_layout_get_baseline(shape.layout) * FROM_UNITS
    return Piece(text, look, shape, width, baseline + (pitch - height) / 2)


class _Look(dict[str, Any]):
    """A style as the engine's text functions ask for it."""

    font_config: Any


@dataclass(slots=True)
class _TextBox:
    text: str
    style: Any
    pango_layout: Any
    baseline: float


class _Pen:
    """Stands in for a page's stream and keeps what would be shown, so that it can be shown again."""

    def __init__(self, stream: Any) -> None:
        self.add_font = stream.add_font
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.marks: list[tuple[str, tuple[Any, ...]]] = []

    def set_text_matrix(self, *_: float) -> None:
        """The place is another each time."""

    def set_font_size(self, *values: Any) -> None:
        self.marks.append(("set_font_size", values))

    def show_text(self, *values: Any) -> None:
        self.marks.append(("show_text", values))

    def set_text_rise(self, *values: Any) -> None:
        self.marks.append(("set_text_rise", values))
