"""What a table specification may say: keys, books, funds, natures, sources and rows, with the line of what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from generator.figures.books.cube import SOURCES
from generator.figures.view import nearest
from generator.model.money import Nature
from generator.settingsfile.reading import SettingsMap
from generator.tables.query import FUNDS, LEDGERS

ALLOWED: dict[str, tuple[str, ...]] = {
    "账": LEDGERS,
    "资金": FUNDS,
    "性质": tuple(str(nature) for nature in Nature),
    "来源": (*SOURCES, "财政拨款收入"),
}
"""Dimensions whose values are a closed list."""
QUERY_KEYS = ("账", "名", "资金", "性质", "来源", "科目", "经济")
AXES = ("科目", "固定", "分块", "经济", "单行")
AXIS_KEYS = (*AXES, "合计", "项目", "末行")


class Slip(ValueError):
    """A mistake in a specification: what, where, and what to do."""

    def __init__(self, message: str, line: int, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.remedy = remedy


class PrintedColumn(Protocol):
    """A column as the rows see it."""

    @property
    def content(self) -> str:
        """What its cells hold."""


def known(raw: Any, keys: Collection[str], line: int) -> None:
    """Raise Slip where raw is no mapping or has an unknown key."""
    if not isinstance(raw, SettingsMap):
        raise Slip("这里应是一组设置", line)
    for key in raw:
        if key not in keys:
            raise Slip(f"没有“{key}”这项设置{nearest(key, keys)}", raw.line_of(key), f"可用：{'、'.join(keys)}")


def entries(raw: SettingsMap, key: str) -> list[Any]:
    """A list of a specification; empty where the key is absent."""
    found = raw.get(key, [])
    if not isinstance(found, list):
        raise Slip(f"“{key}”应是一列", raw.line_of(key), f"写成“{key}: […]”，或一行一个“- ”")
    return found


def whole(raw: SettingsMap, key: str, default: int) -> int:
    """A whole number of a specification."""
    found = raw.get(key, default)
    if type(found) is not int or not 0 <= found <= 999:
        raise Slip(f"“{key}”应是整数，不是“{found}”", raw.line_of(key))
    return found


def share(raw: SettingsMap, key: str, default: float) -> float:
    """A share of the width, with decimals or without."""
    found = raw.get(key, default)
    if type(found) not in (int, float) or not 0 < found <= 999:
        raise Slip(f"“{key}”应是正数，不是“{found}”", raw.line_of(key))
    return float(found)


def check_query(query: Any, line: int, title: str) -> None:
    """A `取:` has one book or one name, and values that there are."""
    known(query, QUERY_KEYS, line)
    if ("账" in query) == ("名" in query):
        raise Slip(f"“{title}”要取“账”或“名”中的一个", query.line, "写成“取: {账: 支出}”或“取: {名: 收支总计}”")
    for key, allowed in ALLOWED.items():
        written = query.get(key, [])
        for value in written if isinstance(written, list) else [written]:
            if value not in allowed:
                what = {"账": "这本账", "资金": "这种资金", "性质": "这种性质", "来源": "这种来源"}[key]
                message = f"“{title}”：没有“{value}”{what}{nearest(str(value), allowed)}"
                raise Slip(message, query.line_of(key), f"可用：{'、'.join(allowed)}")


def check_rows(raw: SettingsMap, columns: Sequence[PrintedColumn]) -> None:
    """`行:` has one axis; fixed rows fit the columns, blocks come in threes."""
    axis = raw["行"]
    known(axis, AXIS_KEYS, raw.line_of("行"))
    if sum(name in axis for name in AXES) != 1:
        raise Slip("“行”要写明一种行", axis.line, f"可用：{'、'.join(AXES)}")
    room = sum(column.content != "行次" for column in columns)
    for number, written in enumerate(entries(axis, "固定"), 1):
        if isinstance(written, SettingsMap):
            known(written, ("有数才列",), axis.line_of("固定"))
        row = written.get("有数才列") if isinstance(written, SettingsMap) else written
        if not isinstance(row, list) or len(row) > room:
            raise Slip(f"固定的第{number}行与列数（{room}列）不合", axis.line_of("固定"))
        for cell in row:
            if isinstance(cell, SettingsMap) and "按年" in cell:
                _check_years(cell)
            elif isinstance(cell, SettingsMap) and "数" in cell:
                known(cell, ("数",), axis.line_of("固定"))
            elif isinstance(cell, SettingsMap):
                check_query(cell, axis.line_of("固定"), str(row[0]))
    if "分块" in axis:
        _check_blocks(axis, len(columns))


def _check_years(cell: SettingsMap) -> None:
    years = cell["按年"]
    if len(cell) > 1 or not isinstance(years, SettingsMap) or not years or not all(year.isdecimal() for year in years):
        raise Slip("“按年”应是年度和文字", cell.line, "写成“{按年: {2020: 甲, 2022: 乙}}”")


def _check_blocks(axis: SettingsMap, columns: int) -> None:
    blocks = entries(axis, "分块")
    if len(blocks) * 3 != columns:
        raise Slip(f"{len(blocks)}块要有{len(blocks) * 3}列，现有{columns}列", axis.line_of("分块"))
    for block in blocks:
        known(block, ("类", "除", "有数才列"), axis.line_of("分块"))
        if "类" not in block:
            raise Slip("这一块没有“类”", block.line)
        entries(block, "类")
        entries(block, "除")
    for entry in entries(axis, "末行"):
        known(entry, ("题", "跨", "取"), axis.line_of("末行"))
        for key in ("题", "跨", "取"):
            if key not in entry:
                raise Slip(f"末行缺少“{key}”", entry.line)
        check_query(entry["取"], entry.line, str(entry["题"]))
