"""Lines joined to paragraphs, also over the end of a page: a line goes on where it is full and the next is not indented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.reports.outline.ordinals import ordinal_of
from generator.reports.report import ReportLine, ReportPage, ReportParagraph
from generator.reports.words import flat

INDENT = 1.2
"""Sizes by which the first line of a paragraph stands to the right of the others, at least."""
TOKEN = re.compile(r"[\dA-Za-z.,%％]+[，。；：、）】》”]*|[（(《“‘【]*.[，。；：、）】》”]*")
ROOM = 6.0
"""Sizes that may be left empty at the end of a line that goes on, where it ends within a sentence."""
ENDED = re.compile(r"[。！？；;]$")
CLOSED = re.compile(r"[。！？；;：:]$")
SIGN = re.compile(r"[。，；：]")
CUT = re.compile(r"(?:原因|理由)(?:是|为)?[:：]$")
"""A hard return behind these stands inside a sentence."""
TITLE_GAP = 1.6
"""Line heights between the two lines of one title, at most."""


FEW = 8
"""Lines that do not show where lines begin and end; the tables of such pages do."""


class Measure(NamedTuple):
    """Where the text of pages of one width begins and ends, in pt, and the size of most of it."""

    left: float
    right: float
    size: float


def measures(pages: Sequence[ReportPage]) -> dict[int, Measure]:
    """The measure of each page of a PDF, by its number; pages of one width share one. Empty for other files."""
    lines: dict[int, list[ReportLine]] = {}
    sides: dict[int, list[float]] = {}
    for page in pages:
        if page.width:
            lines.setdefault(round(page.width), []).extend(page.lines())
            sides.setdefault(round(page.width), []).extend(side for grid in page.grids() for side in grid.edges)
    found = {}
    for width, group in lines.items():
        boxes = [(line, line.place.box) for line in group if line.place.box and not line.centred and len(line.text) > 8]
        if not boxes:
            continue
        sizes: Counter[float] = Counter()
        for line, _ in boxes:
            sizes[line.size] += len(line.text)
        size = sizes.most_common(1)[0][0]
        lefts = Counter(round(box[0] / 4) for line, box in boxes if abs(line.size - size) < 1)
        often = [at for at, times in lefts.items() if times * 8 >= max(lefts.values())]
        rights = sorted(box[2] for line, box in boxes if abs(line.size - size) < 1)
        left, right = 4.0 * min(often), rights[int(0.97 * (len(rights) - 1))]
        if len(boxes) < FEW and sides[width]:
            left, right = min(left, *sides[width]), max(right, *sides[width])
        found[width] = Measure(left, right, size)
    return {page.number: found[round(page.width)] for page in pages if round(page.width) in found}


def paragraphs_of(lines: Sequence[ReportLine], measure: dict[int, Measure]) -> list[ReportParagraph]:
    """The paragraphs that lines make."""
    groups: list[list[ReportLine]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, measure):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [paragraph_of(group) for group in groups]


def paragraph_of(lines: Sequence[ReportLine]) -> ReportParagraph:
    """One paragraph of lines; their tabs go."""
    own = tuple(replace(line, text=flat(line.text)) if "\t" in line.text else line for line in lines)
    return ReportParagraph("".join(line.text for line in own), own[0].place, own)


def _goes_on(group: list[ReportLine], line: ReportLine, measure: dict[int, Measure]) -> bool:
    before = group[-1]
    upper, lower = before.place.box, line.place.box
    if upper is None or lower is None:
        return bool(CUT.search(before.text)) and not ordinal_of(line.text) and not line.level and not line.centred
    here, there = measure.get(line.place.page), measure.get(before.place.page)
    if here is None or there is None or line.place.page > before.place.page + 1:
        return False
    if _title_goes_on(group, line, here):
        return True
    if abs(line.size - before.size) > 1 or (before.centred and len(group) == 1 and upper[0] > there.left + 4 * before.size):
        return False
    if len(group) == 1 and before.bold and not line.bold and ordinal_of(before.text) and not SIGN.search(before.text):
        return False
    indented = lower[0] > here.left + INDENT * line.size
    if indented or not _full(before, line, there):
        return bool(CUT.search(before.text)) and ordinal_of(line.text) is None
    starts = ordinal_of(line.text)
    return not (starts and ENDED.search(before.text))


def _full(before: ReportLine, line: ReportLine, measure: Measure) -> bool:
    """Whether the first word of the next line would have found no room on this one."""
    box = before.place.box
    token = TOKEN.match(line.text)
    if box is None or token is None:
        return False
    wide = sum(0.55 if char.isascii() else 1.0 for char in token[0])
    room = wide + 1.2 if CLOSED.search(before.text) else max(wide + 1.2, ROOM)
    return measure.right - box[2] < room * before.size


def _title_goes_on(group: list[ReportLine], line: ReportLine, measure: Measure) -> bool:
    """A title on two lines: larger or stronger than the text, both of one look and in the middle, close to each other."""
    before = group[-1]
    upper, lower = before.place.box, line.place.box
    if upper is None or lower is None or before.place.page != line.place.page or len(group) > 2:
        return False
    alike = abs(line.size - before.size) < 0.6 and line.bold == before.bold
    titled = before.size > measure.size + 1 or before.bold
    if not (alike and titled and line.centred) or ordinal_of(line.text):
        return False
    wide = upper[2] - upper[0] > 0.75 * (measure.right - measure.left)
    return (before.centred or wide) and lower[1] - upper[3] < TITLE_GAP * line.size and len(group[0].text + line.text) < 70
