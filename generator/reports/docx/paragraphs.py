"""A paragraph of a DOCX as lines: its text with tracked changes accepted, the number that Word makes for it, its look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.reports.docx.names import FALLBACK, W, switch, value
from generator.reports.docx.numbering import Numbering
from generator.reports.docx.styles import Look, Styles, paragraph_look, run_look
from generator.reports.report import ReportLine, ReportPlace
from generator.reports.words import tidy

GONE = {W + "del", W + "moveFrom", W + "pPr", FALLBACK, W + "instrText", W + "delText", W + "tbl", W + "txbxContent"}
BREAK = "\n"
ENDED = re.compile(r"[。；：:;！？]$")
ORDINAL = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}[、章条]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．])")
NONE = "0"
"""The list of a paragraph that takes itself out of the list of its style."""


class Paragraphs:
    """Reads the paragraphs of one document in order, since the numbers of its lists count on."""

    def __init__(self, styles: Styles, numbering: Numbering, numbers: dict[etree._Element, int], name: str) -> None:
        self.styles, self.numbering, self.numbers, self.name = styles, numbering, numbers, name

    def place(self, paragraph: etree._Element) -> ReportPlace:
        """Where a paragraph stands."""
        return ReportPlace(self.name, paragraph=self.numbers.get(paragraph, 0))

    def lines(self, paragraph: etree._Element, before: str = "") -> list[ReportLine]:
        """Its text as one line, or several where it breaks its line between sentences. before: what runs into it."""
        properties = paragraph.find(W + "pPr")
        look = paragraph_look(properties).over(self.styles.look(value(properties, "pStyle")))
        pieces = list(self._pieces(paragraph))
        raw = "".join(text for text, _ in pieces)
        made = tidy(self._made(look)) if raw.strip() or before else ""
        texts = _parted(before + raw)
        size, bold = self._face(pieces, look)
        contents = bool(look.contents) or _in_contents(paragraph)
        centred = bool(look.centred)
        found: list[ReportLine] = []
        for text in texts:
            number = made if not found else ""
            if text or number:
                line = ReportLine(
                    number + text, self.place(paragraph), size, bold, look.level or 0, len(number), centred, contents
                )
                found.append(line)
        return found

    def plain(self, paragraph: etree._Element) -> str:
        """Its text alone, for a cell; numbers of its list included."""
        properties = paragraph.find(W + "pPr")
        look = paragraph_look(properties).over(self.styles.look(value(properties, "pStyle")))
        raw = "".join(text for text, _ in self._pieces(paragraph)).replace(BREAK, " ")
        return tidy(self._made(look) + raw) if raw.strip() else ""

    def _made(self, look: Look) -> str:
        if look.listed is None or look.listed[0] == NONE:
            return ""
        return self.numbering.next(*look.listed)

    def _pieces(self, paragraph: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
        """The pieces of its text, each with the properties of its run."""
        todo: list[tuple[etree._Element, etree._Element | None]] = [(child, None) for child in reversed(paragraph)]
        while todo:
            element, run = todo.pop()
            tag = element.tag
            if tag in GONE:
                continue
            if tag == W + "r":
                run = element.find(W + "rPr")
                if switch(run, "vanish"):
                    continue
            if tag == W + "t":
                yield element.text or "", run
            elif tag in (W + "br", W + "cr"):
                yield BREAK, run
            elif tag in (W + "tab", W + "ptab"):
                yield "\t", run
            elif tag == W + "noBreakHyphen":
                yield "-", run
            elif tag == W + "sym":
                yield "", run
            elif tag != W + "rPr":
                todo += [(child, run) for child in reversed(element)]

    def _face(self, pieces: list[tuple[str, etree._Element | None]], look: Look) -> tuple[float, bool]:
        """Size and whether it is bold or of a 黑体, of most of its characters."""
        sizes: dict[float, int] = {}
        strong = total = 0
        for text, run in pieces:
            length = len(text.strip())
            if not length:
                continue
            own = run_look(run)
            if style := value(run, "rStyle"):
                own = own.over(self.styles.look(style))
            own = own.over(look)
            sizes[own.size or 0.0] = sizes.get(own.size or 0.0, 0) + length
            strong += length if own.strong or own.face else 0
            total += length
        size = max(sizes, key=lambda one: sizes[one]) if sizes else look.size or 0.0
        return size, 2 * strong > total


def _parted(raw: str) -> list[str]:
    """The texts between line breaks; a break inside a sentence parts nothing."""
    if BREAK not in raw:
        return [tidy(raw)]
    texts: list[str] = []
    for part in raw.split(BREAK):
        text = tidy(part)
        if texts and text and not (ENDED.search(texts[-1]) or ORDINAL.match(text)):
            texts[-1] += text
        elif text:
            texts.append(text)
    return texts or [""]


def _in_contents(paragraph: etree._Element) -> bool:
    codes = "".join(code.text or "" for code in paragraph.iter(W + "instrText"))
    links = (str(link.get(W + "anchor", "")) for link in paragraph.iter(W + "hyperlink"))
    return "PAGEREF" in codes or "TOC \\" in codes or any(link.startswith("_Toc") for link in links)
