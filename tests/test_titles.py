"""A name with & or < stands as it is typed wherever a report tells its title: each format escapes it once."""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.build import Options, build
from tests.examples import SHILI

NAME = "示例县R&D中心“<甲>”"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Format → the report of a department with such a name."""
    folder = tmp_path_factory.mktemp("题")
    source = folder / "示例" / "2023"
    shutil.copytree(SHILI, source)
    changed = 0
    for file in source.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        new = re.sub(r"全称: [^\n,}]+", f"全称: '{NAME}'", text, count=1)
        changed += new != text
        file.write_text(new, encoding="utf-8")
    assert changed
    built = build(source, Options(("sichuan-juesuan",), ("html", "docx", "xlsx", "pdf", "txt"), folder / "out", draft=True))
    return {file.format: Path(file.path).read_bytes() for file in built.files}


def test_the_page_says_it_once_escaped(files: dict[str, bytes]) -> None:
    text = files["html"].decode()
    title = re.search("<title>(.*?)</title>", text)
    assert title
    assert NAME in html.unescape(title[1])
    assert "&amp;amp;" not in text
    assert "&amp;lt;" not in text
    assert "&amp;#" not in text


@pytest.mark.parametrize(("kind", "place"), [("docx", "docProps/core.xml"), ("xlsx", "docProps/core.xml")])
def test_office_files_say_it_in_their_properties(files: dict[str, bytes], kind: str, place: str) -> None:
    text = zipfile.ZipFile(io.BytesIO(files[kind])).read(place).decode()
    title = re.search("<dc:title>(.*?)</dc:title>", text)
    assert title
    assert NAME in html.unescape(title[1])
    for name in zipfile.ZipFile(io.BytesIO(files[kind])).namelist():
        if name.endswith(".xml"):
            part = zipfile.ZipFile(io.BytesIO(files[kind])).read(name).decode()
            assert not re.search("&amp;(?:amp|lt|gt|quot|#)", part), name


def test_the_pdf_says_it_in_its_properties(files: dict[str, bytes]) -> None:
    metadata = PdfReader(io.BytesIO(files["pdf"])).metadata
    assert metadata
    assert NAME in str(metadata.title)


def test_the_plain_text_has_no_escapes(files: dict[str, bytes]) -> None:
    text = files["txt"].decode()
    assert NAME in text
    assert not re.search("&(?:amp|lt|gt|quot|#\\d+);", text)
