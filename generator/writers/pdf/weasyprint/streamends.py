"""Streams of an archival PDF end so that their length cannot be misread.

Before the word `endstream` the engine writes a line feed. Where the compressed data happen to end with a carriage return,
a reader may take both for the end of the line and find the length wrong by one (ISO 19005-3, 6.1.7.1; the archival check
does). One stream in 256 ends so; it is written once more as ASCII85, which ends with a mark of its own.
"""

from __future__ import annotations

from base64 import a85encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_AMBIGUOUS = b"\r\nendstream"


@contextmanager
def plain_ends() -> Iterator[None]:
    """Every stream written meanwhile ends with a byte that is no carriage return."""
    import pydyf

    written = pydyf.Stream.data

    def data(stream: Any) -> bytes:
        made: bytes = written.fget(stream)
        if not made.endswith(_AMBIGUOUS) or "DecodeParms" in stream.extra:
            return made
        body = made[made.index(b"stream\n") + len(b"stream\n") : -len(b"\nendstream")]
        inner = "/FlateDecode" if stream.compress else stream.extra.get("Filter", "")
        extra = {**stream.extra, "Filter": f"[/ASCII85Decode {inner}]"}
        return bytes(written.fget(pydyf.Stream([a85encode(body) + b"~>"], extra)))

    pydyf.Stream.data = property(data)
    try:
        yield
    finally:
        pydyf.Stream.data = written
