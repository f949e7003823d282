"""A font file as the PDF engine gets it: one face, its line metrics set to the em box of Chinese type.

The engine centres each run of text on the line by its font's own ascent and descent. A line that mixes Latin and
Chinese faces would therefore grow past its exact height (by 0.68 pt at 16 pt: 21 lines instead of 22 on a page).
With the same metrics in all faces every line has the height that the style says. Outlines are not touched.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

ASCENT, DESCENT = 0.88, 0.12
"""Of the em: where the em box of Chinese type stands on the base line."""


def face_bytes(path: Path, family: str = "") -> bytes:
    """The face as an OpenType file of its own. family: which one of a collection; empty takes the first.

    Raises OSError or fontTools' TTLibError where the file cannot be read.
    """
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=_number(path, family), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        _set_metrics(font)
        out = BytesIO()
        font.save(out, reorderTables=None)
    return out.getvalue()


def _number(path: Path, family: str) -> int:
    from fontTools.ttLib import TTCollection

    if path.suffix.lower() not in (".ttc", ".otc"):
        return -1
    with TTCollection(path, lazy=True) as collection:
        names = [font["name"].getDebugName(1) for font in collection.fonts]
    return names.index(family) if family in names else 0


def _set_metrics(font: Any) -> None:
    em = font["head"].unitsPerEm
    ascent, descent = round(em * ASCENT), round(em * DESCENT)
    head, os2 = font["hhea"], font["OS/2"]
    head.ascent, head.descent, head.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent
