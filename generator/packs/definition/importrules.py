"""What a place calls its tables, columns and rows: the `导入.yaml` of a pack, for the importer of workbooks and reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from generator.errors import PackError
from generator.packs.definition.pack import load_pack
from generator.settingsfile.reading import SettingsMap, read_settings

FILE = "导入.yaml"
WORDS = ("栏目", "三公栏目", "行目", "三公行目")
KEYS = {
    "表": ("名", "题", "式", "码", "文种", "得", "项目"),
    "成套": ("名", "表"),
    **dict.fromkeys(WORDS, ("题", "得", "略", "数", "段")),
}
NEEDED = {"表": ("名", "题", "式"), "成套": ("名", "表"), **dict.fromkeys(WORDS, ("题",))}
STYLES = ("科目", "行目", "单行")
MAX_PATTERN = 400
PATTERNS = ("关键栏", "行号栏", "目录")


def import_rules(packs: Iterable[str]) -> tuple[SettingsMap, ...]:
    """The rules of some packs and of those that they inherit from, nearest first; they extend `forms.yaml` of the importer.

    Raises PackError for an unknown pack and, with file and line, for a rule that is none.
    """
    found: list[SettingsMap] = []
    for name in packs:
        for folder in load_pack(name).chain:
            file = folder / FILE
            if file.is_file():
                label = f"{folder.name}/{FILE}"
                found.append(_checked(read_settings(file, label), label))
    return tuple(found)


def _checked(rules: Any, label: str) -> SettingsMap:
    if not isinstance(rules, SettingsMap):
        raise PackError("应是一组字段", file=label, remedy=f"可写：{'、'.join((*KEYS, *PATTERNS))}")
    for key, value in rules.items():
        if key in PATTERNS:
            _pattern(value, label, rules.line_of(key))
        elif key not in KEYS:
            raise PackError(
                f"没有“{key}”这一组", file=label, line=rules.line_of(key), remedy=f"可写：{'、'.join((*KEYS, *PATTERNS))}"
            )
        elif not isinstance(value, list):
            raise PackError(f"“{key}”应是列表", file=label, line=rules.line_of(key), remedy="每条以“- ”起头")
        else:
            for entry in value:
                _entry(key, entry, label, rules.line_of(key))
    return rules


def _entry(group: str, entry: Any, label: str, line: int) -> None:
    if not isinstance(entry, SettingsMap):
        raise PackError(f"“{group}”的每一条应是一组字段", file=label, line=line, remedy="照“- {题: 写法, 得: {账: 收入}}”写")
    for key in entry:
        if key not in KEYS[group]:
            raise PackError(
                f"“{group}”里没有“{key}”", file=label, line=entry.line_of(key), remedy=f"可写：{'、'.join(KEYS[group])}"
            )
    missing = next((key for key in NEEDED[group] if key not in entry), "")
    if missing:
        raise PackError(f"“{group}”的一条缺少“{missing}”", file=label, line=entry.line, remedy=f"补上“{missing}: …”")
    if group == "成套":
        return
    _pattern(entry["题"], label, entry.line_of("题"))
    if "码" in entry:
        _pattern(entry["码"], label, entry.line_of("码"))
    if group == "表" and entry["式"] not in STYLES:
        raise PackError(f"“式”不能是“{entry['式']}”", file=label, line=entry.line_of("式"), remedy=f"可写：{'、'.join(STYLES)}")
    if not isinstance(entry.get("得", {}), dict):
        raise PackError("“得”应是一组字段", file=label, line=entry.line_of("得"), remedy="如 得: {账: 支出, 资金: 一般公共预算}")


def _pattern(text: Any, label: str, line: int) -> None:
    """Raises PackError for what is no regular expression, is too long, or repeats what repeats, which may never end."""
    remedy = "平常的文字照写；有几种写法的用“|”分开"
    if not isinstance(text, str) or len(text) > MAX_PATTERN or re.search(r"[*+}]\)[*+{]", text):
        raise PackError("“题”应是一句不太长的写法，没有重复套重复", file=label, line=line, remedy=remedy)
    try:
        re.compile(text)
    except re.error as error:
        raise PackError(f"“{text}”写法不对", file=label, line=line, remedy=remedy) from error
