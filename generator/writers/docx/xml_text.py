"""XML text: the one escape function, the namespaces and the units of every part of the package."""

from __future__ import annotations

import re

from generator.measures import MM_PER_INCH

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'

_INVALID = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[<>&"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "\t": " ", "\n": " "}


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return _INVALID.sub("", text)


def escape(text: str) -> str:
    """The text as element content or attribute value; what XML 1.0 cannot hold is dropped, line ends become spaces."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], ""), text)


def toggle(name: str, on: bool) -> str:
    """`<w:name/>` where it is on, else nothing."""
    return f"<w:{name}/>" if on else ""


def valued(name: str, value: object) -> str:
    """`<w:name w:val="value"/>`, or nothing where the value is None or an empty text."""
    return "" if value is None or value == "" else f'<w:{name} w:val="{value}"/>'


def cell_margins(padding: float) -> str:
    """w:tblCellMar. padding: above and below the text, in pt."""
    sides = (("top", twips(padding)), ("left", 60), ("bottom", twips(padding)), ("right", 60))
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"


def twips(points: float) -> int:
    """Twentieths of a point, from pt."""
    return round(points * 20)


def mm_twips(length: float) -> int:
    """Twentieths of a point, from mm."""
    return round(length * 1440 / MM_PER_INCH)


def emu(length: float) -> int:
    """English metric units, from mm."""
    return round(length * 36000)
