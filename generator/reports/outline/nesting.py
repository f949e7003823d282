"""Headings become sections within sections, and paragraphs and tables go under the heading above them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.reports.outline.flow import finished
from generator.reports.outline.headings import LARGER, Body, Heading, body_of, heading_of
from generator.reports.report import ReadReport, ReportParagraph, ReportSection, ReportTable

Block = ReportParagraph | ReportTable
BARE_RUN = 2
"""Headings of one look with the text, one after another with nothing between, from which on they are a list."""


def nested(report: ReadReport, front: Sequence[Block], blocks: Sequence[Block]) -> None:
    """Fill in a report's front and parts. front: what stands before its contents."""
    report.front = list(front)
    stack: list[ReportSection] = []
    for block in _with_headings(blocks):
        if isinstance(block, Heading):
            while stack and stack[-1].level >= block.level:
                stack.pop()
            section = _section(block, stack)
            (stack[-1].blocks if stack else report.parts).append(section)
            stack.append(section)
        elif stack:
            stack[-1].blocks.append(block)
        else:
            report.front.append(block)
    number = 0
    for block in report.front:
        if isinstance(block, ReportTable):
            number += 1
            finished(block, number, ())
    for section in report.sections():
        for table in section.tables():
            number += 1
            finished(table, number, section.path)


def _section(heading: Heading, stack: Sequence[ReportSection]) -> ReportSection:
    path = (*(stack[-1].path if stack else ()), heading.title)
    return ReportSection(heading.level, heading.ordinal, heading.title, heading.paragraph.place, heading.paragraph.text, path)


def _with_headings(blocks: Sequence[Block]) -> list[Block | Heading]:
    """The blocks, those that are headings as such. Headings in an annex stand below the heading of the annex."""
    body = body_of([block for block in blocks if isinstance(block, ReportParagraph)])
    found: list[Block | Heading] = []
    for block in blocks:
        heading = heading_of(block, body) if isinstance(block, ReportParagraph) else None
        found.append(heading if heading is not None else block)
    return _below_annexes(_without_lists(found, body))


def _below_annexes(blocks: list[Block | Heading]) -> list[Block | Heading]:
    found: list[Block | Heading] = []
    part, annex = "", 0
    for block in blocks:
        if not isinstance(block, Heading):
            found.append(block)
            continue
        level = block.level
        if block.ordinal.startswith("附"):
            level = annex = 2 if part.startswith("附") else 1
        elif block.ordinal.startswith("第"):
            part, annex = block.title, 0
        elif annex:
            level = annex + (block.level if block.ordinal else 1)
        found.append(block._replace(level=level))
    return found


def _without_lists(blocks: list[Block | Heading], body: Body) -> list[Block | Heading]:
    """Short items of a list look like headings: several of one level in a row, with nothing under any but the last."""
    found = list(blocks)
    start = 0
    while start < len(found):
        first = found[start]
        end = start + 1
        if isinstance(first, Heading) and _is_plain(first, body):
            while end < len(found) and _same_list(first, found[end], body):
                end += 1
            for at in range(start, end) if end - start > BARE_RUN else ():
                item = found[at]
                if isinstance(item, Heading):
                    found[at] = item.paragraph
        start = end
    return found


def _is_plain(heading: Heading, body: Body) -> bool:
    """Whether it looks like the text."""
    line = heading.paragraph.lines[0]
    return not line.level and line.size <= body.size + LARGER and (not line.bold or body.bold)


def _same_list(first: Heading, other: Block | Heading, body: Body) -> bool:
    return isinstance(other, Heading) and other.level == first.level and _is_plain(other, body)
