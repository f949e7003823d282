"""A character that no font has is reported with field, section and page, before any engine; one that a font has is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from generator.document.blocks import Block, Cell, Document, Heading, Paragraph, Run, Section, Table
from generator.model.amount import Origin, OriginKind
from generator.model.place import Place
from generator.writers.arrange import Paged, arrange
from generator.writers.fonts import coverage
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.coverage import Missing, completed, missing, remarks, stand_ins
from generator.writers.fonts.find import Face, find_fonts
from generator.writers.output.printer import Printer
from generator.writers.pdf.engines import ENGINES
from generator.writers.style import Style
from tests.writers import html_sample as sample

RARE, OTHER = "\U0003134a", "\U00031349"
"""The last characters of CJK Extension G: no font of ours has them."""


def paged(document: Document, style: Style) -> Paged:
    return arrange(document, style).paged(Advances(find_fonts(style)))


def of(*blocks: Block) -> Document:
    origin = Origin(OriginKind.TYPED, "职能", Place("数据.yaml", 3, 1, "文字.职能"))
    return Document(
        "题", "", (Section("portrait", (Paragraph("正文", sample.runs("甲")),)), Section("portrait", blocks)), {"k": origin}
    )


def pages(style: Style, *blocks: Block) -> list[tuple[str, int]]:
    """Characters that are missing, with their page."""
    document = of(*blocks)
    return [(one.char, one.page) for one in missing(paged(document, style), style, find_fonts(style))]


def test_the_fonts_have_all_characters_of_a_report_with_every_kind_of_block(style: Style) -> None:
    assert missing(paged(sample.sample(), style), style, find_fonts(style)) == []


def test_marks_that_print_nothing_of_their_own_are_not_missing(style: Style) -> None:
    assert pages(style, Paragraph("正文", sample.runs("甲\u200b\u3000\u0301\n乙"))) == []


def test_a_character_of_private_use_and_one_newer_than_our_tables_are_missing(style: Style) -> None:
    assert pages(style, Paragraph("正文", sample.runs("缺\U000f0000字\U00031350"))) == [("\U000f0000", 2), ("\U00031350", 2)]


def test_field_section_and_page_of_the_first_place(style: Style) -> None:
    heading = Heading("一级标题", 2, "一、", sample.runs("主要职能"), "h1")
    text = Paragraph("正文", (Run("一行文字。" * 200), Run(f"乙{RARE}", "k"), Run(RARE)))
    found = missing(paged(of(heading, text), style), style, find_fonts(style))
    assert found == [Missing(RARE, "文字.职能", "一、主要职能", 3)]


def test_pages_of_rows_notes_and_lines_above_a_table(style: Style) -> None:
    rows = tuple((Cell(sample.runs("甲")), Cell(sample.runs(OTHER if n == 59 else "乙"))) for n in range(60))
    table = Table("t", (1, 1), (), rows, role="plain", title=sample.runs(f"表{RARE}"), notes=(sample.runs("注\U00031348"),))
    assert pages(style, table) == [(RARE, 2), (OTHER, 3), ("\U00031348", 3)]


def test_what_is_said_of_it() -> None:
    found = [Missing(RARE, "文字.职能", "一、主要职能", 3), Missing(OTHER, "", "", 1)]
    assert remarks(found) == [
        f"警告：字体里没有“{RARE}”（U+3134A）这个字，PDF 里印不出来，在“文字.职能”里，第3页，“一、主要职能”下",
        f"警告：字体里没有“{OTHER}”（U+31349）这个字，PDF 里印不出来，第1页，第一个标题之前",
        "改法：装上有这些字的字体（如宋体-方正超大字符集、SimSun-ExtB、花园明朝），或换成通用的字",
    ]
    assert remarks([]) == []
    assert remarks(found[:1] * 23)[20:-1] == ["警告：这样的字还有3个"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pdf_of_either_engine_comes_with_the_same_words(engine: str, style: Style) -> None:
    printer = Printer(of(Paragraph("正文", (Run(f"乙{RARE}", "k"),))), style, engine=engine)
    assert printer.print("pdf").startswith(b"%PDF")
    assert printer.notes[:2] == remarks([Missing(RARE, "文字.职能", "", 2)])
    assert not any("glyph" in note for note in printer.notes)


def test_a_font_on_this_machine_that_has_what_is_lacking_is_put_behind_the_others(
    style: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    face, idle = Face("HanaMinB", spare(tmp_path / "HanaMinB.ttf", RARE)), Face("HanaMinA", spare(tmp_path / "A.ttf", "甲"))
    fonts, document = find_fonts(style), of(Paragraph("正文", (Run(f"甲{RARE}"),)))
    monkeypatch.setattr(coverage, "spare_faces", lambda: (idle, face))
    more = completed(document, style, fonts)
    assert more.spare == (face,)
    assert missing(paged(document, style), style, more) == []
    assert all(chain[-1] == face and chain[:-1] == old for (_, chain), (_, old) in zip(more.chains, fonts.chains, strict=True))
    assert stand_ins(document, style, more) == [f"提示：“{RARE}”在版式的字体里没有，PDF 里用 HanaMinB 印"]
    plain = replace(document, sections=document.sections[:1])
    assert completed(plain, style, fonts) == fonts
    assert stand_ins(plain, style, fonts) == []


def spare(file: Path, char: str) -> Path:
    """A font with one character."""
    made = FontBuilder(1000)
    made.setupGlyphOrder([".notdef", "rare"])
    made.setupCharacterMap({ord(char): "rare"})
    made.setupGlyf({".notdef": Glyph(), "rare": Glyph()})
    made.setupHorizontalMetrics({".notdef": (1000, 0), "rare": (1000, 0)})
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "HanaMinB", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    made.save(file)
    return file
