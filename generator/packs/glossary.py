"""名词解释: which terms are due, by what the report contains, and their definitions.

A pack's `名词.yaml` lists the terms in order with a trigger each; `名词-科目.yaml` holds the definitions of 项 by code.
A 项 without a definition is never given an invented one: the term is returned with an empty text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.errors import PackError
from generator.figures import Figures
from generator.figures.view import View
from generator.model.text import Text
from generator.packs.pack import Pack

ITEMS = "科目"
"""The entry in 名词.yaml where the 项 of the report stand."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry; text is empty for a 项 that nobody has defined. code: of a 项."""

    name: str
    text: str
    code: str = ""


@lru_cache(maxsize=64)
def _load(file: Path, stamp: int) -> Any:
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise PackError(f"{file.name} 的写法不对", file=str(file), line=line, remedy="检查缩进、冒号和引号") from error


def _read(pack: Pack, name: str) -> Any:
    file = pack.find(name)
    return _load(file, file.stat().st_mtime_ns) if file else None


def due_terms(pack: Pack, figures: Figures, names: Mapping[str, object], env: ImmutableSandboxedEnvironment) -> list[Term]:
    """The terms of the report, in the pack's order."""
    chosen = pack.settings.get("名词", {})
    entries = _read(pack, "名词.yaml") or []
    overrides = chosen.get("改写", {})
    wanted = chosen.get("顺序") or [entry["词"] for entry in entries]
    by_name = {entry["词"]: entry for entry in entries}
    text = _all_text(figures.data.texts)
    terms: list[Term] = []
    for name in wanted:
        if name == ITEMS:
            terms += _items(pack, names)
        elif name not in by_name:
            raise PackError(f"名词“{name}”没有解释", file=f"{pack.name}/pack.yaml", remedy="在 名词.yaml 里补上，或从顺序里删去")
        elif _due(by_name[name], names, env, text):
            terms.append(Term(name, str(overrides.get(name, by_name[name]["解释"]))))
    return terms


def _due(entry: Mapping[str, Any], names: Mapping[str, object], env: ImmutableSandboxedEnvironment, text: str) -> bool:
    """总是 (the default), a condition over the figures, or a word in the texts."""
    if "文中" in entry:
        return str(entry["文中"]) in text
    condition = str(entry.get("条件", "总是"))
    return condition == "总是" or bool(env.compile_expression(condition)(**names))


def _all_text(texts: Any) -> str:
    return "\n".join(str(value) for name in type(texts).model_fields if isinstance(value := getattr(texts, name), Text))


def _items(pack: Pack, names: Mapping[str, object]) -> Iterator[Term]:
    """One entry a 项 of the report, by code (glossary.md F)."""
    library = _read(pack, "名词-科目.yaml") or {}
    pattern = str(pack.settings.get("名词", {}).get("科目写法", "{类}（类）{款}（款）{项}（项）"))
    items = names["支出项"]
    assert isinstance(items, tuple)
    for item in items:
        assert isinstance(item, View)
        code = str(item["编码"])
        name = pattern.format(类=item["类"], 款=item["款"], 项=item["项"])
        yield Term(name, definition(code, library, str(item["款"])), code)


def definition(code: str, library: Mapping[str, Any], section: str) -> str:
    """The definition of a 项: by its code, else by the generic rule of its last two digits, else empty."""
    exact = library.get("项", {}).get(code)
    if exact:
        return str(exact)
    return str(library.get("通用", {}).get(code[-2:], "")).replace("{款}", section)
