"""What the parts of an .xlsx hold, counted before any library reads them: elements, cells, areas, merged cells, texts.

A workbook of a few kilobytes can ask for gigabytes: two far corners make a sheet of millions of cells, one long text may
stand in a million of them, one merged range be given a thousand times. What is counted here is what reading costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_ROWS = 20_000
MAX_COLUMNS = 1_000
"""Of the cells that hold something; the widest statutory form has about 120 columns."""
MAX_CELLS = 1_000_000
"""Cells and rows of all sheets."""
MAX_AREA = 1_000_000
"""Cells of the rectangle that holds all of a sheet: readers keep it whole."""
MAX_AREA_IN_ALL = 3_000_000
MAX_MERGES = 20_000
"""Merged ranges of all sheets; a 财决 workbook has some thousands."""
MAX_TEXT = 30_000_000
"""Characters of all cells, a text that several cells share counted for each."""
MAX_TAGS = 8_000_000
"""Beginnings and ends of elements of all parts."""
MAX_DEPTH = 64
MAX_ATTRIBUTES = 256
SMALLER = "公开表和财决报表没有这么大；删去表外的内容，另存后再导入"
_REFERENCE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,10})")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)[\"']")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class Excess(Exception):
    """A workbook that asks for more than it may. message and remedy in the clerk's words."""

    def __init__(self, message: str, remedy: str = SMALLER) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Hostile(Exception):
    """A part with what has no place in a workbook and serves to blow it up or to read other files."""


@dataclass
class Totals:
    """What was counted over all parts. texts: length of each shared text."""

    tags: int = 0
    cells: int = 0
    area: int = 0
    merges: int = 0
    text: int = 0
    texts: list[int] = field(default_factory=list)


def scan(data: bytes, totals: Totals) -> list[str]:
    """Count a part. Returns the cells with a formula that has no stored result. The shared texts go before the sheets.

    Raises Excess, Hostile, and expat.ExpatError for what is no XML.
    """
    if b"\x00" in data or _DOCTYPE.search(data):
        raise Hostile
    if (found := _ENCODING.match(data[:400])) and found[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise Hostile
    totals.tags += data.count(b"<")
    if totals.tags > MAX_TAGS:
        raise Excess(f"工作簿太大：里面有{MAX_TAGS}多个标记", "删去空的行列和多余的格式，另存后再导入")
    part = _Part(totals)
    part.parse(data)
    part.close()
    return part.uncached


def position(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference in letters of either case, from 1: `C7` → (7, 3). None for what is none."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


@dataclass
class _Part:
    """One part while it is parsed. row and column: of the cell that is open, as readers count where none is given."""

    totals: Totals
    uncached: list[str] = field(default_factory=list)
    row: int = 0
    column: int = 0
    depth: int = 0
    corners: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    name: str = ""
    shared: bool = False
    formula: bool = False
    inside: str = ""
    held: str = ""
    length: int = 0
    string: int = -1

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise Hostile
        kind = tag.rpartition(" ")[2]
        if kind == "c":
            self._cell(attributes)
        elif kind == "row":
            self._count()
            number = attributes.get("r", "")
            self.row, self.column = int(number) if number.isascii() and number.isdigit() else self.row + 1, 0
        elif kind == "f":
            self.formula = True
        elif kind in ("v", "is"):
            self.inside = kind
        elif kind == "si":
            self.string = 0
        elif kind == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _end(self, tag: str) -> None:
        self.depth -= 1
        kind = tag.rpartition(" ")[2]
        if kind == "c":
            self._close_cell()
        elif kind in ("v", "is"):
            self.inside = ""
        elif kind == "si":
            self.totals.texts.append(self.string)
            self.string = -1

    def _text(self, text: str) -> None:
        if self.string >= 0:
            self.string += len(text)
        elif self.inside:
            self.length += len(text)
            if self.shared and len(self.held) < 12:
                self.held += text

    def _count(self) -> None:
        self.totals.cells += 1
        if self.totals.cells > MAX_CELLS:
            raise Excess(f"工作表太大：有{MAX_CELLS}多行、多个格子", "删去表外的空行空列，另存后再导入")

    def _cell(self, attributes: dict[str, str]) -> None:
        self._count()
        place = position(attributes.get("r", ""))
        self.row, self.column = place or (self.row, self.column + 1)
        self.name = attributes.get("r", "")
        self.shared = attributes.get("t") == "s"
        self.formula, self.held, self.length = False, "", 0

    def _close_cell(self) -> None:
        """A cell is over: where it holds something it counts for the area, and its text for the texts."""
        if not self.length:
            if not self.formula:
                return
            self.uncached.append(self.name)
        if self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            where = self.name or f"第{self.row}行第{self.column}列"
            raise Excess(f"工作表太大：{where}处还有内容，超过{MAX_ROWS}行或{MAX_COLUMNS}列")
        top, left, bottom, right = self.corners or (self.row, self.column, self.row, self.column)
        self.corners = [min(top, self.row), min(left, self.column), max(bottom, self.row), max(right, self.column)]
        texts = self.totals.texts
        number = int(self.held) if self.shared and self.held.isascii() and self.held.isdigit() else -1
        self.totals.text += texts[number] if 0 <= number < len(texts) else self.length
        if self.totals.text > MAX_TEXT:
            raise Excess(f"工作簿太大：各格的文字共有{MAX_TEXT // 10_000}多万字")

    def _merge(self, reference: str) -> None:
        self.totals.merges += 1
        if self.totals.merges > MAX_MERGES:
            raise Excess(f"工作簿太大：有{MAX_MERGES}多处合并单元格", "取消多余的合并，另存后再导入")
        first, _, last = reference.partition(":")
        start, end = position(first), position(last or first)
        if start and end:
            self.merges.append((*start, *end))

    def close(self) -> None:
        """The part is over: the area of the sheet, and of its merged ranges as far as they lie in it."""
        if not self.corners:
            return
        top, left, bottom, right = self.corners
        area = (bottom - top + 1) * (right - left + 1)
        self.totals.area += area
        if area > MAX_AREA or self.totals.area > MAX_AREA_IN_ALL:
            raise Excess(f"工作表太大：从第一格到最后一格共有{area}格，各表共{self.totals.area}格")
        covered = sum(
            max(0, min(bottom, low) - max(1, high) + 1) * max(0, min(right, far) - max(1, near) + 1)
            for high, near, low, far in self.merges
        )
        if covered > 2 * bottom * right:
            raise Excess("工作表的合并单元格互相重叠，合起来比表还大", "取消多余的合并，另存后再导入")
