"""The numbers that Word makes for paragraphs and that stand nowhere in their text: 一、 （一） 1. 第一部分."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from generator.model.numerals import chinese
from generator.reports.docx.names import W, number, switch, value

CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanDigital2",
}
CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
SILENT = {"bullet", "none", ""}
ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
MOST = 9_999


class Level(NamedTuple):
    """A level of a list: its format, its text (`第%1部分`), where it starts, whether all its numbers are in digits."""

    form: str
    text: str
    start: int
    digits: bool = False


class Numbering:
    """Counts the lists of a document as its paragraphs are read in order."""

    def __init__(self, part: etree._Element | None) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}
        self.counters: dict[str, dict[int, int]] = {}
        if part is None:
            return
        abstract = {str(one.get(W + "abstractNumId", "")): _levels(one) for one in part.iter(W + "abstractNum")}
        for one in part.iter(W + "num"):
            key, base = str(one.get(W + "numId", "")), value(one, "abstractNumId")
            levels = dict(abstract.get(base, {}))
            for override in one.iter(W + "lvlOverride"):
                levels |= _levels(override)
                at, start = override.get(W + "ilvl", ""), number(override, "startOverride")
                if at.isdecimal() and start is not None and int(at) in levels:
                    levels[int(at)] = levels[int(at)]._replace(start=start)
                    base = f"{base}/{key}"  # a list of its own
            self.levels[key], self.lists[key] = levels, base

    def next(self, key: str, depth: int) -> str:
        """The number of the next paragraph of a list at a depth from 0; empty for a bullet and an unknown list."""
        levels = self.levels.get(key, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self.counters.setdefault(self.lists[key], {})
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [at for at in counters if at > depth]:
            del counters[deeper]
        if level.form in SILENT:
            return ""

        def printed(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = levels.get(at, level)
            return in_format(counters.get(at, of.start), "decimal" if level.digits else of.form)

        return re.sub(r"%([1-9])", printed, level.text)


def _levels(holder: etree._Element) -> dict[int, Level]:
    found = {}
    for one in holder.iter(W + "lvl"):
        at = str(one.get(W + "ilvl", ""))
        if at.isdecimal():
            start = number(one, "start")
            text, digits = value(one, "lvlText")[:40], bool(switch(one, "isLgl"))
            found[int(at)] = Level(value(one, "numFmt"), text, 1 if start is None else start, digits)
    return found


def in_format(count: int, form: str) -> str:
    """A count as Word prints it in one of its formats; in digits in those that reports do not use."""
    if not 0 < count <= MOST:
        return str(count)
    if form in CHINESE and count < 100:
        return chinese(count)
    if form in CIRCLED and count <= 20:
        return chr(0x2460 + count - 1)
    if form in ("upperLetter", "lowerLetter") and count <= 26:
        return chr((65 if form == "upperLetter" else 97) + count - 1)
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for worth, sign in ROMAN:
            times, count = divmod(count, worth)
            text += sign * times
        return text if form == "upperRoman" else text.lower()
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    return str(count)
