"""What a finished report says of annexes, tables and charts is in it."""

from __future__ import annotations

import pytest

from generator.checks import check_printed
from generator.document.blocks import Cell, Document, Heading, Paragraph, Run, Section, Table

FORMS = 9


def form(number: int) -> Table:
    row = (Cell((Run("合计"),)),)
    return Table(f"t{number}", (1.0,), (row,), (row,), title=(Run(f"第{number}表"),), mark=f"公开{number:02}表")


def said(text: str, annexes: int = 2) -> list[str]:
    heads = [Heading("一级标题", 1, f"附件{n}", (Run("自评报告"),), f"h{n}") for n in range(1, annexes + 1)]
    blocks = (*heads, Paragraph("正文", (Run(text),)), *map(form, range(1, FORMS + 1)))
    return [
        finding.message for finding in check_printed(Document("题", "", (Section("portrait", blocks),))) if finding.rule == "H27"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("具体数额见公开12表。", "文字提到“公开12表”，报告里只有9张公开表"),
        ("收支明细详见公开第10号表。", "文字提到“公开第10号表”，报告里只有9张公开表"),
        ("分项目情况见表15。", "文字提到“见表15”，报告里没有这张表"),
        ("采购情况参照附表十二填列。", "文字提到“参照附表十二”，报告里没有这张表"),
        ("支出构成如图3所示。", "文字提到“如图3”，报告里没有这张图"),
        ("自评结果见附件5。", "文字提到“附件5”，报告里没有这个附件"),
        ("评价报告见附件三。", "文字提到“附件三”，报告里没有这个附件"),
    ],
)
def test_a_reference_to_what_is_not_there_is_found_with_its_whole_number(text: str, message: str) -> None:
    assert said(text) == [message]


def test_a_report_without_annexes_names_none() -> None:
    assert said("详见附件1。", annexes=0) == ["文字提到“附件1”，报告里没有这个附件"]


@pytest.mark.parametrize(
    "text",
    [
        "具体数额见公开03表。",
        "收支情况见公开9表，分项见表7。",
        "自评结果见附件2。",
        "按照《管理办法》附件5的要求执行。",
        "依据财预〔2020〕10号附件3编制。",
        "报表3张、附表共9张，公开12个项目。",
        "填报基础数据表15份，列入计划表20项。",
    ],
)
def test_a_reference_to_what_is_there_or_to_another_document_is_right(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "支出增加，主要变动原因是无。",
        "公务接待费主要用于不涉及。",
        "公务用车主要用于空。",
        "本单位按要求开展绩效自评。无。",
        "发现的主要问题：空。",
        "经费减少是由于无，与上年相比下降。",
    ],
)
def test_a_state_typed_for_a_field_is_no_word_of_a_sentence(text: str) -> None:
    document = Document("题", "", (Section("portrait", (Paragraph("正文", (Run(text),)),)),))
    (found,) = check_printed(document)
    assert found.rule == "Z01" and "不能当一个词印在句子里" in found.message


@pytest.mark.parametrize(
    ("before", "word", "after"),
    [
        ("本局是主管部门，负责", "无", "。"),
        ("项目资金投向", "不涉及", "。"),
        ("支出5.00万元。", "无", "，比上年减少。"),
        ("存在的困难：", "空", "。"),
        ("主要依据是", "未载明", "。"),
        ("2023年", "不涉及", "。"),
    ],
)
def test_a_state_that_a_template_puts_into_a_sentence_is_found_by_its_source(before: str, word: str, after: str) -> None:
    paragraph = Paragraph("正文", (Run(before), Run(word, key="a7"), Run(after)))
    (found,) = check_printed(Document("题", "", (Section("portrait", (paragraph,)),)))
    assert found.rule == "Z01" and f"填了“{word}”的字段" in found.message and f"{before}{word}"[-12:] in found.message


@pytest.mark.parametrize(("before", "word"), [("", "无"), ("下一步措施：", "不涉及"), ("负责", "无线电管理")])
def test_a_state_that_stands_by_itself_is_an_answer(before: str, word: str) -> None:
    paragraph = Paragraph("正文", (Run(before), Run(word, key="a7"), Run("。")))
    assert list(check_printed(Document("题", "", (Section("portrait", (paragraph,)),)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "无。",
        "发现的主要问题：无。",
        "主要用于无障碍设施改造。",
        "原因是空调设备到期更新。",
        "不涉及。",
        "其中，无偿调拨2台。",
        "支出包括不涉及密的项目。",
    ],
)
def test_an_answer_and_a_longer_word_are_left_alone(text: str) -> None:
    assert list(check_printed(Document("题", "", (Section("portrait", (Paragraph("正文", (Run(text),)),)),)))) == []


def test_none_below_a_run_in_heading_is_an_answer() -> None:
    paragraph = Paragraph("正文", (Run("无。"),), "（三）", (Run("改进建议。"),))
    assert list(check_printed(Document("题", "", (Section("portrait", (paragraph,)),)))) == []
