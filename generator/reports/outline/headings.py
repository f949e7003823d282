"""Which paragraphs are headings of the outline, by ordinal, look and style; a figure or a sentence is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.reports.outline.ordinals import Ordinal, ordinal_of
from generator.reports.report import ReportParagraph

LONGEST = 60
SENTENCE = re.compile(r"[。；;！？：:]|\d(?:万元|元|%|％|个|人|辆|批)|[，,]$")
NAMING = re.compile(r"(?:情况|说明|概况|职能|职责|设置|构成|解释|表|附件|绩效|事项|编制|原因|名单|收入|支出|经费|采购|占用)$")
ENDED_NAMING = re.compile(r"^.{2,40}(?:情况|说明|概况|解释)$")
"""What a heading that ends with 。 ends with before it."""
SUMMARY = re.compile(r"(?:说明|情况|概况)$")
SHORT = 16
LARGER = 1.2
"""pt by which a heading is larger than the text."""


class Heading(NamedTuple):
    """A paragraph that is a heading. level: of the outline, from 1; ordinal: "" for none."""

    paragraph: ReportParagraph
    level: int
    ordinal: str
    title: str


class Body(NamedTuple):
    """The look of most of the text: size in pt, whether it is bold; styled: whether headings have styles of their own."""

    size: float
    bold: bool
    styled: bool


def body_of(paragraphs: Sequence[ReportParagraph]) -> Body:
    """The look of most of the text."""
    looks: Counter[tuple[float, bool]] = Counter()
    styled = 0
    for paragraph in paragraphs:
        line = paragraph.lines[0]
        looks[(line.size, line.bold)] += len(paragraph.text) if len(paragraph.text) > 25 else 0
        styled += line.level > 0
    (size, bold), _ = looks.most_common(1)[0] if looks else ((0.0, False), 0)
    return Body(size, bold, styled >= 3)


def heading_of(paragraph: ReportParagraph, body: Body) -> Heading | None:
    """The heading that a paragraph is; None for text."""
    text, line = paragraph.text, paragraph.lines[0]
    ordinal = ordinal_of(text)
    title = text[len(ordinal.text) :] if ordinal else text
    if len(text) > LONGEST and not line.level:
        return None
    if line.level and len(text) <= 2 * LONGEST:
        return Heading(paragraph, ordinal.level if ordinal else line.level, ordinal.text if ordinal else "", title)
    larger = body.size > 0 and line.size > body.size + LARGER
    stands_out = larger or (line.bold and not body.bold)
    if stands_out and len(title) <= SHORT:
        title = title.removesuffix("：")
    if not _may_name(title, ordinal):
        return None
    title = text[len(ordinal.text) :] if ordinal else text
    if ordinal is None:
        return Heading(paragraph, 1, "", title) if stands_out and line.centred and len(title) > 1 else None
    if ordinal.level >= 4 and not stands_out and not (ordinal.level == 4 and len(title) <= SHORT and SUMMARY.search(title)):
        return None
    if body.styled and ordinal.level >= 2 and not stands_out and not NAMING.search(title.rstrip("。")):
        return None
    return Heading(paragraph, ordinal.level, ordinal.text, title)


def _may_name(title: str, ordinal: Ordinal | None) -> bool:
    """Whether words can be a heading's: no sentence, no figure. An ordinal alone is one only as 第一部分 or 附件1."""
    if not title:
        return ordinal is not None and ordinal.kind in ("部分", "附件")
    bare = title.rstrip("。")
    if SENTENCE.search(bare) or len(bare) > LONGEST or re.fullmatch(r"[\d.,%—-]+", bare):
        return False
    if bare != title and not ENDED_NAMING.search(bare):
        return False
    return not (ordinal is not None and len(re.findall(r"[，,、]", bare)) > 3)
