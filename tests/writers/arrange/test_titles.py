"""Titles of more than one line are parted by meaning, into lines of a pleasing shape."""

from itertools import pairwise

import pytest

from generator.document.blocks import Contents, ContentsRow, Cover, Document, Heading, Paragraph, Run, Section
from generator.writers.arrange.titles import parted_titles, parting
from generator.writers.arrange.typeset import typeset
from generator.writers.docx import write_docx
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import find_fonts
from generator.writers.html import write_html
from generator.writers.style import Style, load_style
from tests.examples import GONGJING, ROOT, reports_of

ROOM = 442.2 / 22
"""A line of 2号 type on a page of 公文, in em."""


@pytest.fixture(scope="module")
def gbt() -> Style:
    return load_style(ROOT / "templates" / "styles" / "gbt9704.yaml")


def parts(title: str, places: tuple[int, ...]) -> list[str]:
    return [title[start:end] for start, end in pairwise((0, *places, len(title)))]


@pytest.mark.parametrize(
    "wanted",
    [
        "紧密医联体建设试点项目/2020年绩效评价报告",
        "贡井区医疗保障局2020年/部门整体支出绩效评价报告",
        "某某县医疗保障局2020年度/部门整体支出绩效评价报告",
        "DRGs项目经费2020年绩效评价报告",
        "城乡居民基本医疗保险财政补助项目/2023年绩效评价报告",
        "示例县住房和城乡建设局（本级）/2023年度部门决算公开情况说明",
        "某某市人力资源和社会保障局/关于2023年度城乡居民基本养老保险/财政补助资金绩效自评情况的报告",
    ],
)
def test_the_lines_of_a_title_end_where_the_meaning_allows(wanted: str) -> None:
    title = wanted.replace("/", "")
    assert parts(title, parting(title, ROOM)) == wanted.split("/")


@pytest.mark.parametrize("room", [10.0, 12.3, 14.7, 17.0, ROOM])
def test_the_middle_line_of_three_is_not_the_shortest_and_no_line_is_too_long(room: float) -> None:
    title = "某某市人力资源和社会保障局关于城乡居民基本养老保险财政补助资金的报告"
    lines = parts(title, parting(title, room))
    assert 2 <= len(lines) <= 4
    assert all(len(line) <= room for line in lines)
    assert not any(
        middle < min(above, below) for above, middle, below in zip(*(map(len, lines[n:]) for n in range(3)), strict=False)
    )


def test_a_title_that_no_four_lines_hold_is_left_alone() -> None:
    assert parting("很长的题目" * 30, ROOM) == ()


def test_words_stay_when_titles_of_a_report_are_parted(gbt: Style) -> None:
    document = reports_of(GONGJING)["sichuan-juesuan"]
    parted = parted_titles(document, gbt)
    before, after = ({block.id: block for block in one.blocks() if isinstance(block, Heading)} for one in (document, parted))
    changed = {name for name in before if before[name] != after[name]}
    listed = {row.target for block in document.blocks() if isinstance(block, Contents) for row in block.rows}
    assert changed
    assert listed
    for name in changed - listed:
        assert after[name].text.count("\n") == 1
        assert after[name].text.replace("\n", "") == before[name].text


def test_the_cover_is_parted_too_and_a_break_of_the_form_is_kept(gbt: Style) -> None:
    office, title = "大厂回族自治县人力资源和社会保障局", "2023年度部门整体支出\n绩效自评报告"
    cover = Cover((Paragraph("封面单位", (Run(office),)), Paragraph("封面题", (Run(title),))))
    parted = next(parted_titles(Document("", "", (Section("portrait", (cover,)),)), gbt).blocks())
    assert isinstance(parted, Cover)
    assert [line.text for line in parted.lines] == ["大厂回族自治县\n人力资源和社会保障局", title]


def test_a_title_in_the_contents_gets_narrower_lines_and_no_break(gbt: Style) -> None:
    title = "某某县医疗保障局部门整体支出绩效评价报告"
    heading = Heading("部分标题", 1, "第二部分", (Run(title),), "h1")
    contents = Contents("目录", (ContentsRow(1, heading.text, "h1"),))
    document = Document("", "", (Section("portrait", (contents,)), Section("portrait", (heading,))))
    parted = parted_titles(document, gbt)
    *_, made = parted.blocks()
    assert isinstance(made, Heading)
    assert made.text == heading.text
    assert made.indent is not None
    assert made.indent.left == made.indent.right > 20
    *_, line = typeset(parted, gbt, Advances(find_fonts(gbt))).blocks()
    assert isinstance(line, Heading)
    assert "padding-left" in write_html(parted, gbt).split("<body>")[1]
    assert write_docx(parted, gbt) != write_docx(document, gbt)
