"""A department-year in which nothing is left out: what the file does not give stands there as still to be filled, under its path.

Figures are derived from this; `Figures.data` keeps what the file says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.model.about import Need, about
from generator.model.amount import Amount, Origin, OriginKind, State
from generator.model.department import DepartmentYear
from generator.model.place import NOWHERE, Place
from generator.model.record import Entries, Part, Record, Rows, in_state, kind_of


def completed(data: DepartmentYear) -> DepartmentYear:
    """The data with a group for each one that is absent, and with a path for each figure still to be filled."""
    return _placed(data, "")


def _placed(record: Part, path: str) -> Part:
    update: dict[str, Any] = {}
    for name, info in type(record).model_fields.items():
        below = f"{path}.{info.alias}" if path and info.alias else info.alias or path
        old = getattr(record, name)
        new = _absent(info, below) if old is None else _with_path(old, below)
        if new is not old:
            update[name] = new
    return record.model_copy(update=update) if update else record


def _absent(info: Any, path: str) -> Any:
    """What stands for a field without a value: a group or figure that has to be filled; None for all others."""
    kind = kind_of(info.annotation) if info.alias and about(info).need is Need.REQUIRED else None
    if kind is Amount:
        name = str(info.alias) if "[" in path else path
        return Amount(None, State.PENDING, Origin(OriginKind.TYPED, name, Place("", 0, 0, path)))
    if isinstance(kind, type) and issubclass(kind, Record):
        return in_state(kind, State.PENDING, NOWHERE, path)
    return None


def _with_path(value: Any, path: str) -> Any:
    if isinstance(value, Amount):
        return placed(value, path)
    if isinstance(value, Record):
        return _placed(value, path)
    if isinstance(value, list):
        if not value or not isinstance(value[0], Record):
            return _named(value, path)
        found = [_placed(one, f"{path}[{number}]") for number, one in enumerate(value)]
        changed = any(new is not old for new, old in zip(found, value, strict=True))
        return Rows(found, getattr(value, "state", State.FIGURE)) if changed else value
    if isinstance(value, dict):
        found_entries = {key: _with_path(one, f"{path}.{key}") for key, one in value.items()}
        changed = any(found_entries[key] is not value[key] for key in value)
        return Entries(found_entries, getattr(value, "state", State.FIGURE)) if changed else _named(value, path)
    return value


def _named(value: Any, path: str) -> Any:
    """A list or map that is absent, with its path."""
    if not isinstance(value, (Rows, Entries)) or value.state is not State.PENDING or value.place.path:
        return value
    place = Place("", 0, 0, path)
    named: Rows | Entries = Rows((), value.state, place) if isinstance(value, Rows) else Entries({}, value.state, place)
    named.left_out = value.left_out
    return named


def placed(amount: Amount, path: str) -> Amount:
    """A figure still to be filled with the path of its field."""
    origin = amount.origin
    if amount.state is not State.PENDING or origin.place.path:
        return amount
    return replace(amount, origin=replace(origin, place=Place("", 0, 0, path)))
