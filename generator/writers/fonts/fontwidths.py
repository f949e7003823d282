"""The widths of a font's narrow characters, read from its tables `head`, `hhea`, `hmtx` and `cmap` (OpenType 1.9).

fontTools reads the same, but takes the whole file apart for it: half a second and 40 MB for the six faces of a style, which
a worker keeps until the collector next looks.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

WIDE = 0x3000
"""From this character on all are one em wide."""
_PREFERRED = ((3, 10), (3, 1), (0, 6), (0, 4), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of a character map, the best first."""


def narrow_widths(file: BinaryIO, start: int = 0) -> dict[int, float]:
    """Character code → width in em, for the characters below WIDE. start: where the face's table directory begins.

    Raises OSError, struct.error, KeyError or ValueError for what is no font with a Unicode character map.
    """
    tables = _tables(file, start)
    (em,) = struct.unpack_from(">H", _read(file, *tables[b"head"]), 18)
    (count,) = struct.unpack_from(">H", _read(file, *tables[b"hhea"]), 34)
    advances = struct.unpack(">" + "H2x" * count, _read(file, tables[b"hmtx"][0], count * 4))
    glyphs = _glyphs(_read(file, *tables[b"cmap"]), WIDE)
    return {code: advances[min(glyph, count - 1)] / em for code, glyph in glyphs if code < WIDE and glyph}


def covered(file: BinaryIO, start: int = 0) -> Iterator[int]:
    """The codes of all characters that a font has a glyph for. start, errors: as for `narrow_widths`."""
    tables = _tables(file, start)
    return (code for code, glyph in _glyphs(_read(file, *tables[b"cmap"]), 0x110000) if glyph)


def _tables(file: BinaryIO, start: int) -> dict[bytes, tuple[int, int]]:
    """Tag → place and length."""
    (count,) = struct.unpack_from(">4xH", _read(file, start, 12))
    entries = struct.iter_unpack(">4s4xLL", _read(file, start + 12, count * 16))
    return {tag: (offset, length) for tag, offset, length in entries}


def _read(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def _glyphs(cmap: bytes, limit: int) -> Iterator[tuple[int, int]]:
    """Pairs of character and glyph of the best Unicode map, about up to a limit. Raises ValueError where none is usual."""
    (count,) = struct.unpack_from(">2xH", cmap)
    maps = {(one, two): place for one, two, place in struct.iter_unpack(">HHL", cmap[4 : 4 + count * 8])}
    for key in _PREFERRED:
        if key in maps:
            data = cmap[maps[key] :]
            (kind,) = struct.unpack_from(">H", data)
            if kind in (4, 12):
                return _segments(data, limit) if kind == 4 else _groups(data, limit)
    raise ValueError("no Unicode character map of format 4 or 12")


def _segments(data: bytes, limit: int) -> Iterator[tuple[int, int]]:
    """Format 4: segments with an offset of their glyphs, or a place in the list of glyphs behind them."""
    (double,) = struct.unpack_from(">6xH", data)
    columns = [struct.unpack_from(f">{double // 2}H", data, place + double * n) for n, place in enumerate((14, 16, 16, 16))]
    for number, (last, first, delta, offset) in enumerate(zip(*columns, strict=True)):
        if first >= limit:
            return
        for code in range(first, last + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", data, 16 + double * 3 + number * 2 + offset + (code - first) * 2)
            yield code, (glyph + delta) & 0xFFFF if glyph or not offset else 0


def _groups(data: bytes, limit: int) -> Iterator[tuple[int, int]]:
    """Format 12: runs of characters with runs of glyphs."""
    (count,) = struct.unpack_from(">12xL", data)
    for first, last, glyph in struct.iter_unpack(">LLL", data[16 : 16 + count * 12]):
        if first >= limit:
            return
        yield from ((code, glyph + code - first) for code in range(first, last + 1))


def face_start(path: Path, family: str) -> int:
    """Where a face's table directory begins. family: which one of a collection; another takes the first."""
    with path.open("rb") as file:
        if file.read(4) != b"ttcf":
            return 0
    from fontTools.ttLib import TTCollection

    with TTCollection(path, lazy=True) as collection:
        names = [font["name"].getDebugName(1) for font in collection.fonts]
    number = names.index(family) if family in names else 0
    with path.open("rb") as file:
        (start,) = struct.unpack(">L", _read(file, 12 + 4 * number, 4))
    return int(start)
