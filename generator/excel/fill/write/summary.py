"""汇总: the sheet on which the totals stand while the clerk types, beside the control figures of the 财决 report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from generator.excel.fill.columns import AMOUNT, ECONOMIC, FUND, NATURE
from generator.excel.fill.kinds import fields
from generator.excel.fill.plan import BlockLayout
from generator.excel.fill.write.derived import ZERO, Registry, Span, conditional_sum, number
from generator.excel.look import HEAD, RED, Formats
from generator.intake.shape import fields_of
from generator.model.money import CarryOver, Expenditure, Fund, Nature, Revenue

TITLE = "汇总"
PERSONNEL = ("301", "303")
"""Economic 类 of 人员经费."""
PUBLIC = ("302", "307", "310", "312", "399")
"""Economic 类 of 公用经费."""
HEADS = (("项目", 38), ("由明细得出", 20), ("占合计", 10), ("控制数", 20), ("相差", 18))
LABEL, AMOUNT_AT, SHARE, STATED, DIFFERENCE = range(5)


@dataclass(frozen=True)
class Item:
    """A line: its formula without `=`, its value now; whole: the line of which it is a share; depth: how far it is set in."""

    label: str
    formula: str
    value: Decimal
    whole: str = ""
    depth: int = 0


def write_summary(sheet: Any, registry: Registry, formats: Formats) -> None:
    """Fill the sheet. The lines are those of 收入支出决算总表 and of the funds."""
    sheet.write_string(0, 0, "汇总：全部由公式算出，不用填", formats.make(bold=True, font_size=16))
    sheet.set_row(0, 26)
    sheet.write_string(1, 0, "“相差”不是 0 的，先看明细有没有漏填，再看控制数有没有抄错", formats.note())
    for column, (head, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, formats.fixed(HEAD, bold=True, align="center"))
    rows: dict[str, tuple[int, Decimal]] = {}
    for row, item in enumerate(_items(registry), 3):
        rows[item.label] = (row, item.value)
        sheet.write_string(row, LABEL, "　" * item.depth + item.label, formats.fixed(bold=not item.depth))
        formula = item.formula
        for name, (at, _) in rows.items():
            formula = formula.replace(f"[{name}]", xl_rowcol_to_cell(at, AMOUNT_AT))
        sheet.write_formula(row, AMOUNT_AT, f"={formula}", formats.derived(), float(item.value))
        _share(sheet, row, item, rows, formats)
        _stated(sheet, row, item, registry.forms.get(f"控制数.{item.label}"), formats)
    sheet.freeze_panes(3, 1)
    alarm = formats.make(bg_color=RED, bold=True)
    sheet.conditional_format(
        3,
        DIFFERENCE,
        60,
        DIFFERENCE,
        {"type": "cell", "criteria": "not between", "minimum": -0.000001, "maximum": 0.000001, "format": alarm},
    )


def _share(sheet: Any, row: int, item: Item, rows: dict[str, tuple[int, Decimal]], formats: Formats) -> None:
    if item.whole not in rows:
        sheet.write_blank(row, SHARE, None, formats.fixed())
        return
    at, whole = rows[item.whole]
    cell, part = xl_rowcol_to_cell(at, AMOUNT_AT), xl_rowcol_to_cell(row, AMOUNT_AT)
    value = float(item.value / whole) if whole else ""
    sheet.write_formula(row, SHARE, f'=IF({cell}=0,"",{part}/{cell})', formats.derived("0.00%"), value)


def _stated(sheet: Any, row: int, item: Item, control: Span | None, formats: Formats) -> None:
    if control is None:
        for column in (STATED, DIFFERENCE):
            sheet.write_blank(row, column, None, formats.fixed())
        return
    typed = control.values[0]
    known = typed is not None and any(char.isdigit() for char in typed)
    shown = float(number(typed)) if known else (typed or "")
    sheet.write_formula(row, STATED, f'=IF({control.ref}="","",{control.ref})', formats.derived(), shown)
    stated, own = xl_rowcol_to_cell(row, STATED), xl_rowcol_to_cell(row, AMOUNT_AT)
    difference = float(item.value - number(typed)) if known else ""
    sheet.write_formula(row, DIFFERENCE, f'=IF(ISNUMBER({stated}),ROUND({own}-{stated},6),"")', formats.derived(), difference)


def _items(registry: Registry) -> Iterator[Item]:
    income = _matrix(registry, "收入", tuple(fields_of(Revenue)))
    opening = _matrix(registry, "年初结转和结余", tuple(fields_of(CarryOver)))
    yield _sum("本年收入合计", income)
    for name, span in income.items():
        yield Item(name, f"SUM({span.ref})", span.total, "本年收入合计", 1)
    used, distributed = registry.forms["使用非财政拨款结余"], registry.forms["结余分配"]
    yield Item("使用非财政拨款结余", f"SUM({used.ref})", used.total)
    yield _sum("年初结转和结余", opening)
    total_in = sum((span.total for span in (*income.values(), *opening.values())), used.total)
    yield Item("收支总计", "[本年收入合计]+[使用非财政拨款结余]+[年初结转和结余]", total_in)
    yield from _spending(registry)
    spent = _detail(registry, AMOUNT).total
    yield Item("结余分配", f"SUM({distributed.ref})", distributed.total)
    left = total_in - spent - distributed.total
    yield Item("年末结转和结余", "[收支总计]-[本年支出合计]-[结余分配]", left)


def _sum(label: str, spans: dict[str, Span]) -> Item:
    refs = ",".join(span.ref for span in spans.values())
    return Item(label, f"SUM({refs})", sum((span.total for span in spans.values()), ZERO))


def _matrix(registry: Registry, path: str, names: tuple[str, ...]) -> dict[str, Span]:
    return {name: registry.columns[path, str(BlockLayout.MATRIX), name] for name in names}


def _detail(registry: Registry, tag: str) -> Span:
    return registry.columns["支出.[]", str(BlockLayout.DETAIL), tag]


def _spending(registry: Registry) -> Iterator[Item]:
    amount, fund, nature, code = (_detail(registry, tag) for tag in (AMOUNT, FUND, NATURE, ECONOMIC))
    whole = "本年支出合计"
    yield Item(whole, f"SUM({amount.ref})", amount.total)
    for kind in Nature:
        value = conditional_sum(amount.values, [(nature.values, (str(kind),))])
        yield Item(str(kind), f'SUMIFS({amount.ref},{nature.ref},"{kind}")', value, whole, 1)
    stated = {Fund.GENERAL: "一般公共预算财政拨款支出", Fund.OTHER: "其他资金支出"}
    names = [one.name for one in fields(Expenditure) if one.name in {str(f) for f in Fund}]
    for name in names:
        label = stated.get(Fund(name), f"{name}预算财政拨款支出")
        value = conditional_sum(amount.values, [(fund.values, (name,))])
        yield Item(label, f'SUMIFS({amount.ref},{fund.ref},"{name}")', value, whole, 1)
    for label, classes in (("人员经费", PERSONNEL), ("公用经费", PUBLIC)):
        parts = "+".join(
            f'SUMIFS({amount.ref},{fund.ref},"{Fund.GENERAL}",{nature.ref},"{Nature.BASIC}",{code.ref},"{one}*")'
            for one in classes
        )
        chosen = [(fund.values, (str(Fund.GENERAL),)), (nature.values, (str(Nature.BASIC),)), (code.values, classes)]
        yield Item(label, parts, conditional_sum(amount.values, chosen), "基本支出", 1)
