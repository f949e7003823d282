"""Twice the report takes about twice the time, in every stage that a whole report goes through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.document.blocks import Document
from generator.document.markup import parse
from generator.intake import load
from generator.writers.docx import write_docx
from generator.writers.html import write_html
from generator.writers.style import Style
from generator.writers.text import plain_text
from generator.writers.xlsx.workbook import write_xlsx
from tests.growth import growth

MOST = 2.8
"""Of twice the size; 4 where each part looks at all others."""


def times(document: Document, number: int) -> Document:
    """A report whose sections stand several times in it."""
    return replace(document, sections=document.sections * number)


def test_reading_a_data_file_grows_in_proportion(tmp_path: Path, root: Path) -> None:
    text = (root / "tests" / "intake" / "good.yaml").read_text(encoding="utf-8")

    def prepare(size: int) -> Path:
        file = tmp_path / f"{size}.yaml"
        lines = "".join(f"  业务{number}: {number}.50\n" for number in range(size))
        file.write_text(text.replace("\n数据:\n", f"\n数据:\n{lines}"), encoding="utf-8")
        assert "业务0" in file.read_text(encoding="utf-8")
        return file

    assert growth(prepare, load, 600) < MOST


def test_parsing_markup_grows_in_proportion() -> None:
    def prepare(size: int) -> str:
        row = "<tr><td>甲</td><td>1.50</td></tr>"
        return "<h1>题</h1>" + f"<p>正文<b>加重</b>。</p><table><tbody>{row}</tbody></table>\n" * size

    assert growth(prepare, parse, 200) < MOST


WRITERS: dict[str, Callable[[Document, Style], object]] = {
    "docx": write_docx,
    "html": write_html,
    "xlsx": write_xlsx,
    "txt": lambda document, _: plain_text(document),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_writing_grows_in_proportion(kind: str, report: Document, style: Style) -> None:
    assert growth(lambda size: times(report, size), lambda document: WRITERS[kind](document, style), 30) < MOST
