"""名词解释: which terms are due, by what the report contains, and their definitions.

A pack's `名词.yaml` lists the terms in order with a trigger each; `名词-科目.yaml` holds the definitions of 项 by code and by
name. What the department itself says of a term (`文字.名词`) comes first. A 项 without a definition is never given an invented
one: the term is returned with an empty text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.errors import PackError
from generator.figures import Figures
from generator.figures.view import View, nearest
from generator.model.text import Text
from generator.packs.context.messages import FAULTS, explained
from generator.packs.definition.pack import Pack
from generator.runtime.filestate import State, file_state
from generator.settingsfile.reading import SettingsMap, read_settings

TERMS = "名词.yaml"
ENTRY = ("词", "解释", "条件", "文中")
LIBRARY = "名词-科目.yaml"
PARTS = ("项", "名称")
"""What LIBRARY holds: definitions by code, and by name."""
ITEMS = "科目"
"""The entry in 名词.yaml where the 项 of the report stand."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry; text is empty for a 项 that nobody has defined. code: of a 项; live: the text is the pack's and may hold
    expressions."""

    name: str
    text: str
    code: str = ""
    live: bool = False


@lru_cache(maxsize=64)
def _load(file: Path, _: State) -> Any:
    return read_settings(file, f"{file.parent.name}/{file.name}")


def _read(pack: Pack, name: str) -> Any:
    file = pack.find(name)
    return _load(file, file_state(file)) if file else None


def due_terms(pack: Pack, figures: Figures, names: Mapping[str, object], env: ImmutableSandboxedEnvironment) -> list[Term]:
    """The terms of the report, in the pack's order. Raises PackError for a bad entry, with its line in 名词.yaml."""
    chosen = pack.settings.get("名词", {})
    by_name: dict[str, list[SettingsMap]] = {}
    for entry in entries_of(pack):
        by_name.setdefault(entry["词"], []).append(entry)
    own = {str(name): str(text) for name, text in figures.data.texts.terms.items()}
    overrides = {**chosen.get("改写", {}), **own}
    text = _all_text(figures.data.texts)
    terms: list[Term] = []
    for name in chosen.get("顺序") or by_name:
        if name == ITEMS:
            terms += _items(pack, names, own)
        elif name not in by_name:
            file, line = pack.places["名词"]
            raise PackError(f"名词“{name}”没有解释", file=file, line=line, remedy="在 名词.yaml 里补上，或从顺序里删去")
        elif due := next((entry for entry in by_name[name] if _due(pack, entry, names, env, text)), None):
            terms.append(Term(name, str(overrides.get(name, due["解释"])), live=name not in own))
    return terms


def entries_of(pack: Pack) -> list[SettingsMap]:
    """The entries of 名词.yaml, each with a 词 and an 解释."""
    entries = _read(pack, TERMS) or []
    if not isinstance(entries, list):
        raise PackError("应是一列名词", file=terms_label(pack), line=1, remedy="一行一个：“- {词: …, 解释: …}”")
    for entry in entries:
        good = isinstance(entry, SettingsMap) and "词" in entry and ("解释" in entry or entry["词"] == ITEMS)
        if not good:
            line = entry.line if isinstance(entry, SettingsMap) else 0
            raise PackError("每个名词要有“词”和“解释”", file=terms_label(pack), line=line, remedy="写成“- {词: …, 解释: …}”")
        unknown = [key for key in entry if key not in ENTRY]
        if unknown:
            message = f"名词里没有“{unknown[0]}”这一项{nearest(unknown[0], ENTRY)}"
            raise PackError(message, file=terms_label(pack), line=entry.line_of(unknown[0]), remedy=f"可用：{'、'.join(ENTRY)}")
    return entries


def library_of(pack: Pack) -> Mapping[str, Mapping[str, object]]:
    """The definitions of 项, by code and by name. Raises PackError for anything else in the file, with its line."""
    library = _read(pack, LIBRARY)
    if not library:
        return {}
    label = terms_label(pack, LIBRARY)
    if not isinstance(library, SettingsMap):
        raise PackError("应是两组解释：项（按编码）和名称（按名称）", file=label, line=1, remedy="写成“名称: {行政运行: 反映……}”")
    for key in library:
        if key == "通用":
            message, remedy = "“通用”按编码的末两位猜解释，会张冠李戴，不再使用", "改成“名称:”，如“名称: {行政运行: 反映……}”"
        elif key not in PARTS:
            message, remedy = f"科目解释里没有“{key}”这一组{nearest(key, PARTS)}", f"可用：{'、'.join(PARTS)}"
        else:
            continue
        raise PackError(message, file=label, line=library.line_of(key), remedy=remedy)
    return library


def terms_label(pack: Pack, name: str = TERMS) -> str:
    """The name of the file in messages."""
    file = pack.find(name)
    return f"{file.parent.name}/{name}" if file else name


def _due(pack: Pack, entry: SettingsMap, names: Mapping[str, object], env: ImmutableSandboxedEnvironment, text: str) -> bool:
    """总是 (the default), a condition over the figures, or a word in the texts."""
    if "文中" in entry:
        return str(entry["文中"]) in text
    condition = str(entry.get("条件", "总是"))
    try:
        return condition == "总是" or bool(env.compile_expression(condition, undefined_to_none=False)(**names))
    except FAULTS as error:
        message, remedy = explained(error, env.filters, env.tests)
        line = entry.line_of("条件")
        raise PackError(message, file=terms_label(pack), line=line, remedy=remedy, excerpt=f"条件: {condition}") from error


def _all_text(texts: Any) -> str:
    return "\n".join(str(value) for name in type(texts).model_fields if isinstance(value := getattr(texts, name), Text))


def _items(pack: Pack, names: Mapping[str, object], own: Mapping[str, str]) -> Iterator[Term]:
    """One entry for each 项 of the report, in the order of their codes."""
    library = library_of(pack)
    pattern = str(pack.settings.get("名词", {}).get("科目写法", "{类}（类）{款}（款）{项}（项）"))
    items = names["支出项"]
    assert isinstance(items, tuple)
    for item in items:
        assert isinstance(item, View)
        code, name, section = (str(item[key]) for key in ("编码", "项", "款"))
        text = own.get(code) or own.get(name) or definition(code, name, section, library)
        yield Term(pattern.format(类=item["类"], 款=section, 项=name), text, code)


def definition(code: str, name: str, section: str, library: Mapping[str, Mapping[str, object]]) -> str:
    """The definition of a 项: by its code, else by its name (`{款}` stands for the name of its 款), else empty.

    A code's last two digits say nothing: 2050202 is 小学教育, not 一般行政管理事务.
    """
    exact = library.get("项", {}).get(code) or library.get("名称", {}).get(name) or ""
    return str(exact).replace("{款}", section)
