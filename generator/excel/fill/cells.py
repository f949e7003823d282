"""Between the typed text of a value and a cell of the workbook: 4.00 becomes the number 4 shown as 4.00, and back."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from generator.excel.fill.kinds import FIGURES, CellKind
from generator.intake.yaml.textfile import INVISIBLE, hidden_in_expression

PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?")
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.([0-9]+))?")
EXACT_DIGITS = 15
"""What a workbook's number holds without loss."""
TAIL = ";-"
"""The number format of a figure that was typed with thousands separators has a second section."""
DECIMALS = re.compile(r"\.(0+)")
SERIAL_START = dt.date(1899, 12, 30)
WAITING = "待填"


class CellError(Exception):
    """A cell that cannot be what its column wants; remedy says what to type instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class CellContent(NamedTuple):
    """What goes into a cell: a number with its format, or a text (number is None)."""

    text: str
    number: Decimal | None = None
    format: str = ""


def to_cell(typed: str, kind: CellKind) -> CellContent:
    """The cell for a typed value. A figure that a workbook's number cannot give back as it was typed stays a text."""
    text = typed if kind is CellKind.TEXT else typed.strip()
    if not text.strip():
        return CellContent(WAITING)
    if kind not in FIGURES:
        return CellContent(text.rstrip("\n") if kind is CellKind.TEXT else text)
    found = PLAIN.fullmatch(text) or GROUPED.fullmatch(text)
    if not found:
        return CellContent(text)
    number = Decimal(text.replace(",", ""))
    if len(number.as_tuple().digits) > EXACT_DIGITS or (number.is_signed() and not number):
        return CellContent(text)
    shown = number_format(len(found[1] or ""))
    return CellContent(text, number, f"{shown}{TAIL}{shown}" if "," in text else shown)


def number_format(decimals: int) -> str:
    """`#,##0.00` for two decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def from_cell(value: object, shown: str, kind: CellKind) -> str:
    """The typed text of a cell; empty where nothing stands in it. `shown` is the cell's number format.

    Raises CellError for a value that no text of this kind can stand for.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        raise CellError(f"这一格是逻辑值“{value}”".upper(), f"填{kind.value}")
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _day(value, kind)
    if isinstance(value, int | float):
        return _figure(value, shown, kind)
    return _text(str(value), kind)


def _text(text: str, kind: CellKind) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    if found := INVISIBLE.search(plain):
        raise CellError(f"这一格里有看不见的字符（U+{ord(found[0]):04X}）", "把它前后几个字删去重新输入")
    if hidden := hidden_in_expression(plain):
        raise CellError(f"{{{{ }}}} 里用转义写进了看不见的字符（U+{ord(hidden[1]):04X}）", f"删去“{hidden[0]}”")
    if kind in (CellKind.TEXT, CellKind.WORDS):
        return plain.strip("\n") if plain.strip() else ""
    return plain.strip()


def _day(value: dt.datetime | dt.date | dt.time, kind: CellKind) -> str:
    if kind is CellKind.DATE and isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    shown = value.isoformat() if isinstance(value, dt.time) else f"{value:%Y-%m-%d}"
    if kind in FIGURES:
        raise CellError(f"这一格是日期（{shown}），不是{kind.value}", "把单元格格式改成“数值”再填")
    raise CellError(f"这一格是 Excel 的日期（{shown}），文字里写哪种写法说不准", "把单元格格式改成“文本”，照印出来的样子填")


def _figure(value: float, shown: str, kind: CellKind) -> str:
    if kind is CellKind.DATE:
        if not 30000 <= value <= 80000:
            return f"{value:g}"
        day = SERIAL_START + dt.timedelta(days=int(value))
        raise CellError(f"“{value:g}”是 Excel 的日期序号（{day:%Y-%m-%d}），不是日期", f"改成 {day:%Y-%m-%d}，单元格格式用“文本”")
    first = shown.split(";")[0]
    percent = "%" in first
    number = Decimal(f"{value:.{EXACT_DIGITS}g}") * (100 if percent else 1)
    number = Decimal(format(number.normalize(), "f"))
    decimals = DECIMALS.search(first)
    wanted = len(decimals[1]) if decimals else 0
    own = max(0, -int(number.as_tuple().exponent))
    if wanted > own and (kind in FIGURES or percent):
        number = number.quantize(Decimal(1).scaleb(-wanted))
    text = format(number, ",f" if TAIL in shown and kind in FIGURES else "f")
    return f"{text}%" if percent else text
