"""Text shaped by the PDF engine's own means; that of table cells each text once, and drawn again wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from generator.document.blocks import Runs, text_of
from generator.measures import GAP_WIDTH
from generator.writers.arrange.marks import BREAK, GAP
from generator.writers.fonts.find import Fonts
from generator.writers.html.runs import mixed
from generator.writers.style import Role

PX = 4 / 3
"""CSS pixels in a pt."""
_LINES = re.compile(f"([\n{BREAK}])")
_PIECES = re.compile(f"(.){GAP}")
_BLANKS = re.compile("[ \t]+")


@dataclass(slots=True)
class Piece:
    """A shaped text. width and baseline (below the top of its line) in px; marks: how it is drawn, by the PDF it is for;
    emojis: its characters that are images, as the engine has them.
    """

    text: str
    look: Any
    shape: Any
    width: float
    baseline: float
    marks: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    drawn_for: Any = None
    emojis: list[Any] = field(default_factory=list)

    def draw(self, stream: Any) -> None:
        """Show the text at the stream's text position."""
        if self.drawn_for is not stream._fonts:
            from weasyprint.draw.text import draw_first_line
            from weasyprint.matrix import Matrix

            pen = _Pen(stream)
            box = _TextBox(self.text, self.look, self.shape, self.baseline)
            self.emojis = draw_first_line(pen, box, "clip", "none", Matrix())
            self.marks, self.drawn_for = pen.marks, stream._fonts
        for name, values in self.marks:
            getattr(stream, name)(*values)

    def spread(self, more: float) -> None:
        """Widen the distance of its characters, by `more` px each."""
        self.look = self.look.spaced(more)
        self.shape.style = self.look
        self.shape.set_text(self.text)
        self.width += more * len(self.text)


class Line(NamedTuple):
    """A line, in px. ends: whether the text itself ends the line here."""

    pieces: tuple[Piece, ...]
    width: float
    height: float
    baseline: float
    ends: bool

    def placed(self, x: float) -> Iterator[tuple[float, Piece]]:
        """Its pieces where the line begins at x, each with its own place."""
        for piece in self.pieces:
            yield x, piece
            x += piece.width


class Shaper:
    """Shapes texts in the fonts of one layout. configuration: the engine's FontConfiguration that knows them."""

    def __init__(self, fonts: Fonts, configuration: Any) -> None:
        self._fonts, self._configuration = fonts, configuration
        self._looks: dict[tuple[str, float, float, float, bool, bool], Any] = {}
        self._known: dict[tuple[str, int], Piece] = {}

    def lines(self, runs: Runs, role: Role, bold: bool) -> list[Line]:
        """A cell's text in lines as the engine would set them; none for an empty cell. Texts that return share their pieces."""
        return self._set(runs, role, bold, partial(self._known_piece, role))

    def prose(self, runs: Runs, role: Role, spacing: float) -> list[Line]:
        """The text of a paragraph in lines as the engine would set them, of pieces of their own. spacing: in pt."""
        return self._set(runs, role, role.bold, partial(self._new_piece, role, spacing))

    def _set(self, runs: Runs, role: Role, bold: bool, piece: Callable[[str, bool, bool], Piece]) -> list[Line]:
        text = text_of(runs)
        if not text:
            return []
        parts: list[list[tuple[str, bool, bool]]] = [[]]
        ends: list[bool] = []
        for heavy, alike in groupby(runs, lambda run: bold or run.bold):
            for place, part in enumerate(_LINES.split(text_of(tuple(alike)))):
                if place % 2:
                    parts.append([])
                    ends.append(part == "\n")
                else:
                    parts[-1] += _gapped(part, heavy)
        exact = mixed(text)
        return [
            self._line([piece(*one) for one in _trimmed(part)], {heavy for _, heavy, _ in part}, role, bold, exact, end)
            for part, end in zip(parts, [*ends, True], strict=True)
        ]

    def _line(self, pieces: list[Piece], weights: set[bool], role: Role, bold: bool, exact: bool, ends: bool) -> Line:
        """weights: of its pieces, bold or not; bold: of the line itself; exact: no higher than its pitch."""
        width = sum(piece.width for piece in pieces)
        pitch, own = role.line * PX, self._known_piece(role, " ", bold, False).baseline
        if exact:
            return Line(tuple(pieces), width, pitch, own, ends)
        struts = [self._known_piece(role, " ", heavy, False).baseline for heavy in weights - {bold}]
        baselines = [own, *(piece.baseline for piece in pieces), *struts]
        return Line(tuple(pieces), width, pitch + max(baselines) - min(baselines), max(baselines), ends)

    def _known_piece(self, role: Role, text: str, bold: bool, gap: bool) -> Piece:
        look = self._look(role, 0.0, bold, gap)
        key = (text, id(look))
        if key not in self._known:
            self._known[key] = _shaped(text, look, role.line * PX)
        return self._known[key]

    def _new_piece(self, role: Role, spacing: float, text: str, bold: bool, gap: bool) -> Piece:
        return _shaped(text, self._look(role, spacing, bold, gap), role.line * PX)

    def _look(self, role: Role, spacing: float, bold: bool, gap: bool) -> Any:
        key = (role.font.role, role.size, role.line, spacing, bold, gap)
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
                "letter_spacing": PX * (spacing + (role.size * GAP_WIDTH if gap else 0)),
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

    def spaced(self, more: float) -> _Look:
        """The same with more room between its characters, in px."""
        look = _Look(self, letter_spacing=self["letter_spacing"] + more)
        look.font_config = self.font_config
        return look


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
