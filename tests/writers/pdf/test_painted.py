"""Painted texts and tables against pages on which the engine lays out every word: nothing may look otherwise."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader
from weasyprint.draw import text as text_drawing

from generator.document.blocks import Cell, Document, Paragraph, Run, Section, Table
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf import writer
from generator.writers.pdf.painted import Picture
from generator.writers.pdf.writer import Layout, layout
from tests.reports import report
from tests.writers import html_sample, pages

pytestmark = pytest.mark.slow

SOURCES = (("gongjing/2020", "sichuan-juesuan"), ("shili/2023", "tongyong-juesuan"))
NEAR = 0.02
"""CSS pixels."""
Text = tuple[str, float, float]


@cache
def painted(source: tuple[str, str]) -> tuple[Layout, bytes]:
    made = report(*source)
    return made.layout, made.pdf


@cache
def whole(source: tuple[str, str]) -> tuple[Layout, bytes]:
    made = report(*source)
    laid_out = layout(made.document, made.style, find_fonts(made.style), tagged=True)
    return laid_out, laid_out.pdf()


def pictures(page: Any) -> Iterator[tuple[Any, Picture]]:
    for box in pages.inside(page):
        if isinstance(getattr(box, "replacement", None), Picture):
            yield box, box.replacement


def in_pictures(page: Any) -> list[Text]:
    """Painted texts with the place of their baselines."""
    return [
        (shown.piece.text, box.content_box_x() + shown.x, box.content_box_y() + shown.y)
        for box, picture in pictures(page)
        for shown in picture.shown
    ]


def in_boxes(page: Any) -> list[Text]:
    """Texts of the engine's own boxes."""
    boxes = [box for box in pages.inside(page) if type(box).__name__ == "TextBox" and box.text.strip()]
    return [(box.text, box.position_x, box.position_y + box.baseline) for box in boxes]


def in_order(texts: list[Text]) -> list[Text]:
    """From above to below, in a line from left to right."""
    return sorted(texts, key=lambda text: (round(text[2]), text[1]))


@pytest.mark.parametrize("source", SOURCES)
def test_painting_leaves_pages_and_contents_as_they_are(source: tuple[str, str]) -> None:
    one, other = painted(source)[0], whole(source)[0]
    assert one.count == other.count
    assert one.pages == other.pages
    assert len(one.pages) > 20


@pytest.mark.parametrize("source", SOURCES)
def test_every_painted_text_stands_where_the_engine_would_put_it(source: tuple[str, str]) -> None:
    checked = 0
    for one, other in zip(*(pages.page_boxes(way(source)[0]) for way in (painted, whole)), strict=True):
        own, theirs = in_order(in_boxes(one) + in_pictures(one)), in_order(in_boxes(other))
        assert [text for text, _, _ in own] == [text for text, _, _ in theirs]
        for (text, x, y), (_, right_x, right_y) in zip(own, theirs, strict=True):
            assert (x, y) == (pytest.approx(right_x, abs=NEAR), pytest.approx(right_y, abs=NEAR)), text
        checked += len(in_pictures(one))
    assert checked > 2_500


@pytest.mark.parametrize("source", SOURCES)
def test_the_text_of_each_page_is_the_same(source: tuple[str, str]) -> None:
    one, other = ([p.extract_text().split() for p in PdfReader(BytesIO(way(source)[1])).pages] for way in (painted, whole))
    assert one == other


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="no pdftoppm")
def test_pages_look_the_same_but_for_a_few_grey_dots(tmp_path: Path) -> None:
    for name, way in (("painted", painted), ("whole", whole)):
        (tmp_path / f"{name}.pdf").write_bytes(way(SOURCES[0])[1])
        subprocess.run(["pdftoppm", "-gray", "-r", "50", tmp_path / f"{name}.pdf", tmp_path / name], check=True)
    files = sorted(tmp_path.glob("painted-*.pgm"))
    assert len(files) == painted(SOURCES[0])[0].count
    for file in files:
        one, other = file.read_bytes(), (tmp_path / file.name.replace("painted", "whole")).read_bytes()
        assert len(one) == len(other)
        assert sum(abs(a - b) > 40 for a, b in zip(one, other, strict=True)) <= 6, file.name


def test_an_engine_that_was_not_tested_lays_out_its_cells_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "tested", lambda _: False)
    style = html_sample.style()
    laid_out = layout(html_sample.sample(), style, find_fonts(style))
    assert not any(list(pictures(page)) for page in pages.page_boxes(laid_out))
    assert any(in_boxes(page) for page in pages.page_boxes(laid_out))


def test_a_cell_over_several_rows_is_left_to_the_engine_which_may_part_it_at_the_end_of_a_page() -> None:
    style = html_sample.style()
    tall = "\n".join("高" * 40)
    rows = ((Cell((Run("甲"),), rowspan=2), Cell((Run("乙"),))), (Cell((Run("丙"),)),), (Cell((Run(tall),)), Cell()))
    tables = [Table("T1", (1, 1), (), rows), Table("T2", (1, 1), (), ((Cell((Run("丁"),)), Cell((Run("戊"),))),))]
    page = pages.page_boxes(layout(Document("题", "", (Section("portrait", tuple(tables)),)), style, find_fonts(style)))[0]
    assert {text for text, _, _ in in_boxes(page)} == {"甲", "高", "— 1 —"}
    assert [text for text, _, _ in in_pictures(page)] == ["乙", "丙", "丁", "戊"]


def test_a_page_ends_after_two_lines_of_a_paragraph_and_begins_with_two() -> None:
    style = html_sample.style()
    fonts, prose = find_fonts(style), (Paragraph("正文", (Run("一段很长的话。" * 12),)),) * 30
    ways = [layout(Document("题", "", (Section("portrait", prose),)), style, fonts, tagged=tagged) for tagged in (False, True)]
    lines = [
        [len({y for _, _, y in in_order(in_boxes(page) + in_pictures(page))}) for page in pages.page_boxes(way)] for way in ways
    ]
    assert len(lines[0]) > 2
    assert lines[0] == lines[1]


def test_a_character_that_is_an_image_is_drawn_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[float, float]] = []
    image = SimpleNamespace(draw=lambda stream, width, height, style: drawn.append((width, height)))
    plain = text_drawing.draw_first_line

    def with_image(stream: Any, box: Any, *others: Any) -> list[Any]:
        plain(stream, box, *others)
        return [(image, None, 1, 1, 0, 0)] if "图" in box.text else []

    monkeypatch.setattr(text_drawing, "draw_first_line", with_image)
    style = html_sample.style()
    prose = tuple(Paragraph("无缩进", (Run(text),)) for text in ("有图", "没有"))
    layout(Document("题", "", (Section("portrait", prose),)), style, find_fonts(style)).pdf()
    size = style.roles["无缩进"].size * 4 / 3
    assert drawn == [(pytest.approx(size), pytest.approx(size))]
