"""styles.xml: each role as a Word style."""

from __future__ import annotations

from functools import partial

import pytest
from docx.document import Document as Opened
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt
from lxml import etree

from generator.writers.docx.paragraph import JUSTIFY
from generator.writers.docx.style_names import BASE, BASES, style_id
from generator.writers.style import Font, Style
from tests.writers.docx.reading import NS, W, find, paragraphs, settled, text, value


@pytest.fixture(scope="module")
def styles(parts: dict[str, bytes]) -> dict[str, etree._Element]:
    root = etree.fromstring(parts["word/styles.xml"])
    return {style.get(W + "styleId", ""): style for style in find(root, "w:style")}


def test_every_role_has_a_style_with_its_fonts_and_size(look: Style, styles: dict[str, etree._Element]) -> None:
    assert len(look.roles) > 25
    for role in look.roles.values():
        own = partial(settled, styles, style_id(role.name))
        fonts, bold = own("w:rPr/w:rFonts"), own("w:rPr/w:b")
        assert fonts.get(W + "eastAsia") == role.font.east_asian
        assert {fonts.get(W + key) for key in ("ascii", "hAnsi", "cs")} == {role.font.latin}
        assert own("w:rPr/w:sz").get(W + "val") == str(round(role.size * 2))
        assert (bold is not None and bold.get(W + "val") != "0") == role.bold
        assert own("w:pPr/w:jc").get(W + "val") == JUSTIFY[role.align]
        line = own("w:pPr/w:spacing")
        assert line.get(W + "before") == str(round(role.before * 20))
        assert line.get(W + "lineRule") == ("exact" if role.line else "auto")


def test_all_text_follows_the_font_of_word_s_own_body_style(look: Style, styles: dict[str, etree._Element]) -> None:
    """Whoever changes 正文 in Word changes every style that prints its font; headings and tables keep theirs."""
    without = [name for name, style in styles.items() if style.get(W + "type") == "paragraph" and not value(style, "w:basedOn")]
    assert without == ["Normal"]
    body = look.roles["正文"].font
    for role in look.roles.values():
        if role.name != "无缩进":
            assert (styles[style_id(role.name)].find("w:rPr/w:rFonts", NS) is None) == (role.font == font_below(look, role.name))
    followers = [name for name, role in look.roles.items() if role.font == body]
    assert {"正文", "居中", "三级标题", "署名"} <= set(followers)


def font_below(look: Style, role: str) -> Font:
    return look.roles[BASES.get(role, BASE)].font


def test_line_pitch_is_exact_and_spacing_is_in_points(look: Style, opened: Opened) -> None:
    body = opened.styles["Normal"].paragraph_format
    assert body.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert body.line_spacing == Pt(28.95)
    assert opened.styles["Heading 1"].paragraph_format.space_after == Pt(look.roles["部分标题"].after)


def test_body_text_is_indented_by_characters_and_set_tighter(styles: dict[str, etree._Element]) -> None:
    indent = styles["NormalIndent"].find("w:pPr/w:ind", NS)
    assert indent.get(W + "firstLineChars") == "200"
    assert indent.get(W + "firstLine") == str(round(2 * 15.75 * 20))
    assert settled(styles, "NormalIndent", "w:rPr/w:spacing").get(W + "val") == "-5"
    assert settled(styles, "TableText", "w:rPr/w:spacing").get(W + "val") == "0"


def test_headings_are_word_s_own_with_rising_outline_levels(styles: dict[str, etree._Element]) -> None:
    for level in range(1, 6):
        style = styles[f"Heading{level}"]
        assert value(style, "w:name") == f"heading {level}"
        assert value(style, "w:pPr/w:outlineLvl") == str(level - 1)
        assert style.find("w:pPr/w:keepNext", NS) is not None
        assert style.get(W + "customStyle") is None


def test_a_heading_at_another_level_uses_a_twin_that_differs_only_in_its_level(
    styles: dict[str, etree._Element], root: etree._Element
) -> None:
    twin = styles["Heading2Level3"]
    assert value(twin, "w:basedOn") == "Heading2"
    assert value(twin, "w:pPr/w:outlineLvl") == "2"
    assert twin.find("w:rPr", NS) is None
    assert [text(p) for p in paragraphs(root, "Heading2Level3")] == ["一、部门概况"]
    assert value(styles["AnnexNumberLevel1"], "w:pPr/w:outlineLvl") == "0"
    assert [text(p) for p in paragraphs(root, "AnnexTitle")] == ["2022年度部门整体支出\n绩效评价报告"]


def test_contents_styles_end_in_a_right_tab_with_dots(styles: dict[str, etree._Element]) -> None:
    for level in (1, 2, 3):
        tab = styles[f"TOC{level}"].find("w:pPr/w:tabs/w:tab", NS)
        assert (tab.get(W + "val"), tab.get(W + "leader")) == ("right", "dot")
        assert value(styles[f"TOC{level}"], "w:name") == f"toc {level}"


def test_every_style_named_in_the_text_exists(styles: dict[str, etree._Element], root: etree._Element) -> None:
    used = {element.get(W + "val") for element in root.iter(W + "pStyle")}
    assert len(used) > 20
    assert used <= set(styles)


def test_the_language_is_chinese(parts: dict[str, bytes]) -> None:
    lang = etree.fromstring(parts["word/styles.xml"]).find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NS)
    assert lang is not None and lang.get(W + "eastAsia") == "zh-CN"


def test_fonts_name_what_may_stand_in_for_them(parts: dict[str, bytes], look: Style) -> None:
    fonts = {f.get(W + "name"): value(f, "w:altName") for f in etree.fromstring(parts["word/fontTable.xml"])}
    assert set(fonts) == {font.east_asian for font in look.fonts.values()}
    assert fonts["仿宋_GB2312"] == "仿宋,FandolFang,Noto Serif SC"
