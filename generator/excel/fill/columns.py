"""The columns of each table of the workbook: a tag from which the reader knows what stands below, a head for people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from generator.excel.fill.kinds import CellKind, Field, fields
from generator.excel.fill.plan import Block, BlockLayout, Pattern, key_name
from generator.intake.shape import ROOT, Shape, ValueKind, fields_of
from generator.model.money import ByNature, ProjectSpending

KEY = "#"
VALUE = "="
PARENT = "^"
LINE, FUND, NATURE, PROJECT, ECONOMIC, AMOUNT = "#科目", "#资金", "#性质", "#项目", "#经济分类", "#金额"
DETAIL_TAGS = (LINE, FUND, NATURE, PROJECT, ECONOMIC, AMOUNT)
WHOLE = "不分科目"
"""The row of a matrix that holds amounts which are not split by 科目."""


@dataclass(frozen=True)
class FillColumn:
    """tag: what the hidden row above the head says; codes: classification and digits; source: a name whose cells are offered."""

    tag: str
    head: tuple[str, ...]
    kind: CellKind
    note: str = ""
    choices: tuple[str, ...] = ()
    codes: tuple[str, tuple[int, ...]] | None = None
    source: Pattern = ()


def cell_column(field: Field) -> FillColumn:
    """What is expected in a cell that holds one field and stands in no column of a table. The field has a kind."""
    assert field.kind is not None
    return FillColumn("", (), field.kind, "", field.choices, field.codes)


@cache
def columns(block: Block) -> tuple[FillColumn, ...]:
    """The columns of a table, the ones that name its rows first."""
    if block.layout is BlockLayout.DETAIL:
        return _detail(block)
    if block.layout is BlockLayout.MATRIX:
        lead = FillColumn(
            KEY, ("科目",), CellKind.WORD, "功能分类项级科目；不能分到科目的总数填在第一行", codes=("functional", (7,))
        )
        return lead, *(FillColumn(e.path[0], (e.label,), CellKind.MONEY, e.note) for e in block.entries)
    own = tuple(_column(entry.path, entry.field) for entry in block.entries if entry.field)
    if block.layout is BlockLayout.MAP:
        codes = block.source.codes if block.source else None
        return FillColumn(KEY, (key_name(block),), CellKind.WORD, block.note, codes=codes), *own
    above = tuple(
        FillColumn(f"{PARENT}{number}", (_name(parent),), CellKind.WORD, f"与“{_name(parent)}”表里的名称一字不差", source=parent)
        for number, parent in enumerate(block.parents)
    )
    return *above, *own


def _column(path: Pattern, field: Field) -> FillColumn:
    head = path or (str(field.kind.value) if field.kind else "",)
    assert field.kind is not None
    map_value = field.shape.form is ValueKind.MAP
    codes = None if map_value else field.codes
    return FillColumn(".".join(path) or VALUE, head, field.kind, field.description, field.choices, codes)


def _name(pattern: Pattern) -> str:
    return next(part for part in reversed(pattern) if part not in ("[]", "{}"))


def _detail(block: Block) -> tuple[FillColumn, ...]:
    natures = tuple(one.name for one in fields(ByNature))
    project, amount = fields(ProjectSpending)[0], fields(ProjectSpending)[1]
    return (
        FillColumn(LINE, ("科目",), CellKind.WORD, "“支出”表里已有的科目", codes=("functional", (7,)), source=block.pattern),
        FillColumn(FUND, ("资金来源",), CellKind.WORD, "这笔钱的来源", choices=tuple(e.label for e in block.entries)),
        FillColumn(NATURE, ("支出性质",), CellKind.WORD, "只有总数、分不清性质的不填", choices=natures),
        FillColumn(PROJECT, ("项目",), CellKind.WORD, f"项目支出才填：{project.description}"),
        FillColumn(
            ECONOMIC, ("经济分类",), CellKind.WORD, "部门预算支出经济分类款级科目；只有总数的不填", codes=("economic", (5,))
        ),
        FillColumn(AMOUNT, ("金额",), CellKind.MONEY, amount.description),
    )


@cache
def head_of(pattern: Pattern) -> str:
    """The field that names the members of the list at a pattern: the first one of their record."""
    shape: Shape | None = ROOT
    for part in pattern:
        shape = shape.step(0 if part == "[]" else part) if shape else None
    assert shape is not None
    assert shape.record is not None
    return next(name for name in fields_of(shape.record) if name)
