"""A font's characters bear the numbers of its glyphs: every reader then draws the glyph that the PDF means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools import subset
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from generator.writers.fonts import find as fonts
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.charset import number_by_glyph
from generator.writers.pdf.fontfile import face_bytes
from tests.writers import html_sample as sample
from tests.writers import pages

pytestmark = pytest.mark.slow

TEXT = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))


def region_font() -> Path:
    """A font for one region, whose characters keep the numbers of the font for all regions."""
    package = pytest.importorskip("pylopdf_fonts_zh_cn", reason="没有 pylopdf-fonts-zh-cn：pip install pylopdf-fonts-zh-cn")
    return Path(package.__file__).with_name("NotoSerifSC-Regular.otf")


def by_glyph(count: int) -> list[str]:
    return [".notdef", *(f"cid{number:05}" for number in range(1, count))]


def keyed(font: TTFont) -> bool:
    return "CFF " in font and hasattr(font["CFF "].cff.topDictIndex[0], "ROS")


def outlines(font: TTFont, glyphs: Iterable[int]) -> list[object]:
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    pens = []
    for glyph in glyphs:
        pens.append(RecordingPen())
        drawn[order[glyph]].draw(pens[-1])
    return [pen.value for pen in pens]


def few(characters: str) -> bytes:
    """A font of a few characters whose numbers have gaps."""
    font = TTFont(region_font())
    cutter = subset.Subsetter(subset.Options(layout_features=[], notdef_outline=True))
    cutter.populate(text=characters)
    cutter.subset(font)
    data = BytesIO()
    font.save(data)
    return data.getvalue()


@pytest.mark.parametrize("characters", ["一", "一丁", TEXT[::3], TEXT])
def test_a_charset_of_any_form_becomes_the_glyphs_own_numbers_and_outlines_remain(characters: str) -> None:
    data = few(characters)
    before = TTFont(BytesIO(data))
    count = before["maxp"].numGlyphs
    assert count == len(characters) + 1
    assert before.getGlyphOrder() != by_glyph(count)
    entry = before.reader.tables["CFF "]
    table = bytearray(data[entry.offset : entry.offset + entry.length])
    number_by_glyph(table)
    assert len(table) == entry.length
    after = TTFont(BytesIO(data[: entry.offset] + table + data[entry.offset + entry.length :]))
    assert after.getGlyphOrder() == by_glyph(count)
    assert outlines(after, range(count)) == outlines(before, range(count))


def test_each_face_that_the_engine_gets_is_numbered_by_its_glyphs() -> None:
    faces = [TTFont(BytesIO(face_bytes(*file))) for file in find_fonts(sample.style()).files().values()]
    faces += [TTFont(BytesIO(face_bytes(region_font())))]
    named = [face.getGlyphOrder() for face in faces if keyed(face)]
    assert named
    assert all(order == by_glyph(len(order)) for order in named)


def shown(pdf: pikepdf.Pdf) -> Iterator[tuple[TTFont, dict[int, str]]]:
    """The CID-keyed fonts of a file, each with the codes that are shown in it and what they say."""
    for font in pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type0":
            file = font.DescendantFonts[0].FontDescriptor.get("/FontFile3")
            if file is not None:
                pairs = re.findall(r"<(\w{4})> <(\w+)>\n", font.ToUnicode.read_bytes().decode().split("endcodespacerange")[1])
                yield TTFont(BytesIO(file.read_bytes())), {int(a, 16): bytes.fromhex(b).decode("utf-16-be") for a, b in pairs}


def test_what_a_pdf_says_it_shows_is_the_glyph_that_its_number_leads_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_folders", lambda: (region_font().parent,))
    original = TTFont(region_font())
    data = pages.laid_out(sample.sample(), sample.style()).pdf()
    seen = 0
    with pikepdf.open(BytesIO(data)) as pdf:
        for font, said in shown(pdf):
            if "Serif" not in str(font["name"].getDebugName(1)):
                continue
            place = {name: glyph for glyph, name in enumerate(font.getGlyphOrder())}
            single = {code: text for code, text in said.items() if text != "——"}  # drawn as one long dash
            wanted = [original.getGlyphID(original.getBestCmap()[ord(text)]) for text in single.values()]
            assert outlines(font, [place[f"cid{code:05}"] for code in single]) == outlines(original, wanted)
            seen += len(single)
    assert seen > 50
