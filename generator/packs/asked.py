"""Which fields a report asks for, with the data of a department: what it prints, and nobody has filled in.

This is the one answer for `check`, `new`, `packs --fields` and the list of blanks. Of an empty department it is all that the
pack can ask for at first; a section that is 无 asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic.fields import FieldInfo

from generator.intake.shape import ROOT, Shape, ValueKind
from generator.model.about import Filler, Need, about, fields_by_alias, filler_of
from generator.model.amount import Amount, Origin, OriginKind, State
from generator.model.fields import is_money
from generator.model.money import ByCode
from generator.model.record import kind_of
from generator.model.text import Text
from generator.packs.context.ledger import Ledger

STEP = re.compile(r"([^.\[\]]+)|\[(\d*)\]")

NO_ORIGIN = Origin(OriginKind.TYPED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A field to be filled; description, unit, need, rule, filler and choices are the model's.

    origin: the value that waits for it, with its place where the data have one; path: in the data file,
    `项目[0].财政拨款.全年预算`, with `[]` for a list that has no members yet; known: whether the model has
    the field; what is computed and has no place of its own is asked for by name alone. money: whether it holds money.
    """

    path: str
    name: str
    description: str = ""
    unit: str = ""
    need: Need = Need.REQUIRED
    rule: str = ""
    filler: Filler = Filler.FIGURES
    choices: tuple[str, ...] = ()
    known: bool = False
    money: bool = False
    origin: Origin = NO_ORIGIN


def asked(ledger: Ledger, *, dropped: bool = True) -> tuple[Asked, ...]:
    """The fields that a report with its tables waits for, each once, in the order in which it prints them.

    ledger: of the report. Texts that are 可选 are not asked for. dropped: also texts that are missing and whose clause goes.
    """
    found: dict[str, Asked] = {}
    for origin in ledger.pending:
        for leaf in waiting(origin):
            for one in _fields(leaf):
                if not in_optional_group(one.path):
                    found.setdefault(one.path, replace(one, origin=leaf))
    for path, origin in ledger.unwritten.items() if dropped else ():
        one = described(path, origin.name)
        if one.known and one.need is not Need.OPTIONAL:
            found.setdefault(path, replace(one, origin=origin))
    return tuple(found.values())


def waiting(origin: Origin) -> Iterator[Origin]:
    """The typed values that a value waits for: itself, or those that it is computed from."""
    operands = [operand.origin for operand in origin.operands if operand.state is State.PENDING]
    if not operands:
        yield origin
    for operand in operands:
        yield from waiting(operand)


def _fields(origin: Origin) -> Iterator[Asked]:
    """The fields of a value still to be filled: by its path, or by a name that lists root fields."""
    whole = described(origin.place.path or origin.name, origin.name)
    names = [described(name, name) for name in origin.name.split("、")]
    yield from names if not whole.known and all(one.known for one in names) else [whole]


def described(path: str, name: str = "") -> Asked:
    """What the model says of the field at a path, or of the map that holds it; only path and name where the model has none."""
    last = next(reversed([info for _, info in _steps(path)]), None)
    if last is None:
        return Asked(path, name)
    info = about(last)
    return Asked(
        path,
        name or str(last.alias),
        info.description,
        info.unit,
        info.need,
        info.rule,
        filler_of(last),
        info.choices,
        known=True,
        money=is_money(last) or kind_of(last.annotation) is ByCode,
    )


def in_optional_group(path: str) -> bool:
    """Whether a field lies in a group or list that the entries of a list, still empty, may leave out: none wants it yet."""
    groups = [
        (above, info) for above, info in _steps(path) if info is not None and kind_of(info.annotation) not in (Amount, Text)
    ]
    return any("[]" in above.removesuffix("[]") and about(info).need is Need.OPTIONAL for above, info in groups)


def _steps(path: str) -> Iterator[tuple[str, FieldInfo | None]]:
    """Each field on a path with the path down to it; what is no field ends in None. The names in a map are the map's."""
    shape: Shape | None = ROOT
    known: FieldInfo | None = None
    for step in STEP.finditer(path):
        alias, index = step.groups()
        mapped = shape is not None and shape.form is ValueKind.MAP
        if alias and not mapped:
            record = shape.record if shape else None
            known = fields_by_alias(record).get(alias) if record is not None else None
            yield path[: step.end()], known
            if known is None:
                return
        shape = shape.step(alias or int(index or 0)) if shape else None
