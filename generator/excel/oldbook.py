"""What an .xls holds (BIFF in an OLE file), counted before any library reads it: the area of each sheet, and its texts.

Sources: [MS-CFB] for the file of sectors, [MS-XLS] for the records. Only records that place a cell are looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.excel.scan import MAX_AREA, MAX_AREA_IN_ALL, MAX_CELLS, MAX_TEXT, Excess

_FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of a chain, free, of the table itself."""
_BOF = (0x0009, 0x0209, 0x0409, 0x0809)
_CELLS = {1, 2, 3, 4, 5, 6, 0x00D6, 0x00FD, 0x0201, 0x0202, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406}
"""BLANK, INTEGER, NUMBER, LABEL, BOOLERR, FORMULA, RSTRING, LABELSST and RK of all versions: row, then column."""
_RUNS = {0x00BD, 0x00BE}
"""MULRK, MULBLANK: row, first column … last column."""
_SST, _CONTINUE, _LABEL_SST = 0x00FC, 0x003C, 0x00FD


class Broken(ValueError):
    """No file of sectors, or one whose chains lead nowhere."""


def scan_old(raw: bytes) -> None:
    """Count the cells of an .xls. Raises Excess for one that asks for too much, Broken for a damaged one."""
    counted = _Counted()
    stream = _workbook(raw)
    try:
        for kind, data in _records(stream):
            counted.take(kind, data)
    except struct.error as error:
        raise Broken(str(error)) from error
    counted.close_sheet()


