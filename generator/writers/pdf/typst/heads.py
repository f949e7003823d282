"""Heads of rows in the tags of a file: Typst knows heads of columns only (ISO 14289-1, 7.5: the heads of a table are tagged).

Typst writes every structure element as an object of its own in plain text, in a file with one table of references. The cells
that head a row become TH with the scope of the row; nothing else changes, and the table of references is moved along.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

RowHeads = Sequence[Sequence[bool]]
"""Of each row of a table, head rows included, whether each of its own cells heads the row."""
_ELEMENT = re.compile(rb"(?<=\n)(\d+) 0 obj\n<</Type/StructElem/S/(\w+)(.*?)>>\nendobj", re.DOTALL)
_KIDS = re.compile(rb"/K\[([^\]]*)\](?!.*/K\[)", re.DOTALL)
_REFERENCE = re.compile(rb"(\d+) 0 R")
_TABLE_LOOK = b"<</O/Table"
_ENTRY = 20
"""Bytes of a line in the table of references (ISO 32000-1, 7.5.4)."""


def head_rows(pdf: bytes, tables: Sequence[RowHeads]) -> bytes:
    """The file with the heads of rows of its tables, which are given in the order of the document.

    Raises ValueError where the tags are not those of the tables.
    """
    if not any(cell for table in tables for row in table for cell in row):
        return pdf
    elements = {int(found[1]): found for found in _ELEMENT.finditer(pdf)}
    root = next(number for number, found in elements.items() if found[2] == b"Document")
    tagged = [list(_rows(elements, number)) for number in _below(elements, root, b"Table")]
    if len(tagged) != len(tables):
        raise ValueError(f"{len(tagged)} tables are tagged, not {len(tables)}")
    edits: list[tuple[int, int, bytes]] = []
    for rows, wanted in zip(tagged, tables, strict=True):
        for row, heads in zip(rows, wanted, strict=False):
            if len(row) != len(heads):
                raise ValueError(f"{len(row)} cells are tagged in a row of {len(heads)}")
            edits += [_edit(elements[cell]) for cell, head in zip(row, heads, strict=True) if head and elements[cell][2] == b"TD"]
    return _edited(pdf, sorted(edits))


def _kids(found: re.Match[bytes]) -> list[int]:
    kids = _KIDS.search(found[3])
    return [int(number) for number in _REFERENCE.findall(kids[1])] if kids else []


def _below(elements: dict[int, re.Match[bytes]], number: int, kind: bytes) -> Iterator[int]:
    """The elements of a kind below one, in the order of the document."""
    for kid in _kids(elements[number]):
        if kid in elements:
            if elements[kid][2] == kind:
                yield kid
            else:
                yield from _below(elements, kid, kind)


def _rows(elements: dict[int, re.Match[bytes]], table: int) -> Iterator[list[int]]:
    """The cells of each row of a table."""
    for row in _below(elements, table, b"TR"):
        yield [kid for kid in _kids(elements[row]) if kid in elements and elements[kid][2] in (b"TD", b"TH")]


def _edit(found: re.Match[bytes]) -> tuple[int, int, bytes]:
    """What a cell becomes: where it begins and ends in the file, and its new text."""
    look = found[3]
    if _TABLE_LOOK in look:
        look = look.replace(_TABLE_LOOK, _TABLE_LOOK + b"/Scope/Row", 1)
    elif b"/A[" in look:
        look = look.replace(b"/A[", b"/A[<</O/Table/Scope/Row>>", 1)
    else:
        look = look.replace(b"/K[", b"/A[<</O/Table/Scope/Row>>]/K[", 1)
    return found.start(2), found.end(3), b"TH" + look


def _edited(pdf: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    """The file with some stretches replaced, and its table of references."""
    start = int(pdf[pdf.rindex(b"startxref") + len(b"startxref") :].split()[0])
    header = re.compile(rb"xref\n0 (\d+)\n").match(pdf, start)
    if header is None:
        raise ValueError("no plain table of references")
    pieces, moved, at, grown = [], [], 0, 0
    for begin, end, text in edits:
        pieces += [pdf[at:begin], text]
        grown += len(text) - (end - begin)
        moved.append((begin, grown))
        at = end
    pieces.append(pdf[at : header.end()])
    lines = [pdf[place : place + _ENTRY] for place in range(header.end(), header.end() + int(header[1]) * _ENTRY, _ENTRY)]
    pieces += _moved(lines, moved)
    tail = pdf[header.end() + int(header[1]) * _ENTRY :]
    return b"".join(pieces) + tail.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + grown))


def _moved(lines: Sequence[bytes], moved: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    """Lines of the table of references. moved: places in the old file, and by how much what follows them has moved."""
    places = [place for place, _ in moved]
    for line in lines:
        offset = int(line[:10])
        before = bisect_left(places, offset)
        shift = moved[before - 1][1] if before and line[17:18] == b"n" else 0
        yield b"%010d" % (offset + shift) + line[10:]
