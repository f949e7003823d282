"""Codes of tables against that year's 科目; tables said to be empty that hold figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks import Severity
from generator.examine.figures import FigureBlock, Figures
from generator.examine.places import ReportFinding, finding
from generator.model.classification import Classification, economic, functional
from generator.reports.report import ReportPlace, ReportTable

CLASS = re.compile(r"\s*[1-5]\d{2}(?![\d.,])\s*")
SHORT = re.compile(r"[1-5]\d{3}|[1-5]\d{5}")
EMPTY = re.compile(r"(?:本表|此表|该表|表[一二三四五六七八九十0-9]*)[^。；]{0,12}?(?:为空|是空|空表|无数据|没有数据)|故本表无")


def check_codes(tables: Figures, year: int) -> Iterator[ReportFinding]:
    """Codes with a digit missing; codes and names that are not those of the year."""
    for table, figures in tables:
        yield from _cut(table, figures)
        for block in figures if year else ():
            coded = [row for row in block.rows if row.code and row.label]
            known = _of(table, [row.code for row in coded], year)
            if known is None:
                continue
            for row in coded:
                official = known.find(row.code)
                if official is not None and _plain(official.name) != _plain(row.label) and not _alike(official.name, row.label):
                    message = f"表“{table.title}”里{row.code}的名称是“{row.label}”，{year}年的科目是“{official.name}”"
                    yield finding("科目", Severity.WARNING, message, "核对编码和名称", block.place(row), row.label)
                elif official is None and (right := _named(known, row.code, row.label)):
                    message = f"表“{table.title}”里“{row.label}”的编码{row.code}不是{year}年的科目，同名的是{right}"
                    yield finding("科目", Severity.WARNING, message, "核对编码和名称", block.place(row), row.label)


def _named(known: Classification, code: str, label: str) -> str:
    """The code of the same level below the same 类 whose name is the label; "" where there is none or several."""
    found = [
        one.code
        for one in known.in_force()
        if len(one.code) == len(code) and one.code[:3] == code[:3] and _plain(one.name) == _plain(label)
    ]
    return found[0] if len(found) == 1 else ""


def _of(table: ReportTable, codes: list[str], year: int) -> Classification | None:
    """The classification of a table's codes; None where most of them are of none that the table's title tells."""
    known = economic(year) if "经济" in table.title or all(code[:1] == "3" for code in codes) else functional(year)
    return known if codes and sum(known.find(code) is not None for code in codes) * 10 >= 7 * len(codes) else None


def _cut(table: ReportTable, figures: Sequence[FigureBlock]) -> Iterator[ReportFinding]:
    """301 2 for 301 02: a 款 or 项 with one digit, in one cell or in the columns 类, 款 and 项, where others have two."""
    texts, boxes = table.grid.table(spread=False), table.grid.boxes()
    pairs = [
        (row, column, texts[row][column].split() if " " in texts[row][column] else texts[row][column : column + 2])
        for row in range(table.head, table.grid.rows)
        for column in range(table.grid.columns)
        if CLASS.match(texts[row][column])
    ]
    whole = [parts for *_, parts in pairs if len(parts) == 2 and re.fullmatch(r"\d{2}", parts[1].strip())]
    for row, column, parts in pairs if whole else ():
        cell = boxes[row][column]
        if len(parts) == 2 and re.fullmatch(r"\d", parts[1].strip()) and CLASS.fullmatch(parts[0]) and cell is not None:
            yield _lacking(table, " ".join(parts), f"{parts[0].strip()}0{parts[1].strip()}", cell.place)
    for block in figures:
        for line in block.rows:
            if SHORT.fullmatch(line.cut):
                yield _lacking(table, line.cut, f"{line.cut[:-1]}0{line.cut[-1]}", block.place(line))


def _lacking(table: ReportTable, printed: str, code: str, where: ReportPlace) -> ReportFinding:
    message = f"表“{table.title}”里的编码“{printed}”少一位，应是{code}"
    return finding("科目", Severity.ERROR, message, f"改为{code}", where, printed)


def _plain(name: str) -> str:
    return re.sub(r"[\s（）()、，·]|支出$|（类）|（款）|（项）", "", name)


def _alike(official: str, printed: str) -> bool:
    """Whether one name holds the other: forms shorten names."""
    one, other = _plain(official), _plain(printed)
    return one in other or other in one


STATUTORY = re.compile(r"(?:收入支出|收支|收入|支出|基本支出).{0,8}?(?:总表|决算表|预算表)$")
NO_FIGURES = re.compile("无|没有|空")
FEWEST_FIGURES = 10
"""Figures that the other tables of a report hold at the least, before one without any is found to be empty."""


def check_no_figures(tables: Figures) -> Iterator[ReportFinding]:
    """A table of receipts and expenditure with rows and no figure, where others have figures and no note says why."""
    if sum(len(row.numbers) for _, parts in tables for block in parts for row in block.rows) < FEWEST_FIGURES:
        return
    for table, parts in tables:
        title = re.sub(r"[\s　]", "", table.title)
        if not STATUTORY.search(title) or re.search("基金|资本|项目|专户", title):
            continue
        said = any(NO_FIGURES.search(note.text) for note in table.notes)
        said = said or any(EMPTY.search(cell.text) for cell in table.grid.cells)
        rows = [row for block in parts for row in block.rows if row.label]
        if len(rows) >= FEWEST_ROWS and not said and not any(row.numbers for row in rows):
            message = f"表“{table.title}”有{len(rows)}行，一个数也没有"
            yield finding("空表", Severity.WARNING, message, "补上数；确实没有的，在表下注明是空表", table.place, table.title)


FEWEST_ROWS = 3


def check_empty(tables: Figures) -> Iterator[ReportFinding]:
    """A note that the table is empty below a table with figures."""
    for table, parts in tables:
        said = next((note for note in table.notes if EMPTY.search(note.text)), None)
        figures = [(block, row) for block in parts for row in block.rows if any(row.numbers.values())]
        if said is not None and figures:
            block, row = figures[0]
            first = next(column for column, value in row.numbers.items() if value)
            message = f"表“{table.title}”的注说是空表（“{said.text[:40]}”），表里有数：{row.label}{row.numbers[first]:,f}"
            yield finding("空表", Severity.ERROR, message, "删去这个注，或核对表里的数", said.place, "", block.place(row, first))
