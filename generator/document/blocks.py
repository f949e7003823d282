"""The blocks of a report. All is settled here: numbers, ids, captions, contents rows, cell spans, exact values.

A writer prints what stands in the blocks and computes nothing. Each block knows its line in the template, so that a draft can
show it and an error can name it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from generator.runtime.dataclasses import unguarded_dataclass

Align = Literal["left", "center", "right", "justify"]
Orientation = Literal["portrait", "landscape"]


@unguarded_dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one look. key: its entry in the ledger, empty where nothing is sourced; breaks a line at \\n.

    pending: a value still to be filled, to be highlighted in a draft.
    """

    text: str
    key: str = ""
    bold: bool = False
    pending: bool = False


Runs = tuple[Run, ...]


class TemplateLine(NamedTuple):
    """Where a block is written in its template. file: `包/文件`; line: from 1, 0 where no template has the block."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


NO_TEMPLATE = TemplateLine()


def text_of(runs: Runs) -> str:
    """The plain text of runs."""
    return "".join(run.text for run in runs)


@unguarded_dataclass(frozen=True, slots=True)
class Indent:
    """What a writer indents one block by in place of its role's indents, in pt; first: of the first line, negative: hanging."""

    first: float = 0.0
    left: float = 0.0
    right: float = 0.0


@unguarded_dataclass(frozen=True, slots=True)
class Heading:
    """A heading on its own line. role names its look in the style; number is literal (第一部分, 一、, （一）…).

    depth: outline level from 1 (a part), 0 where it is no part of the outline. The printed text is number + title;
    after a number without closing mark (第一部分, 附件1) stands one space where a title follows.
    """

    role: str
    depth: int
    number: str
    runs: Runs
    id: str
    new_page: bool = False
    indent: Indent | None = None
    template: TemplateLine = NO_TEMPLATE
    entry: str = ""
    """What contents and bookmarks print in place of the title; empty for the title itself."""

    @property
    def text(self) -> str:
        """What is printed."""
        return self._after_number(text_of(self.runs))

    @property
    def listed(self) -> str:
        """What contents and bookmarks print."""
        return self._after_number(self.entry) if self.entry else self.text

    def _after_number(self, title: str) -> str:
        gap = " " if title and self.number and self.number[-1] not in "、）.．)" else ""
        return f"{self.number}{gap}{title}"


@unguarded_dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; number is the literal ordinal of a list item or run-in heading, printed before the text.

    lead: a run-in heading, printed bold (with the number) before the text. Role: 正文, 居中, 注, 图题, 署名, 日期, 无缩进,
    附件说明 (the first of the list of annexes) and 附件说明续. indent: in place of the role's.
    """

    role: str
    runs: Runs
    number: str = ""
    lead: Runs = ()
    indent: Indent | None = None
    template: TemplateLine = NO_TEMPLATE

    @property
    def text(self) -> str:
        """What is printed."""
        return f"{self.number}{text_of(self.lead)}{text_of(self.runs)}"


@unguarded_dataclass(frozen=True, slots=True)
class Cell:
    """One cell at its upper left place; what it spans is not repeated.

    kind: head (表头), text (表格文字) or number (表格数字: aligned on the decimal point, value holds the exact figure in
    the table's unit, None where a state is printed). indent: full-width spaces before the text.
    """

    runs: Runs = ()
    kind: Literal["head", "text", "number"] = "text"
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    bold: bool = False
    indent: int = 0
    value: Decimal | None = None

    @property
    def text(self) -> str:
        """What is printed, without the indent."""
        return text_of(self.runs)


Row = tuple[Cell, ...]


class CellType(NamedTuple):
    """The type of a table that is fitted to its page: size and line pitch of its texts, padding above and below them, in pt."""

    size: float
    line: float
    padding: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table. widths are shares of the text width and give the number of columns.

    A form has: title, mark (公开01表), unit_left (部门：…) and unit_right (金额单位：万元), head rows that are repeated on
    every page, body rows, notes. groups: for a very wide table, the column ranges (start, stop) that are printed one
    after the other, each behind the first `repeat` columns; empty where the table is printed whole.
    """

    id: str
    widths: tuple[float, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    title: Runs = ()
    mark: str = ""
    unit_left: Runs = ()
    unit_right: str = ""
    notes: tuple[Runs, ...] = ()
    decimals: int = 2
    empty: bool = False
    groups: tuple[tuple[int, int], ...] = ()
    repeat: int = 0
    role: Literal["form", "plain"] = "form"
    """form: a statutory table with its title lines; plain: a table in running text."""
    new_page: bool = False
    alt: str = ""
    titled: bool = True
    """False where a heading above already says the title; workbooks print it all the same."""
    keep: bool = False
    """On one page where it fits."""
    type: CellType | None = None
    """In place of the type that the style gives to its cells; None before pages are counted."""
    page_rows: frozenset[int] = frozenset()
    """Of a table on its pages: the rows of the body with which pages begin; empty before pages are counted."""
    template: TemplateLine = NO_TEMPLATE


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a name and its values, in the order of the chart's categories."""

    name: str
    values: tuple[Decimal, ...]
    labels: tuple[str, ...]
    """The values as printed."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. kind: bar (柱状图), clustered (簇状柱形图: several series) or pie (饼状图, one series; labels carry shares).

    caption is complete (（图1：…）（柱状图）).
    """

    id: str
    kind: Literal["bar", "clustered", "pie"]
    title: str
    caption: Runs
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alt: str
    shares: tuple[str, ...] = ()
    """Of a pie: the printed share of each category."""
    keys: tuple[str, ...] = ()
    """Ledger keys of the values, by category (first series first)."""
    category_keys: tuple[str, ...] = ()
    """Ledger keys of the figures in the names of the categories (2023年); empty where a name has none."""
    height: float = 0.0
    """mm, of a chart that is made lower so that it has room on its page; 0: that of the style."""
    template: TemplateLine = NO_TEMPLATE


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A row of the contents: level from 1, the heading's printed text and its id.

    beyond: the title of an annex, deeper than the levels that the contents list.
    """

    level: int
    text: str
    target: str
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents with all its rows; notes (公开时间) stand under its title."""

    title: str
    rows: tuple[ContentsRow, ...]
    notes: tuple[Paragraph, ...] = ()
    page_numbers: bool = True
    template: TemplateLine = NO_TEMPLATE


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: paragraphs with the roles 封面单位, 封面题, 封面注."""

    lines: tuple[Paragraph, ...]
    template: TemplateLine = NO_TEMPLATE


Block = Heading | Paragraph | Table | Chart | Contents | Cover


@dataclass(frozen=True, slots=True)
class Section:
    """A run of pages of one orientation; starts on a new page. Page numbers run on; a cover prints none."""

    orientation: Orientation
    blocks: tuple[Block, ...]
    page_numbers: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A report, ready to be written. title, subject, author and issued go into the file's properties, language is zh-CN.

    author: the department; issued: the day of publication, None where the data do not give it.
    entries: the ledger, from key to where the figure comes from (only drafts print keys). sealed: whether a seal is put
    on the printed report, which decides where signature and date stand.
    """

    title: str
    subject: str
    sections: tuple[Section, ...]
    entries: dict[str, object] = field(default_factory=dict, compare=False)
    sealed: bool = True
    author: str = ""
    issued: dt.date | None = None

    def blocks(self) -> Iterator[Block]:
        """All blocks in order."""
        for section in self.sections:
            yield from section.blocks

    def tables(self) -> Iterator[Table]:
        """All tables in order."""
        for block in self.blocks():
            if isinstance(block, Table):
                yield block
