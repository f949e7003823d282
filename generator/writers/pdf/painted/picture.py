"""What stands on a page of the PDF engine in place of its own boxes: shaped text and lines, drawn as one picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.writers.pdf.painted.shaped import Piece


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text in a picture: where its baseline begins, and the room it has; px from the picture's upper left corner."""

    x: float
    y: float
    piece: Piece
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Text, and lines: x and y of both ends, thickness: theirs; all in px."""

    width: float
    height: float
    shown: tuple[Shown, ...]
    lines: tuple[tuple[float, float, float, float], ...] = ()
    thickness: float = 0.0

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, None]:
        """Width and height, for the engine."""
        return self.width, self.height, None

    def draw(self, stream: Any, _width: float, _height: float, style: Any) -> None:
        """Draw on a page of the engine."""
        if self.shown:
            stream.set_color(style["color"])
            stream.begin_text()
            for shown in self.shown:
                stream.set_text_matrix(1, 0, 0, -1, shown.x, shown.y)
                shown.piece.draw(stream)
            stream.end_text()
            self._draw_emojis(stream)
        if self.lines:
            stream.set_color(style["color"], stroke=True)
            stream.set_line_width(self.thickness)
            for x1, y1, x2, y2 in self.lines:
                stream.move_to(x1, y1)
                stream.line_to(x2, y2)
            stream.stroke()

    def _draw_emojis(self, stream: Any) -> None:
        for shown in self.shown:
            if shown.piece.emojis:
                from weasyprint.draw.text import draw_emojis

                draw_emojis(stream, shown.piece.look, shown.x, shown.y, shown.piece.emojis)
