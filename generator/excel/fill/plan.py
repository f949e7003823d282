"""The plan of the workbook, made from the model alone: which fields stand in which block, which block on which sheet.

A pattern is a path of the model with `[]` for the members of a list and `{}` for those of a map: ("项目", "[]", "指标", "[]").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from generator.excel.fill.kinds import Field, fields
from generator.intake.shape import ValueKind
from generator.model.about import title_of
from generator.model.department import DepartmentYear
from generator.model.money import ByCode, ByNature
from generator.model.record import Record

Pattern = tuple[str, ...]
ITEM, ENTRY = "[]", "{}"
MANY = 14
"""A list whose members have more single fields is laid out as cards: one column for each member."""
STACKED = 7
"""A table with more columns has a sheet of its own."""
OTHERS = "其他"
"""The sheet of root fields for which the model names no section."""


class BlockLayout(StrEnum):
    """How a block stands on its sheet; the value is its mark in the hidden column."""

    FORM = "form"
    LIST = "list"
    MAP = "map"
    CARDS = "cards"
    MATRIX = "matrix"
    DETAIL = "detail"


@dataclass(frozen=True)
class PlannedField:
    """A field in a block: its path below the block's pattern; field is None for the heading of a group."""

    path: Pattern
    label: str
    depth: int
    field: Field | None
    note: str = ""


@dataclass(frozen=True)
class Block:
    """Fields that stand together. parents: patterns of the lists that contain the members of this block, outermost first."""

    layout: BlockLayout
    pattern: Pattern
    title: str
    note: str
    entries: tuple[PlannedField, ...]
    parents: tuple[Pattern, ...] = ()
    source: Field | None = None

    @property
    def root(self) -> str:
        """The root field that the block belongs to."""
        return self.pattern[0] if self.pattern else ""


@dataclass
class SheetPlan:
    """One sheet: forms first, then tables. roots: the root fields on it."""

    title: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def single(self) -> bool:
        """A sheet with one table and nothing else."""
        return len(self.blocks) == 1 and self.blocks[0].layout is not BlockLayout.FORM


@cache
def plan() -> tuple[SheetPlan, ...]:
    """The sheets for the whole model, in order."""
    sections: dict[str, list[Field]] = {}
    for one in fields(DepartmentYear):
        sections.setdefault(one.section or OTHERS, []).append(one)
    sections |= {OTHERS: sections.pop(OTHERS)} if OTHERS in sections else {}
    sheets: list[SheetPlan] = []
    for title, roots in sections.items():
        blocks = [block for one in roots for block in _of_root(one)]
        loose = tuple(PlannedField((one.name,), one.name, 0, one, one.description) for one in roots if _single(one))
        if loose:
            blocks.insert(0, Block(BlockLayout.FORM, (), title, "", loose))
        first = SheetPlan(title)
        own: list[SheetPlan] = []
        for block in blocks:
            if _apart(block) and _sheet_title(block) != title:  # the table that gives a section its name stays on its sheet
                own.append(SheetPlan(_sheet_title(block), [block]))
            else:
                first.blocks.append(block)
        first.blocks.sort(key=lambda block: block.layout is not BlockLayout.FORM)
        sheets += [*([first] if first.blocks else []), *own]
    return tuple(sheets)


def blocks() -> Iterator[tuple[SheetPlan, Block]]:
    """All blocks with their sheets."""
    for sheet in plan():
        for block in sheet.blocks:
            yield sheet, block


def _apart(block: Block) -> bool:
    if block.layout in (BlockLayout.FORM, BlockLayout.MATRIX):
        return False
    return block.layout in (BlockLayout.CARDS, BlockLayout.DETAIL) or bool(block.parents) or width(block) > STACKED


def width(block: Block) -> int:
    """Columns of a table."""
    extra = {BlockLayout.MAP: 1, BlockLayout.MATRIX: 2, BlockLayout.DETAIL: 0}.get(block.layout, 0)
    return len(block.entries) + len(block.parents) + extra


def _sheet_title(block: Block) -> str:
    if block.layout is BlockLayout.DETAIL:
        return f"{block.root}明细"
    names = [part for part in block.pattern if part not in (ITEM, ENTRY)]
    if block.parents:
        above = [part for part in block.parents[-1] if part not in (ITEM, ENTRY)][-1]
        return f"{above}—{names[-1]}"
    return names[-1] if len(names) == 1 else f"{names[0]}—{names[-1]}"


