"""The markup that a template may write: elements, their attributes and what may stand in them. Nothing else passes."""

from __future__ import annotations

from typing import NamedTuple

AT = "at"
"""Where an element stands in its template (`包/文件:行`); put in when the template is compiled."""


class Element(NamedTuple):
    """Attributes and children that an element may have; text: whether text may stand in it."""

    attributes: frozenset[str]
    children: frozenset[str]
    text: bool


def _element(attributes: str = "", children: str = "", text: bool = False) -> Element:
    return Element(frozenset(attributes.split()), frozenset(children.split()), text)


INLINE = "data b br mark"
BLOCKS = "part h1 h2 h3 h4 attachment annex-title annex-list p ol table statutory-table chart note nest"

VOCABULARY: dict[str, Element] = {
    "document": _element("", f"cover contents section {BLOCKS}"),
    "section": _element("orientation page-numbers", f"contents {BLOCKS}"),
    "cover": _element("", "p"),
    "nest": _element("", BLOCKS),
    "contents": _element("title levels page-numbers", "p"),
    "part": _element("new-page contents entry number", INLINE, True),
    "h1": _element("new-page contents entry run-in number role", INLINE, True),
    "h2": _element("new-page contents entry run-in number", INLINE, True),
    "h3": _element("new-page contents entry run-in number", INLINE, True),
    "h4": _element("new-page contents entry run-in number", INLINE, True),
    "attachment": _element("new-page contents", INLINE, True),
    "annex-title": _element("new-page contents entry", INLINE, True),
    "p": _element("role", INLINE, True),
    "ol": _element("level", "li"),
    "annex-list": _element("", "li"),
    "li": _element("", INLINE, True),
    "note": _element("", INLINE, True),
    "table": _element("widths title unit-left unit-right mark alt new-page keep look", "caption thead tbody note"),
    "caption": _element("", INLINE, True),
    "thead": _element("", "tr"),
    "tbody": _element("", "tr"),
    "tr": _element("", "th td"),
    "th": _element("colspan rowspan align", INLINE, True),
    "td": _element("colspan rowspan align indent kind", INLINE, True),
    "statutory-table": _element("id titled", "table"),
    "chart": _element("ref"),
    "data": _element("value", "", True),
    "mark": _element("value", "", True),
    "b": _element("", "data br mark", True),
    "br": _element(),
}

ROLES = ("正文", "无缩进", "居中", "注", "图题", "署名", "日期", "封面单位", "封面题", "封面注", "目录注")
HEADING_ROLES = ("部分标题", "一级标题", "二级标题", "三级标题", "四级标题", "表题", "附件题")
HEADINGS = {"part": 0, "h1": 1, "h2": 2, "h3": 3, "h4": 4}
YES_NO = ("yes", "no")
VALUES: dict[str, tuple[str, ...]] = {
    "orientation": ("portrait", "landscape"),
    **dict.fromkeys(("page-numbers", "new-page", "contents", "run-in", "keep", "titled"), YES_NO),
    "align": ("left", "center", "right"),
    "kind": ("text", "number"),
}
"""Attributes whose values are a closed list."""
NUMBERS = {"colspan": (1, 99), "rowspan": (1, 999), "indent": (0, 9), "level": (1, 9), "levels": (1, 5)}
"""Attributes that are whole numbers, with their range."""
REQUIRED = {"chart": "ref", "statutory-table": "id"}
