"""A PDF's fonts are copied one at a time, and the file is the same as with all copies kept."""

from __future__ import annotations

from typing import Any

import pytest

from generator.writers.fonts.find import find_fonts
from generator.writers.pdf import writer as pdf
from generator.writers.pdf.engine.pdffonts import LightFonts
from tests.writers import html_sample as sample

pytestmark = pytest.mark.slow


def test_the_file_is_the_same_and_no_font_file_is_kept_while_pages_are_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []

    class Watched(LightFonts):
        def __setitem__(self, key: str, font: Any) -> None:
            assert font.file_content
            super().__setitem__(key, font)
            kept.append(sum(len(one.file_content) for one in self.values()))

    style = sample.style()
    layout = pdf.layout(sample.sample(), style, find_fonts(style))
    monkeypatch.setattr(pdf, "LightFonts", dict)
    plain = layout.pdf()
    monkeypatch.setattr(pdf, "LightFonts", Watched)
    assert layout.pdf() == plain
    assert len(kept) >= 5
    assert max(kept) == 0
