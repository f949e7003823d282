"""A font file as the PDF engine gets it: one face, its line metrics set to the em box of Chinese type, its characters numbered
as its glyphs (`charset`).

The engine centres each run of text on the line by its font's own ascent and descent. A line that mixes Latin and
Chinese faces would therefore grow past its exact height (by 0.68 pt at 16 pt: 21 lines instead of 22 on a page).
With the same metrics in all faces every line has the height that the style says. Outlines are not touched.
"""

from __future__ import annotations

import struct
from pathlib import Path

from generator.writers.fonts.fontwidths import face_start
from generator.writers.pdf.charset import number_by_glyph

ASCENT, DESCENT = 0.88, 0.12
"""Of the em: where the em box of Chinese type stands on the base line."""

_HEADER = struct.Struct(">4sHHHH")
_ENTRY = struct.Struct(">4sLLL")


def face_bytes(path: Path, family: str = "") -> bytes:
    """The face as an OpenType file of its own. family: which one of a collection; empty takes the first.

    The other tables are copied as they are (OpenType 1.9, "Font file structure"); rewriting them with fontTools takes some
    hundred times longer, since it takes the character map apart. Raises OSError, struct.error for what is no font.
    """
    data = path.read_bytes()
    kind, count, *search = _HEADER.unpack_from(data, start := face_start(path, family))
    entries = [_ENTRY.unpack_from(data, start + _HEADER.size + n * _ENTRY.size) for n in range(count)]
    tables = {tag: bytearray(data[offset : offset + length]) for tag, _, offset, length in entries}
    _set_metrics(tables)
    if b"CFF " in tables:
        number_by_glyph(tables[b"CFF "])
    directory, body = [_HEADER.pack(kind, count, *search)], []
    place = _HEADER.size + count * _ENTRY.size
    for tag, checksum, _, length in entries:
        directory.append(_ENTRY.pack(tag, checksum, place, length))
        body.append(bytes(tables[tag]) + b"\0" * (-length % 4))
        place += len(body[-1])
    return b"".join(directory + body)


def _set_metrics(tables: dict[bytes, bytearray]) -> None:
    (em,) = struct.unpack_from(">H", tables[b"head"], 18)
    ascent, descent = round(em * ASCENT), round(em * DESCENT)
    struct.pack_into(">hhh", tables[b"hhea"], 4, ascent, -descent, 0)
    if b"OS/2" in tables:
        struct.pack_into(">hhhHH", tables[b"OS/2"], 68, ascent, -descent, 0, ascent, descent)
