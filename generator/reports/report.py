"""A published report as it was read: pages of lines and ruled grids, and the outline of sections, paragraphs and tables.

Texts carry no white space between Chinese characters, digits and punctuation (a line break or a blank that justifies a line
has no meaning there); blanks between Latin words are one blank. Nothing else of what is printed is changed or mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.runtime.dataclasses import unguarded_dataclass

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pt, from the upper left corner of the page."""


@unguarded_dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where something stands. Numbers count from 1; 0 and "" where the file has none (a DOCX has no pages).

    paragraph: which `w:p` of word/document.xml it is in document order, those in tables and text boxes counted, or which block
    element of a web page; table: which table of the report, as joined over pages; title: its title; row, column: in the joined
    table, head rows counted; box: on the page of a PDF.
    """

    file: str = ""
    page: int = 0
    paragraph: int = 0
    table: int = 0
    title: str = ""
    row: int = 0
    column: int = 0
    box: Box | None = None

    def __str__(self) -> str:
        """For people, without the file: 第12页 表“收入决算表” 第3行; 第7段 where there are no pages."""
        parts = [f"第{self.page}页"] if self.page else []
        if self.table:
            parts.append(f"表“{self.title}”" if self.title else f"第{self.table}个表")
            parts += [f"第{self.row}行"] if self.row else []
        elif self.paragraph and not self.page:
            parts.append(f"第{self.paragraph}段")
        return " ".join(parts)

    @property
    def source(self) -> str:
        """As the comment of a data file names it: 报告.pdf 第12页 表“收入决算表” 第3行."""
        return f"{self.file} {self}".strip()


@unguarded_dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of a PDF, or a whole paragraph of a DOCX or web page.

    size: of most of its characters in pt, 0 where not known; level: of the heading that its style makes it (1 the highest), 0 for
    none; generated: how many characters at its start are a number that Word makes and that stand nowhere in the file;
    centred: set in the middle of the measure; contents: a row of a contents field.
    """

    text: str
    place: ReportPlace
    size: float = 0.0
    bold: bool = False
    level: int = 0
    generated: int = 0
    centred: bool = False
    contents: bool = False


