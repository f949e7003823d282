"""What the styles of a document make of a paragraph: heading level, list, size, face; each through the styles it rests on."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from generator.reports.docx.names import W, number, switch, value

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
STRONG_FACE = re.compile(r"黑体|黑_|小标宋|大标宋|SimHei|Hei|Bold", re.IGNORECASE)
DEPTH = 12
BODY = 9
"""The outline level of body text."""


class Look(NamedTuple):
    """What is known of a paragraph's look. level: from 1, 0 for body; size in pt, 0 where not known; listed: list and depth."""

    level: int | None = None
    size: float | None = None
    strong: bool | None = None
    face: bool | None = None
    centred: bool | None = None
    listed: tuple[str, int] | None = None
    contents: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below."""
        return below._replace(**{name: said for name, said in self._asdict().items() if said is not None})


class Styles:
    """The paragraph and character styles of a document."""

    def __init__(self, part: etree._Element | None) -> None:
        self.elements: dict[str, etree._Element] = {}
        self.looks: dict[str, Look] = {}
        self.default = Look()
        if part is None:
            return
        for style in part.iter(W + "style"):
            identity = str(style.get(W + "styleId", ""))
            self.elements[identity] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self.default = self._own(style)
        defaults = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.default = self.default.over(run_look(defaults))

    def look(self, identity: str) -> Look:
        """The look of a style; that of the default paragraph for one that is not there."""
        if identity not in self.looks:
            found, at = Look(), identity
            for _ in range(DEPTH):
                style = self.elements.get(at)
                if style is None:
                    break
                found, at = found.over(self._own(style)), value(style, "basedOn")
            self.looks[identity] = found.over(self.default)
        return self.looks[identity]

    def _own(self, style: etree._Element) -> Look:
        name = value(style, "name")
        found = paragraph_look(style.find(W + "pPr")).over(run_look(style.find(W + "rPr")))
        if heading := HEADING.fullmatch(name.strip()):
            found = found._replace(level=int(heading[1]) if found.level is None else found.level)
        return found._replace(contents=True) if CONTENTS.fullmatch(name.strip()) else found


def paragraph_look(properties: etree._Element | None) -> Look:
    """What the properties of a paragraph say."""
    if properties is None:
        return Look()
    outline, align = number(properties, "outlineLvl"), value(properties, "jc")
    level = None if outline is None else outline + 1 if outline < BODY else 0
    listed = properties.find(W + "numPr")
    key = value(listed, "numId") if listed is not None else ""
    depth = number(listed, "ilvl") or 0 if listed is not None else 0
    return Look(level=level, centred=align == "center" if align else None, listed=(key, depth) if key else None)


def run_look(properties: etree._Element | None) -> Look:
    """What the properties of a run say."""
    if properties is None:
        return Look()
    half_points = number(properties, "sz")
    faces = value(properties, "rFonts", "eastAsia")
    return Look(
        size=half_points / 2 if half_points is not None else None,
        strong=switch(properties, "b"),
        face=bool(STRONG_FACE.search(faces)) if faces else None,
    )
