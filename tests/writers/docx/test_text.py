"""Paragraphs and runs."""

from __future__ import annotations

from lxml import etree

from generator.document.blocks import Paragraph, Run
from tests.writers.docx.reading import NS, W, body_of, find, paragraphs, text
from tests.writers.docx.sample import HOSTILE, HOSTILE_PRINTED


def only(*runs: Run, **options: object) -> etree._Element:
    return paragraphs(body_of(Paragraph("正文", runs, **options)), "NormalIndent")[0]  # type: ignore[arg-type]


def test_hostile_text_is_read_back_without_the_characters_xml_cannot_hold() -> None:
    assert text(only(Run(HOSTILE))) == HOSTILE_PRINTED
    assert text(only(Run("一\ud800二"))) == "一二"


def test_spaces_are_kept_and_line_ends_become_breaks() -> None:
    paragraph = only(Run("  前后  \n第二行"))
    assert text(paragraph) == "  前后  \n第二行"
    assert all(t.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" for t in paragraph.iter(W + "t"))
    assert len(list(paragraph.iter(W + "br"))) == 1


def test_neighbours_of_one_look_become_one_run() -> None:
    paragraph = only(Run("总计"), Run("91.68", key="f1"), Run("万元"), Run("粗", bold=True), Run("。"))
    assert [text(p) for p in find(paragraph, "w:r/..")] == ["总计91.68万元粗。"]
    assert ["".join(r.itertext()) for r in paragraph.iter(W + "r")] == ["总计91.68万元", "粗", "。"]


def test_a_run_in_heading_is_bold_with_its_number() -> None:
    paragraph = only(Run("完成27人次。"), number="1.", lead=(Run("救助工作。"),))
    looks = [("".join(r.itertext()), r.find("w:rPr/w:b", NS) is not None) for r in paragraph.iter(W + "r")]
    assert "".join(t for t, bold in looks if bold) == "1.救助工作。"
    assert looks[-1] == ("完成27人次。", False)


def test_a_plain_list_number_is_not_bold() -> None:
    paragraph = only(Run("第一分局；"), number="1.")
    assert text(paragraph) == "1.第一分局；"
    assert not list(paragraph.iter(W + "b"))


def test_a_value_still_to_be_filled_is_highlighted() -> None:
    highlighted = find(only(Run("共"), Run("待填", pending=True)), "w:r[w:rPr/w:highlight]")
    assert ["".join(r.itertext()) for r in highlighted] == ["待填"]
