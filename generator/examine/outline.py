"""H27, Z04: the contents page against headings and pages; the ordinals of headings in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from generator.checks import Severity
from generator.examine.places import ReportFinding, finding
from generator.model.numerals import chinese, number_of
from generator.reports.report import ReadReport, ReportContentsRow, ReportParagraph, ReportPlace, ReportSection

BEGINNING = re.compile(
    r"(?:第)?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:部分|、|．|\.)|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]"
)
FORMS = re.compile(r"(第|附件|（|\()?([一二三四五六七八九十百]+|[0-9]+)(部分|章|节|）|\)|、|．|\.)?$")
WITHIN = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])(?=[\u4e00-\u9fff])")
LONGEST = 40
"""Characters of a paragraph that may be a title which was read as text."""
COMMON = re.compile(r"^(?:20\d\d年度?)?(?:本?部门|单位|本级)|(?:的?(?:情况|说明|总体|有关))+$")
"""What titles are called with and without."""
FEWEST = 4
"""Rows of contents with pages from which the number of unnumbered pages before the text is told."""
Begun = tuple[tuple[int, int], str]
"""Page and paragraph of a text, and the ordinal that it begins with."""


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
        if not _plain(row.ordinal + row.title):
            continue
        where = named.get(_plain(row.ordinal + row.title)) or named.get(_plain(row.title))
        if where:
            matched.append((row, where))
        elif near := _near(row, report):
            message = f"目录里是“{row.ordinal}{row.title}”，正文里是“{near.text}”"
            yield finding("H27", Severity.WARNING, message, "目录和标题改成一样", row.place, row.title, near.place)
        elif not _within(row, {*named, *texts}):
            message = f"目录里的“{row.ordinal}{row.title}”在正文里没有"
            yield finding("H27", Severity.WARNING, message, "更新目录，或补上这一节", row.place, row.title)
    yield from _pages(matched)
    yield from _falling(report.contents)


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
    """Whether a title holds the row's own words: 部门主要职能 stands as 某市某局主要职能, with or without its ordinal.

    A row for all tables together (部门预算表) needs no heading of its own.
    """
    wanted = _plain(row.title)
    own = COMMON.sub("", wanted) or wanted
    return wanted.endswith(("预算表", "决算表")) or any(own in title for title in named)


def _falling(rows: Sequence[ReportContentsRow]) -> Iterator[ReportFinding]:
    """A page of the contents that comes after those of the rows around it, or before them."""
    paged = [row for row in rows if row.page]
    for before, row, after in zip(paged, paged[1:], paged[2:], strict=False):
        if before.page <= after.page and not before.page <= row.page <= after.page:
            message = f"目录里“{row.title}”在第{row.page}页，前后两行是第{before.page}页和第{after.page}页"
            yield finding("H27", Severity.WARNING, message, "更新目录", row.place, row.title)


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
    begun = [*_begun(report)]
    yield from _siblings(report.parts, begun)
    for section in report.sections():
        yield from _siblings([block for block in section.blocks if isinstance(block, ReportSection)], begun)


def _siblings(sections: Sequence[ReportSection], begun: Sequence[Begun]) -> Iterator[ReportFinding]:
    """begun: an ordinal with which a text between two headings begins is not missing: the heading was read as text."""
    last: tuple[str, int] | None = None
    since = (0, 0)
    for section in sections:
        found = FORMS.match(section.ordinal)
        if not found:
            continue
        style, number = f"{found[1] or ''}{found[3] or ''}", number_of(found[2])
        here = _position(section.place)
        if last and last[0] == style and number != last[1] + 1 and number != 1:
            skipped = {f"{found[1] or ''}{_numeral(one, found[2])}{found[3] or ''}" for one in range(last[1] + 1, number)}
            if not skipped or not skipped <= {ordinal for place, ordinal in begun if since <= place <= here}:
                message = f"标题“{section.text}”的序号不连续：前一个是{last[1]}"
                yield finding("Z04", Severity.WARNING, message, "改正序号", section.place, section.text)
        last, since = (style, number), here


def _begun(report: ReadReport) -> Iterator[Begun]:
    """The ordinals with which texts of a report begin, those in its tables included, with their positions."""
    texts = [(one.text, one.place) for _, one in report.paragraphs()]
    for text, where in texts:  # a heading without a full stop before it was read as part of the paragraph
        yield from ((_position(where), found[0]) for found in WITHIN.finditer(text))
    texts += [(section.text, section.place) for section in report.sections()]
    for table in report.tables():
        texts += [(cell.text, cell.place) for cell in table.grid.cells]
        texts += [(line.text, line.place) for line in table.above]
        texts += [(note.text, note.place) for note in table.notes]
    for text, where in texts:
        if found := BEGINNING.match(text):
            yield _position(where), text[: found.end()]


def _position(where: ReportPlace) -> tuple[int, int]:
    return where.page, where.paragraph


def _numeral(number: int, like: str) -> str:
    """The number in the figures of another: 3 or 三."""
    return str(number) if like.isdigit() else chinese(number)


def _plain(text: str) -> str:
    return re.sub(r"[\s　“”\"《》、.．…·]+", "", text)


TABLE_TITLE = re.compile(
    r"(?:附?表?[一二三四五六七八九十0-9]{0,3}[、.．：:])?(?P<name>[\u4e00-\u9fff“”（）()0-9]{2,36}(?:总|明细|决算|预算|情况)表)"
)


def check_missing_tables(report: ReadReport) -> Iterator[ReportFinding]:
    """A title of a table with no table under it: a paragraph or a heading, where other titles have theirs."""
    titles = {_plain(table.title) for table in report.tables() if table.title}
    if len(titles) < FEWEST_TABLES:
        return
    within = {_plain(section.title) for section in report.sections() if section.tables()}
    for section in report.sections():
        found = TABLE_TITLE.fullmatch(section.title)
        empty = not section.blocks
        if found and empty and not _has_table(found["name"], titles | within):
            yield _no_table(section.text, section.place)
        for number, block in enumerate(section.blocks):
            title = TABLE_TITLE.fullmatch(block.text) if isinstance(block, ReportParagraph) else None
            after = section.blocks[number + 1] if number + 1 < len(section.blocks) else None
            said = isinstance(after, ReportParagraph) and re.search("无|没有|空表|不涉及", after.text)
            if title and isinstance(block, ReportParagraph) and not said and not _has_table(title["name"], titles):
                yield _no_table(block.text, block.place)


FEWEST_TABLES = 3


def _has_table(name: str, titles: Collection[str]) -> bool:
    wanted = _plain(name)
    return any(wanted in title or title in wanted for title in titles)


def _no_table(text: str, where: ReportPlace) -> ReportFinding:
    return finding("缺表", Severity.WARNING, f"“{text}”下面没有表", "补上这张表；没有数的，列出空表并注明", where, text)
