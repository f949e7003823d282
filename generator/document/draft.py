"""A draft says so: on the cover where there is one, else above everything; with the findings, and marks where they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.document.blocks import Block, Cell, Cover, Document, Paragraph, Row, Run, Runs, Section, Table
from generator.model.amount import Origin
from generator.model.place import Place

WORDS = "草稿，不得公开"
HEAD = ("序号", "级别", "规则", "问题", "位置", "改法")
WIDTHS = (0.06, 0.07, 0.08, 0.37, 0.18, 0.24)
MOST_LEAVES = 3
"""A figure made of more typed figures than that is not marked for one of them: the list names the place."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as a draft prints it. places: where the figures stand that it is about."""

    severity: str
    rule: str
    message: str
    remedy: str
    places: tuple[Place, ...] = ()


def as_draft(document: Document, remarks: Sequence[Remark] = ()) -> Document:
    """The same report with the mark of a draft in its first section and title, the remarks, and marks at their figures."""
    numbers = _numbers(document.entries, remarks)
    first, *rest = (_marked(section, numbers) for section in document.sections) if numbers else document.sections
    blocks = first.blocks
    covers = [block for block in blocks if isinstance(block, Cover)]
    marked: tuple[Block, ...]
    if covers:
        line = Paragraph("封面注", (Run(WORDS, pending=True),))
        marked = tuple(replace(block, lines=(*block.lines, line)) if isinstance(block, Cover) else block for block in blocks)
    else:
        marked = (Paragraph("居中", (Run(WORDS, pending=True),)), *blocks)
    sections = [replace(first, blocks=marked), *rest]
    if remarks:
        sections.insert(1 if len(covers) == len(blocks) else 0, _listed(remarks))
    return replace(document, title=f"{document.title}（草稿）", sections=tuple(sections))


def _listed(remarks: Sequence[Remark]) -> Section:
    """All remarks as a table of their own pages."""
    head = (tuple(Cell((Run(word),), "head") for word in HEAD),)
    body = tuple(_row(number, remark) for number, remark in enumerate(remarks, 1))
    title = Paragraph("居中", (Run(f"核对发现的问题（{len(remarks)}处）", bold=True),))
    return Section("portrait", (title, Table("draft-findings", WIDTHS, head, body, role="plain")), page_numbers=False)


def _row(number: int, remark: Remark) -> Row:
    place = remark.places[0] if remark.places else None
    name = place.file.replace("\\", "/").rsplit("/", 1)[-1] if place else ""
    where = f"{name}第{place.line}行 {place.path}" if place and place.line else (place.path if place else "")
    if place and place.cell:
        where += f"，来自 {place.cell}"
    texts = (str(number), remark.severity, remark.rule, remark.message, where, remark.remedy)
    return tuple(_text_cell(text, i, remark.severity == "错误") for i, text in enumerate(texts))


def _text_cell(text: str, column: int, grave: bool) -> Cell:
    return Cell((Run(text, pending=grave and column == 1),) if text else (), align="left" if column > 2 else None)


def _numbers(entries: Mapping[str, object], remarks: Sequence[Remark]) -> dict[str, list[int]]:
    """Ledger key → the numbers of the remarks about its figure."""
    by_place: dict[Place, list[int]] = {}
    for number, remark in enumerate(remarks, 1):
        for place in remark.places:
            if place.line:
                by_place.setdefault(place, []).append(number)
    found = {}
    for key, origin in entries.items() if by_place else ():
        if isinstance(origin, Origin):
            leaves = set(_leaves(origin))
            own = sorted({n for place in leaves & by_place.keys() for n in by_place[place]})
            if own and len(leaves) <= MOST_LEAVES:
                found[key] = own
    return found


def _leaves(origin: Origin) -> Iterator[Place]:
    if origin.place.line:
        yield origin.place
    for operand in origin.operands:
        yield from _leaves(operand.origin)


def _marked(section: Section, numbers: Mapping[str, list[int]]) -> Section:
    return replace(section, blocks=tuple(_block(block, numbers) for block in section.blocks))


def _block(block: Block, numbers: Mapping[str, list[int]]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=_runs(block.runs, numbers, numbered=True), lead=_runs(block.lead, numbers, numbered=True))
    if isinstance(block, Table):
        return replace(block, body=tuple(tuple(_cell(cell, numbers) for cell in row) for row in block.body))
    return block


def _cell(cell: Cell, numbers: Mapping[str, list[int]]) -> Cell:
    return replace(cell, runs=_runs(cell.runs, numbers, numbered=False)) if any(run.key in numbers for run in cell.runs) else cell


def _runs(runs: Runs, numbers: Mapping[str, list[int]], numbered: bool) -> Runs:
    """The runs, those with a remark highlighted. numbered: followed by the number of the remark in the list."""
    marked: list[Run] = []
    for run in runs:
        own = numbers.get(run.key, [])
        marked.append(replace(run, pending=True) if own else run)
        if own and numbered:
            marked.append(Run(f"〔问题{'、'.join(map(str, own))}〕", pending=True))
    return tuple(marked)
