"""A pack: pack.yaml, templates, tables, glossary and style of one report form, with the packs that it inherits from."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.document.numbering import DEFAULT as ORDINALS
from generator.errors import PackError, Problems
from generator.figures.scoring.rules import Scoring, scoring_of
from generator.figures.view import nearest
from generator.figures.wording import phrases
from generator.figures.wording.numbers import NumberFormat
from generator.model.choices import KINDS
from generator.packs.definition.folder import check_file, pack_file
from generator.packs.definition.settings import check_settings
from generator.runtime.filestate import State, file_state
from generator.settingsfile.reading import SettingsMap, read_settings

FILE = "pack.yaml"
FORMAT_KEYS = {
    "单位": "unit",
    "小数": "decimals",
    "最多": "most",
    "千分位": "thousands",
    "零": "zero",
    "百分比小数": "percent_decimals",
    "整数百分比": "whole_percent",
    "舍入": "rounding",
    "占比平衡": "balance",
    "差额": "difference",
}
MAX_CHAIN = 8
FOUND: ContextVar[dict[tuple[tuple[Path, ...], str], Path | None] | None] = ContextVar("FOUND", default=None)
"""Files that were found, for as long as one check of a pack lasts."""
CENTS = 2
"""Decimals of an amount without zeros at its end, where a pack names no other limit."""


@dataclass(frozen=True)
class Pack:
    """chain: the folders from this pack to its oldest ancestor; settings: their pack.yaml merged, nearest first."""

    name: str
    chain: tuple[Path, ...]
    settings: Mapping[str, Any]
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Setting → file and line where it stands."""
    layers: tuple[SettingsMap, ...] = ()
    """The pack.yaml of each folder of the chain."""

    def for_year(self, year: int) -> Pack:
        """The pack with the 年度表样 of a year: each folder's settings, then its own for the year, from the oldest on."""
        settings: dict[str, Any] = {}
        for layer in reversed(self.layers):
            settings = _merged(settings, layer)
            for years, special in layer.get("年度表样", {}).items():
                if in_years(year, years):
                    settings = _merged(settings, special)
        return replace(self, settings=settings) if self.layers else self

    def in_case(self, holds: Callable[[str], bool]) -> Pack:
        """The pack with the settings of 按条件 whose condition holds, one over the other in their order."""
        settings: dict[str, Any] = dict(self.settings)
        for case in self.settings.get("按条件", ()):
            if holds(str(case["条件"])):
                settings = _merged(settings, {key: value for key, value in case.items() if key != "条件"})
        return replace(self, settings=settings)

    def in_styles(self, chosen: Iterable[str]) -> Pack:
        """The pack with the settings of the 式样 that the data choose, one over the other in their order."""
        settings: dict[str, Any] = dict(self.settings)
        for name in chosen:
            special = self.settings.get("式样", {}).get(name, {})
            settings = _merged(settings, {key: value for key, value in special.items() if key != "说明"})
        return replace(self, settings=settings)

    @property
    def title(self) -> str:
        """The form's name, for people."""
        return str(self.settings["名称"])

    @cached_property
    def ordinals(self) -> dict[str, str]:
        """Ordinals by level."""
        return {**ORDINALS, **self.settings.get("编号", {})}

    @cached_property
    def words(self) -> dict[str, str]:
        """The wording of changes, rates and shares."""
        return {**phrases.DEFAULT, **self.settings.get("用语", {})}

    @cached_property
    def scoring(self) -> Scoring:
        """How scores are made and graded; the settings were checked when they were read."""
        return scoring_of(self.settings.get("评分", {}))

    def number_format(self, context: str, own: Mapping[str, Any] | None = None) -> NumberFormat:
        """How numbers are printed in a context: 正文 or 表格. own: the 数字格式 of a part or section over it."""
        if own:
            return self._number_format({**self.settings.get("数字格式", {}).get(context, {}), **own})
        if context not in self._formats:
            self._formats[context] = self._number_format(self.settings.get("数字格式", {}).get(context, {}))
        return self._formats[context]

    @cached_property
    def _formats(self) -> dict[str, NumberFormat]:
        return {}

    def _number_format(self, raw: Mapping[str, Any]) -> NumberFormat:
        values = {FORMAT_KEYS[key]: value for key, value in raw.items() if key in FORMAT_KEYS}
        for key in ("thousands", "whole_percent"):
            if key in values:
                values[key] = values[key] in (True, "是")
        if values.get("decimals") == "原样":
            values["decimals"] = None
        elif values.get("decimals") == "去尾零":
            values |= {"decimals": None, "most": values.get("most", CENTS), "trimmed": True}
        return NumberFormat(**values)

    def find(self, relative: str) -> Path | None:
        """A file of the pack, or of the nearest ancestor that has it."""
        known = FOUND.get()
        if known is None:
            return self._find(relative)
        if (self.chain, relative) not in known:
            known[self.chain, relative] = self._find(relative)
        return known[self.chain, relative]

    def _find(self, relative: str) -> Path | None:
        return next((path for folder in self.chain if (path := pack_file(folder, relative, self.chain))), None)

    def files(self, pattern: str) -> dict[str, Path]:
        """Files of the chain by name; the nearest wins."""
        found = {path.name: (folder, path) for folder in reversed(self.chain) for path in sorted(folder.glob(pattern))}
        for folder, path in found.values():
            check_file(path, f"{folder.name}/{path.relative_to(folder).as_posix()}", self.chain)
        return {name: path for name, (_, path) in found.items()}

    def on(self, key: str, default: bool = True) -> bool:
        """A switch (是 or 否) of the pack, or of 表式."""
        value = self.settings.get(key, self.settings.get("表式", {}).get(key, default))
        return value in (True, "是")

    def tables(self) -> list[dict[str, Any]]:
        """The statutory tables of the form, in order: 表, and 标题 and 表号 where they differ from the table's own."""
        return [entry if isinstance(entry, dict) else {"表": entry} for entry in self.settings.get("公开表", [])]


