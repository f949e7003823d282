"""The page docs/模板过滤器.md: all filters, tests and functions of templates, made from their docstrings.

A docstring reads: what it prints, then lines `例：模板 → 结果`; the examples are run by the tests.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from generator.packs.filters.predicates import TESTS
from generator.packs.filters.registry import FILTERS, GLOBALS

INTRODUCTION = """# 模板过滤器

模板里能用的全部过滤器、判断和函数。本页由程序里的说明生成（`scripts/pages`），请勿手改；例子由测试逐个运行。

怎样写：过滤器写在竖线后面，`{{ 收支总计|万元 }}`；判断写在 `is` 后面，`{% if 三公 is 有 %}`；\
函数直接写，`{{ 饼状图("支出结构", 支出类) }}`。方括号［］里的参数可以不写。

例子里用的数：`决算` 91.68，`上年数` 36.57，`预算` 96，`零` 0，`无此项` 填“无”，`没给` 填“未载明”，`没填` 还没有填；\
`人次` 23108，`得分` 99.50，`比率` 76.33；`名单` 是办公费、印刷费；`各项` 是“基本”类的甲 60 和乙 40。\
数字格式是两位小数。

除下面这些，还可以用 Jinja 自己的判断 `defined`、`none`、`in`。文字用 `~` 连接；加减只用于数。\
循环、宏和输出都有上限，取不到程序内部的东西，也读不了模板包以外的文件。
"""
MARK = "例："
TABLE_HEAD = "| 名称 | 参数 | 说明 | 例子 |\n|---|---|---|---|\n"


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
    "more": "增加的词",
    "less": "减少的词",
    "same": "持平的词",
    "level": "一级指标",
    "needed": "二级指标",
    "title": "图名",
    "rows": "各项",
    "wanted": "名单",
    "lead": "前面的话",
    "phrase": "写法",
    "now": "本年数",
}
"""Parameters in Chinese."""


def catalogue() -> dict[str, list[Entry]]:
    """过滤器, 判断 and 函数 with their entries, in the order of their registries."""
    return {"过滤器": _entries(FILTERS, 1), "判断": _entries(TESTS, 1), "函数": _entries(GLOBALS, 0)}


def page() -> str:
    """The whole page."""
    tables = (f"## {title}\n\n{TABLE_HEAD}{''.join(map(_row, entries))}" for title, entries in catalogue().items())
    return "\n".join((INTRODUCTION, *tables))


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
