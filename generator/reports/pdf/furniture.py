"""Headers, footers and page numbers: lines at the edge of their page that say the same, or count, on page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from generator.reports.pdf.textlines import TextLine

EDGE = 0.14
"""Share of the page's height, above and below, where such lines stand."""
OFTEN = 3
"""Pages on which the same line stands at the same height."""
STEP = 6.0
"""pt within which it is the same height."""
NUMBER = re.compile(r"[-—–~·•－─\s]*(?:第)?(?:\d{1,4}|[IVXLivxl]{1,6})(?:页)?(?:[/／,，]?共?\d{1,4}页?)?[-—–~·•－─\s]*")
DIGITS = re.compile(r"\d+")


def furniture_of(pages: Sequence[tuple[float, Sequence[TextLine]]]) -> list[set[int]]:
    """For each page, which of its lines are furniture. pages: height in pt, and the lines outside of tables.

    A number alone at the edge is a page number where others stand on other pages, or where it is set off by signs.
    """
    edges = [[number for number, line in enumerate(lines) if _at_edge(line, height)] for height, lines in pages]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    numbered = 0
    for page, (height, lines) in enumerate(pages):
        for number in edges[page]:
            for key in _keys(lines[number], height):
                seen[key].add(page)
        numbered += any(NUMBER.fullmatch(lines[number].text) for number in edges[page])
    found = []
    for (height, lines), near in zip(pages, edges, strict=True):
        mine = set()
        for number in near:
            text = lines[number].text
            alone = NUMBER.fullmatch(text) is not None and (numbered > 1 or not text.strip().isdigit())
            if alone or any(len(seen[key]) >= OFTEN for key in _keys(lines[number], height)):
                mine.add(number)
        found.append(_outermost(mine, lines))
    return found


def _at_edge(line: TextLine, height: float) -> bool:
    return line.box[3] < EDGE * height or line.box[1] > (1 - EDGE) * height


def _keys(line: TextLine, height: float) -> list[tuple[str, int]]:
    """What a line says, its numbers left out, with its height on the page, counted from the edge that it is near to."""
    text = DIGITS.sub("0", line.text)
    away = line.base if line.base < height / 2 else line.base - height
    return [(text, int(away // STEP)), (text, int((away + STEP / 2) // STEP) + 100_000)]


def _outermost(found: set[int], lines: Sequence[TextLine]) -> set[int]:
    """Only lines with nothing else between them and the edge: a table's title on each page is none of them."""
    kept = set()
    for number in range(len(lines)):
        if number not in found:
            break
        kept.add(number)
    for number in reversed(range(len(lines))):
        if number not in found:
            break
        kept.add(number)
    return kept