class _Counted:
    """The sheet that is open, and what was counted in all."""

    def __init__(self) -> None:
        self.corners: list[int] = []
        self.cells = 0
        self.area = 0
        self.text = 0
        self.table: list[bytes] = []
        self.lengths: list[int] | None = None
        self.in_table = False

    def take(self, kind: int, data: bytes) -> None:
        """One record."""
        self.in_table = kind == _SST or (self.in_table and kind == _CONTINUE)
        if self.in_table:
            self.table.append(data)
        elif kind in _BOF:
            self.close_sheet()
        elif (kind in _CELLS or kind in _RUNS) and len(data) >= 6:
            row, first = struct.unpack_from("<HH", data)
            last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind in _RUNS else first
            self._cell(row, first, max(first, min(last, first + len(data) // 2)))
            self.text += self._shared(data) if kind == _LABEL_SST else len(data)
            if self.cells > MAX_CELLS or self.text > MAX_TEXT:
                raise Excess(f"工作簿太大：有{self.cells}个格子，或文字太长")

    def _shared(self, data: bytes) -> int:
        """Length of the shared text that a cell names."""
        if self.lengths is None:
            self.lengths = _lengths(self.table)
        number = struct.unpack_from("<I", data, 6)[0] if len(data) >= 10 else len(self.lengths)
        return self.lengths[number] if number < len(self.lengths) else 0

    def _cell(self, row: int, first: int, last: int) -> None:
        self.cells += last - first + 1
        top, left, bottom, right = self.corners or (row, first, row, last)
        self.corners = [min(top, row), min(left, first), max(bottom, row), max(right, last)]

    def close_sheet(self) -> None:
        """A sheet is over."""
        if self.corners:
            top, left, bottom, right = self.corners
            area = (bottom - top + 1) * (right - left + 1)
            self.area += area
            if area > MAX_AREA or self.area > MAX_AREA_IN_ALL:
                raise Excess(f"工作表太大：从第一格到最后一格共有{area}格，各表共{self.area}格")
        self.corners = []


def _lengths(parts: list[bytes]) -> list[int]:
    """Characters of each text of the table of shared texts, which goes over several records."""
    table = _Table(parts)
    table.skip(8)
    found: list[int] = []
    while not table.at_end and len(found) <= MAX_CELLS:
        count, flags = struct.unpack("<HB", table.take(3))
        runs = struct.unpack("<H", table.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", table.take(4))[0] if flags & 4 else 0
        found.append(count)
        table.skip_characters(count, wide=bool(flags & 1))
        table.skip(4 * runs + extra)
    if not table.at_end:
        raise Excess(f"工作簿太大：有{MAX_CELLS}多段文字")
    return found


class _Table:
    """The table of shared texts, read over the borders of its records."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.number, self.at = parts, 0, 0

    @property
    def at_end(self) -> bool:
        """True behind the last byte."""
        while self.number < len(self.parts) and self.at >= len(self.parts[self.number]):
            self.number, self.at = self.number + 1, 0
        return self.number >= len(self.parts)

    def take(self, count: int) -> bytes:
        """The next bytes. Raises struct.error (of who unpacks them) at the end."""
        found = b""
        while len(found) < count and not self.at_end:
            piece = self.parts[self.number][self.at : self.at + count - len(found)]
            self.at += len(piece)
            found += piece
        return found

    def skip(self, count: int) -> None:
        """Pass over bytes."""
        while count > 0 and not self.at_end:
            step = min(count, len(self.parts[self.number]) - self.at)
            self.at, count = self.at + step, count - step

    def skip_characters(self, count: int, *, wide: bool) -> None:
        """Skip characters; each further record states their width again."""
        while count > 0 and not self.at_end:
            width = 2 if wide else 1
            there = (len(self.parts[self.number]) - self.at) // width
            if count <= there:
                self.at += count * width
                return
            count -= there
            self.at = len(self.parts[self.number])
            if not self.at_end:
                wide, self.at = bool(self.parts[self.number][0] & 1), 1


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook(raw: bytes) -> bytes:
    """The stream of the workbook. Raises Broken."""
    try:
        return _Sectors(raw).stream(("Workbook", "Book"))
    except (struct.error, IndexError, ValueError) as error:
        raise Broken(str(error)) from error


class _Sectors:
    """An OLE file: sectors, a table of their chains, a directory of streams."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.size = 1 << struct.unpack_from("<H", raw, 30)[0]
        self.mini = 1 << struct.unpack_from("<H", raw, 32)[0]
        if self.size not in (512, 4096) or self.mini != 64:
            raise Broken("sector size")
        directory, _, self.cutoff, first_mini = struct.unpack_from("<IIII", raw, 48)
        self.table = self._numbers(b"".join(map(self._sector, self._table_sectors())))
        self.entries = self._chain(directory)
        self.mini_table = self._numbers(self._chain(first_mini)) if first_mini < _FREE else []

    def stream(self, names: tuple[str, ...]) -> bytes:
        """The first stream of one of the names."""
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(self.entries) - 127, 128):
            length = struct.unpack_from("<H", self.entries, at + 64)[0]
            name = self.entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<II", self.entries, at + 116)
            found.setdefault(name, (start, size))
        for name in names:
            if name in found:
                start, size = found[name]
                if size >= self.cutoff:
                    return self._chain(start)[:size]
                return self._mini_chain(start, self._chain(found["Root Entry"][0]))[:size] if "Root Entry" in found else b""
        raise Broken("no workbook")

    def _table_sectors(self) -> list[int]:
        numbers = [number for number in struct.unpack_from("<109I", self.raw, 76) if number < _FREE]
        following, count = struct.unpack_from("<II", self.raw, 68)
        while following < _FREE and count:
            more = self._numbers(self._sector(following))
            numbers += [number for number in more[:-1] if number < _FREE]
            following, count = more[-1], count - 1
        if len(numbers) > len(self.raw) // self.size + 1:
            raise Broken("table")
        return numbers

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        found = self.raw[start : start + self.size]
        if not found:
            raise Broken("sector")
        return found

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...] | list[int]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        for _ in range(len(self.raw) // self.size + 1):
            if number >= _FREE:
                return b"".join(parts)
            parts.append(self._sector(number))
            number = self.table[number]
        raise Broken("a chain without an end")

    def _mini_chain(self, number: int, root: bytes) -> bytes:
        parts: list[bytes] = []
        for _ in range(len(root) // self.mini + 1):
            if number >= _FREE:
                return b"".join(parts)
            parts.append(root[number * self.mini : (number + 1) * self.mini])
            number = self.mini_table[number]
        raise Broken("a chain without an end")
