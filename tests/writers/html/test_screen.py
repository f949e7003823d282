"""The HTML file in a browser: nothing is squeezed or lost on a telephone, and a page on a desk looks like paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.document.blocks import Cell, Section, Table
from generator.writers.html import write_html
from tests.writers import html_sample as sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BROKEN = """() => [...document.querySelectorAll('td, th')].filter(cell => {
  if (!/^[\\d,.]{3,}$/.test(cell.textContent.trim())) return false;
  const range = document.createRange(); range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
}).map(cell => cell.textContent)"""
"""Codes and figures in more than one line."""
OUT_OF_SIGHT = """() => [...document.querySelectorAll('caption .unit, caption .mark, figure svg, h1')].filter(one => {
  const box = one.getBoundingClientRect(); return box.left < -1 || box.right > innerWidth + 1;
}).map(one => one.textContent)"""


def narrow_columns() -> Table:
    """Codes and amounts in three columns of pairs, as wide as a turned page has them."""
    row = (Cell(sample.runs("2080505")), Cell(sample.runs("机关事业单位基本养老保险缴费支出")), sample.number("1,234.56")) * 3
    return Table("narrow", (6.5, 18.5, 8.3) * 3, (), (row,) * 5, title=sample.runs("明细表"), unit_right="金额单位：万元")


@pytest.fixture(scope="module")
def page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("screen") / "a.html"
    document = sample.sample()
    document = replace(document, sections=(*document.sections, Section("landscape", (narrow_columns(),))))
    path.write_text(write_html(document, sample.style()), encoding="utf-8")
    shown = browser.new_page()
    shown.goto(Path(path).as_uri())
    yield shown
    shown.close()


@pytest.mark.parametrize("width", [400, 900, 1366])
def test_codes_and_figures_stay_in_one_line_and_the_page_is_no_wider_than_the_screen(width: int, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.querySelectorAll('td').length") > 100
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_telephone_units_titles_and_charts_are_in_sight_where_tables_are_to_be_dragged(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 900})
    assert page.evaluate("[...document.querySelectorAll('.scroll')].some(one => one.scrollWidth > one.clientWidth + 100)")
    assert page.evaluate(OUT_OF_SIGHT) == []
    page.evaluate("document.querySelectorAll('.scroll').forEach(one => { one.scrollLeft = 150; })")
    assert page.evaluate(OUT_OF_SIGHT) == []
