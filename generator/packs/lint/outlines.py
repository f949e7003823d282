"""What an outline says twice or by hand: parts, sections and tables that are listed again, ordinals typed into titles,
braces that are not those of an expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.document.numbering import DEFAULT as ORDINALS
from generator.document.numbering import LEVELS
from generator.errors import PackError
from generator.packs.definition.folder import template_text
from generator.packs.definition.pack import Pack
from generator.packs.lint.setting_texts import Layer, layers
from generator.settingsfile.reading import SettingsMap

TYPED = re.compile(
    r"\s{0,20}(第[一二三四五六七八九十\d]{1,6}(?:部分|章)|[一二三四五六七八九十]{1,6}[、.．]|[（(][一二三四五六七八九十\d]{1,6}[）)]"
    r"|\d{1,4}(?:[.．、](?!\d)|）)|表[一二三四五六七八九十\d]{1,6}[：:、]?|附件\d{1,4}[：:、]?)"
)
"""An ordinal at the beginning of a title."""
BRACES = re.compile(r"[｛｝]|\{\s+[{%]|[}%]\s+\}")
UNIQUE = "删去重复的一处；按情形二选一的，两处各写“条件”"


class Named(NamedTuple):
    """An entry of a list of the outline: what it names, its own settings, and the settings in which it stands."""

    name: str
    given: Mapping[str, Any]
    line: int


def outline_slips(pack: Pack, own: Layer) -> Iterator[PackError]:
    """All of one view of a pack. own: the pack's own file, whose mistakes are reported."""
    for settings in (own.settings, *own.years):
        yield from _parts(settings, own)
        yield from _tables(settings, own)
        yield from _sections(pack, settings, own)
        yield from _titles(pack, settings, own)


def _named(entries: Any, key: str, own: Layer, line: int) -> Iterator[Named]:
    """The entries of a list, each with its line."""
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, SettingsMap):
            yield Named(str(entry.get(key, "")), entry, entry.line)
        else:
            at = own.line_of(str(entry), line)
            yield Named(str(entry), {}, at)
            line = at


def _twice(entries: list[Named], what: str, own: Layer) -> Iterator[PackError]:
    """Entries that stand a second time without a condition that parts them."""
    first: dict[str, Named] = {}
    for entry in entries:
        before = first.setdefault(entry.name, entry)
        if entry.name and before is not entry and not ("条件" in entry.given and "条件" in before.given):
            said = f"{what}“{entry.name}”列了两次（第{before.line}行已有），会印两遍"
            yield PackError(said, file=own.label, line=entry.line, remedy=UNIQUE)


def _parts(settings: SettingsMap, own: Layer) -> Iterator[PackError]:
    yield from _twice(list(_named(settings.get("骨架"), "部分", own, settings.line_of("骨架"))), "部分", own)


def _tables(settings: SettingsMap, own: Layer) -> Iterator[PackError]:
    entries = list(_named(settings.get("公开表"), "表", own, settings.line_of("公开表")))
    for error in _twice(entries, "公开表", own):
        remedy = "删去一处；同一张表样要印两次的，另起编号并写“表样”，如 {表: T03乙, 表样: T03}"
        yield PackError(error.message.replace("会印两遍", "只印后一张"), file=error.file, line=error.line, remedy=remedy)


def _sections(pack: Pack, settings: SettingsMap, own: Layer) -> Iterator[PackError]:
    """Sections that stand twice in the parts of one file; what a unit contains counts with it."""
    found: list[Named] = []
    for part in settings.get("部分", {}).values():
        if isinstance(part, SettingsMap):
            found += _below(pack, part.get("节"), own, part.line_of("节"))
    yield from _twice(found, "节", own)


def _below(pack: Pack, entries: Any, own: Layer, line: int) -> Iterator[Named]:
    for entry in _named(entries, "节", own, line):
        yield entry
        inner = entry.given.get("含")
        if inner is not None:
            at = entry.given.line_of("含") if isinstance(entry.given, SettingsMap) else entry.line
            for one in _below(pack, inner, own, at):
                yield one._replace(given={**one.given, **{k: v for k, v in entry.given.items() if k == "条件"}})
        for name in entry.given.get("并入", ()):
            yield Named(str(name), entry.given, entry.line)


def _titles(pack: Pack, settings: SettingsMap, own: Layer) -> Iterator[PackError]:
    """Titles that begin with an ordinal although the program counts."""
    scheme = {**ORDINALS, **pack.settings.get("编号", {})}
    for part in settings.get("部分", {}).values():
        if isinstance(part, SettingsMap):
            mine = {**scheme, **part.get("编号", {})}
            yield from _typed(part, mine["部分"], own)
            yield from _typed_below(part.get("节"), mine, own, 1)
    for unit in settings.get("节", {}).values():
        yield from _typed(unit, scheme["一级"], own)
        yield from _typed_below(unit.get("含") if isinstance(unit, SettingsMap) else None, scheme, own, 2)
    for entry in settings.get("公开表", ()):
        yield from _typed(entry, scheme["表题"], own)


def _typed_below(entries: Any, scheme: Mapping[str, Any], own: Layer, depth: int) -> Iterator[PackError]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, SettingsMap) and depth < len(LEVELS):
            yield from _typed(entry, scheme[LEVELS[depth]], own)
            yield from _typed_below(entry.get("含"), scheme, own, depth + 1)


def _typed(given: Any, pattern: Any, own: Layer) -> Iterator[PackError]:
    if not isinstance(given, SettingsMap):
        return
    mine = given.get("编号", pattern)
    chosen = pattern if isinstance(mine, Mapping) else mine
    counted = bool(chosen) and chosen != "否"
    for key in ("标题", "目录题"):
        found = TYPED.match(str(given.get(key, "")))
        if found and counted:
            said = f"标题里写了序号“{found[1]}”，程序还会再编一个"
            remedy = f"删去“{found[1]}”；序号的样子在“编号”里定，不要编号的写“编号: 否”"
            yield PackError(said, file=own.label, line=own.line_of(str(given[key]), given.line_of(key)), remedy=remedy)


def braces(pack: Pack) -> Iterator[PackError]:
    """Full-width braces, and braces with a blank between them, in the pack's own files."""
    own = layers(pack)[0]
    files = [own.folder / own.label.split("/")[-1], *sorted(own.folder.rglob("*.html")), *sorted(own.folder.rglob("*/*.yaml"))]
    files += sorted(own.folder.glob("名词*.yaml"))
    for file in files:
        try:
            lines = template_text(file).splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for number, line in enumerate(lines, 1):
            found = BRACES.search(line)
            if found and not (file.suffix == ".yaml" and found[0][0] not in "｛｝"):
                label = f"{own.folder.name}/{file.relative_to(own.folder).as_posix()}"
                said = f"“{found[0]}”不是表达式的括号，会照字印出"
                remedy = "写成半角的 {{ }} 或 {% %}，两个括号中间不空格"
                yield PackError(said, file=label, line=number, column=found.start() + 1, remedy=remedy, excerpt=line.strip()[:60])
