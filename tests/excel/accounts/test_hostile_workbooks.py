"""Files that are no workbook, or mean harm: each is refused in Chinese words, soon, and without filling the memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from generator.cli import main
from generator.errors import GongkaiError, Problems, UsageError
from generator.excel.accounts import import_workbook

SHEET = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def plain() -> bytes:
    """A small honest workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("公开03表")
    sheet.write_column(0, 0, ["2023年度支出决算表", "金额单位：万元"])
    sheet.write_row(2, 0, ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"])
    sheet.write_row(3, 0, ["2080505", "机关事业单位基本养老保险缴费支出", 5, 5, 0])
    book.close()
    return buffer.getvalue()


def replaced(member: str, data: bytes) -> bytes:
    """The same with one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == member else old.read(name))
        if member not in old.namelist():
            new.writestr(member, data)
    return buffer.getvalue()


def zip_bomb() -> bytes:
    """A part that lies about its size: 110 MB of blanks in a sheet."""
    return replaced(SHEET, b" " * (110 * 1024 * 1024))


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><sst {NS}><si><t>&l9;</t></si></sst>'
    return replaced("xl/sharedStrings.xml", text.encode())


def external_entity() -> bytes:
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst {NS}><si><t>&f;</t></si></sst>'
    return replaced("xl/sharedStrings.xml", text.encode())


def wide_sheet() -> bytes:
    cells = "".join(
        f'<c r="{openpyxl.utils.get_column_letter(n)}3" t="inlineStr"><is><t>x</t></is></c>' for n in range(1, 16_385)
    )
    return replaced(SHEET, f'<worksheet {NS}><sheetData><row r="3">{cells}</row></sheetData></worksheet>'.encode())


def far_cell() -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return replaced(SHEET, f"<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>".encode())


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 3000


def docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "压缩炸弹": ("a.xlsx", zip_bomb, "解开后大得不合常理"),
    "十亿次大笑": ("a.xlsx", billion_laughs, "实体定义"),
    "外部实体": ("a.xlsx", external_entity, "实体定义"),
    "一万六千列": ("a.xlsx", wide_sheet, "工作表太大"),
    "最远的格子": ("a.xlsx", far_cell, "工作表太大"),
    "加密": ("a.xlsx", encrypted, "工作簿加了密码"),
    "网页充作表格": ("a.xls", lambda: "<html><table><tr><td>收入</td></tr></table></html>".encode(), "网页（HTML）"),
    "文本充作表格": ("a.xls", lambda: "科目,金额\n208,1\n".encode("gb18030"), "文本表格（CSV）"),
    "PDF充作表格": ("a.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3", "这是 PDF"),
    "Word充作表格": ("a.xlsx", docx, "这是 Word 文档"),
    "截断": ("a.xlsx", lambda: plain()[:3000], "文件不完整或已损坏"),
    "截断的老格式": ("a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 40, "打不开"),
    "空文件": ("a.xlsx", lambda: b"", "文件是空的"),
    "图片": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "这不是 Excel 文件"),
    "坏的表": ("a.xlsx", lambda: replaced(SHEET, b"<worksheet><sheetData><row>"), "文件不完整或已损坏"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_or_wrong_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    file_name, make, said = REFUSED[name]
    file = tmp_path / file_name
    file.write_bytes(make())
    tracemalloc.start()
    try:
        with pytest.raises(UsageError) as caught:
            import_workbook(file, tmp_path / "2023")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert said in caught.value.message
    assert caught.value.remedy
    assert caught.value.file == str(file)
    assert peak < 300 * 1024 * 1024


def test_a_million_empty_rows_are_walked_over(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}" spans="1:5"/>' for n in range(5, 1_000_000))
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        sheet = archive.read(SHEET).decode().replace("</sheetData>", rows + "</sheetData>")
    file = tmp_path / "a.xlsx"
    file.write_bytes(replaced(SHEET, sheet.encode()))
    result = import_workbook(file, tmp_path / "2023")
    assert "2080505" in result.files[tmp_path / "2023" / "收支.yaml"]


@pytest.mark.parametrize("name", ["报表.xls", "报表.dat"])
def test_a_workbook_with_a_wrong_extension_is_read_all_the_same(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(plain())
    assert import_workbook(file, tmp_path / "2023").forms == {"公开03表": "支出决算表"}


def test_a_formula_without_a_stored_result_is_reported_with_its_cell(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(plain())
    book = openpyxl.load_workbook(file)
    book["公开03表"]["D4"] = "=2+3"
    book.save(file)
    with pytest.raises(Problems) as caught:
        import_workbook(file, tmp_path / "2023")
    assert [str(error.message) for error in caught.value.errors] == [
        "公开03表!D4：公式没有保存结果，读不到数。改法：用 Excel 打开，重新计算并保存后再导入"
    ]


def test_a_faulty_data_file_stops_the_import_with_its_own_message(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "收支.yaml").write_text("年度：2023\n", encoding="utf-8")
    file = tmp_path / "a.xlsx"
    file.write_bytes(plain())
    with pytest.raises(GongkaiError) as caught:
        import_workbook(file, tmp_path / "2023")
    assert "全角冒号" in str(caught.value)


def test_the_command_ends_with_2_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(external_entity())
    assert main(["import", str(file), "-o", str(tmp_path / "2023")]) == 2
    assert "实体定义" in capsys.readouterr().err
    assert not (tmp_path / "2023").exists()
