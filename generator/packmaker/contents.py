"""A contents page as plain text → its entries: level, ordinal with its style, title.

第一部分　部门概况 …… 1
  一、主要职能 …… 1
Levels follow from the styles of the ordinals in their order, as a reader sees them; an entry without an ordinal stands beside
those above it, or below a deeper indent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.document.numbering import ordinal
from generator.errors import UsageError
from generator.model.numerals import number_of
from generator.reports import REPORT_SUFFIXES, ReadReport, read_report
from generator.runtime.reading import read_regular, why_unreadable

MAX_FILE = 1024 * 1024
MAX_DEPTH = 4
NUMBER = r"第?\s*[-–—－]?\s*\d{1,4}\s*[-–—－]?\s*页?"
LEADER = re.compile(
    rf"(?:[\s\u3000]*(?:[.．。·•—_\-－]{{3,}}|…+[.．…]*)[\s\u3000]*|[\s\u3000]{{2,}}|\t)(?:[（(]?{NUMBER}[）)]?)?\s*$"
)
PAGE = re.compile(rf"(?<=[\u4e00-\u9fff）》”])[\s\u3000]+[（(]?{NUMBER}[）)]?\s*$")
DIGITS = r"[一二三四五六七八九十百零〇]+|[0-9０-９]+"
STYLES = (
    re.compile(rf"(?P<before>第)(?P<number>{DIGITS})(?P<after>部分|章|节)[\s\u3000:：、]*"),
    re.compile(rf"(?P<before>附?表)(?P<number>{DIGITS})(?P<after>[：:、.．]|(?=[\s\u3000])|(?=[\u4e00-\u9fff《]))[\s\u3000]*"),
    re.compile(rf"(?P<before>附件)(?P<number>{DIGITS})(?P<after>[：:、.．]?)[\s\u3000]*"),
    re.compile(rf"(?P<before>[（(])(?P<number>{DIGITS})(?P<after>[）)])[、\s\u3000]*"),
    re.compile(r"(?P<before>)(?P<number>[一二三四五六七八九十百零〇]+)(?P<after>[、.．，])[\s\u3000]*"),
    re.compile(r"(?P<before>)(?P<number>[0-9０-９]{1,3})(?P<after>[、.．）)](?:(?!\d)|(?=20\d\d年)))[\s\u3000]*"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")
SKIPPED = re.compile(r"^[\s\u3000]*(?:目[\s\u3000]*录|contents)?[\s\u3000]*$", re.IGNORECASE)
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a contents page. level: from 1; pattern: how its ordinal is written, with {中} or {数}, empty for none;
    number: what the ordinal counts; line: where it stands in the file."""

    level: int
    pattern: str
    number: int
    title: str
    line: int = 0

    @property
    def printed(self) -> str:
        """Ordinal and title, without blanks."""
        count = ordinal(self.pattern, self.number) if self.pattern else ""
        return re.sub(r"\s+", "", f"{count}{self.title}")


def read_contents(file: Path) -> list[Entry]:
    """The entries of a contents page as plain text, or of a published report. Raises UsageError for a file that cannot be
    read or that has none."""
    if file.suffix.lower() in REPORT_SUFFIXES:
        return report_entries(read_report(file), file)
    try:
        raw = read_regular(file, MAX_FILE)
    except OSError as error:
        said, remedy = why_unreadable(file, error)
        raise UsageError(f"{file}：{said}", remedy=remedy) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            entries = entries_of(raw.decode(encoding).splitlines())
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UsageError(f"{file} 不是文字文件", remedy="目录存成文本文件（UTF-8），一行一个标题")
    return _some(entries, file)


def report_entries(report: ReadReport, file: Path) -> list[Entry]:
    """The entries of a report that is read already. Raises UsageError where it has none."""
    return _some(entries_of_report(report), file)


def _some(entries: list[Entry], file: Path) -> list[Entry]:
    """The entries. Raises UsageError where there are none."""
    if not entries:
        raise UsageError(f"{file} 里没有标题", remedy="一行一个标题，序号照原样写，如“一、主要职能”")
    return entries


