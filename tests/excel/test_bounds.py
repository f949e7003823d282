"""Small workbooks that ask for gigabytes are refused within 2 GB and seconds, whichever command reads them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from generator.errors import UsageError
from generator.excel.book import read_book
from generator.excel.container import open_container
from generator.excel.fill import write_book
from generator.excel.scan import MAX_AREA, MAX_MERGES
from generator.intake.load import load
from tests.bounds import bounded, needs_limits
from tests.examples import GONGJING

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SECONDS = 20


def workbook(sheets: list[str], texts: str = "", others: dict[str, bytes] | None = None, names: tuple[str, ...] = ()) -> bytes:
    """An .xlsx of bare parts. sheets: the inside of each sheet's root; texts: that of the shared texts."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names or ("表",) * len(sheets), 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="s" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>'.encode(),
        "xl/workbook.xml": f'<workbook {NS} xmlns:r="{relation}"><sheets>{entries}</sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'.encode(),
        "xl/sharedStrings.xml": f"<sst {NS}>{texts}</sst>".encode(),
    }
    for number, inside in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {NS}>{inside}</worksheet>".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**parts, **(others or {})}.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def corners(*references: str) -> str:
    cells = "".join(f'<row><c r="{one}"><v>1</v></c></row>' for one in references)
    return f"<sheetData>{cells}</sheetData>"


def merged(count: int, reference: str) -> str:
    ranges = f'<mergeCell ref="{reference}"/>' * count
    text = '<row r="1"><c r="A1" t="inlineStr"><is><t>题</t></is></c></row><row r="2000"><c r="CV2000"><v>1</v></c></row>'
    return f"<sheetData>{text}</sheetData><mergeCells>{ranges}</mergeCells>"


def without_references() -> str:
    row = f"<row>{'<c><v>1</v></c>' * 900}</row>"
    return f"<sheetData>{row * 300}<row r='19999'><c><v>1</v></c></row></sheetData>"


def attributes(count: int) -> str:
    return " ".join(f"x{number}='1'" for number in range(count))


def shared() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000))
    return workbook([f"<sheetData>{cells}</sheetData>"], f"<si><t>{'长' * 300_000}</t></si>")


