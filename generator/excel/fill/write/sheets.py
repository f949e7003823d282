"""One sheet of the workbook: its forms and tables, each row with its mark in the hidden first column.

Marks (read back in `read/`): `:PATH` a single field, its value in column C; `@LAYOUT PATTERN` a hidden row with the
tags of a table's columns; `@head` its head and its sums; `@row` a row of it, also an empty one (a row that the user put in has no
mark); `@field TAG` a row of cards; `@end`, after which no table is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from generator.excel.fill.cells import number_format, to_cell
from generator.excel.fill.columns import WHOLE, FillColumn, cell_column, columns
from generator.excel.fill.extract import Row, rows, text_of, value_at
from generator.excel.fill.kinds import FIGURES, CellKind, Field
from generator.excel.fill.plan import STACKED, Block, BlockLayout, PlannedField, SheetPlan, width
from generator.excel.fill.write.derived import TOTALLED, Registry, Span, form_sums
from generator.excel.fill.write.lists import WORDS, Lists
from generator.excel.look import GREY, HEAD, UNSTATED, WAITING, Formats, line_count, row_height

TAG, LABEL, VALUE, TEXT_END, NOTE = 0, 1, 2, 5, 6
FIRST_CARD = 3
WIDTHS = (2, 30, 18, 18, 18, 18, 18)
SPARE = {BlockLayout.DETAIL: 60, BlockLayout.MATRIX: 12, BlockLayout.CARDS: 3}
"""Empty rows (or columns of cards) below what is filled; 8 on a sheet with several tables, 30 on one with a single table."""
LINE = 14.5
"""Height of a line of text, pt."""
FIGURE_RULE = "只填数字（单位见表头），或 无、不涉及、空、未载明、待填"


class SheetWriter:
    """Writes the blocks of one sheet from the top."""

    def __init__(self, sheet: Any, plan: SheetPlan, formats: Formats, lists: Lists, registry: Registry) -> None:
        self.sheet, self.plan, self.formats, self.lists, self.registry = sheet, plan, formats, lists, registry
        self.row = 3
        self.last = NOTE
        self.cards = any(block.layout is BlockLayout.CARDS for block in plan.blocks)
        self.widths = dict(enumerate(WIDTHS))

    def write(self, tree: Any) -> None:
        """All blocks, then widths."""
        for block in self.plan.blocks:
            if block.layout is BlockLayout.FORM:
                self._form(block, tree)
            elif block.layout is BlockLayout.CARDS:
                self._cards(block, tree)
            else:
                self._table(block, rows(block, tree))
            self.sheet.write_string(self.row, TAG, "@end")
            self.row += 1
        for column, size in self.widths.items():
            self.sheet.set_column(column, column, size)
        self._states()

    def head(self, title: str, unit: str, unit_cell: str) -> None:
        """The three lines above everything: title, unit, what to do; they stay in sight."""
        self.sheet.write_string(0, LABEL, title, self.formats.make(bold=True, font_size=16))
        self.sheet.set_row(0, 26)
        self.sheet.write_formula(1, LABEL, f'="金额单位："&{unit_cell}', self.formats.make(bold=True), f"金额单位：{unit}")
        hint = "白格填写，灰格、绿格不用填（绿格由公式算出）；没有的填 0 或 无，有而不知道的填 未载明，还没有的填 待填"
        self.sheet.write_string(1, VALUE, hint, self.formats.note())

    def _form(self, block: Block, tree: Any) -> None:
        for entry in block.entries:
            if entry.field is None:
                self._heading(entry)
                for one in form_sums(entry.path):
                    self.registry.later.append((self.sheet, self.row, one))
                    self.sheet.write_string(self.row, LABEL, "　" * (entry.depth + 1) + one.label, self.formats.fixed())
                    self.row += 1
            else:
                self._single(entry, entry.field, text_of(value_at(tree, entry.path)))

    def _heading(self, entry: PlannedField) -> None:
        look = self.formats.make(bold=True, bg_color=HEAD, top=1, bottom=1)
        for column in range(LABEL, TEXT_END + 1):
            self.sheet.write_blank(self.row, column, None, look)
        self.sheet.write_string(self.row, LABEL, "　" * entry.depth + entry.label, look)
        self.sheet.write_string(
            self.row, VALUE, entry.note, self.formats.make(bg_color=HEAD, font_size=9, font_color="#595959", top=1, bottom=1)
        )
        self.row += 1

    def _single(self, entry: PlannedField, field: Field, typed: str | None) -> None:
        wide = field.kind in (CellKind.TEXT, CellKind.WORDS) or (field.kind is CellKind.WORD and not field.choices)
        self.sheet.write_string(self.row, TAG, ":" + ".".join(entry.path))
        self.sheet.write_string(self.row, LABEL, "　" * entry.depth + entry.label, self.formats.fixed())
        if wide:
            self.sheet.merge_range(self.row, VALUE, self.row, TEXT_END, "", self.formats.input())
            if typed:
                self.sheet.set_row(self.row, max(18.0, _height(typed.strip("\n"), sum(WIDTHS[VALUE : TEXT_END + 1]))))
        assert field.kind is not None
        self._cell(self.row, VALUE, typed, field.kind)
        self._rules(self.row, VALUE, self.row, cell_column(field))
        column = NOTE if wide else VALUE + 1
        self.sheet.write_string(self.row, column, entry.note, self.formats.note())
        self.registry.forms[".".join(entry.path)] = Span(self.plan.title, self.row, VALUE, self.row, (typed,))
        self.row += 1

    def _cell(self, row: int, column: int, typed: str | None, kind: CellKind, shown: str | None = None) -> None:
        """A cell to type in with what is typed so far; always a string where it is no number, whatever it begins with."""
        figure = kind in FIGURES
        if typed is None:
            empty = {CellKind.MONEY: number_format(2), CellKind.COUNT: number_format(0), CellKind.NUMBER: "General"}
            self.sheet.write_blank(row, column, None, self.formats.input(empty.get(kind, "@"), right=figure))
            return
        cell = to_cell(typed, kind)
        if cell.number is not None:
            self.sheet.write_number(row, column, float(cell.number), self.formats.input(cell.format, right=True))
        else:
            self.sheet.write_string(
                row, column, shown or cell.text, self.formats.input("General" if figure else "@", right=figure)
            )

    def _rules(self, row: int, column: int, last: int, wanted: FillColumn) -> None:
        """What may be typed into a range of one column."""
        if wanted.choices:
            rule: dict[str, Any] = {"validate": "list", "source": list(wanted.choices), "ignore_blank": True}
        elif wanted.codes:
            rule = {"validate": "list", "source": f"={self.lists.name(wanted.codes)}", "ignore_blank": True}
            rule |= {
                "error_type": "warning",
                "error_title": "科目",
                "error_message": "列表里没有。可以只填数字编码；要这样填吗？",
            }
        elif wanted.kind in FIGURES:
            cell = xl_rowcol_to_cell(row, column)
            rule = {"validate": "custom", "value": f"=OR(ISNUMBER({cell}),COUNTIF({WORDS},{cell})>0)", "ignore_blank": True}
            rule |= {"error_title": "这里填数", "error_message": FIGURE_RULE}
        else:
            return
        self.sheet.data_validation(row, column, last, column, rule)

    def _table(self, block: Block, found: list[Row]) -> None:
        self._title(block)
        shown = columns(block)
        self._tags(block, shown)
        top = self._heads(block, shown)
        spare = SPARE.get(block.layout, 30 if self.plan.single else 8)
        totals = self.row if self._totalled(block) else None
        if totals is not None:
            self.sheet.write_string(self.row, TAG, "@head")
            self.row += 1
        first, last = self.row, self.row + len(found) + spare - 1
        for number in range(len(found) + spare):
            self._row(shown, found[number] if number < len(found) else {}, block)
        for at, column in enumerate(shown):
            self._rules(first, LABEL + at, last, column)
            values = tuple(row.get(column.tag) for row in found)
            span = Span(self.plan.title, first, LABEL + at, last, values)
            self.registry.columns[".".join(block.pattern), str(block.layout), column.tag] = span
        self.registry.derive(self, block, shown, totals, (first, last), found)
        if self.plan.single:
            self.sheet.freeze_panes(first, LABEL + 1)
            self.sheet.repeat_rows(top, first - 1)
            self.sheet.autofilter(first - 1, LABEL, last, self.last) if totals is None else None

    def _totalled(self, block: Block) -> bool:
        return block.layout is BlockLayout.MATRIX or ".".join(block.pattern) in TOTALLED or block.layout is BlockLayout.DETAIL

    def _title(self, block: Block) -> None:
        self.sheet.write_string(self.row, LABEL, block.title, self.formats.make(bold=True, font_size=12))
        self.sheet.write_string(self.row, VALUE, block.note, self.formats.note())
        self.row += 1

    def _tags(self, block: Block, shown: Sequence[FillColumn]) -> None:
        """The hidden row that says what stands in each column."""
        self.sheet.write_string(self.row, TAG, f"@{block.layout} {'.'.join(block.pattern)}")
        for at, column in enumerate(shown):
            self.sheet.write_string(self.row, LABEL + at, column.tag)
        self.sheet.set_row(self.row, None, None, {"hidden": True})
        self.row += 1

    def _heads(self, block: Block, shown: Sequence[FillColumn]) -> int:
        """The head of a table, groups above their fields; the first row of it."""
        top = self.row
        self.sheet.write_string(self.row, TAG, "@head")
        look = self.formats.fixed(HEAD, bold=True, align="center")
        for at, column in enumerate(shown):
            text = "\n".join(column.head)
            self._across(at, shown, look)
            self.sheet.write_string(self.row, LABEL + at, text, look)
            if column.note:
                self.sheet.write_comment(self.row, LABEL + at, column.note, {"x_scale": 1.6, "y_scale": 0.8, "font_size": 9})
            self._widen(LABEL + at, column, block)
        deep = max(len(column.head) for column in shown)
        self.sheet.set_row(self.row, 30 + 12 * (deep - 1))
        self.row += 1
        return top

    def _across(self, at: int, shown: Sequence[FillColumn], look: Any) -> float:
        """Long texts in the last column of a table among others take the columns up to the notes; the width of the cell."""
        first = LABEL + at
        if self.plan.single or at + 1 < len(shown) or shown[at].kind is not CellKind.TEXT or first >= TEXT_END:
            return self.widths.get(first, 18)
        self.sheet.merge_range(self.row, first, self.row, TEXT_END, "", look)
        return sum(self.widths[column] for column in range(first, TEXT_END + 1))

    def _widen(self, at: int, column: FillColumn, block: Block) -> None:
        if self.plan.single:
            many = width(block) > STACKED
            usual = {CellKind.TEXT: 32, CellKind.WORD: 13, CellKind.MONEY: 15} if many else {CellKind.TEXT: 46, CellKind.WORD: 20}
            wish = 34 if column.codes else {**usual, CellKind.WORDS: 40}.get(column.kind, 10 if many else 16)
        else:
            wish = 18
        self.widths[at] = max(self.widths.get(at, 0) if not self.plan.single or at == LABEL else 0, wish)
        self.last = max(self.last, at)

    def _row(self, shown: Sequence[FillColumn], row: Row, block: Block) -> None:
        self.sheet.write_string(self.row, TAG, "@row")
        tallest = 15.0
        for at, column in enumerate(shown):
            typed = row.get(column.tag)
            text = self.lists.shown(typed, column.codes) if typed and column.codes else None
            across = self._across(at, shown, self.formats.input())
            if typed == WHOLE:
                self.sheet.write_string(self.row, LABEL + at, WHOLE, self.formats.fixed())
            else:
                self._cell(self.row, LABEL + at, typed, column.kind, text)
            if typed and column.kind not in FIGURES:
                tallest = max(tallest, _height((text or typed).strip("\n"), across))
        if tallest > 15.0:
            self.sheet.set_row(self.row, tallest)
        self.row += 1

    def _cards(self, block: Block, tree: Any) -> None:
        """A list with many fields: a row for each field, a column for each member."""
        self._title(block)
        found = rows(block, tree)
        count = max(1, len(found)) + SPARE[BlockLayout.CARDS]
        self.sheet.write_string(self.row, TAG, f"@{block.layout} {'.'.join(block.pattern)}")
        self.sheet.set_row(self.row, None, None, {"hidden": True})
        self.row += 1
        for entry in block.entries:
            if entry.field is None:
                self._group(entry, count)
            else:
                self._card_row(block, entry, entry.field, found, count)
        self.widths |= {VALUE: 30, **dict.fromkeys(range(FIRST_CARD, FIRST_CARD + count), 40)}
        self.last = FIRST_CARD + count - 1
        self.sheet.freeze_panes(7, FIRST_CARD)

    def _group(self, entry: PlannedField, count: int) -> None:
        look = self.formats.make(bold=True, bg_color=HEAD, border=1)
        for column in range(LABEL, FIRST_CARD + count):
            self.sheet.write_blank(self.row, column, None, look)
        self.sheet.write_string(self.row, LABEL, "　" * entry.depth + entry.label, look)
        self.row += 1

    def _card_row(self, block: Block, entry: PlannedField, field: Field, found: list[Row], count: int) -> None:
        tag = ".".join(entry.path)
        assert field.kind is not None
        self.sheet.write_string(self.row, TAG, f"@field {tag}")
        self.sheet.write_string(self.row, LABEL, "　" * entry.depth + entry.label, self.formats.fixed())
        self.sheet.write_string(self.row, VALUE, entry.note, self.formats.fixed(font_color="#7F7F7F", font_size=9))
        tallest = max(18.0, _height(entry.note, 30))
        for at in range(count):
            typed = found[at].get(tag) if at < len(found) else None
            self._cell(self.row, FIRST_CARD + at, typed, field.kind)
            if typed and field.kind not in FIGURES:
                tallest = max(tallest, _height(typed.strip("\n"), 40))
        self.sheet.set_row(self.row, tallest)
        if field.kind in FIGURES or field.choices:
            for at in range(FIRST_CARD, FIRST_CARD + count):
                self._rules(self.row, at, self.row, cell_column(field))
        values = tuple(row.get(tag) for row in found)
        span = Span(self.plan.title, self.row, FIRST_CARD, self.row, values, FIRST_CARD + count - 1)
        self.registry.columns[".".join(block.pattern), str(block.layout), tag] = span
        self.row += 1

    def _states(self) -> None:
        """待填 stands out, 未载明 is dim."""
        for text, colour in (("待填", WAITING), ("未载明", UNSTATED)):
            look = self.formats.make(bg_color=colour)
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": look}
            self.sheet.conditional_format(3, LABEL, max(self.row, 4), max(self.last, NOTE), rule)

    def derived(self, row: int, column: int, formula: str, value: Decimal | str, shown: str = "#,##0.00") -> None:
        """A cell with a formula and the value that it has now."""
        cached = float(value) if isinstance(value, Decimal) else value
        self.sheet.write_formula(row, column, formula, self.formats.derived(shown), cached)

    def label(self, row: int, column: int, text: str) -> None:
        """A cell that is not to be typed in."""
        self.sheet.write_string(row, column, text, self.formats.fixed(GREY, bold=True))


def _height(text: str, width: float) -> float:
    """The height in pt of a row that shows a text in a cell of `width` half-width characters whole."""
    return row_height(line_count(text, int(max(1.0, width - 1))), LINE, 4)