def _single(one: Field) -> bool:
    return one.shape.form in (ValueKind.WORD, ValueKind.FIGURE, ValueKind.TEXT) or (
        one.shape.form is ValueKind.LIST and one.kind is not None
    )


def _of_root(one: Field) -> Iterator[Block]:
    if not _single(one):
        entries, below = _walk_field(one, (one.name,), (), 0)
        if entries:
            yield Block(BlockLayout.FORM, (), one.name, one.description, tuple(entries))
        yield from below


def _walk_field(one: Field, path: Pattern, parents: tuple[Pattern, ...], depth: int) -> tuple[list[PlannedField], list[Block]]:
    """The rows of a field in the form that it stands in, and the blocks that it needs besides."""
    shape = one.shape
    if _single(one):
        return [PlannedField(path, one.name, depth, one, one.description)], []
    if shape.form is ValueKind.LIST:
        return [], list(_list_blocks(one, path, parents))
    if shape.form is ValueKind.MAP:
        assert not parents, f"{path}: a map inside a list has no layout"
        return [], [_map_block(one, path)]
    assert shape.record is not None
    if _all_by_code(shape.record):
        entries = tuple(PlannedField((f.name,), f.name, 0, f, f.description) for f in fields(shape.record))
        return [], [Block(BlockLayout.MATRIX, path, one.name, one.description, entries, source=one)]
    rows, below = walk(shape.record, path, parents, depth + 1)
    text = one.description or title_of(shape.record)
    return ([PlannedField(path, one.name, depth, None, text), *rows] if rows else []), below


def walk(record: type[Record], path: Pattern, parents: tuple[Pattern, ...], depth: int) -> tuple[list[PlannedField], list[Block]]:
    """The rows of a record's fields, and the blocks of its lists and maps. ByNature fields are left to the detail block."""
    rows: list[PlannedField] = []
    below: list[Block] = []
    for one in fields(record):
        if one.shape.record is None or not issubclass(one.shape.record, ByNature) or one.shape.form is not ValueKind.RECORD:
            more, deeper = _walk_field(one, (*path, one.name), parents, depth)
            rows += more
            below += deeper
    return rows, below


def _list_blocks(one: Field, path: Pattern, parents: tuple[Pattern, ...]) -> Iterator[Block]:
    assert one.shape.item is not None and one.shape.item.record is not None
    record = one.shape.item.record
    pattern = (*path, ITEM)
    rows, below = walk(record, (), (*parents, pattern), 0)
    inner = tuple(_within(block, pattern) for block in below)
    leaves = [row for row in rows if row.field]
    cards = len(leaves) > MANY and not parents
    entries = tuple(rows if cards else leaves)
    yield Block(BlockLayout.CARDS if cards else BlockLayout.LIST, pattern, one.name, one.description, entries, parents, one)
    spent = tuple(f for f in fields(record) if f.shape.record and issubclass(f.shape.record, ByNature))
    if spent:
        entries = tuple(PlannedField((f.name,), f.name, 0, f, f.description) for f in spent)
        yield Block(BlockLayout.DETAIL, pattern, f"{one.name}明细", title_of(record), entries, (), one)
    yield from inner


def _within(block: Block, pattern: Pattern) -> Block:
    parents = tuple(one if one[: len(pattern)] == pattern else (*pattern, *one) for one in block.parents)
    return replace(block, pattern=(*pattern, *block.pattern), parents=parents)


def _map_block(one: Field, path: Pattern) -> Block:
    item = one.shape.item
    assert item is not None
    if item.record is not None:
        rows, below = walk(item.record, (), (), 0)
        assert not below, f"{path}: a list inside a map has no layout"
        entries = tuple(row for row in rows if row.field)
    else:
        entries = (PlannedField((), str(one.kind.value) if one.kind else "", 0, one, one.description),)
    return Block(BlockLayout.MAP, (*path, ENTRY), one.name, one.description, entries, source=one)


def _all_by_code(record: type[Record]) -> bool:
    kinds = [one.shape.record for one in fields(record)]
    return bool(kinds) and all(kind is not None and issubclass(kind, ByCode) for kind in kinds)


def key_name(block: Block) -> str:
    """What the keys of a map are called."""
    if block.source and block.source.codes:
        return "科目"
    return (block.source.key if block.source else "") or "名称"
