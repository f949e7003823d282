"""Which characters the fonts of a style have: one without a glyph would be printed as nothing."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from generator.document.blocks import Block, Chart, Contents, Cover, Document, Heading, Paragraph, Runs, Table, text_of
from generator.measures import is_latin
from generator.writers.fonts.find import Fonts
from generator.writers.fonts.fontwidths import covered, face_start
from generator.writers.style import CELL_ROLES, CONTENTS_ROLES, Style

_CODES = 0x110000
"""Codes of Unicode."""


def missing_characters(document: Document, style: Style, fonts: Fonts) -> list[str]:
    """The characters of a document that no font of their role has, in the order of their codes."""
    used: dict[str, set[str]] = {}
    for block in document.blocks():
        for role, text in _texts(block):
            used.setdefault(style.roles[role].font.role, set()).update(text)
    chains = {font.role: faces for font, faces in fonts.chains}
    missing: set[str] = set()
    for role, chars in used.items():
        faces = [(face.file, face.member) for face in chains[role]]
        latin = [(fonts.latin.file, fonts.latin.member)] if fonts.latin else faces
        for char in chars:
            if char not in "\n" and not any(_has(*face, char) for face in ([*latin, *faces] if is_latin(char) else faces)):
                missing.add(char)
    return sorted(missing)


def _texts(block: Block) -> Iterator[tuple[str, str]]:
    """The texts of a block with their roles."""
    match block:
        case Heading() | Paragraph():
            yield block.role, block.text
        case Cover():
            yield from ((line.role, line.text) for line in block.lines)
        case Contents():
            yield "目录题", block.title
            yield from ((note.role, note.text) for note in block.notes)
            yield from ((CONTENTS_ROLES[min(row.level, len(CONTENTS_ROLES)) - 1], row.text) for row in block.rows)
        case Chart():
            yield "图题", text_of(block.caption)
        case Table():
            yield from _table_texts(block)


def _table_texts(table: Table) -> Iterator[tuple[str, str]]:
    lines: list[tuple[str, Runs]] = [("表题", table.title), ("表头行", table.unit_left), *(("注", note) for note in table.notes)]
    yield from ((role, text_of(runs)) for role, runs in lines)
    yield "表头行", table.mark + table.unit_right
    for row in (*table.head, *table.body):
        yield from ((CELL_ROLES[table.role][cell.kind], cell.text) for cell in row)


def _has(file: Path, member: str, char: str) -> bool:
    place, bit = divmod(ord(char), 8)
    return bool(_codes(file, member)[place] >> bit & 1)


@lru_cache(maxsize=16)
def _codes(file: Path, member: str) -> bytes:
    """The characters that a font has, a bit for each code; none for a file that is no font with a usual character map."""
    found = bytearray(_CODES // 8)
    try:
        with file.open("rb") as font:
            for code in covered(font, face_start(file, member)):
                found[code // 8] |= 1 << code % 8
    except (OSError, struct.error, KeyError, ValueError):
        pass
    return bytes(found)
