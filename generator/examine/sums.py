"""合计: 款 sum to their 类, 项 to their 款, 类 to the total; columns that are the sum of others stay so in every row.

What rounding explains (half a unit of the last decimal for every figure) is said in one hint for the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.checks import Severity
from generator.examine.figures import FigureBlock, FigureRow, Figures
from generator.examine.places import ReportFinding, finding
from generator.reports.report import ReportPlace

ZERO = Decimal(0)
ORDINAL = re.compile("[一二三四五六七八九十]{1,3}、")
YEAR_TOTALS = frozenset(("本年收入合计", "本年支出合计", "合计"))
FEWEST = 4
"""Rows in which a column is the sum of others, from which that is taken for the rule of the table."""
Rounded = list[tuple[str, ReportPlace]]


def check_sums(tables: Figures) -> Iterator[ReportFinding]:
    """The findings of all tables."""
    rounded: Rounded = []
    for _, figures in tables:
        for block in figures:
            yield from _codes(block, rounded)
            yield from _ordinals(block, rounded)
            yield from _columns(block, rounded)
    if rounded:
        named = "；".join(text for text, _ in rounded[:3])
        more = f"等{len(rounded)}处" if len(rounded) > 3 else ""
        message = f"合计与各项之和差在四舍五入之内：{named}{more}"
        yield finding("尾差", Severity.HINT, message, "不是差错；各表想要一致，统一由元换算", rounded[0][1])


def _codes(block: FigureBlock, rounded: Rounded) -> Iterator[ReportFinding]:
    """Each row with a code against the rows one level below it, and the total against the 类."""
    coded = [row for row in block.rows if row.code]
    if len({row.code for row in coded}) != len(coded):
        return  # the same code twice: a list of projects or units, not a table of 科目
    for row in coded:
        below = [one for one in coded if one.code.startswith(row.code) and len(one.code) == len(row.code) + 2]
        if below:
            yield from _compare(block, row, below, f"{row.code}{row.label}", "下一级各科目之和", rounded)
    tops = [row for row in coded if len(row.code) == 3]
    totals = [row for row in block.rows if row.total and not row.code]
    if tops and len(totals) == 1:
        yield from _compare(block, totals[0], tops, totals[0].label, "各类之和", rounded)


def _ordinals(block: FigureBlock, rounded: Rounded) -> Iterator[ReportFinding]:
    """The rows 一、二、三、 of receipts or expenditure against 本年收入合计, 本年支出合计 or 合计 below them."""
    parts: list[FigureRow] = []
    for row in block.rows:
        if row.code:
            return
        if ORDINAL.match(row.label):
            parts.append(row)
        elif re.sub(r"\s", "", row.label) in YEAR_TOTALS and parts:
            yield from _compare(block, row, parts, row.label, "上面各行之和", rounded)
            return


def _compare(
    block: FigureBlock, row: FigureRow, below: Sequence[FigureRow], name: str, said: str, rounded: Rounded
) -> Iterator[ReportFinding]:
    for column in block.columns:
        parts = [one.numbers[column] for one in below if column in one.numbers]
        if not parts:
            continue
        stated, due = row.numbers.get(column, ZERO), sum(parts, ZERO)
        words = f"“{name}”是{_shown(stated, block)}，{said}是{_shown(due, block)}"
        yield from _judge(block, row, column, stated, due, len(parts), words, rounded)


def _judge(
    block: FigureBlock, row: FigureRow, column: int, stated: Decimal, due: Decimal, count: int, words: str, rounded: Rounded
) -> Iterator[ReportFinding]:
    gap = stated - due
    if not gap:
        return
    where = block.place(row, column)
    if abs(gap) <= Decimal(count + 1) / 2 * Decimal(1).scaleb(-block.decimals):
        rounded.append((f"表“{block.table.title}”{words.partition('，')[0]}，差{_shown(abs(gap), block)}", where))
        return
    message = f"表“{block.table.title}”{words}，相差{_shown(abs(gap), block)}"
    yield finding("合计", Severity.ERROR, message, "核对这一行和它下面各行", where, row.label, figures=(due, stated))


def _columns(block: FigureBlock, rounded: Rounded) -> Iterator[ReportFinding]:
    """A column that is, in nearly every row, the sum of those after it."""
    columns = block.columns
    for at, column in enumerate(columns):
        for end in range(len(columns), at + 2, -1):
            parts = columns[at + 1 : end]
            rows = [row for row in block.rows if column in row.numbers and any(row.numbers.get(one) for one in (column, *parts))]
            gaps = [(row, row.numbers[column] - sum((row.numbers.get(part, ZERO) for part in parts), ZERO)) for row in rows]
            slack = Decimal(len(parts) + 1) / 2 * Decimal(1).scaleb(-block.decimals)
            wrong = [row for row, gap in gaps if abs(gap) > slack]
            mixed = sum(len([part for part in parts if row.numbers.get(part)]) >= 2 for row in rows)
            if len(rows) - len(wrong) < max(FEWEST, 5 * len(wrong)) or mixed < 2:
                continue
            for row, gap in gaps:
                if gap:
                    due = row.numbers[column] - gap
                    stated = _shown(row.numbers[column], block)
                    words = f"“{row.label}”一行的{_head(block, column)}是{stated}，后面各列之和是{_shown(due, block)}"
                    yield from _judge(block, row, column, row.numbers[column], due, len(parts), words, rounded)
            break


def _head(block: FigureBlock, column: int) -> str:
    texts = [row[column] for row in block.table.grid.table()[: block.table.head] if row[column] and not row[column].isdigit()]
    return f"“{texts[-1]}”" if texts else f"第{column + 1}列"


def _shown(value: Decimal, block: FigureBlock) -> str:
    return f"{value:,.{block.decimals}f}"
