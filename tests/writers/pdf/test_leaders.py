"""The dots of contents rows as one text: they stand where the engine put them one by one."""

from __future__ import annotations

from typing import Any

import pytest

from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.engine import leaders
from generator.writers.pdf.writer import Layout, layout
from tests.writers import html_sample, pages

pytestmark = pytest.mark.slow


def dots(laid_out: Layout) -> list[Any]:
    boxes = [box for page in pages.page_boxes(laid_out) for box in pages.inside(page) if type(box).__name__ == "TextBox"]
    return [box for box in boxes if set(box.text) == {"."}]


def test_the_dots_of_a_row_are_one_text_from_the_first_of_them_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    style = html_sample.style()
    fonts = find_fonts(style)
    joined = dots(layout(html_sample.sample(), style, fonts))
    monkeypatch.setattr(leaders, "tested", lambda _: False)
    single = dots(layout(html_sample.sample(), style, fonts))
    assert len(single) > 20 * len(joined) > 20
    rows: dict[float, list[Any]] = {}
    for dot in single:
        rows.setdefault(dot.position_y, []).append(dot)
    assert [len(box.text) for box in joined] == [len(row) for row in rows.values()]
    for box, row in zip(joined, rows.values(), strict=True):
        assert box.position_x == pytest.approx(min(dot.position_x for dot in row))
        assert box.position_x + box.width == pytest.approx(max(dot.position_x + dot.width for dot in row), abs=0.01)
