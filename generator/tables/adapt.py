"""A table's specification as a form wants it: 公开表 entries and 表式 of pack.yaml over `tables/T03.yaml`.

{表: T06, 标题: …, 表号: 公开06表, 单位: 元, 栏次: 否, 行次: 否, 合计: 末, 小数: 2, 列题: {金额: 决算数}, 空表: …, 注: …}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.tables.spec import Column, Spec

NO = (False, "否")
WORDS = {"标题": "title", "表号": "mark", "空表": "empty_reason", "注": "note"}
LINES = {"部门写法": "owner", "单位写法": "unit_line"}


def adapted(spec: Spec, entry: Mapping[str, Any], layout: Mapping[str, Any]) -> Spec:
    """The specification with the entry's own words and the layout's switches; an entry's switch beats the layout's."""
    changes: dict[str, Any] = {attribute: str(entry[key]) for key, attribute in WORDS.items() if key in entry}
    changes |= {attribute: str(layout[key]) for key, attribute in LINES.items() if key in layout}
    if layout.get("表号") in NO:
        changes["mark"] = ""
    if entry.get("栏次", layout.get("栏次")) in NO:
        changes["numbered"] = False
    if entry.get("行次", layout.get("行次")) in NO:
        changes["columns"] = _without_line_numbers(spec.columns)
    if "小数" in entry:
        changes["decimals"] = int(entry["小数"])
    if "列题" in entry:
        changes["columns"] = _renamed(changes.get("columns", spec.columns), entry["列题"])
    if "合计" in entry and "科目" in spec.rows:
        changes["rows"] = {**spec.rows, "合计": entry["合计"]}
    return replace(spec, id=str(entry["表"]), **changes)


def _renamed(columns: tuple[Column, ...], titles: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns with other heads, by the heads that they have."""
    return tuple(replace(c, title=str(titles.get(c.title, c.title)), columns=_renamed(c.columns, titles)) for c in columns)


def _without_line_numbers(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(replace(c, columns=_without_line_numbers(c.columns)) for c in columns if c.content != "行次")
