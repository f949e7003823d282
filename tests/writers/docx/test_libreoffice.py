"""LibreOffice opens the file, and prints what it should."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.office


def test_libreoffice_prints_the_report_with_its_page_numbers_and_turned_pages(written: bytes, tmp_path: Path) -> None:
    source = tmp_path / "报告.docx"
    source.write_bytes(written)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    pages = PdfReader(io.BytesIO((tmp_path / "报告.pdf").read_bytes())).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert 15 <= len(pages) <= 20
    assert "—1—" not in texts[0] and "2022年度部门决算" in texts[0]
    assert all(f"—{number}—" in text for number, text in enumerate(texts[1:], 2))
    turned = [page.mediabox.width > page.mediabox.height for page in pages]
    assert any(turned) and not turned[0] and not turned[-1]
    heads = [text for text in texts if "科目编码" in text and "经营收入" in text]
    assert len(heads) >= 3, "the head of the long table is repeated"
