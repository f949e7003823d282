"""A document cut into pieces, one per block, whose HTML does not change where the block does not.

A piece numbers its figures from 0 instead of carrying keys of the ledger, which move with every figure before them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter

from generator.document.blocks import Block, Cell, Chart, Contents, Cover, Document, Heading, Paragraph, Row, Run, Runs, Table
from generator.writers.arrange import arrange
from generator.writers.fonts.find import web_family
from generator.writers.html.blocks import block_html
from generator.writers.html.css import screen_css, whole_pixels
from generator.writers.html.levels import nested
from generator.writers.style import Paper, Style

COLUMN = re.compile(r'<col style="width:([\d.e+-]+%)">')
"""Column widths as attributes: the page's policy allows no style in an element."""
INDENT = re.compile(r'(<(?:p|h[1-6]) [^<>]*) style="([^"]*)"')
"""A block's own indents, which the page's script sets for the same reason."""

NAMELESS = re.compile(r'<th scope="\w+"([^>]*)></th>')
"""A head cell without words heads nothing: a screen reader would read out an empty heading."""


@dataclass(frozen=True, slots=True)
class BlockHtml:
    """One block. id: made from the HTML; keys: ledger keys of its figures in order; block: as it is arranged."""

    id: str
    html: str
    keys: tuple[str, ...]
    block: Block


@dataclass(frozen=True, slots=True)
class DraftSection:
    """The pieces of a section. look: its class, orientation and whether its pages carry numbers."""

    look: str
    pieces: tuple[BlockHtml, ...]


@dataclass
class Cutter:
    """Cuts documents of one style; keeps the HTML of blocks that were there the last time.

    look: the style as the document cut last needs it, with its contents rows as close as they must be.
    """

    style: Style
    look: Style = field(init=False)
    _kept: dict[Hashable, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.look = self.style

    def cut(self, document: Document) -> tuple[DraftSection, ...]:
        """The sheets of a document, arranged as in its HTML file."""
        kept: dict[Hashable, tuple[str, str]] = {}
        sheets = []
        arranged = arrange(document, self.style)
        self.look = arranged.style
        for section in nested(arranged.document).sections:
            look = section.orientation if section.page_numbers else f"{section.orientation}-plain"
            sheets.append(DraftSection(look, tuple(self._piece(block, kept) for block in section.blocks)))
        self._kept = kept
        return tuple(sheets)

    def _piece(self, block: Block, kept: dict[Hashable, tuple[str, str]]) -> BlockHtml:
        keys: list[str] = []
        key = _table_key(block, keys) if isinstance(block, Table) else numbered(block, keys)
        made = kept.get(key) or self._kept.get(key)
        if made is None:
            html = COLUMN.sub(r'<col width="\1">', block_html(numbered(block, []), self.style, True, "inherit"))
            html = INDENT.sub(r'\1 data-indent="\2"', html)
            html = NAMELESS.sub(r"<td\1></td>", html)
            if isinstance(block, Table) and block.groups:
                html = f"<div>{html}</div>"  # several tables, and a piece is one element
            made = hashlib.blake2b(html.encode(), digest_size=9).hexdigest(), html
        kept[key] = made
        return BlockHtml(*made, tuple(keys), block)


RUNS = ("title", "unit_left", "head", "body", "notes")
"""The fields of a table that hold figures, in the order of the page."""
REST = tuple(one.name for one in fields(Table) if one.name not in RUNS)
CELL_LOOK = attrgetter(*(one.name for one in fields(Cell) if one.name not in ("runs", "value")))
"""All of a cell but its text and figure."""


def _table_key(table: Table, keys: list[str]) -> Hashable:
    """All of a table that its HTML depends on, without the keys of its figures, which go to `keys` as in `numbered`.

    Plain tuples: to number the thousands of cells of a report and compare them takes ten times as long.
    """
    title, left = _runs_key(table.title, keys), _runs_key(table.unit_left, keys)
    head, body = _cells_key(table.head, keys), _cells_key(table.body, keys)
    notes = tuple(_runs_key(note, keys) for note in table.notes)
    return title, left, head, body, notes, tuple(getattr(table, name) for name in REST)


def _runs_key(runs: Runs, keys: list[str]) -> Hashable:
    keys += [run.key for run in runs if run.key]
    return tuple([(run.text, run.key != "", run.bold, run.pending) for run in runs])


def _cells_key(rows: tuple[Row, ...], keys: list[str]) -> Hashable:
    return tuple([tuple([(_runs_key(c.runs, keys), c.value is None, *CELL_LOOK(c)) for c in row]) for row in rows])


def numbered(block: Block, keys: list[str]) -> Block:
    """The block with its figures numbered in the order of the page; the keys that they had go to `keys`."""

    def runs(given: Runs) -> Runs:
        return tuple(_run(run, keys) if run.key else run for run in given)

    def cells(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
        return tuple(tuple(_cell(cell, runs) for cell in row) for row in rows)

    match block:
        case Heading():
            return replace(block, runs=runs(block.runs))
        case Paragraph():
            return replace(block, lead=runs(block.lead), runs=runs(block.runs))
        case Table():
            title, left = runs(block.title), runs(block.unit_left)
            head, body = cells(block.head), cells(block.body)
            return replace(block, title=title, unit_left=left, head=head, body=body, notes=tuple(map(runs, block.notes)))
        case Chart():
            return replace(block, caption=runs(block.caption), keys=(), category_keys=())
        case Contents():
            return replace(block, notes=tuple(replace(note, runs=runs(note.runs)) for note in block.notes))
        case Cover():
            return replace(block, lines=tuple(replace(line, runs=runs(line.runs)) for line in block.lines))


def _run(run: Run, keys: list[str]) -> Run:
    keys.append(run.key)
    return replace(run, key=str(len(keys) - 1))


def _cell(cell: Cell, runs: Callable[[Runs], Runs]) -> Cell:
    if not any(run.key for run in cell.runs):
        return cell
    return replace(cell, runs=runs(cell.runs))


def headings(sheets: tuple[DraftSection, ...]) -> list[dict[str, object]]:
    """The headings of the outline: 级, 文, and the id of the element."""
    found = []
    for piece in pieces(sheets):
        if isinstance(piece.block, Heading) and piece.block.depth:
            text = piece.block.text.replace("\n", "")
            found.append({"depth": piece.block.depth, "text": text, "id": piece.block.id})
    return found


def pieces(sheets: tuple[DraftSection, ...]) -> Iterator[BlockHtml]:
    """All pieces in order."""
    for sheet in sheets:
        yield from sheet.pieces


def paper_css(style: Style) -> str:
    """The sheet of a report inside the page: its look on a screen, its type where a block names none, its pages' measures."""
    measures = {**_measures("", style.page), **_measures("l-", style.landscape)}
    own = "; ".join(f"--{name}: {value:g}mm" for name, value in measures.items())
    return f"{screen_css(style)}\n{whole_pixels(style)}\n:host {{ font-family: {web_family(style.fonts['宋体'])}; {own}; }}"


def _measures(prefix: str, page: Paper) -> dict[str, float]:
    names = ("width", "height", "top", "right", "bottom", "left")
    return {f"{prefix}{name}": getattr(page, name) for name in names}
