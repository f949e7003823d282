"""Typst source: what a department writes is text and never code; no file, package or network is in reach."""

from __future__ import annotations

import socket
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.document.blocks import Cell, Paragraph, Table
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.typst.engine import compiled
from generator.writers.pdf.typst.fontfiles import families
from generator.writers.pdf.typst.text import quoted, runs_code, text_code
from tests.built import pdf_pages
from tests.writers import html_sample as sample
from tests.writers.pdf.typst.conftest import printed

HOSTILE = (
    '#import "@preview/cetz:0.3.0": *',
    '"); #read("/etc/hostname"); ("',
    '\\"; panic("x"); \\"',
    "#{ while true {} }",
    "$x^2$ *粗* _斜_ `码` = 题 - 项 // 注 /* 注 */ @引用 <标签> ~ \\u{41}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_printed_as_they_stand(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    table = Table("t", (1,), (), ((Cell(sample.runs(text)),),), title=sample.runs(text), role="plain", alt=text)
    heading = sample.first("一、", text, 'x"y')
    made = printed(Paragraph("无缩进", sample.runs(text)), heading, table, title=text)
    page = "".join(pdf_pages(made.data)).replace("/", "").replace("“", '"')
    wanted = text.replace("/", "").replace(" ", "")
    assert page.count(wanted) == 4, page


def test_strings_are_escaped() -> None:
    assert quoted('a"b\\c\n') == '"a\\"b\\\\c\n"'
    assert text_code("") == ""
    assert runs_code(sample.runs('"', "#"), "b0") == '"\\"";"#"'


def test_a_source_of_someone_else_could_open_neither_files_nor_packages(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    fonts = families(find_fonts(sample.style())).loaded
    for code in (f'#read("{secret.as_posix()}")', '#read("../secret.txt")', '#import "@preview/cetz:0.3.0": *'):
        with pytest.raises(Exception, match=r"not found|denied|failed|access|package|escape"):
            compiled(code, fonts, [])


def test_the_title_and_the_subject_are_data_too() -> None:
    made = printed(Paragraph("正文", sample.runs("文")), title='题 "甲" \\ #乙')
    found = PdfReader(BytesIO(made.data)).metadata
    assert found is not None
    assert found.title == '题 "甲" \\ #乙'
