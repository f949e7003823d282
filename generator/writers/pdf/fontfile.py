"""A face taken out of a font file; and as WeasyPrint gets it: its line metrics set to the em box of Chinese type, its characters
numbered as its glyphs (`charset`).

WeasyPrint centres each run of text on the line by its font's own ascent and descent. A line that mixes Latin and
Chinese faces would therefore grow past its exact height (by 0.68 pt at 16 pt: 21 lines instead of 22 on a page).
With the same metrics in all faces every line has the height that the style says. Outlines are not touched.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from generator.writers.fonts.fontwidths import face_start
from generator.writers.pdf.charset import number_by_glyph

ASCENT, DESCENT = 0.875, 0.125
"""Of the em: where the em box of Chinese type stands on the base line. Eighths are whole numbers of units in fonts of 1000 and
of 2048 units to the em: rounded ones would let each line of both grow by 0.002 pt."""

_HEADER = struct.Struct(">4sHHHH")
_ENTRY = struct.Struct(">4sLLL")


@dataclass(slots=True)
class Face:
    """One face as its tables (OpenType 1.9, "Font file structure"). kind: the first four bytes of its file.

    Tables are copied as they are; rewriting them with fontTools takes some hundred times longer, since it takes the character
    map apart.
    """

    kind: bytes
    tables: dict[bytes, bytearray]

    @classmethod
    def read(cls, path: Path, family: str = "") -> Face:
        """A face of a file. family: which one of a collection; empty takes the first.

        Raises OSError, struct.error for what is no font.
        """
        data = path.read_bytes()
        kind, count, *_ = _HEADER.unpack_from(data, start := face_start(path, family))
        entries = [_ENTRY.unpack_from(data, start + _HEADER.size + n * _ENTRY.size) for n in range(count)]
        return cls(kind, {tag: bytearray(data[offset : offset + length]) for tag, _, offset, length in entries})

    def written(self) -> bytes:
        """The face as a file of its own."""
        count = len(self.tables)
        power = count.bit_length() - 1
        directory, body = [_HEADER.pack(self.kind, count, 16 << power, power, 16 * count - (16 << power))], []
        place = _HEADER.size + count * _ENTRY.size
        for tag in sorted(self.tables):
            table = bytes(self.tables[tag])
            directory.append(_ENTRY.pack(tag, 0, place, len(table)))
            body.append(table + b"\0" * (-len(table) % 4))
            place += len(body[-1])
        return b"".join(directory + body)


def face_bytes(path: Path, family: str = "") -> bytes:
    """A face as WeasyPrint gets it. Takes and raises what `Face.read` does."""
    face = Face.read(path, family)
    _set_metrics(face.tables)
    if b"CFF " in face.tables:
        number_by_glyph(face.tables[b"CFF "])
    return face.written()


def _set_metrics(tables: dict[bytes, bytearray]) -> None:
    (em,) = struct.unpack_from(">H", tables[b"head"], 18)
    ascent, descent = round(em * ASCENT), round(em * DESCENT)
    struct.pack_into(">hhh", tables[b"hhea"], 4, ascent, -descent, 0)
    if b"OS/2" in tables:
        struct.pack_into(">hhhHH", tables[b"OS/2"], 68, ascent, -descent, 0, ascent, descent)
