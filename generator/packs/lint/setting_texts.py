"""The settings of pack.yaml that hold text with `{{ }}`, conditions, or names of figures, each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import PackError
from generator.figures.view import nearest
from generator.packs.definition.pack import FILE, Pack
from generator.packs.rendering.outline import opened_slots
from generator.settingsfile.reading import SettingsMap

CONDITIONS = ("条件", "空条件")
TEXTS = ("标题", "目录题", "句", "空句", "文", "副题", "注", "空表", "表号", "表号写法", "标题写法", "部门写法", "单位写法")


EXPRESSION = re.compile(r"\{\{(?:(?!\{\{|\}\}).)*+\}\}")
"""What stands in one is not text: the argument of a filter may have slots of its own ("的{率}")."""
SLOT = re.compile(r"(?<!\{)\{(?![%#])([^{}]*)\}(?!\})")
SLOTS = ("部门", "级次", "年度", "上年度", "下年度", "资金", "情况", "中", "数", "两位", "名称", "单位", "标题", "表号")
"""What a text may hold in single braces, some of it only in tables; beside them the constants of the pack."""


class Spoken(NamedTuple):
    """A piece of a setting. kind: 文 (with `{{ }}`), 条件, or 名 (a dotted name of a figure)."""

    kind: str
    source: str
    file: str
    line: int


class Layer:
    """One pack.yaml of the chain."""

    def __init__(self, folder: Path, settings: SettingsMap) -> None:
        self.label = f"{folder.name}/{FILE}"
        self.folder = folder
        self.settings = settings

    @cached_property
    def lines(self) -> list[str]:
        """The file."""
        return (self.folder / FILE).read_text(encoding="utf-8-sig").splitlines()

    def line_of(self, text: str, start: int) -> int:
        """Where a text stands, from a line on; that line where it is not found as it is."""
        wanted = text.strip().splitlines()[0] if text.strip() else ""
        for number in range(start, len(self.lines) + 1):
            if wanted and wanted in self.lines[number - 1].replace('\\"', '"'):
                return number
        return start

    @property
    def years(self) -> list[SettingsMap]:
        """The settings of 年度表样, of 式样 and of 按条件."""
        years = [part for part in self.settings.get("年度表样", {}).values() if isinstance(part, SettingsMap)]
        styles = [one for part in (self.settings, *years) for one in part.get("式样", {}).values()]
        return [*years, *(one for one in styles if isinstance(one, SettingsMap)), *self.cases]

    @property
    def cases(self) -> list[SettingsMap]:
        """The settings of 按条件, of all years and of each."""
        years = [part for part in self.settings.get("年度表样", {}).values() if isinstance(part, SettingsMap)]
        return [case for part in (self.settings, *years) for case in part.get("按条件", ()) if isinstance(case, SettingsMap)]


def layers(pack: Pack) -> list[Layer]:
    """The pack.yaml files, the pack's own first."""
    return [Layer(folder, layer) for folder, layer in zip(pack.chain, pack.layers, strict=True)]


def spoken(layer: Layer) -> Iterator[Spoken]:
    """All of one file."""
    settings = layer.settings
    for key in ("标题", "副题", "文件名"):
        if key in settings:
            yield Spoken("文", opened_slots(str(settings[key])), layer.label, settings.line_of(key))
    for case in layer.cases:
        yield Spoken("条件", str(case.get("条件", "")), layer.label, case.line_of("条件"))
    for part in (settings, *layer.years):
        for key in ("骨架", "部分", "节", "封面", "目录", "公开表", "表式", "空表说明"):
            if key in part:
                if isinstance(part[key], str):
                    yield Spoken("文", opened_slots(part[key]), layer.label, layer.line_of(part[key], part.line_of(key)))
                yield from _inside(part[key], part.line_of(key), layer, key in ("封面",))
        for entry in part.get("评分表", ()):
            if "取值" in entry:
                yield Spoken("名", str(entry["取值"]), layer.label, entry.line_of("取值"))


def _inside(value: Any, line: int, layer: Layer, texts: bool) -> Iterator[Spoken]:
    """Everything below a setting. texts: plain entries of a list are texts themselves."""
    for entry, at in _entries(value, line):
        if isinstance(entry, Mapping):
            yield from _of_group(entry, layer)
        elif isinstance(entry, str) and texts:
            yield Spoken("文", opened_slots(entry), layer.label, layer.line_of(entry, at))


def _entries(value: Any, line: int) -> Iterator[tuple[Any, int]]:
    if isinstance(value, SettingsMap):
        yield value, value.line
    elif isinstance(value, list):
        yield from ((entry, entry.line if isinstance(entry, SettingsMap) else line) for entry in value)


def _of_group(group: Mapping[str, Any], layer: Layer) -> Iterator[Spoken]:
    assert isinstance(group, SettingsMap)
    for key, value in group.items():
        at = group.line_of(key)
        if key in CONDITIONS:
            yield Spoken("条件", str(value), layer.label, layer.line_of(str(value), at))
        elif key in TEXTS and isinstance(value, (str, int, float)):
            yield Spoken("文", opened_slots(str(value)), layer.label, layer.line_of(str(value), at))
        elif key in TEXTS:
            yield from (Spoken("文", opened_slots(str(one)), layer.label, layer.line_of(str(one), at)) for one in value)
        else:
            yield from _inside(value, at, layer, False)


def unknown_slots(text: str, label: str, line: int) -> Iterator[PackError]:
    """Names in single braces that no text has. text: with those that are known already opened."""
    for found in SLOT.finditer(EXPRESSION.sub("", text)):
        if found[1] not in SLOTS:
            message = f"“{found[0]}”会照字印出，没有这个空位{nearest(found[1], SLOTS)}"
            remedy = "可用 {年度}、{上年度}、{下年度}、{部门}、{级次}、{常量.名称}，或 {{ }} 里写字段"
            yield PackError(message, file=label, line=line, remedy=remedy)


def below(value: Any, wanted: Callable[[str], bool], line: int = 0) -> Iterator[tuple[str, int]]:
    """All words below a setting for which `wanted` holds, with the line of their key."""
    if isinstance(value, SettingsMap):
        for key, entry in value.items():
            yield from below(entry, wanted, value.line_of(key))
    elif isinstance(value, list):
        for entry in value:
            yield from below(entry, wanted, entry.line if isinstance(entry, SettingsMap) else line)
    elif isinstance(value, str) and wanted(value):
        yield value, line
