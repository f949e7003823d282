"""What the lines around a table say of it: title, 表号, unit, 编制单位, notes."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.reports.outline.ordinals import ordinal_of
from generator.reports.report import ReportGrid, ReportLine
from generator.reports.words import flat

UNIT = re.compile(r"(?:金额)?单位[:：（(]*(?:人民币)?(万元|千元|亿元|元)[）)]?|^[（(](?:单位[:：])?(万元|千元|元)[）)]$")
OWNER = re.compile(
    r"(?:编制单位|编报单位|填报单位|公开部门|公开单位|部门名称|单位名称|编制部门|预算主管部门|预算单位|预算部门|部门|单位)(?:[(（][^)）]{1,6}[)）])?[:：](.{2,60})"
)
CODE = re.compile(
    r"(?:公开|预算公开|决算公开|公开表|预算|财决|财决公开|附)?\s*(?:\d{1,2}(?:[-—]\d{1,2})?表|表\d{1,2}(?:[-—]\d{1,2})?|批复\d{1,2}表)"
)
TITLE = re.compile(r".*(?:表|一览|明细|清单)(?:[（(][^）)]*[）)])*(?:之[一二三四五六七八九十]+)?")
YEAR_LINE = re.compile(r"[（(]?20\d\d年度?[）)]?")
CONTINUED = re.compile(r"[（(]?续表?[一二三四\d]*[）)]?")
NOTE = re.compile(r"[（(]?(?:\*|注释?|备注|说明|附注|本表)(?:\d{0,2}[:：.、]|反映|为空|无|按|以|中|不)")
NOTE_MORE = re.compile(r"(?:\d{1,2}[.、．]|[（(]\d{1,2}[）)]|[①-⑳])")
SENTENCE = re.compile(r"[。；;！？]|[，,：:]$")
LONGEST_TITLE = 60
MOST_ABOVE = 7


class Marks(NamedTuple):
    """What stands above a table. lines: how many of the lines before it belong to it."""

    title: str = ""
    code: str = ""
    unit: str = ""
    owner: str = ""
    lines: int = 0
    continued: bool = False


def marks_above(lines: list[ReportLine]) -> Marks:
    """The marks in the lines before a table, the nearest last. A heading with an ordinal stays a heading, but may name it."""
    above = _Above()
    for back, line in enumerate(reversed(lines[-MOST_ABOVE:]), 1):
        text = "".join(filter(None, map(above.mark, filter(None, line.text.split("\t")))))
        if not text:
            above.taken = back
        elif not above.named(line, text, back):
            break
    title, code = above.title, above.code
    if code and (found := CODE.match(title)) and found.end() < len(title):
        title = title[found.end() :]
    elif found := re.match(r"(?:附)?表\s?\d{1,2}(?:[-—]\d{1,2})?[:：.、]?(?=.)", title):
        code, title = found[0].rstrip(":：.、"), title[found.end() :]
    return Marks(title, code, above.unit, above.owner, above.taken, above.continued or "（续" in title)


class _Above:
    """Goes up the lines before a table. taken: how many of them belong to it."""

    def __init__(self) -> None:
        self.title = self.code = self.unit = self.owner = ""
        self.taken = self.below_title = 0
        self.continued = False
        self.title_line: ReportLine | None = None

    def mark(self, piece: str) -> str:
        """Take what a piece of a line states of the table; the rest of it is given back."""
        text = piece
        if found := UNIT.search(text):
            self.unit = self.unit or found[1] or found[2]
            text = (text[: found.start()] + text[found.end() :]).strip("，,；;:：（）() ")
        if found := OWNER.fullmatch(text):
            self.owner = self.owner or found[1]
        elif CODE.fullmatch(text):
            self.code = self.code or text
        elif CONTINUED.fullmatch(text):
            self.continued = True
        elif not YEAR_LINE.fullmatch(text):
            return text
        return ""

    def named(self, line: ReportLine, text: str, back: int) -> bool:
        """Take a line as the title, or as its upper line; False where it is none, or ends the search."""
        if self.title_line is not None:
            if not _goes_on(line, self.title_line, text, self.title):
                return False
            self.title, self.title_line = text + self.title, line
            if first := ordinal_of(self.title):  # a heading on two lines, which stays where it is
                self.title, self.taken = self.title[len(first.text) :], self.below_title
                return False
            self.taken = back
            return True
        ordinal = ordinal_of(text)
        if ordinal and ordinal.kind != "附件":
            bare = text[len(ordinal.text) :]
            self.title = bare if _is_title(bare, line) else ""
            return False
        if not _is_title(text, line):
            return False
        self.title, self.title_line = text, line
        self.below_title, self.taken = self.taken, back
        return True


def _is_title(text: str, line: ReportLine) -> bool:
    if len(text) > LONGEST_TITLE or SENTENCE.search(text) or NOTE.match(text):
        return False
    return bool(TITLE.fullmatch(text)) or (line.centred and len(text) > 2 and not text.isdigit())


def _goes_on(line: ReportLine, below: ReportLine, text: str, title: str) -> bool:
    """Whether a title stands on two lines: of one look, in the middle, the upper one no title of its own."""
    if abs(line.size - below.size) > 0.6 or line.bold != below.bold or len(text + title) > LONGEST_TITLE:
        return False
    if (
        SENTENCE.search(text)
        or TITLE.fullmatch(text)
        or not ((line.centred and below.centred) or (line.bold and ordinal_of(text)))
    ):
        return False
    upper, lower = line.place.box, below.place.box
    if upper is None or lower is None:
        return False
    return line.place.page == below.place.page and lower[1] - upper[3] < 1.2 * max(line.size, 8.0)


def marks_inside(grid: ReportGrid) -> Marks:
    """The same from the first rows of the ruled area, where a title, unit or 编制单位 stands in a cell over all columns."""
    title = code = unit = owner = ""
    for row in range(min(4, grid.rows)):
        cells = [cell for cell in grid.cells if cell.row == row and cell.text]
        if not cells or len(cells) > 3:
            break
        wide = [cell for cell in cells if cell.colspan * 2 >= grid.columns]
        for cell in cells:
            text = flat(cell.text)
            if found := UNIT.search(text):
                unit = unit or found[1] or found[2]
            elif CODE.fullmatch(text):
                code = code or text
            if (found := OWNER.match(text)) and cell in wide:
                owner = owner or re.split(r"(?:金额)?单位[:：]", found[1])[0]
            if not title and cell in wide and len(cells) <= 2 and TITLE.fullmatch(text) and len(text) <= LONGEST_TITLE:
                title = text
        if not wide:
            break
    return Marks(title, code, unit, owner)


def is_note(text: str, first: bool) -> bool:
    """Whether a line under a table is a note of it. first: none was before it."""
    return bool(NOTE.match(text)) or (not first and bool(NOTE_MORE.match(text)))