def entries_of(lines: Iterable[str]) -> list[Entry]:
    """The entries of the lines of a contents page; leaders and page numbers are dropped, a title over two lines is joined."""
    texts = [(number, line.rstrip(), _unpaged(line)) for number, line in enumerate(lines, 1)]
    texts = [one for one in texts if not SKIPPED.match(one[2])]
    mostly_paged = sum(bare != line for _, line, bare in texts) * 10 > len(texts) * 7
    found: list[tuple[str, int, str, int, int]] = []
    open_title = False
    for number, line, bare in texts:
        pattern, count, title = _split(bare.strip())
        if open_title and not pattern:
            found[-1] = (*found[-1][:2], found[-1][2] + title, *found[-1][3:])
        else:
            found.append((pattern, count, title, len(bare) - len(bare.lstrip()), number))
        open_title = mostly_paged and bare == line and _kind(found[-1][0]) != PART
    return _levelled([one for one in found if one[2]])


def _unpaged(line: str) -> str:
    """A line without leader and page number."""
    return PAGE.sub("", LEADER.sub("", CONTROL.sub("", line.rstrip())))


def _split(text: str) -> tuple[str, int, str]:
    """Pattern, number and title of a line."""
    for style in STYLES:
        found = style.match(text)
        if found and len(found[0].strip()) < len(text):
            digits = found["number"].translate(WIDE)
            kind = "{数}" if digits.isdigit() else "{中}"
            return (
                f"{found['before']}{kind}{found['after']}".replace("(", "（").replace(")", "）"),
                number_of(digits),
                _title(text[found.end() :]),
            )
    return "", 0, _title(text)


def _title(text: str) -> str:
    return re.sub(r"(?<=[^\x00-\x7f])[\s\u3000]+(?=[^\x00-\x7f])", "", text.strip())


def _levelled(lines: list[tuple[str, int, str, int, int]]) -> list[Entry]:
    """Levels by nesting: a style seen above is the level where it was seen; a new one is a level deeper."""
    stack: list[tuple[str, int]] = []
    entries: list[Entry] = []
    for pattern, number, title, indent, line in lines:
        kind = _kind(pattern)
        depth = next((at for at, (seen, _) in enumerate(stack) if seen == kind), None)
        if not pattern:
            depth = next((at for at, (_, own) in enumerate(stack) if indent <= own), None) if stack else 0
            depth = 0 if depth is None and indent == 0 else depth
            if stack and stack[0][0] == PART:  # parts are counted, so what is not counted stands in one
                depth = 0 if APPENDED.fullmatch(title) else max(depth or 1, 1)
        if kind == PART:
            depth = 0
        if depth is None or depth >= len(stack):
            depth = min(len(stack), MAX_DEPTH - 1)
            del stack[depth:]
            stack.append((kind, indent))
        else:
            del stack[depth + 1 :]
            if pattern:
                stack[depth] = (kind, indent)
        entries.append(Entry(depth + 1, pattern, number, title, line))
    return entries


PART = "第部分"
APPENDED = re.compile("附[件表录]")


def _kind(pattern: str) -> str:
    """What makes ordinals of one level alike: their brackets and kind of digits, not their comma."""
    if pattern.startswith("第"):
        return PART
    return re.sub(r"[、.．，：:]$", "", pattern)


def entries_of_report(report: ReadReport) -> list[Entry]:
    """The entries of a published report: the rows of its contents page; where it has none, its headings."""
    rows = [(row.level, row.ordinal, row.title) for row in report.contents]
    rows = rows or [(section.level, section.ordinal, section.title) for section in report.sections()]
    found = []
    for number, (level, count, title) in enumerate(rows, 1):
        pattern, counted, bare = _split(f"{count}{title}")
        found.append(Entry(min(level, MAX_DEPTH), pattern, counted, bare, number))
    return found
