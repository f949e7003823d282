"""Signature, date and the list of annexes stand where GB/T 9704-2012 has them, in every format."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn

from generator.document.blocks import NO_TEMPLATE, Document, Paragraph, Run, Section
from generator.document.contents import annex_list
from generator.writers.arrange.indents import indented
from generator.writers.docx import write_docx
from generator.writers.html import write_html
from generator.writers.style import Style, load_style
from tests.examples import ROOT

EM = 15.75
"""A character of body text with its spacing, in pt."""
ROOM = 156 * 72 / 25.4


@pytest.fixture(scope="module")
def gbt() -> Style:
    return load_style(ROOT / "templates" / "styles" / "gbt9704.yaml")


def letter(*blocks: Paragraph, sealed: bool = True) -> Document:
    return Document("", "", (Section("portrait", blocks),), sealed=sealed)


def signed(office: str, date: str, sealed: bool) -> Document:
    return letter(Paragraph("署名", (Run(office),)), Paragraph("日期", (Run(date),)), sealed=sealed)


def rights(document: Document, style: Style) -> list[float]:
    """What is free to the right of each paragraph, in characters."""
    blocks = [block for block in indented(document, style).blocks() if isinstance(block, Paragraph)]
    return [block.indent.right / EM if block.indent else -1 for block in blocks]


DATE = "二〇二四年八月二十三日"
"""Eleven characters, each as wide as the other."""


def test_without_a_seal_the_date_begins_two_characters_to_the_right_of_the_signature(gbt: Style) -> None:
    office = "某某县医疗保障事务服务中心管理局"
    assert rights(signed(office, DATE, sealed=False), gbt) == pytest.approx([2, len(office) - len(DATE)])
    start_of_office, start_of_date = 2 + len(office), len(office) - len(DATE) + len(DATE)
    assert start_of_office - start_of_date == 2


def test_a_date_longer_than_the_signature_keeps_the_edge_and_the_signature_moves(gbt: Style) -> None:
    assert rights(signed("某某县民政局", DATE, sealed=False), gbt) == pytest.approx([2 + 2 + 11 - 6, 2])


def test_with_a_seal_the_signature_stands_over_the_middle_of_the_date(gbt: Style) -> None:
    assert rights(signed("某某县医疗保障局", DATE, sealed=True), gbt) == pytest.approx([4 + 1.5, 4])
    office = "某某省某某市某某县医疗保障事务服务中心管理委员会办公室"
    right, of_date = rights(signed(office, DATE, sealed=True), gbt)
    assert (right, of_date) == pytest.approx((0, (len(office) - 11) / 2))


def test_a_signature_wider_than_the_page_is_left_to_its_role(gbt: Style) -> None:
    assert rights(signed("很长的署名" * 9, DATE, sealed=False), gbt) == [-1, -1]


def names(*texts: str) -> list[Paragraph]:
    return annex_list([((Run(text),), NO_TEMPLATE) for text in texts])


def test_annexes_are_numbered_and_no_mark_stands_behind_a_name() -> None:
    assert [one.text for one in names("基础数据表；", "自评表。", "项目自评报告（7个）")] == [
        "附件：1.基础数据表",
        "2.自评表",
        "3.项目自评报告（7个）",
    ]


def test_a_single_annex_has_no_number() -> None:
    assert [one.text for one in names("部门整体支出绩效自评表")] == ["附件：部门整体支出绩效自评表"]


def test_the_lines_of_an_annex_begin_below_the_first_character_of_its_name(gbt: Style) -> None:
    blocks = [*indented(letter(*names(*["很长的附件名称" * 5] * 10)), gbt).blocks()]
    indents = [block.indent for block in blocks if isinstance(block, Paragraph) and block.indent]
    assert len(indents) == 10
    first, second, tenth = indents[0], indents[1], indents[9]
    number = 7.75 + 3.75  # a digit and a full stop with their spacing
    assert (first.left, second.left, tenth.left) == pytest.approx((5 * EM + number, 5 * EM + number, 5 * EM + number + 7.75))
    assert first.left + first.first == pytest.approx(2 * EM)
    assert {round(one.left + one.first, 3) for one in indents[1:]} == {5 * EM}
    assert all(one.right == 0 for one in indents)


def test_word_and_html_take_the_indents(gbt: Style) -> None:
    document = indented(letter(*names("甲表", "乙表")), gbt)
    body = open_docx(BytesIO(write_docx(document, gbt))).element.body
    marks = [mark.attrib for mark in body.iter(qn("w:ind"))]
    assert [(mark[qn("w:left")], mark[qn("w:hanging")]) for mark in marks] == [("1805", "1175"), ("1805", "230")]
    assert all(mark[qn("w:leftChars")] == mark[qn("w:hangingChars")] == "0" for mark in marks)
    page = write_html(document, gbt)
    assert re.findall(r'<p class="附件说明续?" style="([^"]*)"', page) == [
        "text-indent: -58.75pt; padding-left: 90.25pt; padding-right: 0pt",
        "text-indent: -11.5pt; padding-left: 90.25pt; padding-right: 0pt",
    ]


def test_the_style_alone_sets_up_to_nine_annexes_the_same(gbt: Style) -> None:
    for block in indented(letter(*names("甲表", "乙表")), gbt).blocks():
        assert isinstance(block, Paragraph)
        role, made = gbt.roles[block.role], gbt.role_of(block)
        assert (role.left, role.first) == pytest.approx((made.left, made.first), abs=0.03)
