"""What a Word file of ours promises, in two reports: fonts without themes, no field that asks, heads that are repeated, words
for what is drawn, its language and title."""

import io
import re
import zipfile
from functools import cache

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from lxml import etree

from tests.examples import GONGJING, SHILI_2022, printed, reports_of

REPORTS = [pytest.param(GONGJING, "sichuan-juesuan", id="贡井四川"), pytest.param(SHILI_2022, "tongyong-juesuan", id="示例通用")]


@cache
def parts(source: object, pack: str) -> dict[str, bytes]:
    """Name → bytes of the parts of a report's DOCX."""
    with zipfile.ZipFile(io.BytesIO(printed(source, pack, "docx"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("source", "pack"), REPORTS)
def test_every_style_with_type_names_a_chinese_font_and_none_names_a_theme(source: object, pack: str) -> None:
    styles = etree.fromstring(parts(source, pack)["word/styles.xml"])
    fonts = list(styles.iter(qn("w:rFonts")))
    typed = [style for style in styles.iter(qn("w:style")) if style.get(qn("w:type")) == "paragraph"]
    bare = [style.get(qn("w:styleId")) for style in typed if style.find(f".//{qn('w:rFonts')}") is None]
    unfounded = [style.get(qn("w:styleId")) for style in typed if style.find(qn("w:basedOn")) is None]
    assert len(fonts) > 10
    assert unfounded == ["Normal"] and "Normal" not in bare, "what has no font of its own inherits one"
    assert all(font.get(qn("w:eastAsia")) and font.get(qn("w:ascii")) for font in fonts)
    assert not [name for name, data in parts(source, pack).items() if re.search(rb"(?:ascii|hAnsi|eastAsia|cs)Theme=", data)]
    assert not [name for name in parts(source, pack) if "theme" in name]


@pytest.mark.parametrize(("source", "pack"), REPORTS)
def test_no_field_is_marked_for_updating(source: object, pack: str) -> None:
    files = parts(source, pack)
    assert b"fldChar" in files["word/document.xml"]
    assert not [name for name, data in files.items() if re.search(rb"w:dirty|updateFields", data)]


@pytest.mark.parametrize(("source", "pack"), REPORTS)
def test_the_head_rows_of_each_table_are_marked_and_each_table_is_named(source: object, pack: str) -> None:
    body = etree.fromstring(parts(source, pack)["word/document.xml"])
    tables = [table for table in reports_of(source)[pack].tables() if not table.groups]
    grids = {grid.find(f".//{qn('w:tblCaption')}").get(qn("w:val")): grid for grid in body.iter(qn("w:tbl"))}
    assert len(tables) > 7
    for table in tables:
        grid = grids["".join(run.text for run in table.title)]
        marked = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in grid.iter(qn("w:tr"))]
        assert marked == [True] * len(table.head) + [False] * (len(marked) - len(table.head))
        words = grid.find(f".//{qn('w:tblDescription')}")
        assert (words.get(qn("w:val")) if words is not None else "") == table.alt
    assert all(grids)
    assert all(table.alt for table in tables if table.mark)


def test_each_chart_has_words_for_those_who_do_not_see_it() -> None:
    body = etree.fromstring(parts(GONGJING, "sichuan-juesuan")["word/document.xml"])
    pictures = list(body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert len(pictures) == 6
    assert all("万元" in picture.get("descr") and picture.get("title") for picture in pictures)


@pytest.mark.parametrize(("source", "pack"), REPORTS)
def test_the_file_says_that_it_is_chinese_and_what_it_is_called(source: object, pack: str) -> None:
    word = open_docx(io.BytesIO(printed(source, pack, "docx")))
    properties = word.core_properties
    assert (properties.language, properties.title) == ("zh-CN", reports_of(source)[pack].title)
    assert properties.author == reports_of(source)[pack].author != ""
    assert properties.title
    language = word.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:eastAsia")) == "zh-CN"
