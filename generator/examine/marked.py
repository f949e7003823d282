"""A copy of a published report with the findings in it: comments at the words in Word, highlighted lines with notes in a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterable
from ctypes import c_float, c_ushort
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from generator.errors import LimitError, UsageError
from generator.examine.places import ReportFinding
from generator.reports.pdf.outside import ALLOWANCE
from generator.reports.report import Box
from generator.runtime.lane import Lane, WorkerLost

AUTHOR, INITIALS = "体检", "检"
YELLOW = (255, 220, 60, 110)
Note = tuple[int, Box, str]
"""Page from 1, place on it, text."""
SAVE_AGAIN = "用 PDF 阅读器另存一份再试；问题清单用 --xlsx"


def note(finding: ReportFinding) -> str:
    """What stands in the comment: severity, what is wrong, the other place, what to do."""
    parts = [f"{finding.severity}［{finding.rule}］{finding.message}"]
    if finding.other.path:
        parts.append(f"对照：{finding.other.path}")
    return "\n".join([*parts, *([f"改法：{finding.remedy}"] if finding.remedy else [])])


def marked_copy(data: bytes, form: str, findings: Iterable[ReportFinding], name: str) -> bytes:
    """The bytes of the copy. form: pdf or docx, as the report was read; name: of the file, for messages.

    Raises UsageError for a web page and for a file that cannot be changed.
    """
    wanted = list(findings)
    if form == "docx" and data.startswith(b"PK"):
        return _with_comments(data, wanted)
    if form == "pdf":
        notes = [(one.where.page, one.where.box, note(one)) for one in wanted if one.where.page and one.where.box]
        return _outside(data, notes, name)
    raise UsageError("这种文件不能加批注", file=name, remedy="PDF 和 Word（.docx）可以；问题清单用 --xlsx")


def _with_comments(data: bytes, findings: Iterable[ReportFinding]) -> bytes:
    """The DOCX with a comment at each finding's words, or at its paragraph where they lie across runs."""
    file = docx.Document(io.BytesIO(data))
    paragraphs = list(file.element.body.iter(qn("w:p")))
    for one in findings:
        if not 0 < one.where.paragraph <= len(paragraphs):
            continue
        runs = Paragraph(paragraphs[one.where.paragraph - 1], file._body).runs
        words = one.words.strip("…")
        at = [run for run in runs if words and words in run.text] or runs
        if at:
            file.add_comment(at, text=note(one), author=AUTHOR, initials=INITIALS)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _outside(data: bytes, notes: list[Note], name: str) -> bytes:
    """The PDF with notes, written in a process of its own as it was read in one."""
    lane = Lane()
    try:
        made: bytes = lane.ask(with_notes, data, notes, allowance=ALLOWANCE)
    except (LimitError, WorkerLost, ValueError) as error:
        raise UsageError("这份 PDF 不能加批注", file=name, remedy=SAVE_AGAIN) from error
    finally:
        lane.kill()
    return made


def with_notes(data: bytes, notes: list[Note]) -> bytes:
    """The PDF with each note as a highlight over its place. Raises ValueError where the library cannot write it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number, box, text in notes:
            page = document[number - 1]
            _highlight(page, box, text)
            page.close()
        stream = io.BytesIO()
        document.save(stream)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    finally:
        document.close()
    return stream.getvalue()


def _highlight(page: Any, box: Box, text: str) -> None:
    """box: from the upper left corner of the page; a PDF counts from the lower left."""
    from pypdfium2 import raw

    height = page.get_height()
    left, top, right, bottom = box[0], height - box[1], box[2], height - box[3]
    annotation = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    try:
        raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(c_float(left), c_float(top), c_float(right), c_float(bottom)))
        corners = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, corners)
        raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *YELLOW)
        for key, value in ((b"Contents", text), (b"T", AUTHOR)):
            raw.FPDFAnnot_SetStringValue(annotation, key, _wide(value))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _wide(text: str) -> Any:
    """The text as the library takes it: UTF-16, ending in a zero."""
    units = (text + "\0").encode("utf-16-le")
    return (c_ushort * (len(units) // 2)).from_buffer_copy(units)
