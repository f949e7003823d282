"""A Table block as a real HTML table: caption, colgroup, repeated head with scopes, clipped groups of a wide one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from generator.document.blocks import Cell, CellType, Row, Runs, Table, text_of
from generator.document.grid import place_cells, rows_held
from generator.document.grouping import split_groups
from generator.writers.html.runs import line_html, runs_html, template_html, text_html


class Lag(NamedTuple):
    """How far a figure ends before the longest of its column: digits, and whether it has a point of its own."""

    digits: int
    point: bool


def table_html(table: Table, draft: bool) -> str:
    """The markup of a table, or of the consecutive tables (续表) of a very wide one."""
    return "\n".join(_whole(part, draft) for part in split_groups(table))


def _whole(table: Table, draft: bool) -> str:
    look = f"{table.role}{' new-page' if table.new_page else ''}{' keep' if table.keep else ''}{type_class(table.type)}"
    label = f' aria-label="{escape(table.alt)}"' if table.alt else ""
    lines = [
        f'<div class="table {look}" id="{escape(table.id)}"{template_html(table.template, draft)}>',
        f'<div class="scroll"><table{label}>',
        *_caption(table, draft),
        *_grid(table, draft),
        "</table></div>",
    ]
    lines += [f'<p class="注">{_text(note, draft)}</p>' for note in table.notes]
    return "\n".join([*lines, "</div>"])


def type_class(type_: CellType | None) -> str:
    """The class of a table in a type of its own, after a space."""
    return f" type-{type_.size * 10:.0f}" if type_ else ""


def _text(runs: Runs, draft: bool) -> str:
    return line_html(text_of(runs), runs_html(runs, draft))


def _grid(table: Table, draft: bool) -> list[str]:
    """Columns and rows with an element for each cell."""
    decimals = decimals_of(table)
    lines = [f"<colgroup>{''.join(_column(width, sum(table.widths)) for width in table.widths)}</colgroup>"]
    if table.head:
        lines += ["<thead>", *_rows(table.head, table, decimals, draft, in_head=True), "</thead>"]
    return [*lines, "<tbody>", *_rows(table.body, table, decimals, draft, in_head=False), "</tbody>"]


def _caption(table: Table, draft: bool) -> list[str]:
    """Title, the table's mark, and the line that names department and unit."""
    parts = []
    if table.title and table.titled:
        parts.append(f'<span class="表题">{_text(table.title, draft)}</span>')
    if table.mark:
        parts.append(_ends((), table.mark, "mark", draft))
    if table.unit_left or table.unit_right:
        parts.append(_ends(table.unit_left, table.unit_right, "unit", draft))
    return [f"<caption>{''.join(parts)}</caption>"] if parts else []


def _ends(left: Runs, right: str, look: str, draft: bool) -> str:
    """A line above a table, with a text at either end."""
    markup = line_html(right, text_html(right))
    if look == "unit":
        begin = line_html(text_of(left), runs_html(left, draft))
        markup = f'<span>{begin}</span> <span class="right">{markup}</span>'
    return f'<span class="表头行 {look}">{markup}</span>'


def _column(width: float, total: float) -> str:
    return f'<col style="width:{column_share(width, total):g}%">'


def column_share(width: float, total: float) -> float:
    """A column's share of the width of its table, in percent, as it is written."""
    return float(f"{100 * width / total:.4g}")


def names_rows(table: Table) -> bool:
    """Whether the first column says what stands in a row, since no cell is a head."""
    return not any(cell.kind == "head" for row in (*table.head, *table.body) for cell in row)


def _rows(rows: Sequence[Row], table: Table, decimals: dict[int, int], draft: bool, *, in_head: bool) -> list[str]:
    label = not in_head and names_rows(table)
    held = frozenset[int]() if in_head else rows_held(rows)
    begun = frozenset[int]() if table.head else table.page_rows
    return [
        ('<tr class="held">' if number in held else '<tr class="begun">' if number in begun else "<tr>")
        + "".join(_cell(cell, at, decimals, draft, in_head, label and at == 0) for at, cell in line)
        + "</tr>"
        for number, line in enumerate(place_cells(rows, len(table.widths)))
    ]


def _cell(cell: Cell, at: int, decimals: dict[int, int], draft: bool, in_head: bool, label: bool) -> str:
    """A cell. label: in a form without head cells, the first column says what stands in the row; it looks as the others do."""
    classes: list[str] = [cell.kind] if cell.kind != "head" else []
    if cell.align:
        classes.append(cell.align)
    if cell.indent:
        classes.append(f"indent-{min(cell.indent, 6)}")
    if cell.bold:
        classes.append("bold")
    if lag := lag_of(cell, at, decimals):
        classes.append(f"short-{lag.digits}" if lag.point else f"short-{lag.digits}-whole")
    attributes = f' class="{" ".join(classes)}"' if classes else ""
    attributes += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    attributes += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    markup = line_html(cell.text, runs_html(cell.runs, draft))
    if cell.kind != "head" and not label:
        return f"<td{attributes}>{markup}</td>"
    scope = ("colgroup" if cell.colspan > 1 else "col") if in_head else ("rowgroup" if cell.rowspan > 1 else "row")
    return f'<th scope="{scope}"{attributes}>{markup}</th>'


def lag_of(cell: Cell, at: int, decimals: dict[int, int]) -> Lag | None:
    """What is missing behind a figure to line up on the point; None where nothing is. decimals: `decimals_of` its table."""
    if not (at in decimals and cell.kind == "number" and cell.value is not None and not cell.align):
        return None
    own = _decimals(cell.text)
    short = min(decimals[at] - own, 4)
    return Lag(short, bool(own)) if short else None


def decimals_of(table: Table) -> dict[int, int]:
    """The most decimals that are printed in each column of a form, so that shorter figures can line up on the point."""
    most: dict[int, int] = {}
    if table.role != "form":
        return most
    for line in place_cells(table.body, len(table.widths)):
        for at, cell in line:
            if cell.kind == "number" and cell.value is not None:
                most[at] = max(most.get(at, 0), _decimals(cell.text))
    return most


def _decimals(text: str) -> int:
    _, point, fraction = text.strip().rstrip("%").partition(".")
    return len(fraction) if point else 0
