"""The file that is said to be a workbook: what it really is, and whether it is safe to open.

Sizes are looked at before anything is unpacked, so that no file can fill the memory; what is refused is refused in words
that a clerk can act upon.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from generator.errors import UsageError
from generator.excel.oldbook import Broken, scan_old
from generator.excel.scan import Excess, Hostile, Totals, scan
from generator.runtime.reading import read_regular, why_unreadable

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is opened; a 财决 workbook has about 1 MB."""
MAX_UNPACKED = 100 * 1024 * 1024
"""Of the parts of an .xlsx that are read, together."""
MAX_MEMBERS = 2_000
BROKEN = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    NotImplementedError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ExpatError,
    ValueError,
    KeyError,
)
"""What unpacking a damaged archive and parsing its parts may raise."""
SAVE_AGAIN = "用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后再导入"
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels|xl/(workbook|sharedStrings|styles)\.xml|xl/worksheets/.+\.(xml|rels)",
    re.I,
)
"""Parts that hold figures, names and looks of cells; pictures, macros and links are not even unpacked."""
EMPTY = re.compile(rb"<(?:\w+:)?(?:row|c)(?:\s[^<>]*)?/>")
"""Rows and cells with nothing in them: an export may hold a million. They go before anything else looks at the part."""
DIMENSION = re.compile(rb"<(?:\w+:)?dimension(?:\s[^<>]*)?/>")
"""The area that a sheet claims to have: readers would rely on it."""
TEXTS = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)


class Container(NamedTuple):
    """The bytes of a workbook that may be opened. uncached: member → cells with a formula that has no stored result."""

    raw: bytes
    zipped: bool
    uncached: dict[str, list[str]]


def open_container(path: Path) -> Container:
    """Read and examine a file. Raises UsageError, in the clerk's words, for whatever is no safe .xlsx or .xls."""
    try:
        raw = read_regular(path, MAX_BYTES)
    except OSError as error:
        raise _refused(path, *why_unreadable(path, error)) from None
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
    try:
        scan_old(raw)
    except Excess as error:
        raise _refused(path, error.message, error.remedy) from None
    except Broken as error:
        raise _refused(path, "文件不完整或已损坏，打不开", "重新下载或复制文件；能用 Excel 打开的，另存一份再导入") from error


def _examine(path: Path, raw: bytes) -> Container:
    """Unpack what is needed of an .xlsx, within bounds, count what it holds, and pack just that.

    Sizes, sums and areas that the file states are not relied upon by what reads it afterwards.
    """
    buffer = io.BytesIO()
    uncached = {}
    totals = Totals()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(buffer, "w") as safe:
            for name, part in _needed(path, archive):
                data = DIMENSION.sub(b"", EMPTY.sub(b"", part))
                uncached[name] = scan(data, totals)
                safe.writestr(name, data)
    except Excess as error:
        raise _refused(path, error.message, error.remedy) from None
    except Hostile:
        message = "工作簿里夹带了实体定义或别的不该有的内容，可能是恶意文件，没有打开"
        raise _refused(path, message, f"检查文件来源；{SAVE_AGAIN}") from None
    except RuntimeError:
        raise _refused(path, "压缩包加了密码", "去掉密码后再导入") from None
    except BROKEN as error:
        raise _refused(path, "文件不完整或已损坏，打不开", "重新下载或复制文件；能用 Excel 打开的，另存一份再导入") from error
    return Container(buffer.getvalue(), True, uncached)


def _needed(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the parts that hold figures, names and looks of cells, the shared texts first."""
    members = archive.infolist()
    _known_kind(path, {member.filename for member in members})
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > 10 * MAX_UNPACKED:
        raise _bomb(path)
    left = MAX_UNPACKED
    needed = [member for member in members if NEEDED.fullmatch(member.filename)]
    for member in sorted(needed, key=lambda one: not TEXTS.fullmatch(one.filename)):
        with archive.open(member) as part:
            data = part.read(left + 1)
        left -= len(data)
        if left < 0:
            raise _bomb(path)
        yield member.filename, data


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
