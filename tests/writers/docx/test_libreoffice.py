"""LibreOffice opens the file, and prints what it should."""

from __future__ import annotations

import io
import re
import subprocess
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from pypdf import PageObject, PdfReader

from tests.writers.docx.reading import find

pytestmark = pytest.mark.office


def printed(docx: bytes, folder: Path) -> tuple[list[PageObject], list[str]]:
    """The pages that LibreOffice makes of a file, and their texts without spaces."""
    source = folder / "报告.docx"
    source.write_bytes(docx)
    profile = (folder / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    pages = list(PdfReader(io.BytesIO((folder / "报告.pdf").read_bytes())).pages)
    return pages, ["".join(page.extract_text().split()) for page in pages]


def test_libreoffice_prints_the_report_with_its_page_numbers_and_turned_pages(written: bytes, tmp_path: Path) -> None:
    pages, texts = printed(written, tmp_path)
    assert 15 <= len(pages) <= 20
    assert "—1—" not in texts[0] and "2022年度部门决算" in texts[0]
    assert all(f"—{number}—" in text for number, text in enumerate(texts[1:], 2))
    turned = [page.mediabox.width > page.mediabox.height for page in pages]
    assert any(turned) and not turned[0] and not turned[-1]
    heads = [text for text in texts if "科目编码" in text and "经营收入" in text]
    assert len(heads) >= 3, "the head of the long table is repeated"


def test_an_edited_chart_prints_what_was_typed(parts: dict[str, bytes], tmp_path: Path) -> None:
    """The first value of each chart is changed where Word keeps it; bars, slices and labels follow."""
    edited = io.BytesIO()
    with ZipFile(edited, "w") as archive:
        for name, content in parts.items():
            chart = re.fullmatch(r"word/charts/chart\d+\.xml", name)
            archive.writestr(
                name, re.sub(rb"(<c:numCache>.*?<c:v>)[^<]*", rb"\g<1>4321.5", content, count=1) if chart else content
            )
    text = "".join(printed(edited.getvalue(), tmp_path)[1])
    assert text.count("4321.50") >= 3
    pie = etree.fromstring(parts["word/charts/chart2.xml"])
    others = [Decimal(point.text or "") for point in find(pie, "//c:numCache/c:pt/c:v")[1:]]
    share = Decimal("4321.5") / (Decimal("4321.5") + sum(others)) * 100
    assert f"4321.50万元，{share:.2f}%" in text
