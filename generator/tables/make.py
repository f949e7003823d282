"""A specification and figures → a Table block with exact values, printed texts and sources."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Protocol

from generator.document.blocks import Cell, Row, Run, Runs, Table
from generator.errors import PackError
from generator.figures import Figures
from generator.figures.wording.numbers import NumberFormat, format_money, format_number, in_unit, rounded
from generator.model.amount import Amount, Origin, OriginKind, State
from generator.model.place import Place, place_of
from generator.settingsfile.reading import read_settings_text
from generator.tables.columns import expand, groups, head_rows, number_row
from generator.tables.funds import of_title, worded
from generator.tables.rows import Plain, TableRow, block_rows, economic_rows, fixed_rows, side_rows, single_row, tree_rows
from generator.tables.spec import Column, Spec

CENTS = 2
"""Places that figures of a report have, in 万元 and in 元; a table with fewer loses what is said of the others."""
FORM = Origin(OriginKind.FORM, "表式")


class Sources(Protocol):
    """Where the sources of printed values are kept."""

    pending: list[Origin]
    lossy: dict[str, str]

    def add(self, origin: Origin) -> str:
        """The key of a new entry."""


def make_table(spec: Spec, figures: Figures, style: NumberFormat, sources: Sources, *, empty: str = "") -> Table:
    """The block; “三公” in it is that of the fund that its title names. style: numbers of tables; empty: sentence under an
    empty table, with {部门}, {年度} and {情况} (the table's own reason). Raises PackError for a figure that does not exist."""
    try:
        return _table(worded(spec), of_title(figures, spec.title), style, sources, empty)
    except PackError as error:
        raise _located(error, spec) from error


def _located(error: PackError, spec: Spec) -> PackError:
    """The error with the specification's file and the text of its line."""
    file = Path(spec.file)
    lines = read_settings_text(file).splitlines()
    excerpt = lines[error.line - 1].strip()[:80] if 0 < error.line <= len(lines) else ""
    label = "/".join(file.parts[-3:])
    return error.elsewhere(file=label, excerpt=excerpt)


def _table(spec: Spec, figures: Figures, style: NumberFormat, sources: Sources, empty: str) -> Table:
    columns = expand(spec, figures)
    leaves = [leaf for column in columns for leaf in column.leaves()]
    rows = _rows(spec, figures, columns)
    blank = _nothing(rows)
    style = style if spec.decimals is None else replace(style, decimals=spec.decimals)
    if blank and spec.blank_when_empty:
        style = replace(style, zero="")
    printer = _Printer(style, sources)
    contents = [leaf.content for leaf in leaves]
    body = tuple(printer.row(row, contents) for row in rows)
    if printer.lossy:
        sources.lossy[spec.title] = printer.lossy
    head = head_rows(columns)
    if spec.numbered:
        head.append(number_row(leaves, sources.add(FORM)))
    return Table(
        id=spec.id,
        widths=tuple(leaf.width for leaf in leaves),
        head=tuple(head),
        body=body,
        title=(Run(spec.title),),
        mark=spec.mark,
        unit_left=_owner(spec, figures, sources),
        unit_right=spec.unit_line.replace("{单位}", style.unit),
        notes=_notes(spec, rows, blank, _empty(empty, spec, figures, sources)),
        decimals=printer.decimals,
        empty=blank,
        groups=groups(spec, leaves),
        repeat=spec.repeat,
        alt=f"{spec.title}，共{len(rows)}行{len(leaves)}列",
    )


def is_blank(spec: Spec, figures: Figures) -> bool:
    """Whether the table has no amount that is not zero."""
    figures = of_title(figures, spec.title)
    try:
        return _nothing(_rows(spec, figures, expand(spec, figures)))
    except PackError as error:
        raise _located(error, spec) from error


def _nothing(rows: list[TableRow]) -> bool:
    amounts = (cell.amount if isinstance(cell, Plain) else cell for row in rows for cell in row.cells)
    return not any(isinstance(cell, Amount) and not cell.is_zero for cell in amounts)


def _owner(spec: Spec, figures: Figures, sources: Sources) -> tuple[Run, ...]:
    """部门：… with the source of the name."""
    before, slot, after = spec.owner.partition("{部门}")
    if not slot:
        return (Run(spec.owner),) if spec.owner else ()
    name = Run(
        str(figures.data.names.full), sources.add(Origin(OriginKind.TYPED, "部门.全称", place_of(figures.data.names.full)))
    )
    return tuple(run for run in (Run(before), name, Run(after)) if run.text)


def empty_sentence(spec: Spec, figures: Figures, empty: str) -> str:
    """The sentence of an empty table."""
    return empty.format(部门=figures.data.names.full, 年度=figures.data.year, 情况=worded(spec).empty_reason)


def _rows(spec: Spec, figures: Figures, columns: tuple[Column, ...]) -> list[TableRow]:
    axis = spec.rows
    leaves = [leaf for column in columns for leaf in column.leaves()]
    if "并排" in axis:
        return side_rows(figures, axis, columns)
    if "固定" in axis:
        return fixed_rows(figures, axis["固定"], leaves)
    if "分块" in axis:
        return block_rows(figures, axis, leaves)
    if "经济" in axis:
        return economic_rows(figures, axis, leaves)
    if "单行" in axis:
        return single_row(figures, leaves)
    return tree_rows(figures, axis, leaves)


def _empty(wording: str, spec: Spec, figures: Figures, sources: Sources) -> Runs:
    """The sentence under an empty table, with the sources of name and year."""
    names = {"部门": str(figures.data.names.full), "年度": str(figures.data.year), "情况": spec.empty_reason}
    origins = {
        "部门": Origin(OriginKind.TYPED, "部门.全称", place_of(figures.data.names.full)),
        "年度": Origin(OriginKind.TYPED, "年度", Place("", 0, 0, "年度")),
    }
    parts = (
        part for literal, slot, *_ in Formatter().parse(wording) for part in ((literal, ""), (names.get(slot or "", ""), slot))
    )
    return tuple(Run(text, sources.add(origins[slot]) if slot in origins else "") for text, slot in parts if text)


def _notes(spec: Spec, rows: list[TableRow], blank: bool, empty: Runs) -> tuple[Runs, ...]:
    notes: list[Runs] = []
    if spec.note:
        notes.append((Run(f"注：{spec.note}"),))
    if blank and spec.empty_reason:
        notes.append(empty)
    states = {cell.state for row in rows for cell in row.cells if isinstance(cell, Amount)}
    if State.UNSTATED in states:
        notes.append((Run("说明：标“未载明”的，数据来源没有给出该数，本表不作推算。"),))
    elif not blank and "科目" in spec.rows and len(rows) == 1 and State.PENDING not in states:
        notes.append((Run("说明：数据来源没有给出分科目的数，本表只列合计。"),))
    return tuple(notes)


class _Printer:
    """Amounts and texts → cells."""

    def __init__(self, style: NumberFormat, sources: Sources) -> None:
        self.style = style
        self.sources = sources
        self.decimals = style.decimals if style.decimals is not None else CENTS
        self.lossy = ""
        """The first amount that loses its 百元 or 元 in print: `37.91印成38`."""
        self.known: dict[Decimal, tuple[str, Decimal]] = {}
        self.empty: dict[tuple[int, bool, Decimal], Cell] = {}

    def row(self, row: TableRow, contents: list[str]) -> Row:
        level, spans = row.level, row.spans or (1,) * len(row.cells)
        kinds = contents if not row.spans else ["文字" if i % 2 == 0 else "" for i in range(len(spans))]
        cells = [
            self.amount(cell, span, level == 0) if isinstance(cell, Amount) else self.cell(cell, kind, span, level)
            for cell, kind, span in zip(row.cells, kinds, spans, strict=True)
        ]
        return tuple(cells)

    def cell(self, value: str | Plain | None, content: str, span: int, level: int) -> Cell:
        bold = level == 0
        if isinstance(value, Plain):
            return self.count(value.amount, span, bold)
        text = value or ""
        key = self.sources.add(FORM) if any(map(str.isdigit, text)) else ""
        indent = {2: 1, 3: 2, 4: 3}.get(level, 0) if content == "名称" and span == 1 else 0
        centred = content in ("行次", "编码", "类", "款", "项") or (bold and content in ("名称", "文字"))
        runs = (Run(text, key),) if text else ()
        return Cell(runs, "text", colspan=span, align="center" if centred else "left", bold=bold, indent=indent)

    def count(self, value: Amount, span: int, bold: bool) -> Cell:
        """A number of persons, cars or visits: as typed, without a unit."""
        if value.value is None:
            return self.amount(value, span, bold)
        decimals = max(0, -int(value.value.as_tuple().exponent))
        text = format_number(value.value, decimals)
        return Cell((Run(text, self.sources.add(value.origin)),), "number", colspan=span, bold=bold, value=value.value)

    def amount(self, value: Amount, span: int, bold: bool) -> Cell:
        key = self.sources.add(value.origin)
        if value.value is not None:
            text, exact = self.shown(value.value)
            if text:
                return Cell((Run(text, key),), "number", colspan=span, bold=bold, value=exact)
            return self.nothing(span, bold, exact)
        if value.state is State.PENDING:
            self.sources.pending.append(value.origin)
            return Cell((Run("【待填】", key, pending=True),), "number", colspan=span, align="center", bold=bold)
        if value.state in (State.UNSTATED, State.NOT_APPLICABLE, State.NONE):
            text = "—" if value.state is not State.UNSTATED else "未载明"
            return Cell((Run(text, key),), "number", colspan=span, align="center", bold=bold)
        if value.state is State.BLANK:
            return Cell((), "number", colspan=span)
        raise AssertionError(f"no way to print {value.state}")

    def shown(self, value: Decimal) -> tuple[str, Decimal]:
        """An amount of 万元 as it is printed, and rounded in the unit of the table. Most stand in a table more than once;
        equal ones are printed alike, but for -0 and for scales as typed."""
        alike = self.style.decimals is not None if value else not value.is_signed()
        found = self.known.get(value) if alike else None
        if found is None:
            exact = rounded(in_unit(value, self.style.unit), self.decimals, self.style.rounding)
            found = self.known[value] = format_money(value, self.style), exact
            if self.decimals < CENTS and not self.lossy and rounded(in_unit(value, self.style.unit), CENTS) != exact:
                self.lossy = f"{format_number(in_unit(value, self.style.unit), CENTS)}印成{found[0]}"
        return found

    def nothing(self, span: int, bold: bool, exact: Decimal) -> Cell:
        """The cell of a zero that is not printed: half of all cells, and one serves for all of a kind."""
        if exact.is_signed():
            return Cell((), "number", colspan=span, bold=bold, value=exact)
        key = (span, bold, exact)
        found = self.empty.get(key)
        if found is None:
            found = self.empty[key] = Cell((), "number", colspan=span, bold=bold, value=exact)
        return found
