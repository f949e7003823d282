"""What the packs know by title: sections and statutory tables, so that a title of another form is recognised.

A title is compared without year, department, punctuation and the words that forms put in at will; the words that tell two
sections apart (三公, 基金, 基本支出 …) must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from generator.errors import PackError, Problems
from generator.model.choices import ACCOUNTS
from generator.packs.definition.pack import Pack, available, load_pack
from generator.settingsfile.reading import SettingsMap, read_settings

ANY_KIND = ("主要职责", "人员情况", "重点工作", "其他说明", "名词解释")
"""Sections that budgets and final accounts share."""
SURE, LIKELY = 1.0, 0.74
"""How alike two titles are: word for word; enough to be taken for each other, which is then a guess."""
EXPRESSION = re.compile(r"\{\{\s*(?:词\.(\w+)|[^}]*)\s*\}\}")
LOOSE = re.compile(
    r"20\d\d|[\s《》“”\"'‘’（）()、，。:：/·\-]|年度?|部门(?!预算经济)|单位|省级|机关(?!运行)|本级|关于|总体(?=情况)|情况|说明|的|及其?"
    r"|和|与|有关|相关|公开(?=表)|(?<=预算)拨款|预算(?=总?表)|支出表?$|功能分类|部门预算经济分类|财务(?=收支)|安排"
)
SPELT = (("收支", "收入支出"), ("总体情况表", "总表"), ("占有使用", "占用"), ("占有", "占用"), ("机构运行", "机关运行"))
"""Words that forms write in two ways."""
MARKS = (
    *("三公", "基金", "资本", "非财政", "财政专户", "基本支出", "项目", "明细", "具体", "结构", "总体", "总表", "采购"),
    *("购买服务", "资产负债", "资产", "运行", "绩效目标", "绩效", "自评", "功能", "经济", "会议费", "一般性支出"),
    *("收入", "支出"),
    *(
        "一般公共预算",
        "分单位",
        "分科目",
        "名词",
        "人员",
        "职",
        "机构",
        "重点",
        "联系",
        "空表",
        "民生",
        "转移支付",
        "债务",
        "预算单位",
    ),
)
"""Words of which one title has what the other must have, each weighed once."""
ALIASES: Mapping[str, tuple[str, ...]] = {
    "主要职责": ("主要职能", "部门职责", "基本职能", "工作职责", "单位职责", "职能职责", "基本职能及主要工作", "主要职能及工作"),
    "机构设置": (
        "部门基本情况",
        "机构设置及人员基本情况",
        "机构职能设置",
        "机构设置情况",
        "决算单位构成",
        "机构情况",
        "单位构成",
        "预算单位构成",
        "机构设置及决算单位构成",
    ),
    "人员情况": ("人员构成", "人员编制情况", "人员构成情况"),
    "重点工作": ("重点工作完成情况", "年度重点工作", "主要工作完成情况", "工作总结"),
    "收支总体": ("收入支出决算总体情况说明", "收支决算总体情况", "收入支出决算总表说明"),
    "财政拨款总体": ("财政拨款收入支出决算总体情况说明", "财政拨款收支决算总体情况", "财政拨款收入支出决算情况"),
    "三公经费": ("财政拨款“三公”经费支出决算情况说明", "一般公共预算财政拨款安排的“三公”经费支出决算情况说明", "“三公”经费情况"),
    "政府性基金": ("政府性基金预算财政拨款收入支出决算情况说明", "政府性基金预算收入支出决算情况", "政府性基金支出情况"),
    "国有资本经营": ("国有资本经营预算财政拨款支出决算情况说明", "国有资本经营预算财政拨款收入支出决算情况说明"),
    "机关运行经费": ("机关运行经费支出情况", "机构运行经费支出情况", "机关运行经费情况"),
    "政府采购": ("政府采购支出情况", "政府采购情况"),
    "国有资产": ("国有资产占有使用情况", "国有资产占用情况", "国有资产情况"),
    "预算绩效": ("预算绩效管理工作开展情况", "预算绩效情况", "绩效评价情况", "绩效自评情况", "预算绩效管理情况"),
    "预算单位": ("机构设置", "单位构成", "预算单位构成", "机构设置情况", "部门基本情况", "部门机构设置"),
    "预算收支总体": ("部门预算编制说明", "单位预算编制说明", "收支预算情况的总体说明", "收支总表的说明"),
    "收入预算": ("收入总表的说明", "收入预算情况说明"),
    "支出预算": ("支出总表的说明", "支出预算情况说明"),
    "财政拨款预算": ("财政拨款收支总表的说明", "财政拨款收支预算情况的总体说明"),
    "三公预算": ("“三公”经费预算情况", "“三公”经费预算", "一般公共预算“三公”经费预算情况"),
    "运行经费预算": ("机关运行经费预算", "机关运行经费预算情况"),
    "采购预算": ("政府采购预算", "政府采购预算情况", "政府采购情况"),
    "绩效目标": ("绩效目标设置情况", "预算绩效目标情况", "绩效目标情况", "绩效预算信息"),
    "资产占用": ("国有资产占有使用情况", "国有资产占用情况", "国有资产信息"),
    "其他说明": ("其他需要说明的情况", "相关口径说明", "其他说明"),
}
"""Further titles of sections of the national core, as forms of other provinces have them."""


class Known(NamedTuple):
    """A section or table by one of its titles. pack: where it stands."""

    name: str
    title: str
    pack: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a title was recognised as. likeness: 1 for word for word."""

    known: Known
    likeness: float

    @property
    def sure(self) -> bool:
        """Whether it is more than a guess."""
        return self.likeness >= SURE


