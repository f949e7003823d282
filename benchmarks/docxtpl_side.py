"""The same report by docxtpl: a Word template with a slot for every figure, made from our blocks, and its context.

A table whose body has no merged cells is a row loop, as a person would write it; other tables and all paragraphs hold
their text with slots. Contents and charts are left out, as docxtpl has neither.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate

from generator.document.blocks import Cell, Cover, Document, Heading, Paragraph, Row, Runs, Table
from generator.document.grouping import split_groups

Slots = dict[str, object]


def make_template(document: Document, file: Path) -> Slots:
    """Write the template of a report; its context."""
    word = docx.Document()
    slots: Slots = {}
    for block in document.blocks():
        if isinstance(block, Table):
            for part in split_groups(block):
                _table(word, part, slots)
        else:
            for text in _texts(block, slots):
                word.add_paragraph(text)
    word.save(str(file))
    return slots


def render(template: Path, slots: Slots) -> bytes:
    """The file that docxtpl makes, from opening the template to the bytes."""
    word = DocxTemplate(template)
    word.render(slots)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _texts(block: object, slots: Slots) -> Iterator[str]:
    match block:
        case Heading():
            yield block.number + _slotted(block.runs, slots)
        case Paragraph():
            yield block.number + _slotted((*block.lead, *block.runs), slots)
        case Cover():
            for line in block.lines:
                yield _slotted(line.runs, slots)


def _slotted(runs: Runs, slots: Slots) -> str:
    """The text with a slot in place of every piece that comes from the data."""
    return "".join(_slot(run.text, slots) if run.key else run.text for run in runs)


def _slot(text: str, slots: Slots) -> str:
    name = f"s{len(slots)}"
    slots[name] = text
    return f"{{{{ {name} }}}}"


def _table(word: WordDocument, table: Table, slots: Slots) -> None:
    for text in (_slotted(table.title, slots), _slotted(table.unit_left, slots) + table.unit_right):
        word.add_paragraph(text)
    columns = len(table.widths)
    grid = "".join("<w:gridCol/>" for _ in range(columns))
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>'
    )
    word.element.body.insert(len(word.element.body) - 1, element)
    for row in _grid(table.head, columns):
        element.append(_row([(cell, text if first else "", first) for cell, text, first in row], slots=None))
    plain = all(cell.colspan == cell.rowspan == 1 for row in table.body for cell in row)
    if plain and len(table.body) > 1:
        name = f"s{len(slots)}"
        slots[name] = [[cell.text for cell in row] for row in table.body]
        element.append(_marker(f"{{%tr for row in {name} %}}", columns))
        element.append(_row([(Cell(), f"{{{{ row[{n}] }}}}", True) for n in range(columns)], slots=None))
        element.append(_marker("{%tr endfor %}", columns))
    else:
        for row in _grid(table.body, columns):
            element.append(_row(row, slots))
    for note in table.notes:
        word.add_paragraph(_slotted(note, slots))


Placed = list[tuple[Cell, str, bool]]
"""Cell, its text, and whether it stands here (else it is reached from the row above)."""


def _grid(rows: tuple[Row, ...], columns: int) -> Iterator[Placed]:
    """Rows as Word holds them: a cell that reaches down has a continuing cell in each row below."""
    reach: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        cells, at, line = iter(row), 0, []
        while at < columns:
            if at in reach and reach[at][1] > 0:
                cell, rest = reach[at]
                reach[at] = (cell, rest - 1)
                line.append((cell, "", False))
            else:
                cell = next(cells, Cell())
                reach[at] = (cell, cell.rowspan - 1)
                line.append((cell, cell.text, True))
            at += cell.colspan
        yield line


def _row(cells: Placed, slots: Slots | None) -> BaseOxmlElement:
    row = OxmlElement("w:tr")
    for cell, text, first in cells:
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = "" if cell.rowspan == 1 else f'<w:vMerge w:val="{"restart" if first else "continue"}"/>'
        made = parse_xml(
            f'<w:tc {nsdecls("w")}><w:tcPr>{span}{merge}</w:tcPr><w:p><w:r><w:t xml:space="preserve"/></w:r></w:p></w:tc>'
        )
        shown = _slot(text, slots) if slots is not None and first and text else text
        made.xpath(".//w:t")[0].text = shown
        row.append(made)
    return row


def _marker(text: str, columns: int) -> BaseOxmlElement:
    """A row that holds a statement of the loop; docxtpl takes it out."""
    return _row([(Cell(colspan=columns), text, True)], slots=None)
