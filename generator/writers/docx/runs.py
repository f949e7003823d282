"""Runs: pieces of text with one look.

Specimen, as Word saves it:

    <w:r><w:rPr><w:b/><w:bCs/><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">一、</w:t></w:r>
    <w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>

Order in w:rPr: rFonts, b, bCs, spacing, sz, szCs, highlight, lang.
"""

from __future__ import annotations

import re

from generator.document.blocks import Runs
from generator.writers.docx.xml_text import escape

BOLD = "<w:b/><w:bCs/>"
_PENDING = '<w:highlight w:val="yellow"/>'
_BREAKS = re.compile("([\n\t])")
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def run(text: str, bold: bool = False, pending: bool = False) -> str:
    """One w:r; \\n breaks the line. Empty for an empty text."""
    if not text:
        return ""
    properties = f"<w:rPr>{BOLD if bold else ''}{_PENDING if pending else ''}</w:rPr>" if bold or pending else ""
    if "\n" in text or "\t" in text:
        pieces = (_MARKS.get(piece) or _text(piece) for piece in _BREAKS.split(text) if piece)
        return f"<w:r>{properties}{''.join(pieces)}</w:r>"
    return f"<w:r>{properties}{_text(text)}</w:r>"


def runs(pieces: Runs, bold: bool = False) -> str:
    """The w:r elements of runs. Neighbours of one look become one, as if typed; bold makes all of them bold."""
    if len(pieces) == 1:
        piece = pieces[0]
        return run(piece.text, bold or piece.bold, piece.pending)
    result: list[str] = []
    look, held = (False, False), ""
    for piece in pieces:
        own = (bold or piece.bold, piece.pending)
        if own != look:
            result.append(run(held, *look))
            look, held = own, ""
        held += piece.text
    result.append(run(held, *look))
    return "".join(result)


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
