"""The tags of a file put together and compressed (ISO 32000-1, 7.5.7 and 7.5.8: object streams, cross-reference streams).

Typst writes every structure element as an object of its own in plain text: for a report of 89 pages, more than all the rest
of the file. Nothing else changes; readers of PDF 1.5 (2003) and later know such files. PDF/A-1 does not allow them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

TOGETHER = 400
"""Elements in one object stream: a reader that wants one of them takes the whole stream apart."""
_HEADER = re.compile(rb"xref\n0 (\d+)\n")
_TRAILER = re.compile(rb"trailer\n<<(.*)>>\s*startxref\n", re.DOTALL)
_SIZE = re.compile(rb"/Size \d+")
_ELEMENT = re.compile(rb"\d+ 0 obj\n(<</Type/StructElem/.*>>)\nendobj\s*", re.DOTALL)
_ENTRY = 20
"""Bytes of a line in the table of references (ISO 32000-1, 7.5.4)."""
_WIDTHS = (1, 4, 2)
"""Bytes of kind, place and index in an entry of the cross-reference stream."""


def packed(pdf: bytes) -> bytes:
    """The file with its structure elements in object streams; the same where it has no tags.

    Raises ValueError for a file that has no plain table of references.
    """
    offsets, end, trailer = _objects(pdf)
    order = sorted(offsets, key=offsets.__getitem__)
    ends = [offsets[number] for number in order[1:]] + [end]
    pieces, places = [pdf[: offsets[order[0]]]], dict[int, int]()
    elements: list[tuple[int, bytes]] = []
    at = len(pieces[0])
    for number, stop in zip(order, ends, strict=True):
        whole = pdf[offsets[number] : stop]
        if found := _ELEMENT.fullmatch(whole):
            elements.append((number, found[1]))
            continue
        places[number] = at
        pieces.append(whole)
        at += len(whole)
    if not elements:
        return pdf
    inside: dict[int, tuple[int, int]] = {}
    following = max(order) + 1
    for first in range(0, len(elements), TOGETHER):
        group = elements[first : first + TOGETHER]
        inside |= {number: (following, index) for index, (number, _) in enumerate(group)}
        places[following] = at
        pieces.append(_together(following, group))
        at += len(pieces[-1])
        following += 1
    places[following] = at
    return b"".join([*pieces, _references(following, places, inside, trailer), b"startxref\n%d\n%%%%EOF" % at])


def _objects(pdf: bytes) -> tuple[dict[int, int], int, bytes]:
    """Where each object begins, where the table of references begins, and what the trailer says but for its size."""
    start = int(pdf[pdf.rindex(b"startxref") + len(b"startxref") :].split()[0])
    header = _HEADER.match(pdf, start)
    trailer = _TRAILER.search(pdf, start)
    if header is None or trailer is None:
        raise ValueError("no plain table of references")
    lines = (pdf[header.end() + number * _ENTRY :][:_ENTRY] for number in range(int(header[1])))
    offsets = {number: int(line[:10]) for number, line in enumerate(lines) if line[17:18] == b"n"}
    return offsets, start, _SIZE.sub(b"", trailer[1])


def _together(number: int, elements: Sequence[tuple[int, bytes]]) -> bytes:
    """An object stream."""
    heads, at = [], 0
    for one, body in elements:
        heads.append(b"%d %d" % (one, at))
        at += len(body) + 1
    head = b" ".join(heads) + b"\n"
    return _stream(number, b"/Type/ObjStm/N %d/First %d" % (len(elements), len(head)), head + b"\n".join(b for _, b in elements))


def _references(number: int, places: dict[int, int], inside: dict[int, tuple[int, int]], trailer: bytes) -> bytes:
    """The cross-reference stream, which is the last object. inside: object → its stream and place in it."""
    entries = []
    for one in range(number + 1):
        kind, place, index = (1, places[one], 0) if one in places else (2, *inside[one]) if one in inside else (0, 0, 65535)
        entries.append(b"".join(value.to_bytes(width, "big") for value, width in zip((kind, place, index), _WIDTHS, strict=True)))
    look = b"/Type/XRef/Size %d/W[%d %d %d]%b" % (number + 1, *_WIDTHS, trailer.strip())
    return _stream(number, look, b"".join(entries))


def _stream(number: int, look: bytes, content: bytes) -> bytes:
    data = zlib.compress(content, 6)
    return b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, look, len(data), data)
