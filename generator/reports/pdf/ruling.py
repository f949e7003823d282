"""The ruling lines of a page: strokes, sides of boxes and thin filled boxes that lie along it, joined where they continue."""

from __future__ import annotations

import ctypes
import itertools
from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from generator.reports.pdf.frame import Frame

THIN = 3.0
"""pt; a filled box that is thinner is a line."""
STRAIGHT = 0.6
"""pt by which the ends of a line may differ across."""
TOLERANCE = 3.0
"""pt within which two lines are one."""
MOST = 40_000
"""Objects, and segments, of one page."""
DEPTH = 6
"""Forms within forms."""
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A line along the page. at: its y where it lies across, its x where it stands upright; it goes from start to end."""

    at: float
    start: float
    end: float


class Objects(NamedTuple):
    """What a page holds. across, upright: its ruling lines; direct: addresses of its own text objects; pictures: how many."""

    across: list[Rule]
    upright: list[Rule]
    direct: set[int]
    pictures: int


def objects_of(page: Any, frame: Frame) -> Objects:
    """The ruling lines of a page, as seen, and its other objects. Raises ValueError for more objects than any page has."""
    walk = _Walk(frame)
    for pointer in walk.objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject):
        walk.read(pointer, IDENTITY, 0)
    return Objects(_joined(walk.across), _joined(walk.upright), walk.direct, walk.pictures)


class _Walk:
    """Goes through the objects of a page, those in forms included."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.across: list[Rule] = []
        self.upright: list[Rule] = []
        self.direct: set[int] = set()
        self.pictures = 0
        self.left = MOST

    def objects(self, holder: Any, count: Any, get: Any) -> Iterator[Any]:
        """The objects of a page or a form."""
        number = count(holder)
        self.left -= max(number, 0)
        if self.left < 0:
            raise ValueError("too many objects")
        for index in range(number):
            yield get(holder, index)

    def read(self, pointer: Any, above: Matrix, depth: int) -> None:
        """Take what counts of one object. above: from the space of what holds it to the page's."""
        kind = pdfium.FPDFPageObj_GetType(pointer)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if not depth:
                self.direct.add(ctypes.addressof(pointer.contents))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self.path(pointer, _times(_matrix(pointer), above))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEPTH:
            inner = _times(_matrix(pointer), above)
            for child in self.objects(pointer, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject):
                self.read(child, inner, depth + 1)

    def path(self, pointer: Any, matrix: Matrix) -> None:
        """The lines that a drawn path makes."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(pointer, fill, stroke)
        if not fill.value and not stroke.value:
            return
        for points in self._outlines(pointer, matrix):
            if fill.value and not stroke.value:
                self._filled(points)
            else:
                for (x0, y0), (x1, y1) in itertools.pairwise(points):
                    if abs(y0 - y1) < STRAIGHT and abs(x0 - x1) > 1:
                        self.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                    elif abs(x0 - x1) < STRAIGHT and abs(y0 - y1) > 1:
                        self.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _filled(self, points: list[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if height <= THIN < width:
            self.across.append(Rule((min(ys) + max(ys)) / 2, min(xs), max(xs)))
        elif width <= THIN < height:
            self.upright.append(Rule((min(xs) + max(xs)) / 2, min(ys), max(ys)))

    def _outlines(self, pointer: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """The points of each part of a path that is made of straight lines, closed where it closes, as seen."""
        number = pdfium.FPDFPath_CountSegments(pointer)
        self.left -= number
        if self.left < 0:
            raise ValueError("too many segments")
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        curved = False
        for index in range(number):
            segment = pdfium.FPDFPath_GetPathSegment(pointer, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if points and not curved:
                    yield points
                points, curved = [], False
            curved |= kind == pdfium.FPDF_SEGMENT_BEZIERTO
            points.append(self.frame.seen(*_applied(matrix, x.value, y.value)))
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points and not curved:
            yield points


def _matrix(pointer: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(pointer, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    if n == IDENTITY:
        return m
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _applied(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def _joined(rules: list[Rule]) -> list[Rule]:
    """Lines that continue each other, or lie on each other, as one."""
    lanes: list[tuple[float, list[Rule]]] = []
    for rule in sorted(rules):
        if lanes and rule.at - lanes[-1][0] <= 1:
            lanes[-1][1].append(rule)
        else:
            lanes.append((rule.at, [rule]))
    found = []
    for at, lane in lanes:
        lane.sort(key=lambda rule: rule.start)
        start, end = lane[0].start, lane[0].end
        for rule in lane[1:]:
            if rule.start <= end + TOLERANCE:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        found.append(Rule(at, start, end))
    return found


def snapped(values: list[float]) -> list[float]:
    """Positions that lie within the tolerance of each other as one, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= TOLERANCE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def touching(across: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other, group by group: each may be the rules of a table."""
    parents = list(range(len(across) + len(upright)))

    def top(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    order = sorted(range(len(upright)), key=lambda index: upright[index].at)
    positions = [upright[index].at for index in order]
    for number, (y, start, end) in enumerate(across):
        for place in range(bisect_left(positions, start - TOLERANCE), len(positions)):
            x, low, high = upright[order[place]]
            if x > end + TOLERANCE:
                break
            if low - TOLERANCE <= y <= high + TOLERANCE:
                parents[top(number)] = top(len(across) + order[place])
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate([*across, *upright]):
        insort(groups.setdefault(top(number), ([], []))[number >= len(across)], rule)
    return [group for group in groups.values() if group[0] and group[1]]
