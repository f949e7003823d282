"""Annexes in the contents: each is found by its name, whether one report, several or a table stand behind its number."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.blocks import Block, Contents, Heading, Paragraph, Run, Section, Table
from generator.document.contents import fill_contents, name_annexes


def mark(number: int) -> Heading:
    return Heading("附件号", 2, f"附件{number}", (), f"a{number}")


def title(text: str, name: str) -> Heading:
    return Heading("附件题", 3, "", (Run(text),), name)


def heading(text: str, name: str, depth: int) -> Heading:
    return Heading("一级标题", depth, "一、", (Run(text),), name)


def listed(blocks: Sequence[Block], levels: int = 2) -> list[tuple[int, str, str, bool]]:
    """The rows of contents that stand before some blocks."""
    section = Section("portrait", (Contents("目录", ()), *blocks))
    contents = fill_contents(name_annexes((section,)), levels)[0].blocks[0]
    assert isinstance(contents, Contents)
    return [(row.level, row.text, row.target, row.beyond) for row in contents.rows]


def test_the_title_of_an_annex_is_listed_below_its_number() -> None:
    blocks = [mark(1), title("学校工程\n评价报告", "t1"), heading("项目概况", "x", 4)]
    assert listed(blocks) == [(2, "附件1", "a1", False), (3, "学校工程评价报告", "t1", True)]


def test_each_of_several_reports_behind_one_number_is_listed() -> None:
    blocks = [mark(2), title("校车项目", "t1"), heading("概况", "x", 4), title("食堂项目", "t2"), heading("概况", "y", 4)]
    assert listed(blocks) == [
        (2, "附件2", "a2", False),
        (3, "校车项目", "t1", True),
        (3, "食堂项目", "t2", True),
    ]
    assert listed(blocks, levels=1) == []


def test_an_annex_without_title_is_listed_with_that_of_its_table() -> None:
    table = Table("t", (1.0,), (), (), title=(Run("基础数据表"),))
    assert listed([mark(1), table, mark(2), Paragraph("正文", (Run("无标题。"),))]) == [
        (2, "附件1 基础数据表", "a1", False),
        (2, "附件2", "a2", False),
    ]


def test_the_part_behind_the_annexes_is_no_part_of_them() -> None:
    blocks = [mark(1), heading("附表", "p", 1), Table("t", (1.0,), (), (), title=(Run("收入表"),))]
    assert listed(blocks) == [(2, "附件1", "a1", False), (1, "一、附表", "p", False)]


def test_a_name_that_the_template_gives_stays() -> None:
    own = Heading("附件题", 3, "", (Run("自评报告"),), "t1", entry="自评报告：校车")
    assert [text for _, text, _, _ in listed([mark(3), own, title("自评报告", "t2")])] == [
        "附件3",
        "自评报告：校车",
        "自评报告",
    ]
