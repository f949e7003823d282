"""说明: the first sheet. What to do, what the colours mean, and the list of the sheets with how much is still to be filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.excel.fill.write.summary import TITLE
from generator.excel.fill.write.waiting import count_waiting
from generator.excel.look import GREEN, GREY, HEAD, UNSTATED, WAITING, Formats

STEPS = (
    "一、按下面的目录逐张填写。每张表最上面写着金额单位；每个字段旁边（表格在表头的批注里）写着它是什么。",
    "二、科目从下拉列表里选，也可以只填数字编码。列表取自本年度的《政府收支分类科目》。",
    "三、合计、占比由公式算出（绿格），不用填；“汇总”表随填随变，并与控制数比较。",
    "四、表格里要加行：填在下面的空行里，或插入一行；要删一行：清空整行，或删去整行。卡片（一列一个项目的）要加：填右边的空列。",
    "五、没有数的填 0 或 无；本部门不涉及的填 不涉及；要印成空格的填 空；有而不知道的填 未载明；以后再填的填 待填。",
    "六、一格里几行文字：按 Alt+Enter 换行；空一行是分段，行首写“- ”是一条。文字里的 {{ }} 是引用的数，照留。",
    "七、日期写成 2024-10-25 的样子。金额只填数字，不写单位。",
    "八、填好后运行：gongkai import 填报表.xlsx -o 数据文件夹，再运行 gongkai check 数据文件夹。",
    "九、工作表有保护（没有密码），防止误改表头和公式；不要改工作表的名称，不要删去隐藏的列、行和工作表。",
)
LEGEND = (("填写", "#FFFFFF"), ("待填", WAITING), ("未载明", UNSTATED), ("不用填", GREY), ("由公式算出", GREEN))
WAITING_AT, FILLED_AT = 2, 1


def write_guide(
    sheet: Any,
    title: str,
    filled: Mapping[str, int],
    shown: Sequence[str],
    tree: Any,
    formats: Formats,
    blank: Mapping[str, Sequence[str]],
) -> None:
    """Fill the first sheet. filled: how many values stand on each sheet; shown: the sheets in sight; blank: sheet → the empty
    cells that a report waits for, which count as 待填."""
    sheet.hide_gridlines(2)
    for column, width in enumerate((34, 14, 14, 70)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, title, formats.make(bold=True, font_size=18))
    sheet.set_row(0, 30)
    row = 2
    for text in STEPS:
        sheet.merge_range(row, 0, row, 3, "", formats.make(text_wrap=True))
        sheet.write_string(row, 0, text, formats.make(text_wrap=True))
        sheet.set_row(row, 32 if len(text) > 62 else 18)
        row += 1
    row += 1
    for number, (text, colour) in enumerate(LEGEND):
        sheet.write_string(row + number, 0, text, formats.make(border=1, bg_color=colour, align="center"))
    row += len(LEGEND) + 1
    for column, text in enumerate(("工作表", "已填", "待填", "")):
        sheet.write_string(row, column, text, formats.fixed(HEAD, bold=True, align="center"))
    waiting = dict(_waiting(tree, filled))
    for name in (*filled, TITLE):
        row += 1
        hidden = name != TITLE and name not in shown
        sheet.write_url(row, 0, f"internal:'{name}'!B1", formats.make(border=1, font_color="#0563C1", underline=1), name)
        sheet.write_string(
            row, 3, "报告用不着，或没有内容，已隐藏；要填时，在工作表标签上点右键，取消隐藏" if hidden else "", formats.note()
        )
        if name == TITLE:
            continue
        sheet.write_number(row, FILLED_AT, filled[name], formats.make(border=1, align="center"))
        cells = blank.get(name, ())
        formula = f"=COUNTIF('{name}'!B4:Z2000,\"待填\")" + "".join(f"+COUNTBLANK('{name}'!{cell})" for cell in cells)
        look = formats.make(border=1, align="center", bg_color=GREEN)
        sheet.write_formula(row, WAITING_AT, formula, look, waiting[name] + len(cells))


def _waiting(tree: Any, filled: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """How many values of each sheet are 待填."""
    for name in filled:
        yield name, count_waiting(tree, name)
