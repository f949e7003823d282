"""The table of all filters, tests and functions of templates, made from their docstrings: `docs/模板过滤器.md`.

A docstring reads: what it prints, then lines `例：模板 → 结果`; the examples are run by the tests.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.packs.filters.predicates import TESTS
from generator.packs.filters.registry import FILTERS, GLOBALS
from generator.runtime.door import put

PAGE = Path(__file__).parents[2] / "docs" / "模板过滤器.md"
FIRST = "## 过滤器\n"
MARK = "例："
HEAD = "| 名称 | 参数 | 说明 | 例子 |\n|---|---|---|---|\n"


class Example(NamedTuple):
    """A piece of a template and the text that it prints."""

    source: str
    result: str


class Entry(NamedTuple):
    """A filter, test or function. arguments: after the value that a filter or test stands behind."""

    name: str
    arguments: str
    text: str
    examples: tuple[Example, ...]


WORDS = {
    "before": "上年数",
    "prefix": "前缀",
    "budget": "预算数",
    "whole": "总数",
    "of": "前缀",
    "pattern": "格式",
    "field": "字段名",
    "mark": "一对符号",
    "name": "名称",
    "first": "字段一",
    "second": "字段二",
    "other": "另一金额",
    "kind": "种类",
    "decimals": "小数位",
    "level": "一级指标",
    "needed": "二级指标",
    "title": "图名",
    "rows": "各项",
    "wanted": "名单",
}
"""Parameters in Chinese."""


def catalogue() -> dict[str, list[Entry]]:
    """过滤器, 判断 and 函数 with their entries, in the order of their registries."""
    return {"过滤器": _entries(FILTERS, 1), "判断": _entries(TESTS, 1), "函数": _entries(GLOBALS, 0)}


def write_page() -> None:
    """Put the present table into `docs/模板过滤器.md` of the checkout, behind the page's introduction."""
    text = PAGE.read_text(encoding="utf-8")
    put(PAGE.parent, PAGE.name, f"{text.split(FIRST)[0]}{FIRST}{filters_table().split(FIRST)[1]}".encode())


def filters_table() -> str:
    """The three tables in Markdown."""
    return "\n".join(f"## {title}\n\n{HEAD}{''.join(map(_row, entries))}" for title, entries in catalogue().items())


def _entries(registry: Mapping[str, Callable[..., Any]], skip: int) -> list[Entry]:
    return [_entry(name, function, skip) for name, function in registry.items()]


def _entry(name: str, function: Callable[..., Any], skip: int) -> Entry:
    lines = inspect.getdoc(function).splitlines()  # type: ignore[union-attr]
    examples = tuple(_example(line) for line in lines if line.startswith(MARK))
    text = "".join(line for line in lines if line and not line.startswith(MARK))
    parameters = [p for p in inspect.signature(function).parameters.values() if p.name != "context"][skip:]
    shown = [WORDS[p.name] if p.default is p.empty else f"［{WORDS[p.name]}］" for p in parameters]
    return Entry(name, "，".join(shown), text, examples)


def _example(line: str) -> Example:
    source, _, result = line.removeprefix(MARK).partition("→")
    return Example(source.strip(), result.strip())


def _row(entry: Entry) -> str:
    shown = "<br>".join(f"`{one.source}` → {_result(one.result)}" for one in entry.examples)
    cells = (f"`{entry.name}`", entry.arguments, entry.text, shown)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _result(text: str) -> str:
    return f"`{text}`" if "<" in text else text or "（空）"
