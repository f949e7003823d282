"""A merged cell that goes over a page: its part on each page is closed above and below."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.document.blocks import Cell, Document, Paragraph, Section, Table
from generator.writers.arrange import arrange
from generator.writers.arrange.typeset import estimated_width
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.engines import ENGINES
from generator.writers.pdf.job import Job
from tests.writers import html_sample as sample

DOTS = 100
"""To an inch."""
DARK = 140


def lines(page: bytes) -> list[int]:
    """How many dots wide each level line of a page's picture is, from above: all that go over a column or more."""
    kind, width, height, _ = page.split(maxsplit=4)[:4]
    assert kind == b"P5"
    across, down = int(width), int(height)
    pixels = page[-across * down :]
    rows = [pixels[at : at + across] for at in range(0, across * down, across)]
    dark = [sum(pixel < DARK for pixel in row) for row in rows]
    column = across / 5
    return [count for count, above in zip(dark[1:], dark, strict=False) if count > column >= above]


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="no pdftoppm")
@pytest.mark.parametrize("head", [(), ((sample.head("一级"), sample.head("二级"), sample.head("三级")),)])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_merged_cell_that_a_page_cuts_is_closed_on_both_pages(
    engine: str, head: tuple[tuple[Cell, ...], ...], tmp_path: Path
) -> None:
    rows = 14
    first = (Cell(sample.runs("绩效指标"), rowspan=rows), Cell(sample.runs("产出指标"), rowspan=rows), Cell(sample.runs("甲")))
    body = (first, *((Cell(sample.runs("乙")),) for _ in range(rows - 1)))
    table = Table("t", (1, 1, 1), head, body, role="plain")
    filler = [Paragraph("无缩进", sample.runs(f"第{n}行")) for n in range(17)]
    style = sample.style()
    arranged = arrange(Document("题", "", (Section("portrait", (*filler, table)),)), style)
    made = ENGINES[engine].print(Job(arranged, arranged.paged(estimated_width), find_fonts(style)))
    assert made.count == 2
    (tmp_path / "a.pdf").write_bytes(made.data)
    subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), tmp_path / "a.pdf", tmp_path / "p"], check=True)
    text_width = (style.page.width - style.page.left - style.page.right) / 25.4 * DOTS
    for picture in sorted(tmp_path.glob("p-*.pgm")):
        found = lines(picture.read_bytes())
        assert len(found) >= 2
        assert min(found[0], found[-1]) > text_width * 0.98, picture.name
