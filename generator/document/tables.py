"""A `<table>` of a template to a Table block of the plain kind, with its grid checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from generator.document.blocks import Align, Cell, Row, Run, Runs, Table
from generator.document.grid import GridError, place_cells, used_columns
from generator.document.inline import runs_of

ALIGN: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}


FIRST_ROWS = 3
"""Among so many rows at the top of a table, one that names the columns belongs to its head."""


def table_of(element: etree._Element, id_: str) -> Table:
    """The block. Raises GridError where the spans do not make a grid. Columns in which no cell begins are joined.

    look="form": a form that is filled in, printed and exported as the statutory tables are.
    """
    head, body = _with_head(_rows(element.find("thead")), _rows(element.find("tbody")))
    widths = _widths(element.get("widths", ""))
    caption = element.find("caption")
    if not body or not all((*head, *body)):
        raise GridError("没有行，或有一行没有单元格", 0)
    widths = widths or (1.0,) * sum(cell.colspan for cell in (head or body)[0])
    starts = used_columns((head, body), len(widths))
    if len(starts) < len(widths):
        widths, head, body = _joined(widths, starts), _narrowed(head, starts, len(widths)), _narrowed(body, starts, len(widths))
    return Table(
        id=id_,
        widths=widths,
        head=head,
        body=body,
        title=_plain(element.get("title", "")) if caption is None else runs_of(caption),
        mark=element.get("mark", ""),
        unit_left=_plain(element.get("unit-left", "")),
        unit_right=element.get("unit-right", ""),
        notes=tuple(runs_of(note) for note in element.findall("note")),
        role="form" if element.get("look") == "form" else "plain",
        new_page=element.get("new-page") == "yes",
        alt=element.get("alt", ""),
        keep=element.get("keep") == "yes",
    )


def _with_head(head: tuple[Row, ...], body: tuple[Row, ...]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Head and body. A body whose columns are named in one of its first rows begins with a head: those rows."""
    if head:
        return head, body
    for number, row in enumerate(body[:FIRST_ROWS], 1):
        named = row and all(cell.kind == "head" for cell in row)
        if (
            named
            and number < len(body)
            and all(at + cell.rowspan <= number for at, above in enumerate(body[:number]) for cell in above)
        ):
            return body[:number], body[number:]
    return head, body


def _joined(widths: Sequence[float], starts: Sequence[int]) -> tuple[float, ...]:
    """Each column in which no cell begins, joined with the one before it."""
    return tuple(sum(widths[left:right]) for left, right in pairwise([*starts, len(widths)]))


def _narrowed(rows: Sequence[Row], starts: Sequence[int], columns: int) -> tuple[Row, ...]:
    """The rows with each span counted in the columns that are left."""
    return tuple(
        tuple(replace(cell, colspan=sum(at <= start < at + cell.colspan for start in starts)) for at, cell in line)
        for line in place_cells(rows, columns)
    )


def _widths(written: str) -> tuple[float, ...]:
    try:
        widths = tuple(float(width) for width in written.split())
    except ValueError:
        widths = (0.0,)
    if not all(0 < width < 1000 for width in widths):
        raise GridError(f"widths 应是各列的宽度，不是“{written}”", 0)
    return widths


def _plain(text: str) -> Runs:
    return (Run(text),) if text else ()


def _rows(part: etree._Element | None) -> tuple[Row, ...]:
    return tuple(tuple(_cell(cell) for cell in row) for row in part) if part is not None else ()


def _cell(element: etree._Element) -> Cell:
    return Cell(
        runs=runs_of(element),
        kind="head" if element.tag == "th" else "number" if element.get("kind") == "number" else "text",
        colspan=int(element.get("colspan", "1")),
        rowspan=int(element.get("rowspan", "1")),
        align=ALIGN.get(element.get("align", "")),
        indent=int(element.get("indent", "0")),
    )
