"""What is still to be filled: a key with nothing after it counts as a key that is not there.

Amounts and texts keep their blank, because the model has a state for it; elsewhere the key is taken out.
"""

from __future__ import annotations

from typing import Any

from generator.intake.collector import Collector
from generator.intake.shape import Shape, ValueKind
from generator.model.fields import untyped
from generator.model.place import Place, SourceText

PYTHON_NAMES = {"amount", "items", "projects"}
"""Attributes of the model without a Chinese key: they are no keys of the file."""


def without_blanks(value: Any, shape: Shape | None, blanks: dict[str, Place], problems: Collector) -> Any:
    """A copy of the tree without blank keys. `blanks` receives their paths and places; a blank list item is a problem."""
    if isinstance(value, dict):
        kept = {}
        for key, child in value.items():
            below = shape.step(key) if shape else None
            if _droppable(child, below):
                blanks[key.place.path] = child.place
            elif key in PYTHON_NAMES and shape and shape.record and below is None:
                problems.add(key.place, f"没有“{key}”这个字段", "用中文字段名")
            else:
                kept[key] = without_blanks(child, below, blanks, problems)
        return kept
    if isinstance(value, list):
        return _list(value, shape, blanks, problems)
    return value


def _list(value: list[Any], shape: Shape | None, blanks: dict[str, Place], problems: Collector) -> list[Any]:
    kept = []
    for number, child in enumerate(value):
        below = shape.step(number) if shape else None
        if _droppable(child, below):
            problems.add(child.place, "列表里有一项还没有填", "填上，或删去这一行")
        kept.append(without_blanks(child, below, blanks, problems))
    return kept


def _droppable(value: Any, shape: Shape | None) -> bool:
    if not isinstance(value, SourceText) or not untyped(value) or shape is None:
        return False
    return shape.form not in (ValueKind.FIGURE, ValueKind.TEXT) and not shape.shorthand