def old_workbook(cells: list[tuple[int, int]]) -> bytes:
    """An .xls of one sheet with numbers in some cells (row, column from 0)."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    sheet_begin = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    numbers = b"".join(record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0)) for row, column in cells)
    name = "表".encode("utf-16-le")
    size = len(record(0x0809, begin)) + len(record(0x0085, b"x" * 8 + name)) + 4
    bound = record(0x0085, struct.pack("<IBBBB", size, 0, 0, 1, 1) + name)
    stream = record(0x0809, begin) + bound + record(0x000A, b"") + record(0x0809, sheet_begin) + numbers + record(0x000A, b"")
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [table, end, *(range(3, count + 2)), end]
    tables = struct.pack(f"<{128}I", *(chain + [free] * (128 - len(chain))))

    def entry(text: str, kind: int, child: int, start: int, length: int) -> bytes:
        coded = (text + "\0").encode("utf-16-le")
        head = coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded), kind, 1, free, free, child)
        return (head + b"\0" * 36 + struct.pack("<III", start, length, 0)).ljust(128, b"\0")

    directory = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(stream)) + b"\0" * 256
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHHHIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1)
    header += struct.pack("<IIIIII", 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return header + tables + directory + stream


def in_another_part() -> bytes:
    """The sheet lies where styles are meant to be."""
    sheet = f"<worksheet {NS}>{corners('A1', 'ALL20000')}</worksheet>".encode()
    return workbook([corners("A1")], others={"xl/styles.xml": sheet})


ASKING_TOO_MUCH: dict[str, tuple[Callable[[], bytes], str]] = {
    "小写的格子": (lambda: workbook([corners("a1", "zz999999")]), "工作表太大"),
    "大小写混写": (lambda: workbook([corners("A1", "aLl19999")]), "工作表太大"),
    "一张表的两角": (lambda: workbook([corners("A1", "ALL20000")]), "工作表太大"),
    "几张表合起来": (lambda: workbook([corners("A1", "ALK990")] * 5, names=tuple("甲乙丙丁戊")), "各表共"),
    "不写格名": (lambda: workbook([without_references()]), "工作表太大"),
    "行号很大": (lambda: workbook(['<sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData>']), "工作表太大"),
    "在样式里的表": (in_another_part, "工作表太大"),
    "两千处重叠的合并": (lambda: workbook([merged(2000, "A1:CV2000")]), "互相重叠"),
    "小写的合并": (lambda: workbook([merged(2000, "a1:cv2000")]), "互相重叠"),
    "合并太多": (lambda: workbook([merged(MAX_MERGES + 1, "A1:A1")]), "合并单元格"),
    "两千万个空标记": (lambda: workbook(["<a/>" * 20_000_000]), "标记"),
    "一层套一层": (lambda: workbook(["<a>" * 1_000_000 + "</a>" * 1_000_000]), "恶意文件"),
    "一个标记十万个属性": (lambda: workbook([f"<a {attributes(100_000)}/>"]), "恶意文件"),
    "一段长文字用两万次": (shared, "文字共有"),
    "注释后面的实体": (
        lambda: workbook([], others={"xl/styles.xml": b"<!--" + b" " * 100_000 + b"--><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "恶意文件",
    ),
    "别的编码": (
        lambda: workbook([], others={"xl/styles.xml": "<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16-le")}),
        "恶意文件",
    ),
    "老格式的两角": (lambda: old_workbook([(0, 0), (65535, 255)]), "工作表太大"),
}


@needs_limits
@pytest.mark.parametrize("name", ASKING_TOO_MUCH)
def test_a_workbook_that_asks_for_too_much_is_refused_by_import(name: str, tmp_path: Path) -> None:
    make, said = ASKING_TOO_MUCH[name]
    book = tmp_path / "表.xlsx"
    book.write_bytes(make())
    ran = bounded("import", book, "-o", tmp_path / "2023", seconds=SECONDS)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "改法：" in ran.stderr
    assert not (tmp_path / "2023").exists()


@needs_limits
@pytest.mark.parametrize("name", ["小写的格子", "几张表合起来", "两千处重叠的合并", "老格式的两角"])
def test_a_list_of_departments_goes_through_the_same_door(name: str, tmp_path: Path) -> None:
    make, said = ASKING_TOO_MUCH[name]
    book = tmp_path / "名单.xlsx"
    book.write_bytes(make())
    ran = bounded("build", GONGJING, "-f", "txt", "--expect", book, "-o", tmp_path / "out", seconds=SECONDS)
    assert ran.returncode == 2
    assert said in ran.stderr


@needs_limits
@pytest.mark.parametrize("inside", [corners("A1", "zz999999"), "<a/>" * 10_000_000, merged(2000, "A1:CV2000")])
def test_a_fill_workbook_goes_through_the_same_door(inside: str, tmp_path: Path) -> None:
    book = tmp_path / "填报表.xlsx"
    book.write_bytes(workbook([corners("A1"), inside], names=("_填报表", "别的")))
    ran = bounded("import", book, "-o", tmp_path / "2023", seconds=SECONDS)
    assert ran.returncode == 2
    assert "改法：" in ran.stderr


@needs_limits
def test_a_fill_workbook_that_claims_to_be_endless_is_read_to_its_end(tmp_path: Path) -> None:
    book = tmp_path / "填报表.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(write_book(load(GONGJING)))) as made,
        zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in made.namelist():
            data = made.read(name)
            claimed = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:C999999999"/>', data)
            changed.writestr(name, claimed)
    ran = bounded("import", book, "-o", tmp_path / "2020", seconds=SECONDS)
    assert ran.returncode == 0
    assert load(tmp_path / "2020").tree == load(GONGJING).tree


def test_the_largest_sheet_that_is_allowed_is_read(tmp_path: Path) -> None:
    book = tmp_path / "大表.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet("大")
        sheet.write(0, 0, "甲")
        sheet.write(MAX_AREA // 100 - 1, 99, 2.5)
    (found,) = read_book(book).grids
    assert len(found.rows) == MAX_AREA // 100
    assert str(found.rows[-1][99]) == "2.5"


def test_an_old_workbook_of_moderate_size_is_read(tmp_path: Path) -> None:
    book = tmp_path / "老.xls"
    book.write_bytes(old_workbook([(0, 0), (9, 3)]))
    (found,) = read_book(book).grids
    assert (found.name, len(found.rows), len(found.rows[0])) == ("表", 10, 4)


def test_lower_case_references_are_cells_like_others(tmp_path: Path) -> None:
    book = tmp_path / "小写.xlsx"
    book.write_bytes(workbook(['<sheetData><row r="2"><c r="b2"><f>1+1</f></c></row></sheetData>']))
    assert open_container(book).uncached["xl/worksheets/sheet1.xml"] == ["b2"]


@pytest.mark.parametrize("cut", range(40, 4000, 97))
def test_a_cut_old_workbook_is_reported_in_words(cut: int, tmp_path: Path) -> None:
    book = tmp_path / "断.xls"
    book.write_bytes(old_workbook([(0, 0)])[:cut])
    with pytest.raises(UsageError) as caught:
        read_book(book)
    assert caught.value.remedy


def test_merged_ranges_that_do_not_overlap_are_no_excess(tmp_path: Path) -> None:
    book = tmp_path / "合并.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        for row in range(3000):
            sheet.merge_range(row, 0, row, 5, f"题{row + 1}")
    assert read_book(book).grids[0].rows[2999][0] == "题3000"
