"""The HTML file: valid, complete, self-contained, and free of keys unless it is a draft."""

from __future__ import annotations

import re
from functools import cache
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from tinyhtml5.parser import HTMLParser

from generator.document.blocks import Heading, Table
from generator.document.grouping import split_groups
from generator.writers.html import write_html
from tests.writers import html_sample as sample


@cache
def html(draft: bool = False) -> str:
    return write_html(sample.sample(), sample.style(), draft=draft)


@cache
def tree(draft: bool = False) -> Element:
    root: Element = tinyhtml5.parse(html(draft), namespace_html_elements=False)
    return root


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def test_the_file_parses_without_an_error() -> None:
    parser = HTMLParser(namespace_html_elements=False)
    parser.parse(html(True))
    assert parser.errors == []


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    ids = [e.get("id") for e in tree().iter() if e.get("id")]
    links = [e.get("href", "") for e in tree().iter("a")]
    assert len(ids) == len(set(ids)) > 15
    assert len(links) >= 9
    assert {link[1:] for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)


def test_nothing_is_loaded_from_elsewhere_and_there_is_no_script() -> None:
    assert tree().find(".//script") is None
    assert tree().find(".//link") is None
    assert not re.search(r"""(?:src|href)=["'](?!#)""", html())
    assert "url(" not in html().replace("http://www.w3.org/2000/svg", "")
    assert "@import" not in html()


def test_headings_carry_level_number_and_id() -> None:
    for heading in (b for b in sample.sample().blocks() if isinstance(b, Heading)):
        element = next(e for e in tree().iter() if e.get("id") == heading.id)
        assert element.tag == (f"h{heading.depth}" if heading.depth else "p")
        assert text_of(element) == heading.text


def test_tables_are_real_tables_with_caption_scopes_and_all_cells() -> None:
    expected = [part for block in sample.sample().blocks() if isinstance(block, Table) for part in split_groups(block)]
    found = list(tree().iter("table"))
    assert len(found) == len(expected) == 6
    for element, table in zip(found, expected, strict=True):
        cells = [text_of(e) for e in element.iter() if e.tag in ("td", "th")]
        assert cells == [cell.text for row in (*table.head, *table.body) for cell in row]
        assert all(e.get("scope") in ("col", "colgroup") for e in element.findall("thead/tr/th"))
        assert element.find("thead/tr/th") is not None
        if table.title:
            assert table.mark in text_of(element.find("caption"))  # type: ignore[arg-type]


def test_every_row_of_a_table_covers_all_columns() -> None:
    for element in tree().iter("table"):
        columns = len(element.findall("colgroup/col"))
        for group in (element.find("thead"), element.find("tbody")):
            down: dict[int, int] = {}
            for row in group.findall("tr"):  # type: ignore[union-attr]
                covered = sum(1 for left in down.values() if left > 0)
                down = {c: n - 1 for c, n in down.items() if n > 1}
                at = 0
                for cell in row:
                    covered += int(cell.get("colspan", 1))
                    while at in down:
                        at += 1
                    for column in range(at, at + int(cell.get("colspan", 1))):
                        if int(cell.get("rowspan", 1)) > 1:
                            down[column] = int(cell.get("rowspan", 1)) - 1
                    at += int(cell.get("colspan", 1))
                assert covered == columns


def test_final_files_carry_no_keys_and_no_marks() -> None:
    assert "<data" not in html()
    assert "<mark" not in html()


def test_a_draft_carries_each_key_and_marks_what_is_pending() -> None:
    keys = [(e.get("value"), text_of(e)) for e in tree(True).iter("data")]
    assert ("k3", "待填") in keys
    assert any(key == "k1" for key, _ in keys)
    assert [text_of(e) for e in tree(True).iter("mark")] == ["待填"]


def test_draft_and_final_hold_the_same_text() -> None:
    assert text_of(tree().find("body")) == text_of(tree(True).find("body"))  # type: ignore[arg-type]


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x>', "a & b"])
def test_text_is_escaped_wherever_it_stands(hostile: str) -> None:
    document = sample.replace(
        sample.sample(),
        title=hostile,
        subject=hostile,
        sections=(
            sample.Section(
                "portrait",
                (
                    Heading("一级标题", 1, "一、", sample.runs(hostile), 'id"x'),
                    sample.Paragraph("正文", (sample.Run(hostile, key='k"1'),)),
                    sample.replace(sample.chart("pie", 1), title=hostile, alt=hostile, categories=(hostile, *"bcdefgh")),
                    sample.replace(sample.plain(), alt=hostile, mark=hostile),
                ),
            ),
        ),
    )
    root = tinyhtml5.parse(write_html(document, sample.style(), draft=True), namespace_html_elements=False)
    assert root.find(".//img") is None
    assert root.find(".//script") is None
    assert hostile in "".join(root.itertext())


def test_the_language_is_chinese_and_the_title_is_the_documents() -> None:
    assert tree().get("lang") == "zh-CN"
    assert text_of(tree().find("head/title")) == sample.sample().title  # type: ignore[arg-type]


def test_equal_documents_give_equal_text() -> None:
    assert write_html(sample.sample(), sample.style()) == html()
