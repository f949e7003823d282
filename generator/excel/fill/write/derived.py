"""What follows from the cells: sums, shares and comparisons, as formulas with the values that they have at the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from generator.excel.fill.columns import AMOUNT, FUND, KEY, LINE, FillColumn
from generator.excel.fill.extract import Row
from generator.excel.fill.kinds import FIGURES
from generator.excel.fill.plan import Block, BlockLayout, Pattern
from generator.excel.fill.wanted import Wanted
from generator.model.fields import NUMBER

ZERO = Decimal(0)
SUM_LABEL = "合计"
TOTALLED = {
    "人员.[]",
    "离退休人员.{}",
    "其他人员.{}",
    "三公.公务用车.车型.[]",
    "国有资产.车辆.{}",
    "采购预算.[]",
    "自评.收支预算.收入.{}",
    "自评.收支预算.支出.{}",
    "自评.项目支出.{}",
    "自评.社会保险基金.[]",
}
"""Tables with a line of sums under their head: those whose columns add up to something."""
LABEL = 1


@dataclass(frozen=True)
class FormSum:
    """A line that follows from single fields of a group: their sum, or `part` as a share of it."""

    label: str
    parts: tuple[str, ...]
    part: str = ""


FORM_SUMS: dict[Pattern, tuple[FormSum, ...]] = {
    ("三公",): (
        FormSum("“三公”预算合计", ("因公出国.预算", "公务用车.预算", "公务用车.购置预算", "公务用车.运行预算", "公务接待.预算")),
    ),
    ("三公", "公务用车"): (FormSum("购置和运行预算合计", ("购置预算", "运行预算")),),
    ("政府采购",): (
        FormSum("采购合计", ("货物", "工程", "服务")),
        FormSum("授予中小企业占比", ("货物", "工程", "服务"), "授予中小企业"),
        FormSum("授予小微企业占比", ("货物", "工程", "服务"), "授予小微企业"),
    ),
}


def form_sums(path: Pattern) -> tuple[FormSum, ...]:
    """The lines that follow under the heading of a group, with the fields' whole paths."""
    above = ".".join(path)
    return tuple(
        FormSum(one.label, tuple(f"{above}.{part}" for part in one.parts), f"{above}.{one.part}" if one.part else "")
        for one in FORM_SUMS.get(path, ())
    )


def number(typed: str | None) -> Decimal:
    """The number of a typed figure; zero for the words that stand for one, as a workbook's SUM takes them."""
    text = (typed or "").strip()
    return Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else ZERO


@dataclass(frozen=True)
class Span:
    """A range of cells to type in, with what is typed in them."""

    sheet: str
    row: int
    column: int
    last_row: int
    values: tuple[str | None, ...]
    last_column: int | None = None

    @property
    def ref(self) -> str:
        """`'支出明细'!$G$6:$G$90`, or a single cell."""
        to = self.column if self.last_column is None else self.last_column
        cells = xl_range_abs(self.row, self.column, self.last_row, to)
        return f"'{self.sheet}'!{cells}"

    @property
    def total(self) -> Decimal:
        """The sum of the typed figures."""
        return sum((number(value) for value in self.values), ZERO)


@dataclass
class Registry:
    """Where every field stands. wanted: what is in sight; later: formulas that need cells of sheets that are written after
    their own; blank: sheet → the empty cells that a report waits for."""

    wanted: Wanted = field(default_factory=Wanted)
    forms: dict[str, Span] = field(default_factory=dict)
    columns: dict[tuple[str, str, str], Span] = field(default_factory=dict)
    later: list[tuple[Any, int, FormSum]] = field(default_factory=list)
    calls: list[Callable[[], None]] = field(default_factory=list)
    blank: dict[str, list[str]] = field(default_factory=dict)

    def finish(self, derived: Callable[[Any, int, str, Decimal | str, str], None]) -> None:
        """Write what had to wait. derived: sheet, row, formula, value, number format → a cell in column C."""
        for sheet, row, one in self.later:
            spans = [self.forms[path] for path in one.parts if path in self.forms]
            whole = sum((span.total for span in spans), ZERO)
            formula = f"SUM({','.join(span.ref for span in spans)})"
            if not one.part:
                derived(sheet, row, f"={formula}", whole, "#,##0.00")
            else:
                part = self.forms[one.part]
                share = part.total / whole if whole else ""
                derived(sheet, row, f'=IF({formula}=0,"",SUM({part.ref})/{formula})', share, "0.00%")
        for call in self.calls:
            call()

    def derive(
        self,
        writer: Any,
        block: Block,
        shown: Sequence[FillColumn],
        totals: int | None,
        span: tuple[int, int],
        found: Sequence[Row],
    ) -> None:
        """The sums of a table: its line of totals, a column of row sums in a matrix, the spending of each line of a list."""
        first, last = span
        if totals is not None:
            _totals(writer, shown, totals, span, found)
        if block.layout is BlockLayout.MATRIX:
            _row_sums(writer, shown, totals, span, found)
        if block.layout is BlockLayout.LIST and block.pattern == ("支出", "[]"):
            self.calls.append(lambda: _spending(self, writer, block, (first, last), found, len(shown)))


