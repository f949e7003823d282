"""A table's specification as a form wants it: 公开表 entries and 表式 of pack.yaml over `tables/T03.yaml`.

{表: T06, 标题: …, 表号: "附表{数}", 单位: 元, 方向: 横, 栏次: 否, 行次: 否, 合计: 末, 小数: 2, 千分位: 否, 零: "",
 列题: {金额: 决算数}, 空表: …, 注: …}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.figures.wording.numbers import NumberFormat
from generator.model.numerals import chinese
from generator.settingsfile.reading import SettingsMap
from generator.tables.rows import ORDINAL
from generator.tables.spec import NUMBER_KEYS, Column, Spec

NO = (False, "否")
WORDS = {"标题": "title", "表号": "mark", "空表": "empty_reason", "注": "note"}
LINES = {"部门写法": "owner", "单位写法": "unit_line"}
MONEY = ("元", "万元")
NO_UNIT = "无"
LIVE = re.compile(r"\{\{|\{(?:部门|级次|年度|上年度|下年度|常量\.)")
"""A text that follows the data: an expression, or a slot."""
Say = Callable[[str], str]
"""Makes the text that is printed of one with expressions and slots."""


def adapted(spec: Spec, entry: Mapping[str, Any], layout: Mapping[str, Any], position: int = 0) -> Spec:
    """The specification with the entry's own words and the layout's switches; an entry's switch beats the layout's.

    position: of the table among those that are printed, from 1, for {数}, {两位} and {中} in its 表号.
    """
    changes: dict[str, Any] = {attribute: str(entry[key]) for key, attribute in WORDS.items() if key in entry}
    changes |= {attribute: str(layout[key]) for key, attribute in LINES.items() if key in layout}
    if "空表留白" in layout:
        changes["blank_when_empty"] = layout["空表留白"] not in NO
    if "表号写法" in layout and "表号" not in entry:
        changes["mark"] = str(layout["表号写法"])
    changes["mark"] = "" if layout.get("表号") in NO else counted(changes.get("mark", spec.mark), position)
    if entry.get("栏次", layout.get("栏次")) in NO:
        changes["numbered"] = False
    if entry.get("行次", layout.get("行次")) in NO:
        changes["columns"] = _without_line_numbers(spec.columns)
    if "小数" in entry:
        changes["decimals"] = int(entry["小数"])
    if "方向" in entry:
        changes["landscape"] = entry["方向"] == "横"
    if "列题" in entry:
        changes["columns"] = _renamed(changes.get("columns", spec.columns), entry["列题"])
    if "合计" in entry and ("科目" in spec.rows or "经济" in spec.rows):
        changes["rows"] = {**spec.rows, "合计": entry["合计"]}
    if "行题" in entry or "有数才列" in entry:
        changes["rows"] = _listed(spec.rows, entry.get("行题", {}), entry.get("有数才列", ()))
    changes["numbers"] = {**spec.numbers, **{key: entry[key] for key in NUMBER_KEYS if key in entry}}
    word = str(changes["numbers"].get("单位", ""))
    if word and word not in MONEY:
        changes["unit_line"] = "" if word == NO_UNIT else changes.get("unit_line", spec.unit_line).replace("{单位}", word)
    return replace(spec, id=str(entry["表"]), **changes)


def counted(mark: str, position: int) -> str:
    """A 表号 with the position of its table: {数} 7, {两位} 07, {中} 七."""
    if "{" not in mark:
        return mark
    return mark.replace("{数}", str(position)).replace("{两位}", f"{position:02}").replace("{中}", chinese(position))


def styled(spec: Spec, style: NumberFormat) -> NumberFormat:
    """How the numbers of a table are printed: its own 单位, 千分位 and 零 over those of the pack's tables."""
    own = spec.numbers
    changes: dict[str, Any] = {"unit": own["单位"]} if own.get("单位") in MONEY else {}
    if "千分位" in own:
        changes["thousands"] = own["千分位"] in (True, "是")
    if "零" in own:
        changes["zero"] = str(own["零"])
    return replace(style, **changes)


def said(spec: Spec, say: Say) -> Spec:
    """The specification with every text that follows the data as it is printed."""

    def printed(text: str) -> str:
        return say(text) if LIVE.search(text) else text

    words = {name: getattr(spec, name) for name in ("title", "mark", "note", "empty_reason", "unit_line")}
    changes: dict[str, Any] = {name: printed(text) for name, text in words.items() if LIVE.search(text)}
    if "{{" in spec.owner:  # {部门} alone keeps the source of the name
        changes["owner"] = printed(spec.owner)
    if any(LIVE.search(leaf.title) for leaf in _all(spec.columns)):
        changes["columns"] = _retitled(spec.columns, printed)
    if LIVE.search(str(spec.rows)):
        changes["rows"] = _in_rows(spec.rows, printed)
    return replace(spec, **changes) if changes else spec


def _all(columns: tuple[Column, ...]) -> list[Column]:
    return [one for column in columns for one in (column, *_all(column.columns))]


def _retitled(columns: tuple[Column, ...], printed: Say) -> tuple[Column, ...]:
    return tuple(replace(c, title=printed(c.title), columns=_retitled(c.columns, printed)) for c in columns)


def _in_rows(value: Any, printed: Say) -> Any:
    """The rows with their texts as they are printed; queries and patterns stay as they are."""
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, list):
        return [_in_rows(entry, printed) for entry in value]
    if not isinstance(value, dict) or "账" in value or "名" in value or "数" in value:
        return value
    found = SettingsMap({key: entry if key in ("写法", "加", "减") else _in_rows(entry, printed) for key, entry in value.items()})
    found.line, found.lines = getattr(value, "line", 0), getattr(value, "lines", {})
    return found


def _renamed(columns: tuple[Column, ...], titles: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns with other heads, by the heads that they have."""
    return tuple(replace(c, title=str(titles.get(c.title, c.title)), columns=_renamed(c.columns, titles)) for c in columns)


def _without_line_numbers(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(replace(c, columns=_without_line_numbers(c.columns)) for c in columns if c.content != "行次")


def _listed(rows: Mapping[str, Any], titles: Mapping[str, Any], wanted: Sequence[str]) -> Mapping[str, Any]:
    """Rows as written (固定) with other texts, and with rows that stand only where they have an amount. Texts are found with
    or without their ordinal.

    titles: text → the one that is printed; wanted: texts of rows that are listed only with an amount."""
    if "固定" not in rows:
        return rows
    written = [_only_due([_retold(cell, titles) for cell in row], wanted) for row in rows["固定"]]
    found = SettingsMap({**rows, "固定": written})
    found.line, found.lines = getattr(rows, "line", 0), getattr(rows, "lines", {})
    return found


def _retold(cell: Any, titles: Mapping[str, Any]) -> Any:
    if isinstance(cell, dict) and "按年" in cell:
        return {"按年": {year: _retold(text, titles) for year, text in cell["按年"].items()}}
    if not isinstance(cell, str):
        return cell
    ordinal = ORDINAL.match(cell)
    bare = cell[ordinal.end() :] if ordinal else cell
    return str(titles[cell]) if cell in titles else f"{ordinal[0] if ordinal else ''}{titles.get(bare, bare)}"


def _only_due(row: list[Any], wanted: Sequence[str]) -> Any:
    texts = (cell for cell in row if isinstance(cell, str))
    due = any(text in wanted or ORDINAL.sub("", text) in wanted for text in texts)
    return {"有数才列": row} if due else row
