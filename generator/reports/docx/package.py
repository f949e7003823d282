"""The parts of a DOCX that are read, unpacked within bounds; a file that is something else is refused in the clerk's words."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple

from lxml import etree

from generator.errors import UsageError

MAX_PART = 32 * 1024 * 1024
"""A document.xml larger than this is no report."""
MAX_TAGS = 1_500_000
"""Nor is one with more tags; each takes some hundred bytes of memory."""
MAX_MEMBERS = 10_000
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SAVE_AGAIN = "用 Word 或 WPS 打开，另存为 .docx 再读"
BROKEN = (OSError, EOFError, LookupError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError)
"""What a damaged archive and its parts may raise."""


class Parts(NamedTuple):
    """The parts of a document that its text rests on; styles and numbering may be absent."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None


def open_parts(data: bytes, name: str) -> Parts:
    """The parts of a DOCX. Raises UsageError for what is none, is locked, damaged, too large or hostile."""
    if data.startswith(OLD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UsageError("文档加了打开密码", file=name, remedy="在 Word 里去掉打开密码，保存后再读")
        raise UsageError("这是旧格式的 Word 文档（.doc）或别的 Office 文件", file=name, remedy=SAVE_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if len(names) > MAX_MEMBERS:
                raise UsageError("压缩包里的文件太多，没有读", file=name, remedy="检查文件来源")
            if "word/document.xml" not in names:
                raise UsageError(_other_kind(names), file=name, remedy="检查是否选错了文件")
            document = _part(archive, "word/document.xml", name)
            optional = [
                _part(archive, part, name) if part in names else None for part in ("word/styles.xml", "word/numbering.xml")
            ]
    except RuntimeError as error:
        raise UsageError("压缩包加了密码", file=name, remedy="去掉密码后再读") from error
    except BROKEN as error:
        raise UsageError("这不是 Word 文档（.docx），或文件已损坏", file=name, remedy=SAVE_AGAIN) from error
    return Parts(document, *optional)


def _other_kind(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "这是电子表格，不是 Word 文档"
    if "content.xml" in names:
        return "这是 OpenDocument 文档，不是 .docx"
    return "这是压缩包，里面没有 Word 文档"


def _part(archive: zipfile.ZipFile, member: str, name: str) -> etree._Element:
    with archive.open(member) as part:
        data = part.read(MAX_PART + 1)
    if len(data) > MAX_PART or data.count(b"<") > MAX_TAGS:
        raise UsageError("文档解开后大得不合常理，没有读", file=name, remedy="检查文件来源；正常的报告只有几 MB")
    if DECLARED.search(data):
        raise UsageError("文档里夹带了实体定义，可能是恶意文件，没有读", file=name, remedy="检查文件来源")
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
