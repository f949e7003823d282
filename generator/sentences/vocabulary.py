"""The words that the reader knows: those of the two YAML files beside it, and the names that a caller adds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from yaml import load

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # the C library is missing
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MONEY_UNITS = frozenset(("万元", "亿元", "元", "千元"))
UNITS: Mapping[str, frozenset[str]] = {
    "钱": MONEY_UNITS,
    "人": frozenset(("人", "名", "位")),
    "个": frozenset(("个", "家", "所")),
    "辆": frozenset(("辆", "台")),
    "台": frozenset(("台", "套", "台(套)", "台/套", "件")),
    "批": frozenset(("批次", "批", "次", "批(次)", "个批次")),
    "人次": frozenset(("人次", "人", "人(次)")),
    "团": frozenset(("个", "次", "批", "批次", "团次", "团组")),
    "项": frozenset(("个", "项")),
    "分": frozenset(("分",)),
    "%": frozenset(("%",)),
}
ITEM_MARK = "科目标记"
"""What the short name of a 科目 needs: its mark （类）, （款） or （项）."""
ANY_COUNT = frozenset(("*",))
CHOICE = re.compile(r"\[([^\]]*)\]")


class Entry(NamedTuple):
    """One meaning of a name: what it is called, the units of its figures, what the name itself says.

    under: names that may stand before it in one phrase. needs: it means this only below one of them.
    follows: behind a part just named it is said of that part. trails: it may stand behind its count and the thing
    counted: 5个项目开展绩效自评.
    """

    name: str
    units: frozenset[str] = MONEY_UNITS
    fund: str = ""
    stage: str = ""
    codes: tuple[str, ...] = ()
    under: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    follows: bool = False
    trails: bool = False

    @property
    def item(self) -> bool:
        """Whether it is the name of a 科目 of the accounts."""
        return bool(self.codes) and self.needs <= {ITEM_MARK}

    def fits(self, unit: str) -> bool:
        """Whether a figure in a unit can be one of this name."""
        return unit in self.units or (self.units is ANY_COUNT and unit not in MONEY_UNITS and unit != "%")


class Word(NamedTuple):
    """A known word: its kind (see `KINDS`), and what it means."""

    kind: str
    meaning: Any


NAME, FUND, STAGE, YEAR, SPENT, RECEIVED, CHANGE, THAN, COMPARED, SHARE, DONE, BELOW, SEVERALLY, EACH, AMONG, AND = (
    *("名", "资金", "预决算", "年度", "支", "收", "增减", "比", "相比", "占", "完成", "其中", "分别", "均", "之中", "和"),
)
SELF, FILL, LOOSE, PRICE, PLAN, SCOPE, REASON, CAUSE, PURPOSE, NONE, REACHES, BEGINS, BESIDE_BUDGET, SUM = (
    *("自称", "填", "人均等", "单价", "打算", "范围", "原因", "因由", "用途", "没有", "变到", "由", "超预算", "合计"),
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their spelling, and how long the words are that begin with two characters (or are one)."""

    words: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]

    def extended(
        self,
        entries: Iterable[tuple[str, Entry]] = (),
        own_names: Iterable[str] = (),
        parts: Iterable[str] = (),
    ) -> Vocabulary:
        """With more names: spellings with their meanings, how a department calls itself, the names of its parts.

        A spelling that the reader knows gets one more meaning; one whose units are the same takes its place.
        """
        words, added = dict(self.words), set()
        for name, entry in entries:
            spelling = spelled(name)
            old = words.get(spelling)
            known = old.meaning if old and old.kind == NAME else ()
            kept = known if entry.needs else tuple(e for e in known if e.needs or not e.units & entry.units)
            if (old is None or old.kind in (NAME, FILL)) and entry not in known:
                words[spelling] = Word(NAME, (entry, *kept))
                added.add(spelling)
        for name in own_names:
            words[spelled(name)] = Word(SELF, name)
            added.add(spelled(name))
        for name in parts:
            if spelled(name) not in words:
                words[spelled(name)] = Word(SCOPE, name)
                added.add(spelled(name))
        return Vocabulary(words, _lengths(added - self.words.keys(), self.lengths))


def spelled(text: str) -> str:
    """A spelling as the reader sees it: without blanks and quotation marks, with narrow brackets."""
    return re.sub('[\\s“”‘’"《》]+', "", text).replace("（", "(").replace("）", ")")


def _lengths(words: Iterable[str], known: Mapping[str, tuple[int, ...]] | None = None) -> dict[str, tuple[int, ...]]:
    """How long the words are that begin with two characters, longest first; with those known before."""
    found = dict(known or {})
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[:2], set()).add(len(word))
    for start, more in sizes.items():
        found[start] = tuple(sorted(more.union(found.get(start, ())), reverse=True))
    return found


def spellings(pattern: str) -> Iterable[str]:
    """All spellings of a pattern with choices: `收[入|]总计` → 收入总计, 收总计."""
    parts = CHOICE.split(pattern)
    choices = [[part] if i % 2 == 0 else part.split("|") for i, part in enumerate(parts)]
    return ("".join(chosen) for chosen in itertools.product(*choices))


@cache
def national() -> Vocabulary:
    """The names and words that all reports share."""
    words: dict[str, Word] = {}
    names: dict[str, list[Entry]] = {}
    for name, ways in _read("names.yaml").items():
        for way in ways:
            entry = Entry(
                name,
                UNITS[way.get("单位", "钱")],
                way.get("资金", ""),
                way.get("预决算", ""),
                (),
                frozenset(way.get("属于", ())),
                frozenset(way.get("须属", ())),
                "随" in way,
                "后置" in way,
            )
            for pattern in way["叫法"]:
                for spelling in spellings(pattern):
                    listed = names.setdefault(spelled(spelling), [])
                    if spelling and entry not in listed:
                        listed.append(entry)
    names.pop("", None)
    words |= {spelling: Word(NAME, tuple(entries)) for spelling, entries in names.items()}
    for kind, listed_words in _read("words.yaml").items():
        for meaning, patterns in listed_words.items() if isinstance(listed_words, dict) else [("", listed_words)]:
            for pattern in patterns:
                for spelling in spellings(pattern):
                    if spelling:
                        words.setdefault(spelled(spelling), Word(kind, meaning))
    return Vocabulary(words, _lengths(words))


def _read(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    found: dict[str, Any] = load(text, Loader=Loader)
    return found
