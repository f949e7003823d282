"""Saved web pages in: the block elements of a page become lines, its tables grids. Nothing of a page is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from generator.errors import UsageError
from generator.reports.report import Physical, ReportCell, ReportGrid, ReportLine, ReportPage, ReportPlace, ReportRemark
from generator.reports.words import tidy

MOST_TAGS = 1_000_000
MOST_BOXES = 200_000
MOST_SPAN = 1_000
"""What browsers allow a cell to cover."""
DEPTH = 200
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
SILENT = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "nav",
    "button",
    "select",
    "svg",
    "iframe",
    "object",
    "colgroup",
}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "em",
    "font",
    "i",
    "ins",
    "label",
    "mark",
    "o:p",
    "q",
    "s",
}
INLINE |= {"small", "span", "strong", "sub", "sup", "time", "u", "wbr", "img", "input", "st1:chsdate", "v:shape"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HEADING = re.compile(r"h([1-6])")
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
STRONG = {"b", "strong"}
CONTENTS = re.compile(r"contents|toc|目录", re.IGNORECASE)


def read_web_page(data: bytes, name: str) -> tuple[list[ReportPage], list[ReportRemark]]:
    """A saved page as one page with number 0. Raises UsageError for what is no web page, or one beyond all bounds."""
    if data.count(b"<") > MOST_TAGS:
        raise UsageError("网页大得不合常理，没有读", file=name, remedy="检查是否选错了文件")
    text = _decoded(data, name)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UsageError("网页里没有内容，或已损坏", file=name, remedy="在浏览器里打开，重新保存") from error
    body = root.find("body")
    reader = _Reader(name)
    items = list(reader.blocks(body if body is not None else root, 0))
    remarks = []
    if reader.pictures and not any(isinstance(item, ReportGrid) for item in items):
        remarks.append(ReportRemark(f"网页里有{reader.pictures}张图片；图片里的表读不出", ReportPlace(name)))
    return [ReportPage(0, items)], remarks


def _decoded(data: bytes, name: str) -> str:
    """Its text: by the byte order mark, by what the page says, else UTF-8, else GB18030, which holds GBK."""
    stated = CHARSET.search(data[:4096])
    names = [stated[1].decode("ascii")] if stated else []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        names.insert(0, "utf-16")
    for charset in [*names, "utf-8-sig", "gb18030"]:
        try:
            text = data.decode("gb18030" if charset.lower() in ("gb2312", "gbk") else charset)
        except (LookupError, UnicodeDecodeError):
            continue
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", "")) or " "
    raise UsageError("网页的文字编码读不出", file=name, remedy="在浏览器里打开，另存为“网页，仅 HTML”")


class _Reader:
    """Walks a page; counts its blocks."""

    def __init__(self, name: str) -> None:
        self.name, self.count, self.pictures = name, 0, 0

    def place(self) -> ReportPlace:
        """The place of the next block."""
        self.count += 1
        return ReportPlace(self.name, paragraph=self.count)

    def blocks(self, holder: etree._Element, depth: int, contents: bool = False) -> Iterator[Physical]:
        """The lines and grids of an element; text and inline elements between blocks make lines."""
        if depth > DEPTH:
            return
        texts: list[str] = [holder.text or ""]
        strong = 0
        for child in holder:
            if not isinstance(child.tag, str) or _silent(child):
                contents_here = isinstance(child.tag, str) and child.tag == "nav" and not _hidden(child)
                if contents_here and CONTENTS.search(
                    f"{child.get('class', '')}{child.get('id', '')}{child.get('aria-label', '')}"
                ):
                    yield from self._line(holder, texts, strong, contents)
                    texts, strong = [""], 0
                    yield from self.blocks(child, depth + 1, True)
            elif child.tag == "br":
                yield from self._line(holder, texts, strong, contents)
                texts, strong = [""], 0
            elif child.tag in INLINE and not _holds_blocks(child):
                text = self._inline(child)
                texts.append(text)
                strong += len(text) if child.tag in STRONG or child.find(".//b") is not None else 0
            else:
                yield from self._line(holder, texts, strong, contents)
                texts, strong = [""], 0
                yield from self._table(child, depth) if child.tag == "table" else self.blocks(child, depth + 1, contents)
            texts.append(child.tail or "")
        yield from self._line(holder, texts, strong, contents)

    def _line(self, holder: etree._Element, texts: list[str], strong: int, contents: bool) -> Iterator[ReportLine]:
        text = tidy("".join(texts))
        if text:
            level = HEADING.fullmatch(holder.tag) if isinstance(holder.tag, str) else None
            look = f"{holder.get('style', '')};{holder.get('align', '')}"
            centred = bool(CENTRED.search(look)) or holder.get("align", "").lower() == "center" or holder.tag == "center"
            bold = bool(level) or 2 * strong > len(text)
            yield ReportLine(text, self.place(), 0.0, bold, int(level[1]) if level else 0, 0, centred, contents)

    def _inline(self, element: etree._Element) -> str:
        """The text within a line. Lists of inline elements are walked, not called: they may be nested beyond all depth."""
        texts = []
        for event, part in etree.iterwalk(element, events=("start", "end", "comment")):
            if event == "start":
                self.pictures += part.tag == "img"
                texts.append(part.text or "" if not _silent(part) else "")
            elif event == "end" and part is not element:
                texts.append(part.tail or "")
        return "".join(texts)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Physical]:
        rows = [row for row in table.iter("tr") if _owner(row, "table") is table and not _hidden(row)]
        cells = [[cell for cell in row if cell.tag in ("td", "th") and not _hidden(cell)] for row in rows]
        layout = table.find(".//table") is not None or max(map(len, cells), default=0) < 2
        caption = table.find("caption")
        if caption is not None:
            yield from self._caption(caption)
        if layout:
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell, depth + 1)
        elif grid := self._grid(cells):
            yield grid

    def _caption(self, caption: etree._Element) -> Iterator[ReportLine]:
        """The caption, each of its elements a line; what stands beside each other in one is parted by tabs."""
        lines = [[caption.text or ""]]
        for part in caption:
            inner = [child for child in part if isinstance(child.tag, str)] if isinstance(part.tag, str) else []
            pieces = [self._inline(child) for child in inner] if len(inner) > 1 else [self._inline(part)]
            lines += [[tidy(piece) for piece in pieces], [part.tail or ""]]
        for pieces in lines:
            if text := tidy("\t".join(pieces)):
                yield ReportLine(text, self.place(), centred=True)

    def _grid(self, rows: list[list[etree._Element]]) -> ReportGrid | None:
        """The cells laid out as a browser does: each in the first free box of its row."""
        taken: set[tuple[int, int]] = set()
        found = []
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                down = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
                across = _span(cell, "colspan") or 1
                boxes = {(number + y, column + x) for y in range(down) for x in range(across)}
                taken |= boxes
                if len(taken) > MOST_BOXES:
                    raise UsageError("表格大得不合常理，没有读", file=self.name, remedy="检查文件来源")
                text = tidy(self._inline(cell)).replace("\t", "")
                place = self.place()
                at = ReportPlace(self.name, paragraph=place.paragraph, row=number + 1, column=column + 1)
                found.append(ReportCell(text, number, column, at, down, across))
                column += across
        if not found:
            return None
        width = max(cell.column + cell.colspan for cell in found)
        return ReportGrid(len(rows), width, _apart(found), ReportPlace(self.name, paragraph=found[0].place.paragraph))


def _apart(cells: list[ReportCell]) -> list[ReportCell]:
    """Cells without those that overlap one before them."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for cell in cells:
        boxes = {(cell.row + y, cell.column + x) for y in range(cell.rowspan) for x in range(cell.colspan)}
        if not boxes & taken:
            taken |= boxes
            kept.append(cell)
    return kept


def _span(cell: etree._Element, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(int(text), MOST_SPAN) if text.isdecimal() and len(text) < 7 else 1


def _silent(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in SILENT or _hidden(element)


def _is_contents(element: etree._Element) -> bool:
    """Whether a navigation is the contents of the report."""
    if element.tag != "nav" or _hidden(element):
        return False
    return bool(CONTENTS.search("".join(str(element.get(name, "")) for name in ("class", "id", "aria-label"))))


def _hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(str(element.get("style", ""))))


def _holds_blocks(element: etree._Element) -> bool:
    return any(
        isinstance(child.tag, str) and child.tag not in INLINE and child.tag != "br"
        for child in element.iter()
        if child is not element
    )


def _owner(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)
