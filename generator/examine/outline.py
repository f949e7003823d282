"""H27, Z04: the contents page against headings and pages; the ordinals of headings in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from generator.checks import Severity
from generator.examine.places import ReportFinding, finding
from generator.model.numerals import chinese, number_of
from generator.reports.report import ReadReport, ReportContentsRow, ReportPlace, ReportSection

BEGINNING = re.compile(
    r"(?:第)?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:部分|、|．|\.)|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]"
)
FORMS = re.compile(r"(第|附件|（|\()?([一二三四五六七八九十百]+|[0-9]+)(部分|章|节|）|\)|、|．|\.)?$")
LONGEST = 40
"""Characters of a paragraph that may be a title which was read as text."""
LAST = 4
"""Characters at the end of a contents row that name its section."""
FEWEST = 4
"""Rows of contents with pages from which the number of unnumbered pages before the text is told."""


def check_contents(report: ReadReport) -> Iterator[ReportFinding]:
    """Rows that name no heading, or name it differently, or give another page."""
    named: dict[str, list[ReportPlace]] = {}
    for section in report.sections():
        for text in {_plain(section.title), _plain(section.text)}:
            named.setdefault(text, []).append(section.place)
    for table in report.tables():
        named.setdefault(_plain(table.title), []).append(table.place)
    texts = {_plain(one.text) for _, one in report.paragraphs() if len(one.text) < LONGEST}
    matched: list[tuple[ReportContentsRow, list[ReportPlace]]] = []
    for row in report.contents:
        if not _plain(row.title):
            continue
        where = named.get(_plain(f"{row.ordinal}{row.title}")) or named.get(_plain(row.title))
        if where:
            matched.append((row, where))
        elif near := _near(row, report):
            message = f"目录里是“{row.ordinal}{row.title}”，正文里是“{near.text}”"
            yield finding("H27", Severity.WARNING, message, "目录和标题改成一样", row.place, row.title, near.place)
        elif not _within(row, {*named, *texts}):
            message = f"目录里的“{row.ordinal}{row.title}”在正文里没有"
            yield finding("H27", Severity.WARNING, message, "更新目录，或补上这一节", row.place, row.title)
    yield from _pages(matched)


def _near(row: ReportContentsRow, report: ReadReport) -> ReportSection | None:
    """The heading with the row's ordinal whose title holds the row's, or is held by it, or has most of its words."""
    wanted = _plain(row.title)
    for section in report.sections():
        title = _plain(section.title)
        if (
            row.ordinal
            and section.ordinal == row.ordinal
            and len(set(title) & set(wanted)) >= 0.6 * len(set(title) | set(wanted))
        ):
            return section
    return None


def _within(row: ReportContentsRow, named: Collection[str]) -> bool:
    """Whether a title holds the row's last words: 部门主要职能 stands as 某市某局主要职能, with or without its ordinal.

    A row for all tables together (部门预算表) needs no heading of its own.
    """
    wanted = _plain(row.title)[-LAST:]
    return wanted.endswith(("预算表", "决算表")) or any(wanted in title for title in named)


def _pages(matched: Sequence[tuple[ReportContentsRow, list[ReportPlace]]]) -> Iterator[ReportFinding]:
    """Pages of the contents against those on which the headings stand, less the unnumbered pages before the text.

    Where several headings have the title, one of them on the page is enough.
    """
    known = [(row, [one for one in where if one.page]) for row, where in matched if row.page]
    known = [(row, where) for row, where in known if where]
    if len(known) < FEWEST:
        return
    shifts = Counter(shift for row, where in known for shift in {one.page - row.page for one in where})
    usual, times = max(shifts.items(), key=lambda item: (item[1], -abs(item[0])))
    if times * 2 <= len(known):
        message = f"目录的页码多数与标题所在的页不符（{len(known)}行里相差不一）"
        yield finding("H27", Severity.WARNING, message, "更新目录", known[0][0].place)
        return
    for row, where in known:
        if all(one.page - row.page != usual for one in where):
            message = f"目录里“{row.title}”在第{row.page}页，实际在第{where[0].page - usual}页"
            yield finding("H27", Severity.WARNING, message, "更新目录", row.place, row.title, where[0])


def check_numbering(report: ReadReport) -> Iterator[ReportFinding]:
    """Ordinals that do not follow one another below one heading."""
    texts = [one.text for _, one in report.paragraphs()]
    texts += [section.text for section in report.sections()]
    texts += [cell.text for table in report.tables() for cell in table.grid.cells]
    begun = {text[: found.end()] for text in texts if (found := BEGINNING.match(text))}
    yield from _siblings(report.parts, begun)
    for section in report.sections():
        yield from _siblings([block for block in section.blocks if isinstance(block, ReportSection)], begun)


def _siblings(sections: Sequence[ReportSection], begun: set[str]) -> Iterator[ReportFinding]:
    """begun: ordinals with which any text of the report begins: one that was read as text is not missing."""
    last: tuple[str, int] | None = None
    for section in sections:
        found = FORMS.match(section.ordinal)
        if not found:
            continue
        style, number = f"{found[1] or ''}{found[3] or ''}", number_of(found[2])
        between = range(last[1] + 1, number) if last else ()
        skipped = [f"{found[1] or ''}{_numeral(one, found[2])}{found[3] or ''}" for one in between]
        lost = not skipped or any(one not in begun for one in skipped)
        if last and last[0] == style and number != last[1] + 1 and number != 1 and lost:
            message = f"标题“{section.text}”的序号不连续：前一个是{last[1]}"
            yield finding("Z04", Severity.WARNING, message, "改正序号", section.place, section.text)
        last = (style, number)


def _numeral(number: int, like: str) -> str:
    """The number in the figures of another: 3 or 三."""
    return str(number) if like.isdigit() else chinese(number)


def _plain(text: str) -> str:
    return re.sub(r"[\s　“”\"《》、.．…·]+", "", text)