def plain(title: str) -> str:
    """A title by what it is compared by."""
    return LOOSE.sub("", _usual(title))


def _usual(title: str) -> str:
    for one, other in SPELT:
        title = title.replace(one, other)
    return title


def likeness(one: str, other: str) -> float:
    """How alike two titles are; 1 where they are the same but for loose words."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return 0.0
    if first == second:
        return SURE
    one, other = _usual(one), _usual(other)
    differ = sum((mark in one) != (mark in other) for mark in MARKS)
    return min(SequenceMatcher(None, first, second).ratio(), 0.99) - 0.12 * differ


def recognised(title: str, among: Iterable[Known], taken: Iterable[str] = ()) -> Match | None:
    """The section or table whose title is most like this one; None where none is like enough. taken: names not to be used."""
    used = set(taken)
    found = [(likeness(title, known.title), known.title == title, known) for known in among if known.name not in used]
    if not found:
        return None
    near, _, known = max(found, key=lambda one: one[:2])
    return Match(known, near) if near >= LIKELY else None


@dataclass(frozen=True)
class Catalogue:
    """What is known where a pack is made: its base, the sections that the base prints, the tables of all packs."""

    base: Pack
    sections: tuple[Known, ...]
    tables: tuple[Known, ...]

    @property
    def chain(self) -> set[str]:
        """The packs whose tables need not be borrowed."""
        return {folder.name for folder in self.base.chain}

    def parts(self) -> dict[str, str]:
        """The parts of the base with their titles."""
        return _parts_of(self.base)

    def title_of(self, name: str) -> str:
        """The title that the base gives a section."""
        words = {**self.base.settings.get("词语", {}), "级次": "部门"}
        return _spelt(str(self.base.settings.get("节", {}).get(name, {}).get("标题", "")), words)


def nearest_base(parts: Iterable[str], national: str) -> str:
    """The pack of a kind whose parts are those of a form: a province's where it has two titles more than the national one.

    parts: the titles of the form's parts. Raises PackError where the national pack is not there.
    """
    titles = list(parts)
    base = load_pack(national)

    def agreed(pack: Pack) -> int:
        own = _parts_of(pack).values()
        return sum(any(likeness(title, one) == SURE for one in own) for title in titles)

    others = [pack for pack in _packs() if _kind(pack) == _kind(base) and base.chain[0] in pack.chain]
    best = max(others, key=lambda pack: (agreed(pack), pack.name == national))
    return best.name if agreed(best) > agreed(base) + 1 else national


def _parts_of(pack: Pack) -> dict[str, str]:
    """The parts of a pack's outline that have a title, with it."""
    words = {**pack.settings.get("词语", {}), "级次": "部门"}
    outline = [str(entry["部分"]) if isinstance(entry, dict) else str(entry) for entry in pack.settings.get("骨架", ())]
    parts = pack.settings.get("部分", {})
    titles = {name: _spelt(str(parts.get(name, {}).get("标题", "")), words) for name in outline}
    return {name: title for name, title in titles.items() if title}


