"""Which characters of a report no font of its role has, with the field, the section and the page that they stand in.

Asked of the fonts' own character maps, before any engine: every engine that sets the report in these fonts lacks the same.
Fonts on this machine that have what is lacking are put behind the others.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from generator.document.blocks import Block, Chart, Contents, Cover, Document, Heading, Paragraph, Run, Runs, Table, text_of
from generator.measures import is_latin
from generator.model.amount import Origin
from generator.writers.arrange import Paged
from generator.writers.arrange.linebreak import MARKS, line_count, unmarked
from generator.writers.fonts.find import Face, Fonts, spare_faces
from generator.writers.fonts.fontwidths import covered, face_start
from generator.writers.style import CELL_ROLES, CONTENTS_ROLES, Style

_NOT_PRINTED = ("Cc", "Cf", "Zl", "Zp", "Zs", "Mn")
"""Kinds of characters that print nothing of their own, or are joined to the one before."""
_CODES = 0x110000
"""Codes of Unicode."""
MOST = 20
"""Characters that are reported of one report; more of them say no more."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A character without a glyph where it first stands.

    field: the value that it came with, empty for words of the form; heading: the words of the heading above it, empty before
    the first; page: from 1.
    """

    char: str
    field: str
    heading: str
    page: int


class _Text(NamedTuple):
    """Texts that follow each other on the lines of a block.

    piece: the first of the block's pieces that they stand in, counted as the pages count them; spread: whether each line of
    them is a piece.
    """

    role: str
    runs: Runs
    piece: int = 0
    spread: bool = False


def missing(paged: Paged, style: Style, fonts: Fonts) -> list[Missing]:
    """The characters that no font of their role has, each once, in the order of the report."""
    lacking = _lacking(paged.typeset, style, fonts)
    found: dict[str, Missing] = {}
    starts = [(start.section, start.block, start.line) for start in paged.pages.starts]
    heading = ""
    for spot, block in _spots(paged.typeset) if lacking else ():
        heading = unmarked(block.text) if isinstance(block, Heading) else heading
        for text in _texts(block):
            for char, run, piece in _chars(text, lacking):
                page = 1 + bisect_right(starts, (*spot, piece))
                found.setdefault(char, Missing(char, _field(paged.typeset.entries, run), heading, page))
    return list(found.values())


def completed(document: Document, style: Style, fonts: Fonts) -> Fonts:
    """The fonts, and behind them those on this machine that have what they lack of a document."""
    lacking = _lacking(document, style, fonts)
    faces = tuple(face for face in spare_faces() if any(_has(face, char) for char in lacking)) if lacking else ()
    return replace(fonts, chains=tuple((font, (*chain, *faces)) for font, chain in fonts.chains), spare=faces)


def remarks(lacking: Sequence[Missing]) -> list[str]:
    """What is said of them to a person."""
    said = []
    for one in lacking[:MOST]:
        field = f"，在“{one.field}”里" if one.field else ""
        place = f"第{one.page}页，" + (f"“{one.heading}”下" if one.heading else "第一个标题之前")
        said.append(f"警告：字体里没有“{one.char}”（U+{ord(one.char):04X}）这个字，PDF 里印不出来{field}，{place}")
    if len(lacking) > MOST:
        said.append(f"警告：这样的字还有{len(lacking) - MOST}个")
    if lacking:
        said.append("改法：装上有这些字的字体（如宋体-方正超大字符集、SimSun-ExtB、花园明朝），或换成通用的字")
    return said


def stand_ins(document: Document, style: Style, fonts: Fonts) -> list[str]:
    """What is said of the characters that only the spare fonts have."""
    if not fonts.spare:
        return []
    usual = replace(fonts, chains=tuple((font, chain[: -len(fonts.spare)]) for font, chain in fonts.chains), spare=())
    chars = _lacking(document, style, usual)
    said = []
    for face in fonts.spare:
        own = sorted(char for char in chars if _has(face, char))
        chars -= set(own)
        if own:
            said.append(f"提示：“{'”“'.join(own[:MOST])}”在版式的字体里没有，PDF 里用 {face.name} 印")
    return said


def _lacking(document: Document, style: Style, fonts: Fonts) -> set[str]:
    """The characters that no font of their role has."""
    used: dict[str, set[str]] = {}
    for block in document.blocks():
        for text in _texts(block):
            used.setdefault(style.roles[text.role].font.role, set()).update(*[run.text for run in text.runs])
    chains = {font.role: faces for font, faces in fonts.chains}
    found = set()
    for role, chars in used.items():
        for char in chars:
            faces = (fonts.latin, *chains[role]) if is_latin(char) and fonts.latin else chains[role]
            if category(char) not in _NOT_PRINTED and char not in MARKS and not any(_has(face, char) for face in faces):
                found.add(char)
    return found


def _spots(document: Document) -> Iterator[tuple[tuple[int, int], Block]]:
    """Each block with the number of its section and its own in it."""
    for number, section in enumerate(document.sections):
        yield from (((number, place), block) for place, block in enumerate(section.blocks))


def _field(entries: dict[str, object], run: Run) -> str:
    origin = entries.get(run.key)
    return origin.place.path or origin.name if isinstance(origin, Origin) else ""


def _chars(text: _Text, wanted: Collection[str]) -> Iterator[tuple[str, Run, int]]:
    """Characters that stand in a text, with their run and the piece of the block."""
    piece = text.piece
    for run in text.runs:
        for at, char in enumerate(run.text):
            if char in wanted:
                yield char, run, piece + (line_count(run.text[:at]) - 1 if text.spread else 0)
        piece += line_count(run.text) - 1 if text.spread else 0


def _texts(block: Block) -> Iterator[_Text]:
    """The texts of a block with their roles, in the order of its pieces."""
    match block:
        case Heading():
            yield _Text(block.role, (Run(block.number), *block.runs), spread=True)
        case Paragraph():
            yield _Text(block.role, (Run(block.number), *block.lead, *block.runs), spread=True)
        case Cover():
            yield from _listed([(line.role, (Run(line.number), *line.lead, *line.runs)) for line in block.lines])
        case Contents():
            rows = [(CONTENTS_ROLES[min(row.level, len(CONTENTS_ROLES)) - 1], (Run(row.text),)) for row in block.rows]
            notes = [(note.role, (Run(note.number), *note.runs)) for note in block.notes]
            yield from _listed([("目录题", (Run(block.title),)), *notes, *rows])
        case Chart():
            names = [*block.categories, *(one.name for one in block.series)]
            yield _Text("图题", block.caption)
            yield _Text("表格文字", tuple(map(Run, names)))
        case Table():
            yield from _table_texts(block)


def _listed(texts: Sequence[tuple[str, Runs]], piece: int = 0) -> Iterator[_Text]:
    """Texts each of which begins a line."""
    for role, runs in texts:
        yield _Text(role, runs, piece, spread=True)
        piece += line_count(text_of(runs))


def _table_texts(table: Table) -> Iterator[_Text]:
    above: list[tuple[str, Runs]] = [("表题", table.title)] if table.title and table.titled else []
    above += [("表头行", (Run(table.mark),))] if table.mark else []
    above += [("表头行", (*table.unit_left, Run(table.unit_right)))] if table.unit_left or table.unit_right else []
    yield from _listed(above)
    piece = sum(line_count(text_of(runs)) for _, runs in above)
    roles = CELL_ROLES[table.role]
    for at, row in ((max(place - len(table.head), 0), row) for place, row in enumerate((*table.head, *table.body))):
        yield from (_Text(roles[cell.kind], cell.runs, piece + at) for cell in row if cell.runs)
    yield from _listed([("注", note) for note in table.notes], piece + len(table.body))


def _has(face: Face, char: str) -> bool:
    place, bit = divmod(ord(char), 8)
    return bool(_codes(face.file, face.member)[place] >> bit & 1)


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
