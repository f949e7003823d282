"""A stream whose compressed data end with a carriage return is written so that its length cannot be misread."""

from __future__ import annotations

import io

import pydyf
from pypdf import PdfReader

from generator.writers.pdf.weasyprint.streamends import plain_ends


def awkward() -> pydyf.Stream:
    """The first of many texts whose compressed form ends with a carriage return."""
    streams = (pydyf.Stream([f"% {number}".encode()], compress=True) for number in range(10_000))
    return next(stream for stream in streams if stream.data.endswith(b"\r\nendstream"))


def test_such_a_stream_ends_with_another_byte_and_reads_the_same() -> None:
    stream = awkward()
    plain = b"\n".join(stream.stream)
    with plain_ends():
        assert not stream.data.endswith(b"\r\nendstream")
        pdf = pydyf.PDF()
        pdf.add_object(stream)
        pdf.add_page(pydyf.Dictionary({"Type": "/Page", "MediaBox": pydyf.Array([0, 0, 9, 9]), "Contents": stream.reference}))
        file = io.BytesIO()
        pdf.write(file)
    assert b"\r\nendstream" not in file.getvalue()
    contents = PdfReader(file).pages[0].get_contents()
    assert contents is not None
    assert contents.get_data().strip() == plain


def test_other_streams_stay_as_they_are_and_the_way_back_is_clean() -> None:
    before = pydyf.Stream.data
    stream = pydyf.Stream([b"q Q"], compress=True)
    written = stream.data
    with plain_ends():
        assert stream.data == written
    assert pydyf.Stream.data is before
