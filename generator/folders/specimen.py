"""A blank year with something in every place: from it a report says what else it asks for once it is filled."""

from __future__ import annotations

from typing import Any

from generator.intake.shape import ROOT, Shape, ValueKind
from generator.packs.asked import STEP, described

WORD, FIGURE = "示例", "1"
LINE = {
    "科目": "2080505",
    "年初预算": FIGURE,
    "差异原因": WORD,
    "主要用于": WORD,
    "一般公共预算": {"基本支出": {"30108": FIGURE}},
}
"""A line of 支出."""
DATES = ("公开时间", "批复日期", "填报日期", "截至")


def specimen_of(tree: dict[str, Any], year: int) -> dict[str, Any]:
    """The tree with a value for each 待填; the values mean nothing."""
    found: dict[str, Any] = _filled(tree, "", year)
    return found


def _filled(value: Any, path: str, year: int) -> Any:
    if isinstance(value, dict):
        return {key: _filled(child, f"{path}.{key}" if path else key, year) for key, child in value.items()}
    if isinstance(value, list):
        return [_filled(child, f"{path}[{number}]", year) for number, child in enumerate(value)]
    if value.startswith("【待填"):
        return next(iter(described(path).choices), WORD)
    return value if value != "待填" else _value(path, year)


def _value(path: str, year: int) -> Any:
    shape = _shape(path)
    if path == "支出":
        return [LINE]
    if shape.form is ValueKind.LIST:
        return [WORD]
    if shape.form is ValueKind.MAP:
        return {WORD: FIGURE if shape.item is not None and shape.item.form is ValueKind.FIGURE else WORD}
    if shape.form is ValueKind.FIGURE or shape.shorthand:
        return FIGURE
    if shape.form is ValueKind.RECORD:
        return "待填"  # nothing of the group is asked for yet
    return f"{year + 1}-09-10" if path in DATES else WORD


def _shape(path: str) -> Shape:
    shape: Shape | None = ROOT
    for alias, number in STEP.findall(path):
        shape = shape.step(alias or int(number or 0)) if shape else None
    assert shape is not None, path  # the path is one of the model's
    return shape
