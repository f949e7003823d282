"""Kinds of settings: each checks one value of a settings file and says what is wrong, in which line, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from generator.settingsfile.reading import SettingsMap

Slip = tuple[int, str, str]
"""Line, what is wrong, what to do."""
Check = Callable[[str, Any, int], Iterator[Slip]]
SLOT = re.compile(r"\{(\w*)\}")


def word(name: str, value: Any, line: int) -> Iterator[Slip]:
    """A word or a number."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        yield line, f"“{name}”应是一个词", f"写成“{name}: …”"


def switch(name: str, value: Any, line: int) -> Iterator[Slip]:
    """是 or 否."""
    if not isinstance(value, (bool, str)) or value not in (True, False, "是", "否"):
        yield line, f"“{name}”应是“是”或“否”", f"写成“{name}: 是”"


def words(name: str, value: Any, line: int) -> Iterator[Slip]:
    """A list of words."""
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        yield line, f"“{name}”应是一列名称", f"写成“{name}: [甲, 乙]”"


def sentences(name: str, value: Any, line: int) -> Iterator[Slip]:
    """A sentence, or a list of them."""
    if not isinstance(value, (str, list)) or (isinstance(value, list) and not all(isinstance(e, str) for e in value)):
        yield line, f"“{name}”应是一句话或几句话", f"写成“{name}: …”或“{name}: [甲, 乙]”"


def choice(*allowed: Any) -> Check:
    """One of some values."""

    def check(name: str, value: Any, line: int) -> Iterator[Slip]:
        if isinstance(value, (dict, list)) or value not in allowed:
            yield line, f"“{name}”不能是“{shortened(value)}”", f"可用：{'、'.join(map(str, allowed))}"

    return check


def count(*words: str) -> Check:
    """A whole number from 0 to 12, or one of some words."""

    def check(name: str, value: Any, line: int) -> Iterator[Slip]:
        if value not in words and not (type(value) is int and 0 <= value <= 12):
            yield line, f"“{name}”应是 0 到 12 的个数", f"写成“{name}: 2”"

    return check


def pattern(*slots: str) -> Check:
    """A sentence with gaps to be filled."""
    known = "、".join(f"{{{slot}}}" for slot in slots) or "无"

    def check(name: str, value: Any, line: int) -> Iterator[Slip]:
        if not isinstance(value, str):
            yield line, f"“{name}”应是一句话", f"可用的空位：{known}"
        elif wrong := [slot for slot in SLOT.findall(value) if slot not in slots]:
            yield line, f"“{name}”里没有“{{{wrong[0]}}}”这个空位", f"可用的空位：{known}"
        elif re.search(r"[{}]", SLOT.sub("", value)):
            yield line, f"“{name}”里的大括号不成对", f"可用的空位：{known}"

    return check


def group(kinds: Mapping[str, Check] | Check) -> Check:
    """A mapping with known keys, or with any keys and values of one kind."""

    def check(name: str, value: Any, line: int) -> Iterator[Slip]:
        if not isinstance(value, SettingsMap):
            yield line, f"“{name}”应是一组设置", f"在“{name}:”下面缩进两格，一行一项"
            return
        for key, entry in value.items():
            at = value.line_of(key)
            kind = kinds if callable(kinds) else kinds.get(key)
            if kind is None:
                known = f"可用：{'、'.join(kinds)}"  # type: ignore[arg-type]
                yield at, f"“{name}”里没有“{key}”这项设置{_nearest(key, kinds)}", known
            else:
                yield from kind(key, entry, at)

    return check


def number(low: float, high: float, unit: str = "") -> Check:
    """A number within bounds. unit: for the message, such as pt."""

    def check(name: str, value: Any, line: int) -> Iterator[Slip]:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            yield line, f"“{name}”应是 {low:g} 到 {high:g} 的数，不是“{shortened(value)}”", f"只写数，不带单位{_in(unit)}"

    return check


def _in(unit: str) -> str:
    return f"（{unit}）" if unit else ""


def text(pattern: re.Pattern[str], what: str, example: str) -> Check:
    """A word of a given form. what: how the form is called; example: a right one."""

    def check(name: str, value: Any, line: int) -> Iterator[Slip]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield line, f"“{name}”不是{what}：“{shortened(value)}”", f"写成“{name}: {example}”"

    return check


def several(kind: Check, most: int = 40) -> Check:
    """A list whose entries are all of one kind."""

    def check(name: str, value: Any, line: int) -> Iterator[Slip]:
        if not isinstance(value, list) or len(value) > most:
            yield line, f"“{name}”应是一列，最多{most}项", f"写成“{name}: [甲, 乙]”"
            return
        for entry in value:
            yield from kind(name, entry, line)

    return check


def shortened(value: Any) -> str:
    """A value for a message."""
    return str(value).replace("\n", " ")[:20]


def _nearest(name: str, names: Any) -> str:
    close = get_close_matches(name, list(names), 1, 0.4)
    return f"，最接近的是“{close[0]}”" if close else ""
