"""Widths read from a font's tables are those that fontTools reads."""

from __future__ import annotations

import io
import struct

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from generator.writers.fonts.find import find_fonts
from generator.writers.fonts.fontwidths import WIDE, face_start, narrow_widths
from tests.writers import html_sample as sample

GLYPHS = {".notdef": 500, "A": 600, "B": 650, "C": 650, "dash": 980, "han": 1000, "rare": 990}


def made(characters: dict[int, str]) -> io.BytesIO:
    """A font file with these characters."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(GLYPHS))
    builder.setupCharacterMap(characters)
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in GLYPHS})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in GLYPHS.items()})
    builder.setupHorizontalHeader()
    builder.setupOS2()
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    return stream


def by_fonttools(font: TTFont) -> dict[int, float]:
    widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
    return {code: widths[name][0] / em for code, name in font.getBestCmap().items() if code < WIDE}


@pytest.mark.parametrize("more", [{}, {0x20000: "rare"}], ids=["format 4", "format 12"])
def test_the_widths_of_both_kinds_of_character_map_are_read(more: dict[int, str]) -> None:
    file = made({0x41: "B", 0x42: "A", 0x43: "C", 0xB7: "dash", 0x2014: "dash", 0x4E00: "han", **more})
    expected = {0x41: 0.65, 0x42: 0.6, 0x43: 0.65, 0xB7: 0.98, 0x2014: 0.98}
    assert narrow_widths(file) == expected == by_fonttools(TTFont(file))


def test_every_font_of_this_machine_gives_what_fonttools_reads() -> None:
    found = find_fonts(sample.style()).files().values()
    assert len(found) >= 5
    for path, member in found:
        if path.suffix.lower() in (".ttc", ".otc"):
            continue
        with path.open("rb") as file, TTFont(path, lazy=True) as font:
            assert narrow_widths(file, face_start(path, member)) == by_fonttools(font), path.name


def test_what_is_no_font_is_refused() -> None:
    with pytest.raises((struct.error, KeyError)):
        narrow_widths(io.BytesIO(b"no font"))
