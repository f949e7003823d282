"""A font's characters numbered as its glyphs, as the PDF engine takes them to be.

A PDF names a glyph of a CID-keyed font (CFF with the operator ROS, as all Chinese OpenType fonts) by its CID, which the font's
charset leads to the glyph (ISO 32000-1, 9.7.4.2). The engine writes glyph numbers instead. They are the same in Noto's
collections (.ttc), and not in its fonts for one region (NotoSerifSC-Regular.otf) nor for rare characters of Fandol: MuPDF,
Ghostscript, pdf.js and Acrobat then show other glyphs or none, Poppler and Chromium, which pass over the charset, the right ones
(Kozea/WeasyPrint#1844). With a charset that gives each glyph its own number all of them agree.
"""

from __future__ import annotations

import struct
from io import BytesIO

_PREDEFINED = 2
"""Up to this number the place of a charset stands for one that every reader knows (CFF 1.0, 13)."""


def number_by_glyph(cff: bytearray) -> None:
    """Give each character of a CID-keyed font the number of its glyph, in place. cff: the table `CFF `.

    Other fonts remain as they are. Outlines are not touched. Raises what fontTools does for what is no such table.
    """
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(cff), None)
    top = fonts.topDictIndex[0]
    place, glyphs = top.rawDict.get("charset", 0), top.numGlyphs
    if "ROS" in top.rawDict and place > _PREDEFINED and glyphs > 1:
        charset = _from_one(glyphs - 1)
        cff[place : place + len(charset)] = charset


def _from_one(count: int) -> bytes:
    """The charset of the numbers 1, 2 … count in the shortest form: any other of as many glyphs takes its room or more."""
    if count == 1:
        return struct.pack(">BH", 0, 1)
    return struct.pack(">BHB", 1, 1, count - 1) if count <= 256 else struct.pack(">BHH", 2, 1, count - 1)
