"""Random changes of files: of their text line by line and word by word, of the parts of a ZIP, of raw bytes."""

from __future__ import annotations

import io
import random
import re
import zipfile

NASTY = (
    *("{{", "}}", "{%", "{#", "{{ 年度 }}", "{{ _账 }}", "{{ 文字.补充.甲 }}", "<script>", "</p>", "&amp;", "&", "<", "]]>"),
    *("'", '"', ":", "：", "- ", "#", "|", ">", "*x", "&x", "!!python/object:os.system", "\t", "\u3000", "\x00", "\x1b"),
    *("\u202e", "\u200b", "\ufeff", "\U00020bb7", "e\u0301", "1e999", "-0", "９", "0x1F", ".nan", "99999999999999999999999999"),
    *("../../x", "/etc/passwd", "con", "a" * 3000, "，" * 5000, "1/1-" * 3000, "{{" * 3000, "[" * 2000, "{" * 400, "\n" * 5000),
    *("zz999999", "A1:XFD1048576", "=1+1", "无", "不涉及", "空", "未载明", "待填", "true", "null", "2021-02-30", "<<: *a"),
)
WORD = re.compile(r"\w+|[^\w\s]")


def text(source: str, chance: random.Random) -> str:
    """A text with up to four random changes."""
    for _ in range(chance.randint(1, 4)):
        source = chance.choice((_lines, _words, _insert, _repeat, _cut))(source, chance)
    return source[:2_000_000]


def _lines(source: str, chance: random.Random) -> str:
    lines = source.split("\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[first]
        case 1:
            lines.insert(first, lines[second])
        case 2:
            lines[first], lines[second] = lines[second], lines[first]
        case _:
            lines[first] = " " * chance.randint(1, 6) + lines[first]
    return "\n".join(lines)


def _words(source: str, chance: random.Random) -> str:
    places = [found.span() for found in WORD.finditer(source)]
    if not places:
        return source
    start, end = chance.choice(places)
    other = chance.choice(places)
    new = chance.choice((chance.choice(NASTY), source[slice(*other)], ""))
    return source[:start] + new + source[end:]


def _insert(source: str, chance: random.Random) -> str:
    at = chance.randint(0, len(source))
    return source[:at] + chance.choice(NASTY) + source[at:]


def _repeat(source: str, chance: random.Random) -> str:
    start = chance.randint(0, len(source))
    piece = source[start : start + chance.randint(1, 400)]
    return source[:start] + piece * chance.choice((2, 10, 300)) + source[start:]


def _cut(source: str, chance: random.Random) -> str:
    start = chance.randint(0, len(source))
    return source[:start] + source[start + chance.randint(1, 2000) :]


def archive(data: bytes, chance: random.Random) -> bytes:
    """A ZIP with a part changed, dropped or doubled; now and then with raw bytes changed."""
    if chance.random() < 0.15:
        return raw(data, chance)
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = set(chance.sample(names, min(len(names), chance.randint(1, 2))))
        drop = chance.random() < 0.1
        for name in names:
            part = old.read(name)
            if name in chosen:
                if drop:
                    continue
                part = text(part.decode("utf-8", "replace"), chance).encode("utf-8", "replace")
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def raw(data: bytes, chance: random.Random) -> bytes:
    """Bytes with some changed, cut off or doubled."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(max(len(changed), 1))
        match chance.randrange(3):
            case 0 if changed:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 64)]
            case _:
                changed[at:at] = changed[at : at + 64]
    return bytes(changed)
