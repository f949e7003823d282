"""What a `取:` and its cells may say: keys, books and what each can be asked by, sums and differences; with the line of what
is wrong. The rows are in `axes`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from generator.figures.books.cube import SOURCES
from generator.figures.view import nearest
from generator.model.money import Nature
from generator.settingsfile.reading import SettingsMap
from generator.tables.query import FUNDS, LEDGERS, SIGNS

ALLOWED: dict[str, tuple[str, ...]] = {
    "账": LEDGERS,
    "资金": FUNDS,
    "性质": tuple(str(nature) for nature in Nature),
    "来源": (*SOURCES, "财政拨款收入"),
}
"""Dimensions whose values are a closed list."""
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "收入": ("来源", "科目"),
    "支出": ("资金", "性质", "科目", "经济"),
    "年初": ("资金", "科目"),
    "年末": ("资金", "科目"),
}
"""What each book can be asked by."""
SOURCE_OF = {"一般公共预算": SOURCES[0], "政府性基金": SOURCES[1], "国有资本经营": SOURCES[2], "财政拨款": "财政拨款收入"}
"""Fund → the receipts that are asked for in its place."""
QUERY_KEYS = ("账", "名", *SIGNS, "资金", "性质", "来源", "科目", "经济")


class Slip(ValueError):
    """A mistake in a specification: what, where, and what to do."""

    def __init__(self, message: str, line: int, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.remedy = remedy


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


def check_query(query: Any, line: int, title: str, *, by_code: bool = False) -> None:
    """A `取:` has one book, one name, or terms that it adds and subtracts; and what its book can be asked by.

    by_code: for rows of 科目 or 经济, which no figure's name follows.
    """
    known(query, QUERY_KEYS, line)
    kinds = [key for key in ("账", "名") if key in query] + ([SIGNS[0]] if any(sign in query for sign in SIGNS) else [])
    if len(kinds) != 1:
        remedy = "写成“取: {账: 支出}”“取: {名: 收支总计}”或“取: {加: [收入总计], 减: [结余分配]}”"
        raise Slip(f"“{title}”要取“账”“名”“加减”中的一个", query.line, remedy)
    if "名" in query and by_code:
        raise Slip(f"“{title}”：逐科目的行不能取“名”，每一行会是同一个数", query.line_of("名"), "改取“账”，如“取: {账: 支出}”")
    if kinds == ["账"]:
        _check_book(query, title)
    elif extra := [key for key in query if key not in ("名", *SIGNS)]:
        remedy = f"删去“{extra[0]}”，或写进“账”里"
        raise Slip(f"“{title}”：“{extra[0]}”只能和“账”一起写", query.line_of(extra[0]), remedy)
    for sign in SIGNS:
        for entry in entries(query, sign):
            if isinstance(entry, dict):
                check_query(entry, query.line_of(sign), title, by_code=by_code)
            elif by_code or not isinstance(entry, str):
                raise Slip(f"“{title}”：“{sign}”里的“{entry}”不能这样写", query.line_of(sign), "逐科目的行里写成 {账: …}")


def _check_book(query: SettingsMap, title: str) -> None:
    book = query["账"]
    if isinstance(book, list):
        terms = ", ".join(f"{{账: {one}}}" for one in book)
        raise Slip(f"“{title}”：“账”只能写一本", query.line_of("账"), f"几本相加写成“取: {{加: [{terms}]}}”")
    for key, allowed in ALLOWED.items():
        written = query.get(key, [])
        for value in written if isinstance(written, list) else [written]:
            if value not in allowed:
                what = {"账": "这本账", "资金": "这种资金", "性质": "这种性质", "来源": "这种来源"}[key]
                message = f"“{title}”：没有“{value}”{what}{nearest(str(value), allowed)}"
                raise Slip(message, query.line_of(key), f"可用：{'、'.join(allowed)}")
    for key in query:
        if key != "账" and key not in DIMENSIONS[book]:
            remedy = f"“{book}”可以按{'、'.join(DIMENSIONS[book])}取"
            raise Slip(f"“{title}”：“{book}”不分“{key}”", query.line_of(key), f"{remedy}{_instead(book, key, query)}")


def _instead(book: str, key: str, query: SettingsMap) -> str:
    """What to write instead of a fund of receipts or a source of an opening balance."""
    wanted = query[key]
    if (book, key) == ("收入", "资金"):
        source = SOURCE_OF.get(str(wanted), f"[{', '.join(SOURCES[3:])}]")
        return f"；这里写“来源: {source}”"
    fund = next((fund for fund, source in SOURCE_OF.items() if source == wanted), "其他资金")
    return f"；这里写“资金: {fund}”" if key == "来源" else ""
