"""Tables that begin a page, set in the type that suits it: smaller where a little would spill onto a page of its own, larger
where a form stands alone on a page that it hardly fills.

Decided by the page counter's arithmetic, so that Word and both PDF engines agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.document.blocks import Block, CellType, Document, Heading, Paragraph, Section, Table
from generator.document.grouping import split_groups
from generator.measures import PT_PER_MM
from generator.writers.arrange.linebreak import BREAK
from generator.writers.arrange.pieces import block_height
from generator.writers.cell_types import looser, tighter
from generator.writers.style import Style, cell_padding

MOST_SPILL = 0.4
"""Of a page: what a table may be too long by and still be tightened."""
MOST_ABOVE = 1 / 3
"""Of a page: what may stand above a table that begins it: headings, a line of text."""
SMALL_ROOM = 0.06
"""Of a page: what a table that is loosened leaves free, lest an edited cell push its last row out."""
MOST_LINES = 1.1
"""By how much a larger type may raise the number of a table's lines: it is to fill the page, not to fold the texts."""

NEAR = 1.08
"""Of a page: what a table may be estimated to be too long by and still be tried: titles and notes stay as they are."""

SetTable = Callable[[Table], Table]


def fitted(
    table: Table, before: Sequence[Block], after: Block | None, section: Section, style: Style, set_table: SetTable
) -> list[Table]:
    """The typeset parts of a table in the type that suits its page.

    before: the typeset blocks of its section above it; after: the next one; set_table: typesets a part.
    """
    parts = [set_table(part) for part in split_groups(table)]
    above = _above(table, before, style)
    page = style.sheet(section.orientation)
    room = (page.height - page.top - page.bottom) * PT_PER_MM
    if above is None or above > room * MOST_ABOVE:
        return parts
    heights = [block_height(part, style) + (0.0 if number else above) for number, part in enumerate(parts)]
    if max(heights) > room:
        return _tightened(table, parts, above, room, style, set_table) if max(heights) <= room * (1 + MOST_SPILL) else parts
    alone = after is None or (isinstance(after, Heading | Table) and after.new_page)
    if table.role == "form" and alone:
        return _loosened(table, parts, above, room, style, set_table)
    return parts


def _above(table: Table, before: Sequence[Block], style: Style) -> float | None:
    """The height of what stands above a table on the page that it is the first table of; None where it begins none."""
    height = 0.0
    if table.new_page:
        return height
    for block in reversed(before):
        if not isinstance(block, Heading | Paragraph):
            return None
        height += block_height(block, style)
        if isinstance(block, Heading) and block.new_page:
            return height
    return height


def _tightened(table: Table, parts: list[Table], above: float, room: float, style: Style, set_table: SetTable) -> list[Table]:
    """The parts in the largest smaller type in which each has room on a page; as they are where none will do."""
    tall = max(block_height(part, style) for part in parts)
    for smaller in tighter(table, style):
        if _estimated(tall, smaller, table, style) > room * NEAR:
            continue
        tried = [set_table(part) for part in split_groups(replace(table, type=smaller))]
        if _fit(tried, above, room, style):
            return tried
    return parts


def _loosened(table: Table, parts: list[Table], above: float, room: float, style: Style, set_table: SetTable) -> list[Table]:
    """The parts in the largest larger type that leaves them on their pages and their texts as they are."""
    lines, lone = _lines(parts), _lone(parts)
    tall = max(block_height(part, style) for part in parts)
    for larger in looser(table, style):
        if _estimated(tall, larger, table, style) + above > room:
            continue
        tried = [set_table(part) for part in split_groups(replace(table, type=larger))]
        if _fit(tried, above, room * (1 - SMALL_ROOM), style) and _as_whole(tried, lines, lone):
            return tried
    return parts


def _estimated(tall: float, type_: CellType, table: Table, style: Style) -> float:
    """The height that a table of a height would have in another type, if all of it were rows of one line."""
    own = style.cell_roles(table)["text"].line + 2 * cell_padding(table)
    return tall * (type_.line + 2 * type_.padding) / own


def _fit(parts: Sequence[Table], above: float, room: float, style: Style) -> bool:
    return all(block_height(part, style) + (0.0 if number else above) <= room for number, part in enumerate(parts))


def _texts(parts: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """The kind and text of each cell."""
    return ((cell.kind, cell.text) for part in parts for row in (*part.head, *part.body) for cell in row)


def _lines(parts: Sequence[Table]) -> int:
    return sum(1 + text.count(BREAK) + text.count("\n") for _, text in _texts(parts))


def _lone(parts: Sequence[Table]) -> int:
    """The cells whose last line is a single character."""
    return sum(text[-2:-1] == BREAK for _, text in _texts(parts))


def _as_whole(parts: Sequence[Table], lines: int, lone: int) -> bool:
    """Whether the texts are folded no more than before: hardly more lines, no more ends of one character, no number broken."""
    if _lines(parts) > lines * MOST_LINES or _lone(parts) > lone:
        return False
    return not any(kind == "number" and BREAK in text for kind, text in _texts(parts))


def with_types(document: Document, typeset: Document) -> Document:
    """A document with the types of its tables as its typeset twin has them, whose wide tables are cut into parts."""
    if all(table.type is None for table in typeset.tables()):
        return document
    sections = zip(document.sections, typeset.sections, strict=True)
    return replace(document, sections=tuple(replace(one, blocks=tuple(_typed(one, twin))) for one, twin in sections))


def _typed(section: Section, twin: Section) -> Iterator[Block]:
    at = 0
    for block in section.blocks:
        if isinstance(block, Table):
            chosen: CellType | None = twin.blocks[at].type  # type: ignore[union-attr]
            yield replace(block, type=chosen) if chosen else block
            at += max(len(block.groups), 1)
        else:
            yield block
            at += 1
