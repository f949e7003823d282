"""Texts that a spreadsheet program would take for formulas: in the tables and in the list of findings they stay texts."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from openpyxl import load_workbook

from generator.document.blocks import Cell, Document, Run, Section, Table
from generator.writers.style import Style
from generator.writers.xlsx.findings import write_findings
from generator.writers.xlsx.workbook import write_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXTS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","按")', "http://x.example")


def parts(data: bytes) -> tuple[list[etree._Element], list[str]]:
    """The cells of all sheets, and the names of the parts of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        sheets = [etree.fromstring(package.read(name)) for name in names if name.startswith("xl/worksheets/sheet")]
    return [cell for sheet in sheets for cell in sheet.iter(f"{MAIN}c")], names


def assert_harmless(data: bytes, least: int) -> None:
    cells, names = parts(data)
    texts = [cell for cell in cells if cell.get("t") == "s"]
    assert len(texts) >= least
    assert not [cell for cell in cells if cell.find(f"{MAIN}f") is not None]
    assert not [name for name in names if "external" in name.lower() or "dde" in name.lower()]
    assert not [name for name in names if name.startswith("xl/worksheets/_rels")], "no link is made of a text"


def test_the_tables_of_a_report_hold_no_formula_whatever_their_texts_begin_with(form: Table, style: Style) -> None:
    rows = tuple((Cell((Run(text),)),) for text in TEXTS)
    title = (Run("=1+1"),)
    table = replace(form, widths=(1.0,), head=((Cell((Run("=HEAD()"),)),),), body=rows, notes=((Run("@注"),),), title=title)
    data = write_xlsx(Document("=标题()", "决算", (Section("portrait", (table,)),)), style)
    assert_harmless(data, len(TEXTS) + 3)
    values = {cell.value for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row}
    assert values >= {"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)"}


@pytest.mark.parametrize("key", ["message", "remedy", "file", "path", "other", "rule"])
def test_the_list_of_findings_holds_no_formula(key: str) -> None:
    findings = [{"severity": "错误", "line": 1, "column": 2, key: text} for text in TEXTS]
    data = write_findings(findings, {"错误": len(TEXTS)})
    assert_harmless(data, len(TEXTS))
