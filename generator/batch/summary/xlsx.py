"""汇总.xlsx: 部门, 规则, 部门与规则, 未报, 名单外; numbers as numbers, with filters, ready to print on A4 landscape."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from generator.batch.summary.expected import Roll
from generator.batch.summary.summary import CHANGES, FIGURES, Summary
from generator.checks import Severity
from generator.checks.engine.rule import Identity
from generator.checks.registry import RULES
from generator.excel.look import FILLS, MAX_TEXT, Formats, finish_list, line_count, new_book, row_height

Value = str | int | Decimal | None
SEVERITIES = tuple(str(severity) for severity in Severity)
OURS = {"待填": "报告要用到的内容都已填", "名词": "出现的项级科目都有解释", "未核": "少了数，没有核对"}
SAID = {**OURS, **{rule.id: rule.formula if isinstance(rule, Identity) else rule.name for rule in reversed(RULES)}}
"""What a rule says, as docs/核对规则.md has it; of several under one number, the first."""
LINE = 15
"""Height of a line in points."""
WIDTHS = (5, 27, 6, 8, 7, 5, 5, 5, 12, 12, 12, 12, 10, 10, 9, 9, 22)


def summary_xlsx(summary: Summary, roll: Roll | None) -> bytes:
    """The workbook. roll: who is missing, where there was a list."""
    buffer = io.BytesIO()
    book = new_book(buffer, title="汇总")
    sheets = _Sheets(book)
    sheets.add("部门", f"部门汇总：{summary.states()}（金额单位：万元）", department_table(summary), WIDTHS)
    sheets.add("规则", "规则汇总：各规则报出的次数", rule_table(summary), (8, 50, 8, 8, 8, 10))
    matrix = matrix_table(summary)
    sheets.add("部门与规则", "各部门各规则报出的次数", matrix, (34, 7, 8, *([6] * (len(matrix[0]) - 3))))
    if roll is not None:
        absent = absent_table(roll)
        sheets.add("未报", f"名单里没有报来的部门：{len(roll.absent)}个", absent, (6, 50, 60))
        unlisted: list[list[Value]] = [[n, name] for n, name in enumerate(roll.unlisted, 1)]
        sheets.add("名单外", f"报来了、名单里没有的部门：{len(roll.unlisted)}个", [["序号", "部门"], *unlisted], (6, 50))
    book.close()
    return buffer.getvalue()


def department_table(summary: Summary) -> list[list[Value]]:
    """Head, a row for each department, a row for each total."""
    head: list[Value] = [
        "序号",
        "部门",
        "年度",
        "文种",
        "状态",
        *SEVERITIES,
        *FIGURES,
        *(f"{name}（%）" for name in CHANGES),
        "说明",
    ]
    rows: list[list[Value]] = [
        [
            number,
            line.department,
            line.year,
            line.kind,
            line.state,
            *(line.counts[name] for name in SEVERITIES),
            *(line.figures.get(name) for name in FIGURES),
            *(_percent(line.change(name)) for name in CHANGES),
            line.remark,
        ]
        for number, line in enumerate(summary.lines, 1)
    ]
    totals: list[list[Value]] = [
        [
            "合计",
            f"{total.departments}个部门",
            total.year,
            total.kind,
            "",
            *(total.counts[name] for name in SEVERITIES),
            *(total.figures.get(name) for name in FIGURES),
            *(_percent(total.changes[name]) for name in CHANGES),
            "",
        ]
        for total in summary.totals()
    ]
    return [head, *rows, *totals]


def absent_table(roll: Roll) -> list[list[Value]]:
    """Head, a row for each department of the list that handed nothing in."""
    rows: list[list[Value]] = [[n, name, fate] for n, (name, fate) in enumerate(roll.absent.items(), 1)]
    return [["序号", "部门", "说明"], *rows]


def rule_table(summary: Summary) -> list[list[Value]]:
    """Head, a row for each rule with findings."""
    rules = summary.rules()
    rows: list[list[Value]] = [
        [rule, SAID.get(rule, ""), *(n[name] for name in SEVERITIES), n["部门"]] for rule, n in rules.items()
    ]
    return [["规则", "内容", *SEVERITIES, "涉及部门"], *rows]


def matrix_table(summary: Summary) -> list[list[Value]]:
    """Head, a row for each department with findings, a column for each rule with findings."""
    rules = list(summary.rules())
    rows: list[list[Value]] = []
    for line in summary.lines:
        counts: dict[str, int] = {}
        for (rule, _), number in line.rules.items():
            counts[rule] = counts.get(rule, 0) + number
        if counts:
            rows.append([line.department, line.year, line.kind, *(counts.get(rule) for rule in rules)])
    return [["部门", "年度", "文种", *rules], *rows]


def _percent(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 2)


def _lines(value: Value, width: int) -> int:
    """How many lines a text takes in a column that is so many digits wide; a number takes one."""
    return line_count(value, width) if isinstance(value, str) else 1


class _Sheets:
    """The sheets of the workbook and their formats."""

    def __init__(self, book: Any) -> None:
        formats = Formats(book)
        self._book = book
        self._title = formats.title()
        self._head = formats.list_head()
        self._text = formats.list_cell(text_wrap=True)
        self._whole = formats.list_cell()
        self._money = formats.list_cell(num_format="#,##0.00")
        self._fills = {name: formats.list_cell(name) for name in FILLS}

    def add(self, name: str, title: str, table: list[list[Value]], widths: Sequence[int]) -> None:
        """A sheet with a table."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, title, self._title)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, values in enumerate(table, 1):
            sheet.set_row(row, row_height(max(map(_lines, values, widths)), LINE))
            for column, value in enumerate(values):
                self._cell(sheet, row, column, value, row == 1)
        body = [row for row in table[1:] if row[0] != "合计"]
        finish_list(sheet, len(body) + 1, len(table[0]), frozen=min(2, len(table[0]) - 1))
        sheet.set_footer("&C第 &P 页，共 &N 页")

    def _cell(self, sheet: Any, row: int, column: int, value: Value, head: bool) -> None:
        if head:
            sheet.write_string(row, column, str(value), self._head)
        elif value is None or value == "":
            sheet.write_blank(row, column, None, self._whole)
        elif isinstance(value, Decimal):
            sheet.write_number(row, column, float(value), self._money)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._whole)
        else:
            sheet.write_string(row, column, value[:MAX_TEXT], self._fills.get(value, self._text))