@unguarded_dataclass(frozen=True, slots=True)
class ReportCell:
    """A cell of a grid, once, at its upper left box. row, column: from 0; text: its lines joined without a break."""

    text: str
    row: int
    column: int
    place: ReportPlace
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class ReportGrid:
    """A ruled table: `rows` × `columns` boxes, each covered by at most one cell; in reading order. place: of its first cell.

    edges: where the columns begin and end, in pt from the left of the page; empty for a DOCX or web page.
    """

    rows: int
    columns: int
    cells: list[ReportCell]
    place: ReportPlace
    edges: tuple[float, ...] = ()

    def table(self, *, spread: bool = True) -> list[list[str]]:
        """The texts, box by box; a text stands in all the boxes that its cell covers, or only in the first (`spread=False`)."""
        found = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan if spread else cell.row + 1):
                for column in range(cell.column, cell.column + cell.colspan if spread else cell.column + 1):
                    found[row][column] = cell.text
        return found

    def boxes(self) -> list[list[ReportCell | None]]:
        """The cell that covers each box; None for a box without one."""
        found: list[list[ReportCell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    found[row][column] = cell
        return found


Physical = ReportLine | ReportGrid


@dataclass(slots=True)
class ReportPage:
    """A page of a PDF, or the whole body of a DOCX or web page (number 0).

    items: lines outside of grids and grids, in reading order; furniture: headers, footers and page numbers, which are no items;
    scanned: it is a picture without text; width, height: in pt, 0 where not known.
    """

    number: int
    items: list[Physical]
    furniture: list[ReportLine] = field(default_factory=list)
    scanned: bool = False
    width: float = 0.0
    height: float = 0.0

    def lines(self) -> list[ReportLine]:
        """The lines outside of grids."""
        return [item for item in self.items if isinstance(item, ReportLine)]

    def grids(self) -> list[ReportGrid]:
        """The grids."""
        return [item for item in self.items if isinstance(item, ReportGrid)]


@unguarded_dataclass(frozen=True, slots=True)
class ReportParagraph:
    """A paragraph, joined over lines and pages: `text` is the texts of its lines, one after another.

    place: of its first line; title: it stands for itself and names what follows, but is no heading of the outline.
    """

    text: str
    place: ReportPlace
    lines: tuple[ReportLine, ...] = ()

    def place_at(self, start: int) -> ReportPlace:
        """The place of the line that has the character at a position of the text."""
        return self.line_at(start)[0].place if self.lines else self.place

    def line_at(self, start: int) -> tuple[ReportLine, int]:
        """The line that has the character at a position of the text, and the position within that line."""
        for line in self.lines:
            if start < len(line.text):
                return line, start
            start -= len(line.text)
        last = self.lines[-1]
        return last, len(last.text)


@dataclass(slots=True)
class ReportTable:
    """A table of the report, joined over pages.

    number: from 1, in the order of the report; title: as printed above it, "" where there is none;
    code: 表号 (公开03表); unit: 元, 千元 or 万元, "" where none is printed; owner: 编制单位, 部门;
    above: title, 表号, unit and owner as the lines stand; notes: what is printed under it (注：…) and belongs to it;
    grid: joined over the pages, repeated heads once; title rows and notes that stand in the ruled area stay its rows and cells;
    head: how many rows come before the figures; pages: how many pages it covers; path: the titles of the sections around it.
    """

    number: int
    title: str
    grid: ReportGrid
    place: ReportPlace
    head: int = 0
    code: str = ""
    unit: str = ""
    owner: str = ""
    above: list[ReportLine] = field(default_factory=list)
    notes: list[ReportParagraph] = field(default_factory=list)
    pages: int = 1
    path: tuple[str, ...] = ()


@dataclass(slots=True)
class ReportSection:
    """A heading with what stands under it, in reading order, sections below it included.

    level: 1 for 第一部分, 2 for 一、, 3 for （一）, 4 for 1., 5 for （1）, as the report nests its ordinals; 1 also for a heading
    without an ordinal above all others; ordinal: as printed (一、 or 第一部分), "" for none; title: without it; text: the heading
    as printed; path: the titles from the top down to its own.
    """

    level: int
    ordinal: str
    title: str
    place: ReportPlace
    text: str = ""
    path: tuple[str, ...] = ()
    blocks: list[ReportParagraph | ReportTable | ReportSection] = field(default_factory=list)

    def sections(self) -> Iterator[ReportSection]:
        """The section itself and all sections below it, in reading order."""
        yield self
        for block in self.blocks:
            if isinstance(block, ReportSection):
                yield from block.sections()

    def paragraphs(self) -> list[ReportParagraph]:
        """Its own paragraphs, not those of the sections below."""
        return [block for block in self.blocks if isinstance(block, ReportParagraph)]

    def tables(self) -> list[ReportTable]:
        """Its own tables, not those of the sections below."""
        return [block for block in self.blocks if isinstance(block, ReportTable)]


@unguarded_dataclass(frozen=True, slots=True)
class ReportContentsRow:
    """A row of the contents page. level: as of `ReportSection`; page: as printed, 0 for none."""

    ordinal: str
    title: str
    level: int
    page: int
    place: ReportPlace


@unguarded_dataclass(frozen=True, slots=True)
class ReportRemark:
    """Something of the file that was not read, or not surely: 第5页是扫描件，没有文字."""

    text: str
    place: ReportPlace


@dataclass(slots=True)
class ReadReport:
    """A report as it was read. file: its name, as in all places; format: pdf, docx or html.

    front: cover and whatever stands before the first heading; contents: the contents page, row by row; parts: the top sections
    (parts, or sections where a report has no parts).
    """

    file: str
    format: str
    pages: list[ReportPage]
    front: list[ReportParagraph | ReportTable] = field(default_factory=list)
    contents: list[ReportContentsRow] = field(default_factory=list)
    parts: list[ReportSection] = field(default_factory=list)
    remarks: list[ReportRemark] = field(default_factory=list)

    def sections(self) -> Iterator[ReportSection]:
        """All sections in reading order."""
        for part in self.parts:
            yield from part.sections()

    def paragraphs(self) -> Iterator[tuple[tuple[str, ...], ReportParagraph]]:
        """All paragraphs in reading order, each with the path of its section; headings are none, notes of tables neither."""
        for block in self.front:
            if isinstance(block, ReportParagraph):
                yield (), block
        for section in self.sections():
            for paragraph in section.paragraphs():
                yield section.path, paragraph

    def tables(self) -> list[ReportTable]:
        """All tables in reading order."""
        found = [block for block in self.front if isinstance(block, ReportTable)]
        for section in self.sections():
            found += section.tables()
        return sorted(found, key=lambda table: table.number)


def moved(place: ReportPlace, table: int, title: str, row: int, column: int) -> ReportPlace:
    """The same place, as a cell of a table."""
    return replace(place, table=table, title=title, row=row, column=column)
