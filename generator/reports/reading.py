"""A file of a published report is read: what it is by its first bytes, its pages by the format's reader, then its outline."""

from __future__ import annotations

from pathlib import Path

from generator.errors import UsageError
from generator.reports.docx.package import OLD
from generator.reports.docx.reading import read_docx_pages
from generator.reports.office import OLD_SUFFIXES, converted
from generator.reports.outline import outlined
from generator.reports.pdf.outside import pages_of_pdf
from generator.reports.report import ReadReport, ReportPage, ReportRemark
from generator.reports.webpage import read_web_page
from generator.runtime.fence import check_fence
from generator.runtime.garbage import collector_off
from generator.runtime.reading import read_regular, why_unreadable

MAX_FILE = 100 * 1024 * 1024
REPORT_SUFFIXES = {".pdf", ".docx", ".docm", ".html", ".htm", ".mht", *OLD_SUFFIXES}
"""Suffixes of files that may be reports; what a file is its bytes say."""


def read_report(path: Path) -> ReadReport:
    """A published report with its outline, tables and places. A file of an old program goes through LibreOffice.

    Raises UsageError, in the clerk's words, for a file that is none of them, is locked, damaged, a scan, or beyond all bounds.
    """
    try:
        check_fence(path)
        data = read_regular(path, MAX_FILE)
    except OSError as error:
        message, remedy = why_unreadable(path, error)
        raise UsageError(message, file=str(path), remedy=remedy) from error
    try:
        return read_report_bytes(data, path.name)
    except UsageError as error:
        raise error.elsewhere(file=str(path)) from error


def read_report_bytes(data: bytes, name: str) -> ReadReport:
    """The same of a file's bytes. name: of the file, for places; its suffix matters only to LibreOffice."""
    form, pages, remarks = _pages(data, name)
    with collector_off():
        return outlined(name, form, pages, remarks)


def _pages(data: bytes, name: str) -> tuple[str, list[ReportPage], list[ReportRemark]]:
    """Format, pages and remarks."""
    suffix = Path(name).suffix.lower()
    head = data[:4096]
    if b"%PDF" in head[:1024]:
        return "pdf", *pages_of_pdf(data, name)
    if data.startswith(b"PK\x03\x04") and suffix != ".odt":
        return "docx", read_docx_pages(data, name), []
    if data.startswith(OLD) and "EncryptedPackage".encode("utf-16-le") in data:
        return "docx", read_docx_pages(data, name), []
    if data.startswith((OLD, b"{\\rtf", b"PK\x03\x04")):
        made = converted(data, suffix if suffix in OLD_SUFFIXES else ".doc", name)
        return "docx", read_docx_pages(made, name), []
    if b"<" in head and _is_markup(head, suffix):
        return "html", *read_web_page(data, name)
    if not data:
        raise UsageError("文件是空的", file=name, remedy="重新取得文件")
    if suffix == ".pdf":
        raise UsageError("这不是 PDF", file=name, remedy="检查是否选错了文件，或重新下载")
    raise UsageError("这不是能读的报告：要 PDF、Word（.docx）或保存下来的网页", file=name, remedy="检查是否选错了文件")


def _is_markup(head: bytes, suffix: str) -> bool:
    low = head.replace(b"\x00", b"").lower()
    return suffix in (".html", ".htm") or b"<html" in low or b"<!doctype html" in low or b"<body" in low or b"<table" in low
