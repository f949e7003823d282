"""The characters that are seen on a page of a PDF, with the baseline they stand on; what is clipped away is left out.

Lines are made by the baseline and never by the top of a glyph: digits of one font and Chinese of another have other tops on one
line. A cell that goes over two pages is often printed whole on both and clipped; the clip decides which lines are seen.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from generator.reports.pdf.frame import Frame
from generator.reports.report import Box

MOST = 60_000
"""Characters of one page; a page of small print has 5,000."""
STRONG = re.compile(rb"(?i)bold|hei|xiaobiaosong|xbs|dabiaosong|black|heavy")
STRONG_WEIGHT = 600
MISSING = {0, 2, 0xFFFE, 0xFFFF, 0xFFFD}
"""What stands for a glyph whose font does not say which character it is."""
BLANKS = {*range(1, 33), 0xA0, 0x3000, 0x200B, 0xFEFF, *range(0x2000, 0x200C)}
ENDS = {ord(sign) for sign in "。：；"}
"""Behind these a run may change its face: a heading that its text follows on the same line."""
LATIN_END = 0x250
"""Digits and Latin letters are of another face than Chinese."""
SAME_RUN = 0.3
"""pt by which the baselines of one run may differ."""
ODD = [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)]
COMPATIBLE = {code: unicodedata.normalize("NFKC", chr(code)) for code in ODD}
"""Radicals and doubled ideographs that fonts name instead of the character itself (⽂ for 文)."""
COMPATIBLE |= {0x2EA0: "民", 0x2EC4: "西", 0x2ED3: "长", 0x2EDA: "页", 0x2EDB: "风", 0x2ED4: "门", 0x2EC5: "见", 0x2ED9: "韦"}
COMPATIBLE |= {0x2EDC: "飞", 0x2EE2: "马", 0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EEC: "齐", 0x2EED: "齿", 0x2EF0: "龙", 0x2EF3: "龟"}
COMPATIBLE |= {0x2EE9: "黄", 0x2ECB: "车", 0x2ED0: "钅", 0x2EC9: "贝", 0x2EE8: "麦", 0x2E8B: "㔾", 0x2E9F: "母", 0x2EC8: "讠"}


class Char(NamedTuple):
    """A character as seen: its box, where it stands on the baseline, size in pt."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    base: float
    size: float
    strong: bool


class Characters(NamedTuple):
    """The characters of a page. missing: how many have a glyph but no known character."""

    found: list[Char]
    missing: int


class _Run(NamedTuple):
    """What the characters of one text object share; clip: outside of which nothing is seen, in page space."""

    size: float
    strong: bool
    clip: Box | None


def characters_of(textpage: Any, frame: Frame, direct: set[int]) -> Characters:
    """The characters that are seen on a page, blanks left out.

    direct: addresses of the objects that the page itself holds; the clip of those in a form is in the form's own space and not
    looked at. Raises ValueError for a page with more characters than any has.
    """
    page = textpage.raw
    count = pdfium.FPDFText_CountChars(page)
    if count > MOST:
        raise ValueError("too many characters")
    reader = _Reader(direct)
    found, missing = [], 0
    sides = [ctypes.c_double() for _ in range(6)]
    left, right, bottom, top, x, y = sides
    to_box, to_origin = [ctypes.byref(side) for side in sides[:4]], [ctypes.byref(side) for side in sides[4:]]
    unicode_of, box_of, origin_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharBox, pdfium.FPDFText_GetCharOrigin
    run, run_end, run_base, latin = _NO_RUN, 0.0, 0.0, False
    for number in range(count):
        code = unicode_of(page, number)
        if code in BLANKS:
            continue
        box_of(page, number, *to_box)
        origin_of(page, number, *to_origin)
        box = left.value, bottom.value, right.value, top.value
        near = 0 <= x.value - run_end + run.size * 0.2 < run.size * 0.7 and (code < LATIN_END) == latin
        if not near or abs(y.value - run_base) > SAME_RUN:
            run = reader.run(pdfium.FPDFText_GetTextObject(page, number))
        run_end, run_base, latin = box[2] if code not in ENDS else float("-inf"), y.value, code < LATIN_END
        if not _visible(box, frame, run):
            continue
        if code in MISSING:
            missing += 1
            continue
        text = COMPATIBLE.get(code) or chr(code)
        found.append(Char(text, *frame.seen_box(*box), *frame.seen(x.value, y.value), run.size, run.strong))
    return Characters(found, missing)


def _visible(box: Box, frame: Frame, run: _Run) -> bool:
    """Whether the middle of a character lies on the page and in its clip; punctuation may hang out by a character's width."""
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if not (frame.left <= across <= frame.right and frame.bottom <= up <= frame.top):
        return False
    clip = run.clip
    return clip is None or (clip[0] <= across <= clip[2] + run.size and clip[1] <= up <= clip[3])


_NO_RUN = _Run(0.0, False, None)


class _Reader:
    """Looks up what the characters of a run share, once for each run and not for each glyph: many programs write them singly."""

    def __init__(self, direct: set[int]) -> None:
        self.direct = direct
        self.fonts: dict[int, bool] = {}

    def run(self, pointer: Any) -> _Run:
        """What the characters of a text object, and those that follow closely on its line, share."""
        if not pointer:
            return _NO_RUN
        matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
        pdfium.FPDFPageObj_GetMatrix(pointer, matrix)
        pdfium.FPDFTextObj_GetFontSize(pointer, size)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        clip = _clip(pointer) if ctypes.addressof(pointer.contents) in self.direct else None
        return _Run(abs(size.value) * scale, self._strong(pointer), clip)

    def _strong(self, pointer: Any) -> bool:
        """Whether its face is bold or a 黑体, as headings have."""
        font = pdfium.FPDFTextObj_GetFont(pointer)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self.fonts:
            name = ctypes.create_string_buffer(128)
            if font:
                pdfium.FPDFFont_GetBaseFontName(font, name, 128)
            weight = pdfium.FPDFFont_GetWeight(font) if font else 0
            self.fonts[key] = bool(STRONG.search(name.value)) or weight >= STRONG_WEIGHT
        return self.fonts[key]


def _clip(pointer: Any) -> Box | None:
    """The box that all clip paths of an object leave, in page space; None for no clip."""
    path = pdfium.FPDFPageObj_GetClipPath(pointer)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    left, bottom, right, top = float("-inf"), float("-inf"), float("inf"), float("inf")
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    for number in range(min(count, 8)):
        segments = pdfium.FPDFClipPath_CountPathSegments(path, number)
        if not 3 <= segments <= 64:
            continue
        xs, ys = [], []
        for part in (0, 2) if segments in (4, 5) else range(segments):  # two corners of a rectangle
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, number, part), to_x, to_y)
            xs.append(x.value)
            ys.append(y.value)
        left, right = max(left, min(xs)), min(right, max(xs))
        bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return left, bottom, right, top
