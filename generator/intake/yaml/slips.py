"""Slips of the hand that YAML reports badly or not at all: full-width colon, missing space, tab or wide space as indentation.

Each is noted at its own place and mended in memory, so that the rest of the file can be read in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.intake.collector import Collector
from generator.intake.yaml.nodes import Reading
from generator.model.place import Place

PREFIX = re.compile(r"([ \t\u3000\xa0]*)((?:-[ \u3000]+)*)")
HEADER = re.compile(r"(?:^|[:：])\s*[|>][-+0-9]*\s*(?:#.*)?$")
COLON = re.compile(
    r"(?P<lead>^(?:- +)*|[{,]\s*)(?P<quote>[\"']?)(?P<key>\w{1,20})(?P=quote)[ \u3000]*(?P<colon>：|:(?=[^\s/:,}\]]))"
)
INDENT = re.compile(r"[ \t\u3000\xa0]*[\t\u3000\xa0]")


@dataclass
class Mended:
    """The text with its slips mended. `shifts`: line → columns of characters put in; `unsound`: the nesting is a guess."""

    text: str
    shifts: dict[int, list[int]] = field(default_factory=dict)
    found: int = 0
    unsound: bool = False


@dataclass
class _Names:
    """What counts as a field's name on a line; on a suspect line any word before a full-width colon.

    inner: the line goes on with the text of the line before, as YAML sees it.
    """

    known: Callable[[str], bool]
    suspect: bool
    inner: bool

    def take(self, key: str, wide: bool) -> bool:
        return self.known(key) or bool(re.fullmatch(r"\d{3,7}", key)) or (wide and self.suspect)


def mend(text: str, file: str, reading: Reading, known: Callable[[str], bool], problems: Collector) -> Mended:
    """Look for slips in every line that is not inside a text. `known` says which names are fields.

    Where YAML itself failed, a full-width colon after a word that is no field's name also counts, on the lines where it failed.
    """
    mended = Mended(text)
    failed = reading.failure.problem_mark if reading.failure else None
    suspects = {failed.line + 1, failed.line} if failed else set()
    lines: list[str] = []
    block = -1
    for number, typed in enumerate(text.split("\n"), 1):
        line = typed
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (not line.strip() or indent > block):
            lines.append(line)
            continue
        block = _block_indent(line)
        if number in reading.quoted:
            lines.append(line)
            continue
        place = Place(file, number, 0, "")
        if number not in reading.inner:
            line = _indentation(line, place, mended, problems)
        names = _Names(known, number in suspects, number in reading.inner)
        lines.append(_colons(line, place, mended, names, problems))
    mended.text = "\n".join(lines)
    return mended


def _block_indent(line: str) -> int:
    """The indentation that the lines of a text block must exceed, or -1 where the line opens none."""
    if not HEADER.search(line) and not re.search(r"-\s+[|>][-+0-9]*\s*$", line):
        return -1
    found = PREFIX.match(line)
    assert found  # the pattern matches the empty text
    if line[found.end() :].startswith(("|", ">")):
        return found[0].rstrip(" ").rfind("-") if "-" in found[0] else 0
    return found.end()


def _indentation(line: str, place: Place, mended: Mended, problems: Collector) -> str:
    found = INDENT.match(line)
    if not found:
        return line
    rest = line[found.end() :]
    if not rest.strip():
        return ""
    if rest.lstrip().startswith("#"):
        return rest.lstrip()
    column = next(i for i, c in enumerate(line) if c != " ")
    name = "制表符（Tab）" if line[column] == "\t" else "全角空格"
    problems.add(place._replace(column=column + 1), f"缩进里有{name}", f"删去{name}，改用半角空格，每级两个")
    mended.found += 1
    mended.unsound = True
    return re.sub(r"[\t\u3000\xa0]", "  ", found[0]) + rest


def _colons(line: str, place: Place, mended: Mended, names: _Names, problems: Collector) -> str:
    start = len(line) - len(line.lstrip(" "))
    body = line[start:]
    if body.startswith("#") or ("：" not in body and ":" not in body):
        return line
    out, last = [line[:start]], 0
    for found in COLON.finditer(body):
        wide = found["colon"] == "："
        before = body[: found.start("key")]
        in_flow = found["lead"][:1] not in ("{", ",") or "{" in before
        if not in_flow or not names.take(found["key"], wide) or _in_quotes(before, found["quote"]):
            continue
        column = start + found.start("colon")
        message = f"“{found['key']}”后面是全角冒号“：”" if wide else f"“{found['key']}”的冒号后面缺空格"
        remedy = f"改成半角冒号加空格：“{found['key']}: ”" if wide else f"冒号后加一个空格：“{found['key']}: ”"
        if names.inner:
            remedy += "；若是上一行文字的续行，改用“|”写成文字块"
        problems.add(place._replace(column=column + 1), message, remedy)
        mended.found += 1
        out += [body[last : found.start("colon")], ": "]
        last = found.end("colon")
        mended.shifts.setdefault(place.line, []).append(column + 1)
    return "".join([*out, body[last:]])


def _in_quotes(before: str, quote: str) -> bool:
    """True where the name stands inside a quoted text or after a comment sign."""
    head = before.removesuffix(quote) if quote else before
    return head.count('"') % 2 == 1 or head.count("'") % 2 == 1 or " #" in head