def catalogue(base: str) -> Catalogue:
    """The catalogue for a pack that inherits from a base. Raises PackError for a base that there is not."""
    pack = load_pack(base)
    packs = [one for one in _packs() if _kind(one) == _kind(pack)]
    own = {name for name in pack.settings.get("节", {}) if _prints(pack, name)}
    if _kind(pack) != ACCOUNTS:  # sections of final accounts speak of what was spent
        own &= {*_listed_in(pack), *ANY_KIND}
    return Catalogue(pack, tuple(known for known in _sections(packs) if known.name in own), _tables(packs))


def _kind(pack: Pack) -> str:
    return str(pack.settings.get("文种", ACCOUNTS))


def _listed_in(pack: Pack) -> Iterator[str]:
    """The sections that a pack itself lists, with those below them."""
    pending = [entry for part in pack.settings.get("部分", {}).values() for entry in part.get("节", ())]
    while pending:
        entry = pending.pop()
        name = str(entry.get("节", "")) if isinstance(entry, dict) else str(entry)
        unit = pack.settings.get("节", {}).get(name, {})
        pending += [*(entry.get("含", ()) if isinstance(entry, dict) else ()), *unit.get("含", ())]
        yield name


def _prints(pack: Pack, name: str) -> bool:
    unit = pack.settings["节"][name]
    chosen = pack.settings.get("内容", {}).get(name)
    return any(key in unit for key in ("句", "文字", "含")) or bool(
        pack.find(f"说明/{name}.html") or (chosen and pack.find(f"内容/{chosen}.html"))
    )


def _sections(packs: Iterable[Pack]) -> tuple[Known, ...]:
    """All sections of some packs, by every title that they have, and by those of ALIASES."""
    found: dict[tuple[str, str], Known] = {}
    for pack in packs:
        words = {**pack.settings.get("词语", {}), "级次": "部门"}
        for name, title in _titles(pack):
            spelt = _spelt(title, words)
            found.setdefault((name, spelt), Known(name, spelt, pack.name))
    for name, titles in ALIASES.items():
        for title in titles:
            found.setdefault((name, title), Known(name, title, ""))
    return tuple(found.values())


def _titles(pack: Pack) -> Iterator[tuple[str, str]]:
    """Sections of a pack with their titles, where they are described and where they are listed."""

    def listed(entries: Any) -> Iterator[tuple[str, str]]:
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, SettingsMap):
                if "节" in entry and entry.get("标题"):
                    yield str(entry["节"]), str(entry["标题"])
                yield from listed(entry.get("含"))

    for name, unit in pack.settings.get("节", {}).items():
        if unit.get("标题"):
            yield name, str(unit["标题"])
        yield from listed(unit.get("含"))
    for part in pack.settings.get("部分", {}).values():
        yield from listed(part.get("节"))


def _spelt(title: str, words: Mapping[str, Any]) -> str:
    """A title with the pack's words in it and without other expressions and slots."""
    spelt = EXPRESSION.sub(lambda found: str(words.get(found[1], "")) if found[1] else "", title)
    return re.sub(r"\{(?:年度|上年度)\}", "", spelt).replace("{级次}", "部门")


def _tables(packs: Iterable[Pack]) -> tuple[Known, ...]:
    """All statutory tables of some packs, by every title that they have."""
    found: dict[Known, None] = {}
    for pack in packs:
        own: dict[str, str] = {}
        for file in sorted((pack.chain[0] / "tables").glob("*.yaml")):
            try:
                own[file.stem] = _spelt(str(read_settings(file, file.name).get("标题", "")), {})
            except (PackError, AttributeError):
                continue
        for id_, title in own.items():
            found[Known(id_, title, pack.name)] = None
        for settings in (pack.settings, *pack.settings.get("年度表样", {}).values()):
            for entry in settings.get("公开表", ()):
                if isinstance(entry, dict) and "标题" in entry and entry["表"] in own and "表样" not in entry:
                    title = _spelt(str(entry["标题"]), {})
                    found[Known(str(entry["表"]), title, pack.name)] = None
    return tuple(found)


def _packs() -> Iterator[Pack]:
    for name in available():
        try:
            yield load_pack(name)
        except (PackError, Problems):
            continue
