"""The spared PDF engine against the plain one: equal bytes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import weasyprint

from generator.writers.arrange.typeset import typeset
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import find_fonts
from generator.writers.html import page_html
from generator.writers.html.css import paper_css
from generator.writers.pdf.weasyprint import engine
from generator.writers.pdf.weasyprint import writer as pdf
from tests.reports import report


def _both_ways() -> tuple[bytes, bytes]:
    """A report's PDF by the spared engine and by the plain one, from the same page and sheet."""
    sample = report("gongjing/2020", "sichuan-juesuan")
    fonts = find_fonts(sample.style)
    family = fonts.family("宋体").replace('"', "")
    markup = page_html(typeset(sample.document, sample.style, Advances(fonts)), sample.style, chart_family=family)
    configuration, fetch = pdf._loaded(fonts)
    sheet = pdf._sheet(paper_css(sample.style, fonts), fonts)
    pages = engine.opened(markup, fetch), weasyprint.HTML(string=markup, url_fetcher=fetch)
    files = [one.write_pdf(stylesheets=[sheet], font_config=configuration, pdf_identifier=b"same") for one in pages]
    return files[0], files[1]


def test_the_spared_engine_gives_the_bytes_of_the_plain_one() -> None:
    spared, plain = _both_ways()
    assert len(plain) > 100_000
    assert spared == plain


def test_the_installed_engine_is_one_that_was_tested_and_its_sheet_gets_shorter() -> None:
    assert engine.tested(weasyprint.__version__)
    assert not engine.tested("71.0")
    sheet = "p { margin: 0 }\n::marker { color: red }\n@page {\n  @top-left { a: b }\n  @bottom-center { a: b }\n}"
    left = engine.slim(sheet)
    assert "::marker" not in left and "@top-left" not in left
    assert "p { margin: 0 }" in left and "@bottom-center" in left


def test_an_installation_takes_no_engine_that_was_not_tested(root: Path) -> None:
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    majors = [int(major) for major in engine.TESTED]
    assert majors == [*range(majors[0], majors[-1] + 1)]
    assert f"weasyprint>={majors[0]},<{majors[-1] + 1}" in wanted
