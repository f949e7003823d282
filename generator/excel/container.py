"""The file that is said to be a workbook: what it really is, and whether it is safe to open.

Sizes are looked at before anything is unpacked, so that no file can fill the memory; what is refused is refused in words
that a clerk can act upon.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from generator.errors import UsageError

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is opened; a 财决 workbook has about 1 MB."""
MAX_UNPACKED = 100 * 1024 * 1024
"""Of the parts of an .xlsx that are read, together."""
MAX_MEMBERS = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 1_000
"""Of the cells that hold something; the widest statutory form has about 120 columns."""
MAX_CELLS = 1_000_000
"""Elements of one sheet, empty ones included, that are looked at."""
CHUNK = 65_536
SAVE_AGAIN = "用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后再导入"
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels|xl/(workbook|sharedStrings|styles)\.xml|xl/worksheets/.+\.(xml|rels)",
    re.I,
)
"""Parts that hold figures, names and looks of cells; pictures, macros and links are not even unpacked."""
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
EMPTY = re.compile(rb"<(?:\w+:)?(?:row|c)(?:\s[^<>]*)?/>")
"""Rows and cells with nothing in them: an export may hold a million. They go before anything else looks at the sheet."""
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Container(NamedTuple):
    """The bytes of a workbook that may be opened. uncached: member → cells with a formula that has no stored result."""

    raw: bytes
    zipped: bool
    uncached: dict[str, list[str]]


def open_container(path: Path) -> Container:
    """Read and examine a file. Raises UsageError, in the clerk's words, for whatever is no safe .xlsx or .xls."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _refused(path, f"文件有{size // 1024 // 1024}MB，超过{MAX_BYTES // 1024 // 1024}MB", "检查是否选错了文件")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _refused(path, "没有这个文件", "检查文件名和文件夹是否写对") from None
    except OSError:
        reason = "这是文件夹，不是文件" if path.is_dir() else "读不了，可能正被别的程序打开，或没有读取权限"
        raise _refused(path, reason, "关闭打开它的程序，检查路径") from None
    if not raw:
        raise _refused(path, "文件是空的", "重新取得文件")
    if raw.startswith(b"PK\x03\x04"):
        return _examine(path, raw)
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _examine_old(path, raw)
        return Container(raw, False, {})
    raise _refused(path, *_what_else(raw))


def _refused(path: Path, message: str, remedy: str) -> UsageError:
    return UsageError(message, file=str(path), remedy=remedy)


def _what_else(raw: bytes) -> tuple[str, str]:
    """What a file is that is no workbook, by its first bytes."""
    head = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if raw.startswith(b"PK"):
        return "压缩包不完整或是空的，不是能打开的工作簿", "重新下载或复制文件"
    if head.startswith(b"%pdf"):
        return "这是 PDF，不是电子表格", "取得 Excel 原件；PDF 里的表不能导入"
    if b"<html" in head or b"<table" in head or head.startswith(b"<!doctype"):
        return "这是网页（HTML）改了扩展名，不是真正的 Excel 文件", SAVE_AGAIN
    if head.startswith(b"<"):
        return "这是 XML 表格，不是 .xlsx 或 .xls", SAVE_AGAIN
    if b"\x00" not in raw[:4096] and (b"," in head or b"\t" in head):
        return "这是文本表格（CSV），没有表名和合并单元格，不能导入", "取得系统导出的 Excel 原件"
    return "这不是 Excel 文件（.xlsx 或 .xls）", SAVE_AGAIN


def _examine_old(path: Path, raw: bytes) -> None:
    """An OLE file: an .xls, an encrypted .xlsx, or something else in that coat."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise _refused(path, "工作簿加了密码", "在 Excel 里去掉打开密码（文件—信息—保护工作簿），保存后再导入")
    if not any(name.encode("utf-16-le") in raw for name in ("Workbook", "Book")):
        raise _refused(path, "这不是电子表格，可能是改了扩展名的 Word 文档", "检查是否选错了文件")