def _totals(writer: Any, shown: Sequence[FillColumn], row: int, span: tuple[int, int], found: Sequence[Row]) -> None:
    writer.label(row, LABEL, SUM_LABEL)
    for at, column in enumerate(shown[1:], LABEL + 1):
        if column.kind in FIGURES:
            value = sum((number(one.get(column.tag)) for one in found), ZERO)
            shape = "#,##0.00" if column.kind.value == "金额" else "#,##0"
            writer.derived(row, at, f"=SUM({xl_range_abs(span[0], at, span[1], at)})", value, shape)
        else:
            writer.label(row, at, "")


def _row_sums(writer: Any, shown: Sequence[FillColumn], totals: int | None, span: tuple[int, int], found: Sequence[Row]) -> None:
    at = LABEL + len(shown)
    writer.label(span[0] - 2 if totals is not None else span[0] - 1, at, f"各项{SUM_LABEL}")
    writer.widths[at] = max(writer.widths.get(at, 0), 18)
    writer.last = max(writer.last, at)
    amounts = [_row_sum(one, shown) for one in found]
    for row in range(span[0], span[1] + 1):
        value = amounts[row - span[0]] if row - span[0] < len(amounts) else ""
        cells = f"{xl_rowcol_to_cell(row, LABEL + 1)}:{xl_rowcol_to_cell(row, at - 1)}"
        writer.derived(row, at, f'=IF(COUNT({cells})=0,"",SUM({cells}))', value)
    if totals is not None:
        cells = f"{xl_rowcol_to_cell(totals, LABEL + 1)}:{xl_rowcol_to_cell(totals, at - 1)}"
        writer.derived(totals, at, f"=SUM({cells})", sum((one for one in amounts if isinstance(one, Decimal)), ZERO))


def _row_sum(row: Row, shown: Sequence[FillColumn]) -> Decimal | str:
    """The sum of a row; empty where no figure stands in it."""
    typed = [row[column.tag] for column in shown if column.tag != KEY and column.tag in row]
    figures = [number(one) for one in typed if NUMBER.fullmatch(one.strip())]
    return sum(figures, ZERO) if figures else ""


def _spending(registry: Registry, writer: Any, block: Block, span: tuple[int, int], found: Sequence[Row], width: int) -> None:
    """Beside each 科目 what its lines of detail add up to: by fund, and in all."""
    path = ".".join(block.pattern)
    lines, funds, amounts = (registry.columns[path, str(BlockLayout.DETAIL), tag] for tag in (LINE, FUND, AMOUNT))
    names = list(dict.fromkeys(value for value in funds.values if value))
    for at, fund in enumerate([SUM_LABEL, *names], LABEL + width):
        writer.label(span[0] - 1, at, f"支出{fund}" if fund == SUM_LABEL else f"其中：{fund}")
        writer.sheet.set_column(at, at, 16)
        for row in range(span[0], span[1] + 1):
            code = found[row - span[0]].get(block.entries[0].label, "") if row - span[0] < len(found) else ""
            value = conditional_sum(
                amounts.values, [(lines.values, (code,))] + ([] if fund == SUM_LABEL else [(funds.values, (fund,))])
            )
            cell = xl_rowcol_to_cell(row, LABEL, col_abs=True)
            only = "" if fund == SUM_LABEL else f',{funds.ref},"{fund}"'
            formula = f'=IF({cell}="","",SUMIFS({amounts.ref},{lines.ref},LEFT({cell},7)&"*"{only}))'
            writer.derived(row, at, formula, value if code else "")


def conditional_sum(amounts: Sequence[str | None], conditions: Iterable[tuple[Sequence[str | None], tuple[str, ...]]]) -> Decimal:
    """The sum of the amounts whose values in every other column begin with one of the words."""
    chosen = list(conditions)
    total = ZERO
    for at, amount in enumerate(amounts):
        if all((values[at] or "").startswith(words) for values, words in chosen):
            total += number(amount)
    return total
