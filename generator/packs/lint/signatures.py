"""What the filters of templates want before them and as arguments, read off the functions themselves."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.packs.lint.shapes import AMOUNT, ANY, NOTHING, TEXT, WORD, Shape, ValueShape, kind_of

WANTED = {"Amount": ("数",), "Text": ("文字",), "Day": ("日期",)}
"""Annotation of a parameter → the kinds of values that fit."""
CALLED = {"数": "数", "文字": "一段文字", "日期": "日期"}
COUNTS: dict[str, Shape] = {"一级行数": ANY, "二级行数": ANY}
ADDED: dict[str, dict[str, Shape]] = {
    "分项": {"占比": AMOUNT},
    "按类": {"数量": AMOUNT},
    "加序号": {"序号": WORD},
    "补行": COUNTS,
    "合并": COUNTS,
}
"""Filters over lists → the fields that they add to each row."""
GIVEN: dict[str, Shape] = {"补充": TEXT}
"""Filters that give something other than words to print."""


def misfits(name: str, function: Callable[..., Any], given: Sequence[Shape], named: Sequence[str]) -> Iterator[str]:
    """What is wrong with what stands before a filter and with its arguments. named: arguments that are given by name."""
    parameters = [one for one in inspect.signature(function).parameters.values() if one.name != "context"]
    needed = [one for one in parameters if one.default is one.empty]
    if len(given) + len(named) < len(needed):
        yield f"“{name}”的参数不够"
    if len(given) > len(parameters):
        yield f"“{name}”的参数太多"
    for parameter, found in zip(parameters, given, strict=False):
        kinds = WANTED.get(str(parameter.annotation).removesuffix(" | None"))
        if kinds and _known(found) and not (isinstance(found, ValueShape) and found.kind in kinds):
            where = "前面" if parameter is parameters[0] else "的参数"
            yield f"“{name}”{where}不是{CALLED[kinds[0]]}，是{kind_of(found)}"


def _known(found: Shape) -> bool:
    """Whether it is known what a shape is."""
    return found not in (ANY, NOTHING)
