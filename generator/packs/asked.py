"""Which fields a pack asks for, with the data of a department: what its report prints and nobody has filled in.

This is the one answer for `check`, `new`, `packs --fields`, the fill workbook and the list of blanks in the browser. Of an
empty department it is all that the pack can ask for at first; a section that is 无 asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.figures import Figures
from generator.intake.judged.shape import ROOT, Shape
from generator.model.about import Filler, about, fields_by_alias, filler_of
from generator.model.amount import Origin, State
from generator.packs.definition.pack import Pack
from generator.packs.rendering.render import render

STEP = re.compile(r"([^.\[\]]+)|\[(\d*)\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field to be filled; description, unit and filler are the model's.

    path: in the data file, `项目[0].财政拨款.全年预算`; with `[]` for a list that has no members yet.
    """

    path: str
    name: str
    description: str = ""
    unit: str = ""
    filler: Filler = Filler.FIGURES


def asked(pack: Pack, figures: Figures) -> tuple[Asked, ...]:
    """The fields that the report of a pack waits for, each once, in the order in which it prints them.

    pack: with the settings of the year. Raises PackError or DataError as `render` does.
    """
    found: dict[str, Asked] = {}
    for origin in render(pack, figures).ledger.pending:
        for leaf in waiting(origin):
            path = leaf.place.path or leaf.name
            found.setdefault(path, _described(path, leaf.name))
    return tuple(found.values())


def waiting(origin: Origin) -> Iterator[Origin]:
    """The typed values that a value waits for: itself, or those that it is computed from."""
    operands = [operand.origin for operand in origin.operands if operand.state is State.PENDING]
    if not operands:
        yield origin
    for operand in operands:
        yield from waiting(operand)


def _described(path: str, name: str) -> Asked:
    """What the model tells of the field at a path; only path and name where the path is none of the model's."""
    shape: Shape | None = ROOT
    record, last = None, ""
    for alias, index in STEP.findall(path):
        if alias:
            record, last = shape.record if shape else None, alias
        shape = shape.step(alias or int(index or 0)) if shape else None
    info = fields_by_alias(record).get(last) if record is not None else None
    if info is None:
        return Asked(path, name)
    told = about(info)
    return Asked(path, name or last, told.description, told.unit, filler_of(info))
