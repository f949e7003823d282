"""The counting script finds what it counts, each on a made-up page."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest

from generator.document.blocks import Cell, Document, Heading, Run, Section, Table
from generator.writers.arrange.linebreak import BREAK, GAP
from scripts.defects import (
    Digit,
    direct_formats,
    empty_pages,
    equal_bookmarks,
    headless,
    is_loose,
    is_stretched,
    lone_characters,
    short_ends,
)

ROWS = ((Cell((Run("甲"),)),),) * 10


def document(*blocks: Heading | Table) -> Document:
    return Document("", "", (Section("portrait", blocks),))


def line(text: str, pitch: float) -> list[Digit]:
    """Characters of 16 pt at a distance in their size."""
    return [Digit(sign, at * pitch * 16, 16) for at, sign in enumerate(text)]


def test_tables_that_go_on_with_few_rows_or_without_a_head() -> None:
    whole = Table("a", (1.0,), (), ROWS)
    torn = replace(whole, id="b", page_rows=frozenset((3, 8)))
    headed = replace(torn, id="c", head=ROWS[:1])
    assert list(short_ends(document(whole, torn, headed))) == ["b：2行", "c：2行"]
    assert list(headless(document(whole, torn, headed))) == ["b", "b"]


def test_cells_whose_last_line_is_one_character() -> None:
    texts = (f"购置{BREAK}费", f"购置{BREAK}费用", f"{GAP}3{BREAK}年{GAP}", "费")
    cells = tuple((Cell((Run(text),)),) for text in texts)
    assert list(lone_characters(document(Table("t", (1.0,), (), cells)))) == ["t：购置/费", "t：3/年"]


def test_equal_bookmarks_are_those_beside_each_other() -> None:
    names = [(1, "甲"), (2, "概况"), (1, "乙"), (2, "概况"), (2, "概况"), (0, "概况")]
    headings = [Heading("一级标题", depth, "", (Run(text),), f"h{at}") for at, (depth, text) in enumerate(names)]
    assert list(equal_bookmarks(document(*headings))) == ["概况"]
    assert list(equal_bookmarks(document(*headings[:4], replace(headings[4], entry="概况：校车")))) == []


def test_pages_hardly_used() -> None:
    paged = SimpleNamespace(document=document(), pages=SimpleNamespace(fills=(0.9, 0.2, 0.36)))
    assert list(empty_pages(paged)) == ["第2页（20%）"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "pitch", "stretched"), [("100万元", 0.5, False), ("100万元", 0.7, True), ("10万元", 0.7, False)]
)
def test_digits_that_stand_apart(text: str, pitch: float, stretched: bool) -> None:
    assert is_stretched(line(text, pitch)) is stretched


def test_a_line_that_is_spread_too_far() -> None:
    assert is_loose(line("纳入预算的单位", 1.6))
    assert not is_loose(line("纳入预算的单位", 1.02))


def test_paragraphs_that_say_what_a_style_should_say() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    looks = ("<w:pPr><w:jc w:val='right'/></w:pPr>", "<w:pPr><w:pStyle w:val='Normal'/></w:pPr>", "")
    runs = (
        "<w:r><w:t>甲</w:t></w:r>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r>",
        "<w:r><w:rPr><w:sz w:val='9'/></w:rPr><w:t>丙</w:t></w:r>",
    )
    body = "".join(f"<w:p>{look}{run}</w:p>" for look, run in zip(looks, runs, strict=True))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document xmlns:w='{w}'><w:body>{body}</w:body></w:document>")
    assert list(direct_formats(stream.getvalue())) == ["甲", "丙"]
