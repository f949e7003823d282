"""Where points of a PDF page are seen: from the upper left corner of the visible page, y downwards, the page's rotation done."""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.reports.report import Box


class Frame(NamedTuple):
    """The visible part of a page in its own space, y upwards, and its rotation in degrees, clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """As seen, in pt."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """As seen, in pt."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """A point as it is seen."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def seen_box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box as it is seen: left, top, right, bottom."""
        if not self.rotation:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        (x0, y0), (x1, y1) = self.seen(left, bottom), self.seen(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def frame_of(page: Any) -> Frame:
    """The frame of a page of PDFium."""
    left, bottom, right, top = page.get_cropbox()
    media = page.get_mediabox()
    left, bottom = max(left, media[0]), max(bottom, media[1])
    right, top = min(right, media[2]), min(top, media[3])
    return Frame(left, bottom, right, top, page.get_rotation())