def table_file(pack: Pack, entry: Mapping[str, Any]) -> Path:
    """The specification file of an entry of 公开表: its own 表样, or `包/表` of another pack. Raises PackError where there is
    none, at the line of 公开表."""
    name = str(entry.get("表样", entry["表"]))
    other, _, table = name.rpartition("/")
    where, line = pack.places.get("公开表", (f"{pack.name}/{FILE}", 1))
    if other and other not in available():
        said = f"没有名为“{other}”的模板包{nearest(other, available())}，借不到表样“{table}”"
        raise PackError(said, file=where, line=line, remedy=BORROW)
    found = (load_pack(other) if other else pack).find(f"tables/{table}.yaml")
    if found is None:
        said = f"模板包“{other}”没有表样“{table}”" if other else f"没有公开表“{name}”的表样"
        raise PackError(said, file=where, line=line, remedy=BORROW if other else f"补上 tables/{name}.yaml")
    return found


BORROW = "核对“表样”，写成“包/表”，如 tongyong-juesuan/T09"


def in_years(year: int, years: str) -> bool:
    """Whether a year lies in 2019, 至2019, 2020-2021 or 2022起."""
    found = re.fullmatch(r"(?:至(\d{4})|(\d{4})起|(\d{4})(?:-(\d{4}))?)", years)
    if not found:
        return False
    until, since, first, last = found.groups()
    if until or since:
        return year <= int(until) if until else year >= int(since)
    return int(first) <= year <= int(last or first)


SEARCH: ContextVar[tuple[Path, ...]] = ContextVar("SEARCH", default=())
"""The only folders with packs, where they were sent here from elsewhere."""


def search_path() -> list[Path]:
    """Where packs are looked for: GONGKAI_TEMPLATES, ./templates, the checkout's templates, the installed ones."""
    if sent := SEARCH.get():
        return list(sent)
    own = Path(__file__).parents[2]
    extra = [Path(p) for p in os.environ.get("GONGKAI_TEMPLATES", "").split(os.pathsep) if p]
    folders = [*CHOSEN, *extra, Path("templates"), own.parent / "templates", own / "_templates"]
    return list(dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir()))


def available() -> dict[str, Path]:
    """All packs that are found: name → folder."""
    found: dict[str, Path] = {}
    for folder in search_path():
        for file in sorted(folder.glob(f"*/{FILE}")):
            found.setdefault(file.parent.name, file.parent)
    return found


CHOSEN: list[Path] = []
"""Folders whose packs are looked at first because a person named a pack by its folder (`-t ./试做/本县`)."""


