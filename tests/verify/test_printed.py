"""`verify` of a report that is no DOCX: it is held against the data's report printed in the same format and read the same way."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import find_style, make_document, read
from generator.packs import load_pack
from generator.verify import verify
from generator.writers.output.printer import Printer
from tests.examples import SHILI

PACK = "tongyong-juesuan"


@pytest.fixture(scope="module")
def printer() -> Printer:
    figures, _ = read(SHILI)
    pack = load_pack(PACK)
    document, _ = make_document(pack, figures)
    return Printer(document, find_style(pack))


def test_a_web_page_of_the_data_differs_in_nothing_and_a_changed_figure_is_found(printer: Printer, tmp_path: Path) -> None:
    file = tmp_path / "报告.html"
    text = printer.print("html").decode()
    file.write_text(text, encoding="utf-8")
    assert verify(file, SHILI, (PACK,)).differences == []
    before, words, after = text.partition("10批次，84人次")
    assert words
    file.write_text(f"{before}12批次，84人次{after}", encoding="utf-8")
    (found,) = verify(file, SHILI, (PACK,)).differences
    assert found[0].kind == "数不同"
    assert [place.path for place in found[1]] == ["三公.公务接待.国内批次"]


@pytest.mark.slow
def test_a_pdf_of_the_data_differs_in_nothing(printer: Printer, tmp_path: Path) -> None:
    file = tmp_path / "报告.pdf"
    file.write_bytes(printer.print("pdf"))
    assert verify(file, SHILI, (PACK,)).differences == []
