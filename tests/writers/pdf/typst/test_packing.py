"""Tags put together: the same objects as before, in a file that grows by less than half against one without tags."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from generator.build import chosen_packs, find_style, make_document, read
from generator.writers.output.printer import Printer
from generator.writers.pdf.typst import writer
from generator.writers.pdf.typst.packing import packed
from tests.examples import GONGJING, SHILI

pytestmark = pytest.mark.slow


def printer(source: Path, name: str, variant: str = "") -> Printer:
    figures, _ = read(source)
    pack = next(pack for pack in chosen_packs(figures) if pack.name == name)
    return Printer(make_document(pack, figures)[0], find_style(pack), variant=variant)


def objects(pdf: bytes) -> dict[int, object]:
    """The objects of a file by their numbers, but for those that only tell where others are."""
    reader = PdfReader(BytesIO(pdf), strict=True)
    numbers = {*reader.xref.get(0, {}), *reader.xref_objStm}
    found = {number: reader.get_object(IndirectObject(number, 0, reader)) for number in numbers if number}
    return {number: said(one) for number, one in found.items() if kind(one) not in ("/ObjStm", "/XRef")}


def kind(one: Any) -> str:
    return str(one.get("/Type", "")) if hasattr(one, "get") else ""


def said(one: Any) -> object:
    return (repr(one), one.get_data()) if hasattr(one, "get_data") else repr(one)


@pytest.fixture(scope="module")
def both() -> tuple[bytes, bytes]:
    """A file as Typst writes it, and packed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "packed", lambda pdf: pdf)
        plain = printer(GONGJING, "sichuan-juesuan").print("pdf")
    return plain, packed(plain)


def test_every_object_is_there_and_the_same(both: tuple[bytes, bytes]) -> None:
    plain, small = both
    strip = str.maketrans("", "", "0123456789")
    before, after = objects(plain), objects(small)
    assert before.keys() == after.keys()
    assert len(before) > 1000
    different = [n for n in before if str(before[n]).translate(strip) != str(after[n]).translate(strip)]
    assert different == []


def test_the_catalogue_the_title_and_the_pages_are_found(both: tuple[bytes, bytes]) -> None:
    plain, small = (PdfReader(BytesIO(pdf), strict=True) for pdf in both)
    assert small.metadata == plain.metadata
    assert small.trailer["/ID"] == plain.trailer["/ID"]
    assert [page.extract_text() for page in small.pages[:4]] == [page.extract_text() for page in plain.pages[:4]]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="needs qpdf")
def test_another_reader_finds_no_fault(both: tuple[bytes, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(both[1])
    done = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("source", "name"), [(GONGJING, "sichuan-juesuan"), (SHILI, "tongyong-juesuan")])
def test_tags_make_a_file_less_than_half_as_large_again(source: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tagged = printer(source, name).print("pdf")
    assert b"/StructTreeRoot" in tagged
    compile_tagged = typst.compile_with_warnings
    monkeypatch.setattr(typst, "compile_with_warnings", lambda *given, **more: compile_tagged(*given, **more, pdf_tags=False))
    monkeypatch.setattr(writer, "head_rows", lambda pdf, _: pdf)
    plain = printer(source, name).print("pdf")
    assert b"/StructTreeRoot" not in plain
    assert len(plain) < len(tagged) < 1.5 * len(plain)


def test_a_file_of_the_first_archival_standard_stays_as_it_is() -> None:
    assert b"/ObjStm" not in printer(GONGJING, "sichuan-juesuan", "pdf/a-1a").print("pdf")
    assert b"/ObjStm" in printer(GONGJING, "sichuan-juesuan", "pdf/a-2a").print("pdf")


def test_a_file_without_tags_or_without_a_plain_table_is_left_alone(both: tuple[bytes, bytes]) -> None:
    untagged = typst.compile(b"one", format="pdf", pdf_tags=False, timestamp=0)
    assert packed(untagged) == untagged
    with pytest.raises(ValueError, match="no plain table"):
        packed(both[1])
