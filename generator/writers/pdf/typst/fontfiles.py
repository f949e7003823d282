"""The font files of a style as Typst gets them: each a family of its own, so that the file is used and no other like it.

Typst chooses fonts by family and weight, as they say of themselves. Two files may say the same, Fandol's bold ones say 400,
and a collection (.ttc) holds several regions. A copy of each face that is used gets a family name of ours and the weight 400.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.runtime.door import put
from generator.writers.fonts.find import Face, Fonts
from generator.writers.pdf.fontfile import Face as OpenType

_POSTSCRIPT = 6
_LATIN = "[\\u{20}-\\u{7e}\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{24f}]"
"""`find.LATIN_RANGE` as a regular expression."""


@dataclass(frozen=True, slots=True)
class Families:
    """What Typst knows the faces of a style as. loaded: its fonts; names: (file, member) → family."""

    loaded: Any
    folder: TemporaryDirectory[str]
    names: Mapping[tuple[Path, str], str] = field(default_factory=dict)

    def chain(self, fonts: Fonts, role: str, bold: bool) -> str:
        """The value of `font` for a font role (仿宋, 黑体 …): the Latin face for its letters, then the Chinese ones in order."""
        faces = {font.role: chain for font, chain in fonts.chains}[role]
        names = [f'(name: "{self.name(fonts.latin, bold)}", covers: regex("{_LATIN}"))'] if fonts.latin else []
        names += [f'"{name}"' for name in dict.fromkeys(self.name(face, bold) for face in faces)]
        return f"({', '.join(names)},)"

    def name(self, face: Face, bold: bool) -> str:
        """The family of a face; of its bold file where it has one."""
        return self.names[(face.bold, face.bold_member) if bold and face.bold else (face.file, face.member)]


@lru_cache(maxsize=4)
def families(fonts: Fonts) -> Families:
    """The faces of a style, made ready once per process. Raises OSError for a file that cannot be read, OutputError where
    there is no place for the copies.
    """
    import typst

    folder = TemporaryDirectory(prefix="gongkai-")
    names = {}
    for number, (file, member) in enumerate(sorted(set(fonts.files().values()))):
        names[file, member] = f"gongkai{number}"
        face = OpenType.read(file, member)
        rename(face, names[file, member])
        put(Path(folder.name), f"{number}.otf", face.written())
    loaded = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder.name])
    return Families(loaded, folder, names)


def rename(face: OpenType, family: str) -> None:
    """Give a face another family name, as its only, regular style. Its PostScript name and outlines stay.

    Raises struct.error for what is no font.
    """
    tables = face.tables
    tables[b"name"] = _names(family, _postscript_name(tables.get(b"name", b"")) or family)
    if b"OS/2" in tables:
        struct.pack_into(">HH", tables[b"OS/2"], 4, 400, 5)
        struct.pack_into(">H", tables[b"OS/2"], 62, 0x40)
    struct.pack_into(">H", tables[b"head"], 44, 0)


def _names(family: str, postscript: str) -> bytearray:
    """A table `name` (OpenType 1.9) with family, style, full name and PostScript name."""
    texts = {1: family, 2: "Regular", 4: family, _POSTSCRIPT: postscript}
    records, storage = b"", b""
    for key, text in texts.items():
        encoded = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, key, len(encoded), len(storage))
        storage += encoded
    return bytearray(struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + storage)


def _postscript_name(table: bytes | bytearray) -> str:
    """The PostScript name in a table `name`; empty where there is none."""
    if not table:
        return ""
    _, count, storage = struct.unpack_from(">HHH", table)
    for number in range(count):
        platform, _, _, key, length, offset = struct.unpack_from(">HHHHHH", table, 6 + number * 12)
        if key == _POSTSCRIPT:
            raw = bytes(table[storage + offset : storage + offset + length])
            return raw.decode("mac-roman" if platform == 1 else "utf-16-be", "replace")
    return ""