def named(wanted: str) -> str:
    """The name of a pack that a person names by its folder (which is then looked in first); any other name as it is."""
    folder = Path(wanted)
    if folder.parent == Path() and not wanted.startswith("."):
        return wanted
    if not (folder / FILE).is_file():
        raise PackError(f"“{wanted}”里没有 {FILE}", remedy="写模板包的名称，或放着 pack.yaml 的文件夹")
    whole = folder.resolve()
    CHOSEN[:] = [whole.parent, *(one for one in CHOSEN if one != whole.parent)]
    return whole.name


def load_pack(name: str) -> Pack:
    """A pack by name. Raises PackError: unknown name, broken pack.yaml, circular inheritance; Problems for several mistakes
    in one pack.yaml."""
    chain: list[Path] = []
    layers: list[SettingsMap] = []
    packs = available()
    if not name:
        raise PackError("没有写模板包的名称", remedy=f"现有：{'、'.join(packs) or '无'}")
    wanted: str | None = name
    while wanted:
        folder = packs.get(wanted)
        file, line = (_label(chain[-1]), layers[-1].line_of("继承")) if chain else ("", 0)
        if folder is None:
            message = f"没有名为“{wanted}”的模板包{nearest(wanted, packs)}"
            remedy = f"现有：{'、'.join(packs) or '无'}；自己的包放在 templates/ 或 GONGKAI_TEMPLATES 指的文件夹里"
            raise PackError(message, remedy=remedy, file=file, line=line)
        if folder in chain or len(chain) >= MAX_CHAIN:
            raise PackError(f"模板包“{wanted}”的继承绕成了圈", file=file, line=line, remedy="改正“继承”一行")
        chain.append(folder)
        layers.append(_settings(folder))
        wanted = layers[-1].get("继承")
    settings: dict[str, Any] = {}
    places: dict[str, tuple[str, int]] = {}
    for folder, layer in zip(reversed(chain), reversed(layers), strict=True):
        settings = _merged(settings, layer)
        places |= {key: (_label(folder), layer.line_of(key)) for key in layer}
    missing = [key for key in ("名称", "文件名", "标题", "正文") if key not in settings]
    if missing:
        raise PackError(f"pack.yaml 缺少“{missing[0]}”", file=_label(chain[0]), remedy=f"补上“{missing[0]}: …”")
    return Pack(name, tuple(chain), settings, places, tuple(layers))


def _label(folder: Path) -> str:
    return f"{folder.name}/{FILE}"


def _settings(folder: Path) -> SettingsMap:
    return _checked(folder, file_state(folder / FILE))


@lru_cache(maxsize=256)
def _checked(folder: Path, _: State) -> SettingsMap:
    """The settings of a folder, read and checked once for each state of the file."""
    check_file(folder / FILE, _label(folder), (folder,))
    raw = read_settings(folder / FILE, _label(folder))
    check_settings(raw, _label(folder))
    assert isinstance(raw, SettingsMap)
    return raw


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings are merged key by key, everything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result


class Description(NamedTuple):
    """A pack for people. region: the province whose form it is, empty for the national ones; kind: 决算, 预算 or 绩效自评; seen:
    how much of the form was seen."""

    name: str
    title: str
    folder: Path
    region: str = ""
    kind: str = ""
    seen: str = ""


def descriptions() -> Iterator[Description]:
    """All packs, the national ones first, then by region and kind; a pack that cannot be read says so in place of its title."""
    found = [_description(name, folder) for name, folder in available().items()]
    yield from sorted(found, key=lambda one: (one.region != "", one.region, KINDS.index(one.kind), one.name))


def _description(name: str, folder: Path) -> Description:
    try:
        settings = load_pack(name).settings
    except (PackError, Problems) as error:
        return Description(name, f"读不出：{error.message}", folder, kind=KINDS[0])
    own = _settings(folder)
    region, kind = str(own.get("地区", "")), str(settings.get("文种", KINDS[0]))
    return Description(name, str(own.get("名称", "")), folder, region, kind, str(own.get("见到", "")))


def of_region(place: str) -> list[Description]:
    """The packs of the province that a place lies in, as it is written from the top, with province, city and county together."""
    return [one for one in descriptions() if one.region and place.startswith(one.region)]