def _examine(path: Path, raw: bytes) -> Container:
    """Unpack what is needed of an .xlsx, within bounds, look it over, and pack just that: sizes and sums told by the file
    are not relied upon by what reads it afterwards."""
    buffer = io.BytesIO()
    uncached = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(buffer, "w") as safe:
            members = archive.infolist()
            _known_kind(path, {member.filename for member in members})
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > 10 * MAX_UNPACKED:
                raise _bomb(path)
            for member in members:
                if not NEEDED.fullmatch(member.filename):
                    continue
                with archive.open(member) as part:
                    data = part.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise _bomb(path)
                _no_entities(path, data)
                if SHEET.fullmatch(member.filename):
                    data = EMPTY.sub(b"", data)
                    uncached[member.filename] = _scan_sheet(path, io.BytesIO(data))
                safe.writestr(member.filename, data)
    except RuntimeError:
        raise _refused(path, "压缩包加了密码", "去掉密码后再导入") from None
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib.error, etree.XMLSyntaxError, ValueError) as error:
        raise _refused(path, "文件不完整或已损坏，打不开", "重新下载或复制文件；能用 Excel 打开的，另存一份再导入") from error
    return Container(buffer.getvalue(), True, uncached)


def _bomb(path: Path) -> UsageError:
    return _refused(path, "解开后大得不合常理，可能是压缩炸弹，没有打开", "检查文件来源；正常的工作簿只有几 MB")


def _known_kind(path: Path, names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise _refused(path, "这是二进制工作簿（.xlsb）", SAVE_AGAIN)
    if "word/document.xml" in names:
        raise _refused(path, "这是 Word 文档，不是电子表格", "检查是否选错了文件")
    if "content.xml" in names:
        raise _refused(path, "这是 OpenDocument 表格（.ods）", SAVE_AGAIN)
    raise _refused(path, "这是压缩包，里面没有工作簿", "先解压，再导入其中的 Excel 文件")


def _no_entities(path: Path, data: bytes) -> None:
    """XML entities have no place in a workbook; they serve to blow it up or to read other files."""
    if ENTITY.search(data[:CHUNK]) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(path, "工作簿里夹带了实体定义，可能是恶意文件，没有打开", f"检查文件来源；{SAVE_AGAIN}")


def _scan_sheet(path: Path, part: object) -> list[str]:
    """Walk over a sheet without keeping it. Returns the cells whose formula has no stored result."""
    found: list[str] = []
    seen = 0
    for name, filled in _cells(part):
        seen += 1
        if seen > MAX_CELLS:
            raise _refused(path, f"工作表太大：有{MAX_CELLS}多行、多个格子", "删去表外的空行空列，另存后再导入")
        if filled is None:
            continue
        column, row = column_number(name), int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            message = f"工作表太大：{name}处还有内容，超过{MAX_ROWS}行或{MAX_COLUMNS}列"
            raise _refused(path, message, "公开表和财决报表没有这么大；删去表外的内容，另存后再导入")
        if filled is False:
            found.append(name)
    return found


def _cells(part: object) -> Iterator[tuple[str, bool | None]]:
    """Each cell with its address, and each row with none; True where it holds a value, False for a formula without one, None
    where there is nothing."""
    parser = etree.iterparse(part, events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
    for _, node in parser:
        tag = etree.QName(node).localname
        if tag == "c":
            address = str(node.get("r") or "")
            if CELL.fullmatch(address):
                children = {etree.QName(child).localname: child for child in node}
                held = any("".join(children[name].itertext()) for name in ("v", "is") if name in children)
                yield address, True if held else False if "f" in children else None
            node.clear()
        elif tag == "row":
            yield "", None
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]


def column_number(address: str) -> int:
    """Column of an address, from 1: `C7` → 3."""
    number = 0
    for letter in address:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter) - 64
    return number
