"""Guards over the pages of the real examples: nothing outside its box, nothing left alone, no empty page, no empty glyph."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from generator.writers.fonts.coverage import missing
from tests.built import EXAMPLES, laid_out, prepared

pytestmark = pytest.mark.slow

each_report = pytest.mark.parametrize(("source", "pack"), EXAMPLES)


@each_report
def test_no_text_leaves_its_page_or_its_table_cell(source: str, pack: str) -> None:
    assert laid_out(source, pack).faults.overflows == []


@each_report
def test_no_heading_is_the_last_line_of_a_page(source: str, pack: str) -> None:
    assert laid_out(source, pack).faults.headings_left_last == []


@each_report
def test_no_head_of_a_table_stands_without_a_row_below_it(source: str, pack: str) -> None:
    assert laid_out(source, pack).faults.heads_left_alone == []


@each_report
def test_no_page_is_empty_or_holds_only_notes_of_a_table(source: str, pack: str) -> None:
    assert laid_out(source, pack).faults.empty == []


@each_report
def test_every_character_has_a_glyph(source: str, pack: str) -> None:
    made = laid_out(source, pack)
    assert made.warnings == []
    report = prepared(source, pack)
    assert missing(report.paged, report.style, report.fonts) == []
    fonts = {name for page in PdfReader(BytesIO(made.pdf)).pages for name in _fonts(page)}
    assert len(fonts) >= 5, "the faces of several roles are embedded"


def _fonts(page: Any) -> Iterator[str]:
    for font in page["/Resources"]["/Font"].values():
        yield str(font.get_object()["/BaseFont"])
