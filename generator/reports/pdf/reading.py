"""A PDF's bytes become pages of lines and grids, within bounds of pages, characters and lines.

`read_pages` is native code over a file that may be hostile: `outside.py` runs it in a process of its own.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from generator.errors import UsageError
from generator.reports.pdf.characters import characters_of
from generator.reports.pdf.frame import Frame, frame_of
from generator.reports.pdf.furniture import furniture_of
from generator.reports.pdf.grids import RuledGrid, grids_of
from generator.reports.pdf.ruling import objects_of
from generator.reports.pdf.textlines import TextLine, text_lines
from generator.reports.report import Box, Physical, ReportCell, ReportGrid, ReportLine, ReportPage, ReportPlace, ReportRemark

MOST_PAGES = 1_000
"""Pages of one report; the longest that were seen have 300."""
UNREADABLE_SHARE = 0.2
"""Of a page's glyphs; with more of them unknown the page is said not to be readable."""
ANOTHER_COPY = "向编制单位要能复制文字的 PDF，或 Word 原件"


class Sheet(NamedTuple):
    """What stands on one page of the file, before headers and footers are known."""

    frame: Frame
    lines: list[TextLine]
    grids: list[RuledGrid]
    missing: int
    known: int
    pictures: int


def read_pages(data: bytes, name: str) -> tuple[list[ReportPage], list[ReportRemark]]:
    """The pages of a PDF, and what could not be read of it. name: of the file, for places and messages.

    Raises UsageError for a file that is locked, damaged, too long, or a scan throughout.
    """
    document = _opened(data, name)
    try:
        if len(document) > MOST_PAGES:
            raise UsageError(f"有{len(document)}页，超过{MOST_PAGES}页，没有读", file=name, remedy="检查是否选错了文件")
        sheets = [_sheet(document, number, name) for number in range(len(document))]
    finally:
        document.close()
    furniture = furniture_of([(sheet.frame.height, sheet.lines) for sheet in sheets])
    margins = _margins(sheets)
    pages = [
        _page(number, sheet, dropped, margins[round(sheet.frame.width)], name)
        for number, (sheet, dropped) in enumerate(zip(sheets, furniture, strict=True), 1)
    ]
    return pages, _remarks(pages, sheets, name)


def _opened(data: bytes, name: str) -> Any:
    if b"%PDF" not in data[:1024]:
        raise UsageError("这不是 PDF", file=name, remedy="检查是否选错了文件，或重新下载")
    try:
        document = pypdfium2.PdfDocument(data)
        if not len(document):
            raise UsageError("PDF 里没有一页", file=name, remedy=ANOTHER_COPY)
        return document
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UsageError("PDF 加了打开密码", file=name, remedy="去掉密码后再读") from error
        raise UsageError("PDF 不完整或已损坏，打不开", file=name, remedy="重新下载或复制文件") from error


def _sheet(document: Any, number: int, name: str) -> Sheet:
    try:
        page = document[number]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UsageError(f"第{number + 1}页已损坏，读不出", file=name, remedy="重新下载或复制文件") from error
    try:
        frame = frame_of(page)
        objects = objects_of(page, frame)
        characters = characters_of(textpage, frame, objects.direct)
    except ValueError as error:
        raise UsageError(f"第{number + 1}页的文字或线条多得不合常理，没有读", file=name, remedy=ANOTHER_COPY) from error
    finally:
        textpage.close()
        page.close()
    grids, rest = grids_of(objects.across, objects.upright, characters.found)
    return Sheet(frame, text_lines(rest), grids, characters.missing, len(characters.found), objects.pictures)


def _margins(sheets: list[Sheet]) -> dict[int, tuple[float, float]]:
    """For each width of page, between which positions its lines of text stand."""
    lines: dict[int, list[TextLine]] = {}
    for sheet in sheets:
        lines.setdefault(round(sheet.frame.width), []).extend(sheet.lines)
    found = {}
    for width, group in lines.items():
        left, right = 0.12 * width, 0.88 * width
        if group:
            lefts = Counter(round(line.box[0] / 3) for line in group if line.box[0] < 0.4 * width)
            common = [at for at, times in lefts.items() if times * 5 >= max(lefts.values(), default=0)]
            left = 3.0 * min(common, default=left / 3)
            rights = sorted(line.box[2] for line in group)
            right = rights[int(0.95 * (len(rights) - 1))]
        found[width] = (left, max(right, width - left - 20))
    return found


def _page(number: int, sheet: Sheet, dropped: set[int], margins: tuple[float, float], name: str) -> ReportPage:
    lines = [_line(line, number, sheet.frame.width, margins, name) for line in sheet.lines]
    furniture = [line for index, line in enumerate(lines) if index in dropped]
    items: list[tuple[Box, Physical]] = [
        (line.place.box or (0, 0, 0, 0), line) for index, line in enumerate(lines) if index not in dropped
    ]
    items += [(grid.box, _grid(grid, number, name)) for grid in sheet.grids]
    items.sort(key=lambda item: (item[0][1], item[0][0]))
    scanned = not sheet.known and sheet.pictures > 0
    return ReportPage(number, [item for _, item in items], furniture, scanned, sheet.frame.width, sheet.frame.height)


def _line(line: TextLine, page: int, width: float, margins: tuple[float, float], name: str) -> ReportLine:
    indent = min(line.box[0] - margins[0], margins[1] - line.box[2])
    centred = indent > line.size and abs(line.box[0] + line.box[2] - width) < 0.06 * width
    return ReportLine(line.text, ReportPlace(name, page, box=_rounded(line.box)), line.size, line.strong, centred=centred)


def _grid(grid: RuledGrid, page: int, name: str) -> ReportGrid:
    cells = [
        ReportCell(
            cell.text,
            cell.row,
            cell.column,
            ReportPlace(name, page, row=cell.row + 1, column=cell.column + 1, box=_rounded(cell.box)),
            cell.rowspan,
            cell.colspan,
        )
        for cell in grid.cells
    ]
    place = ReportPlace(name, page, box=_rounded(grid.box))
    return ReportGrid(len(grid.ys) - 1, len(grid.xs) - 1, cells, place, tuple(round(x, 1) for x in grid.xs))


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _remarks(pages: list[ReportPage], sheets: list[Sheet], name: str) -> list[ReportRemark]:
    """What could not be read. Raises UsageError where nothing could."""
    scanned = [page.number for page in pages if page.scanned]
    garbled = [
        page.number
        for page, sheet in zip(pages, sheets, strict=True)
        if sheet.missing > UNREADABLE_SHARE * (sheet.missing + sheet.known)
    ]
    if not any(sheet.known for sheet in sheets):
        if garbled:
            raise UsageError("PDF 的字体没有写明各是什么字，读不出文字", file=name, remedy=ANOTHER_COPY)
        message = "这是扫描件，没有文字，读不出" if scanned else "PDF 里没有文字"
        raise UsageError(message, file=name, remedy=ANOTHER_COPY)
    found = [ReportRemark(f"第{page}页是扫描件，没有文字，没有读", ReportPlace(name, page)) for page in scanned]
    found += [ReportRemark(f"第{page}页有的字体没有写明各是什么字，读不全", ReportPlace(name, page)) for page in garbled]
    return sorted(found, key=lambda remark: remark.place.page)
