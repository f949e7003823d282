"""Workbooks read: every sheet as a grid of texts and exact numbers, with merged cells spread and addresses kept."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import python_calamine as calamine
from lxml import etree

from generator.errors import UsageError
from generator.excel.container import Container, open_container
from generator.excel.scan import MAX_COLUMNS, MAX_ROWS
from generator.intake.yaml.textfile import INVISIBLE

NUMBER = re.compile(r"[-−﹣－]?[¥￥]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?")
BRACKETED = re.compile(r"[(（](\d[\d,.]*)[)）]")
"""A negative figure as accountants write it; only with decimals or separators, so that `（1）` stays an ordinal."""
MAX_DIGITS = 24
DASHES = {"-", "--", "—", "——", "–", "－", "—-", "———", "/", "\\"}
"""What stands in cells that can hold no figure."""
ERRORS = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NULL!|NUM!).*")
Value = str | Decimal


@dataclass(frozen=True, slots=True)
class CellSpot:
    """Where a figure stands: sheet and cell (`C7`)."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass
class Sheet:
    """A sheet as rows of values: text (blank: ""), or a number. `merged`: whether the sheet has merged cells at all."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: bool = False
    uncached: set[str] = field(default_factory=set)

    def spot(self, row: int, column: int) -> CellSpot:
        """The place of a cell; row and column from 0."""
        return CellSpot(self.name, address(row, column))


@dataclass
class Book:
    """A workbook: its sheets in order."""

    path: Path
    sheets: list[Sheet]


def address(row: int, column: int) -> str:
    """`C7` from a row and a column, from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def as_number(text: str) -> Decimal | None:
    """The exact number that a text is, as people and programs write it; None where it is none."""
    text = text.strip().replace(" ", "").replace("\u3000", "").replace("\xa0", "")
    if found := BRACKETED.fullmatch(text):
        inner = found[1]
        return -Decimal(inner.replace(",", "")) if re.fullmatch(r"[\d,]*\d\.\d+|\d{1,3}(,\d{3})+", inner) else None
    if len(text) > MAX_DIGITS or not NUMBER.fullmatch(text):
        return None
    plain = re.sub(r"[,，¥￥]", "", re.sub(r"^[−﹣－]", "-", text))
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.adjusted() < MAX_DIGITS else None


def read_book(path: Path) -> Book:
    """All sheets of an .xlsx or .xls. Raises UsageError for a file that is none, is locked, damaged or hostile."""
    container = open_container(path)
    remedy = "重新取得文件；能用 Excel 打开的，另存一份再导入"
    try:
        return _read(path, container)
    except calamine.PasswordError as error:
        raise UsageError("工作簿加了密码", file=str(path), remedy="在 Excel 里去掉打开密码，保存后再导入") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise UsageError("工作簿加了密码", file=str(path), remedy="在 Excel 里去掉打开密码，保存后再导入") from error
        raise UsageError("工作簿打不开，可能不完整或已损坏", file=str(path), remedy=remedy) from error
    except BaseException as error:  # a panic of the reading library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise UsageError("工作簿打不开，可能不完整或已损坏", file=str(path), remedy=remedy) from error


def _read(path: Path, container: Container) -> Book:
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(container.raw))
    members = _members(container) if any(container.uncached.values()) else {}
    sheets = []
    for meta in workbook.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
            message = f"工作表“{meta.name}”太大：超过{MAX_ROWS}行或{MAX_COLUMNS}列"
            raise UsageError(message, file=str(path), remedy="删去表外的内容，另存后再导入")
        rows = [[_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        ranges = sheet.merged_cell_ranges or []
        _spread(rows, ranges)
        uncached = set(container.uncached.get(members.get(meta.name, ""), ()))
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(Sheet(meta.name, rows, hidden, bool(ranges), uncached))
    return Book(path, sheets)


def _value(cell: object) -> Value:
    """A cell as text or number. Floats carry 15 digits, as Excel itself keeps them; invisible characters have no meaning."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return Decimal(format(cell, ".15g")) if abs(cell) < 1e24 else str(cell)
    return INVISIBLE.sub("", str(cell)).strip() if cell is not None else ""


def _spread(rows: list[list[Value]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give the text of a merged cell to all the cells that it covers; numbers stay where they are."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        text = rows[top][left]
        if not isinstance(text, str) or not text:
            continue
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = text


def _members(container: Container) -> dict[str, str]:
    """Sheet name → member of the archive, from the workbook's relations."""
    with zipfile.ZipFile(io.BytesIO(container.raw)) as archive:
        relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _safe())
        targets = {node.get("Id"): str(node.get("Target")) for node in relations}
        book = etree.fromstring(archive.read("xl/workbook.xml"), _safe())
    found = {}
    for node in book.iter("{*}sheet"):
        identity = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
        target = targets.get(identity, "")
        found[str(node.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _safe() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
