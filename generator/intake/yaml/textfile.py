"""From the bytes of a data file to its text: size, encoding and characters that a text file must not hold."""

from __future__ import annotations

import re
from pathlib import Path

from generator.intake.collector import Collector
from generator.model.place import Place
from generator.runtime.fence import check_fence
from generator.runtime.reading import TooLarge, read_regular, why_unreadable

MAX_BYTES = 4 * 1024 * 1024
"""The largest file that is read: 4 MB, some fifty times the fullest department-year known."""

AS_UTF8 = "用记事本打开，选“另存为”，编码选“UTF-8”，保存后再试"
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and line feed
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # soft hyphen, joiners and fillers without a glyph
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # widthless, hidden line ends, directions
    "\U000e0001\U000e0020-\U000e007f\ud800-\udfff\ufdd0-\ufdef"
    f"{''.join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))}]"
)
"""Controls, invisible characters, those that turn the direction of writing, and code points that are no characters (Unicode
categories Cc, Cf, Zl, Zp, Cs and noncharacters). Variants of Chinese characters (U+E0100 and on) are none of them."""

_ESCAPE = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|N\{[^{}]{1,90}\}|[0-3]?[0-7]{1,2}|[^\n])"  # any other stays as it is
)
"""An escape in a string of an expression: Jinja reads them as Python does."""
_SPECIAL = frozenset("xuUN01234567abfnrtv")


def read_text(path: Path, problems: Collector) -> str | None:
    """The text of a file with `\\n` line ends and without a BOM, or None after noting why it cannot be read.

    Characters that are not allowed are noted and replaced by spaces, so that the rest of the file is still read.
    """
    top = Place(str(path), 0, 0, "")
    try:
        raw = read_bytes(path)
    except TooLarge:
        remedy = "一个部门一年的数据不会这样大；检查是否放错了文件，或分成几个文件"
        problems.add(top, f"文件超过{MAX_BYTES // 1024 // 1024}MB", remedy)
        return None
    except OSError as error:
        problems.add(top, *why_unreadable(path, error))
        return None
    text = _decode(raw, str(path), problems)
    if text is None:
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems.lines[str(path)] = text.split("\n")
    if not text.strip():
        problems.add(top, "文件是空的", "填上数据，或删去这个文件；新文件可用 gongkai new 生成")
        return None
    return _without_invisible(text, str(path), problems)


def read_bytes(path: Path) -> bytes:
    """The bytes of a data file. Raises OSError, also for what is no regular file larger than MAX_BYTES, or outside
    of the folder that is shown (`runtime.fence`)."""
    check_fence(path)
    return read_regular(path, MAX_BYTES)


def hidden_in_expression(text: str) -> tuple[str, str] | None:
    """The first escape inside `{{ }}` of a text that makes an invisible character: as typed, and the character."""
    start = text.find("{{") if "\\" in text else -1
    while start >= 0 and (end := text.find("}}", start + 2)) >= 0:
        for found in _ESCAPE.finditer(text, start + 2, end):
            if INVISIBLE.match(char := _meant(found[0])):
                return found[0], char
        start = text.find("{{", end + 2)
    return None


def _meant(escape: str) -> str:
    """The character of an escape; empty for none, such as a name that Unicode does not have."""
    if escape[1] not in _SPECIAL:
        return ""
    try:
        return escape.encode("ascii").decode("unicode-escape")
    except UnicodeDecodeError:
        return ""


def _decode(raw: bytes, file: str, problems: Collector) -> str | None:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(raw):
        problems.add(Place(file, 1, 1, ""), "文件是 UTF-16（记事本里叫“Unicode”）编码，不是 UTF-8", AS_UTF8)
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.start
    start = raw.rfind(b"\n", 0, bad) + 1
    place = Place(file, raw.count(b"\n", 0, bad) + 1, len(raw[start:bad].decode("utf-8")) + 1, "")
    try:
        problems.lines[file] = raw.decode("gb18030").splitlines()
        problems.add(place, "文件是 GBK（记事本里叫“ANSI”）编码，不是 UTF-8", AS_UTF8)
    except UnicodeDecodeError:
        problems.add(place, "从这里起不是 UTF-8 文字", f"文件可能损坏，或不是文本文件；{AS_UTF8}")
    return None


def _looks_utf16(raw: bytes) -> bool:
    """UTF-16 without a BOM: ASCII marks such as `:` and line ends have a zero on one side, throughout."""
    return any(sum(raw.count(mark) for mark in pair) > 2 for pair in ((b"\n\x00", b":\x00"), (b"\x00\n", b"\x00:")))


def _without_invisible(text: str, file: str, problems: Collector) -> str:
    if not INVISIBLE.search(text):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        for found in INVISIBLE.finditer(line):
            place = Place(file, number, found.start() + 1, "")
            problems.add(place, f"有看不见的字符（U+{ord(found[0]):04X}）", "把它前后几个字删去重新输入")
    return INVISIBLE.sub(" ", text)
