"""Indents that follow from the text itself: of signature and date, and of the names of annexes (GB/T 9704-2012, 7.3.4-7.3.5).

Decided from estimated widths, so that all formats agree and no font is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.document.blocks import Block, Document, Indent, Paragraph, Section
from generator.measures import PT_PER_MM, text_width
from generator.writers.style import Style

SHIFT = 2.0
"""Characters by which the date begins to the right of the signature where no seal is put on."""


def indented(document: Document, style: Style) -> Document:
    """The document with such indents."""
    return replace(document, sections=tuple(_section(section, style, document.sealed) for section in document.sections))


def _section(section: Section, style: Style, sealed: bool) -> Section:
    page = style.sheet(section.orientation)
    room = (page.width - page.left - page.right) * PT_PER_MM
    signed: dict[int, Indent] = {}
    for place, (one, two) in enumerate(pairwise(section.blocks)):
        if isinstance(one, Paragraph) and isinstance(two, Paragraph) and (one.role, two.role) == ("署名", "日期"):
            rights = _rights(one, two, style, sealed)
            if all(0 <= right <= room - _width(block, style) for right, block in zip(rights, (one, two), strict=True)):
                signed |= {place: Indent(right=rights[0]), place + 1: Indent(right=rights[1])}
    return replace(section, blocks=tuple(_blocks(section, style, signed)))


def _blocks(section: Section, style: Style, signed: dict[int, Indent]) -> Iterator[Block]:
    for place, block in enumerate(section.blocks):
        if isinstance(block, Paragraph) and place in signed:
            yield replace(block, indent=signed[place])
        elif isinstance(block, Paragraph) and block.role in ("附件说明", "附件说明续"):
            yield replace(block, indent=_hanging(block, style))
        else:
            yield block


def _rights(signature: Paragraph, date: Paragraph, style: Style, sealed: bool) -> tuple[float, float]:
    """What stays free to the right of signature and date, in pt; the roles say how much as a rule.

    With a seal the signature stands over the middle of the date. Without one the date begins two characters to the right
    of the signature, and where it is the longer one, it keeps the distance from the edge instead.
    """
    of_signature, of_date = style.roles["署名"], style.roles["日期"]
    em = of_signature.size + style.spacing_of(of_signature)
    long, short = _width(signature, style), _width(date, style)
    if sealed:
        right = max(of_date.right * em + (short - long) / 2, 0.0)
        return right, right + (long - short) / 2
    if short > long:
        return (of_signature.right + SHIFT) * em + short - long, of_signature.right * em
    return of_signature.right * em, (of_signature.right - SHIFT) * em + long - short


def _width(block: Paragraph, style: Style) -> float:
    role = style.roles[block.role]
    return text_width(block.text, role.size, style.spacing_of(role))


def _hanging(block: Paragraph, style: Style) -> Indent:
    """The lines of a name begin below its first character; 附件： stands as far in as a paragraph begins."""
    role, body = style.roles[block.role], style.roles["正文"]
    spacing = style.spacing_of(role)
    mark, _, number = block.number.rpartition("：")
    head = text_width("附件：", role.size, spacing)
    own = text_width(number, role.size, spacing)
    left = body.first * (body.size + style.spacing_of(body)) + head + own
    return Indent(first=-(own + (head if mark else 0.0)), left=left)
