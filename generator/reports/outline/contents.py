"""The contents page: where it begins and ends among the lines, and its rows. Its rows are no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.reports.outline.ordinals import ordinal_of
from generator.reports.report import Physical, ReportContentsRow, ReportGrid, ReportLine, ReportPage
from generator.reports.words import flat

TITLE = re.compile(r"目录|目次|CONTENTS", re.IGNORECASE)
LEADER = re.compile(r"[.．…·•・‥。\-—_\s]{3,}|…+|\t")
PAGE = re.compile(r"[（(-]*(\d{1,3})[）)-]*$")
DATE = re.compile(r"(?:公开|发布|编制)(?:时间|日期)|20\d\d年\d{1,2}月\d{1,2}日$")
LONGEST = 70
FIRST_PAGES = 12
"""The contents stand within so many pages, and so many lines of a file without pages."""
FIRST_LINES = 120
GRID_SHARE = 0.6


def split_contents(pages: Sequence[ReportPage]) -> tuple[list[ReportContentsRow], list[Physical], list[Physical]]:
    """The rows of the contents, what stands before them, and what comes after. Without contents all comes after."""
    items = [item for page in pages for item in page.items]
    start = next((at for at, item in enumerate(items) if _is_title(item)), None)
    marked = [at for at, item in enumerate(items) if isinstance(item, ReportLine) and item.contents]
    if start is None and not marked:
        return [], [], items
    first = min([start + 1] if start is not None else marked[:1], default=0)
    end = max(marked) + 1 if marked else _end(items, first)
    if start is None:
        start = first
    rows = _rows(items[first:end], bool(marked))
    if not rows:
        return [], [], items
    kept = [item for item in items[first:end] if isinstance(item, ReportLine) and _is_aside(item, bool(marked))]
    return rows, [*items[:start], *kept], items[end:]


def _is_title(item: Physical) -> bool:
    if not isinstance(item, ReportLine) or not TITLE.fullmatch(flat(item.text)):
        return False
    return item.place.page <= FIRST_PAGES if item.place.page else item.place.paragraph <= FIRST_LINES


def _end(items: Sequence[Physical], first: int) -> int:
    """Where the contents end: where its first row comes again, else with the page on which it no longer looks like contents."""
    titles: dict[str, int] = {}
    for at in range(first, len(items)):
        item = items[at]
        if isinstance(item, ReportGrid):
            if _holds_contents(item):
                continue
            return _back(items, first, at)
        title = _title(item.text)[0]
        if titles and title == next(iter(titles)) and at > first + 1:
            return at
        if len(title) > LONGEST or title.endswith(("。", "；")):
            return _back(items, first, at)
        titles.setdefault(title, at)
    return _back(items, first, len(items))


def _back(items: Sequence[Physical], first: int, at: int) -> int:
    """The end of the page before the one where something is no row of the contents; where there are no pages, no row before."""
    page = items[at].place.page if at < len(items) else 0
    if not page:
        return first
    start = items[first].place.page
    while at > first and items[at - 1].place.page >= page and page > start:
        at -= 1
    return at


def _is_aside(line: ReportLine, marked: bool) -> bool:
    """A line among the contents that is no row of them: a date, or what is no entry of the contents field."""
    return (marked and not line.contents) or bool(DATE.search(flat(line.text)))


def _holds_contents(grid: ReportGrid) -> bool:
    """A contents page in a frame or a table: most of its rows have a title, and no row has an amount."""
    texts = [cell.text for cell in grid.cells if cell.text]
    titles = [text for text in texts if ordinal_of(text) or LEADER.search(text) or text.isdigit()]
    return bool(texts) and len(titles) >= GRID_SHARE * len(texts) and not any("," in text and "." in text for text in texts)


def _rows(items: Sequence[Physical], marked: bool) -> list[ReportContentsRow]:
    lines: list[ReportLine] = []
    for item in items:
        if isinstance(item, ReportLine):
            if not _is_aside(item, marked):
                lines.append(item)
        else:
            lines += [ReportLine(cell.text, cell.place) for cell in item.cells if cell.text]
    rows: list[ReportContentsRow] = []
    for line in lines:
        title, page = _title(line.text)
        if not title:
            if page and rows and not rows[-1].page:
                rows[-1] = ReportContentsRow(rows[-1].ordinal, rows[-1].title, rows[-1].level, page, rows[-1].place)
            continue
        ordinal = ordinal_of(title)
        if ordinal is None and rows and not rows[-1].page and page and not line.contents:
            title = rows[-1].ordinal + rows[-1].title + title  # a title on two lines
            rows.pop()
            ordinal = ordinal_of(title)
        text = ordinal.text if ordinal else ""
        level = ordinal.level if ordinal else rows[-1].level if rows else 1
        rows.append(ReportContentsRow(text, title[len(text) :], level, page, line.place))
    return rows


def _title(text: str) -> tuple[str, int]:
    """The title of a row without leader, and its page; 0 for none."""
    bare = LEADER.sub("\t", text)
    page = PAGE.search(bare)
    leader = "\t" in bare
    if page and (leader or page.start() == 0):
        return flat(bare[: page.start()]), int(page[1])
    return flat(bare), 0
