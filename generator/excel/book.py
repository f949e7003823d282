"""Workbooks read: every sheet as a grid of texts and exact numbers, with merged cells spread and addresses kept."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine
from lxml import etree

from generator.errors import UsageError
from generator.excel.container import Container, open_container
from generator.excel.grid import Grid, Tables, Value, spread
from generator.excel.scan import MAX_COLUMNS, MAX_ROWS
from generator.intake.yaml.textfile import INVISIBLE


def read_book(path: Path) -> Tables:
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


def _read(path: Path, container: Container) -> Tables:
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
        spread(rows, ranges)
        uncached = set(container.uncached.get(members.get(meta.name, ""), ()))
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(Grid(meta.name, rows, hidden, bool(ranges), uncached))
    return Tables(path, sheets)


def _value(cell: object) -> Value:
    """A cell as text or number. Floats carry 15 digits, as Excel itself keeps them; invisible characters have no meaning."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return Decimal(format(cell, ".15g")) if abs(cell) < 1e24 else str(cell)
    return INVISIBLE.sub("", str(cell)).strip() if cell is not None else ""


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
