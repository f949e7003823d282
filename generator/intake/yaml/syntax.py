"""YAML's own complaints in the clerk's words: what is wrong with the line, and how to write it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml


class Complaint(NamedTuple):
    """A syntax error in Chinese; mark is where to look."""

    message: str
    remedy: str
    mark: Any


class _Rule(NamedTuple):
    """Which of YAML's messages (context and problem, of libyaml or of PyYAML) means what; at: problem or context mark."""

    pattern: str
    message: str
    remedy: str
    at_context: bool = False


_UNCLOSED = _Rule(
    r"quoted scalar.*(end of stream|document (indicator|separator))",
    "引号没有收尾",
    "在这段文字末尾补上同样的引号；文件后半截丢失时请重新取得文件",
    True,
)
_RULES = [
    _UNCLOSED,
    _Rule(r"quoted scalar.*(escape|hex)", "双引号里的反斜杠“\\”不合写法", "改用单引号把整句括起来"),
    _Rule(
        r"flow (sequence|mapping|node).*",
        "括号没有配对，或两项之间缺少逗号",
        "补上右括号或半角逗号；多行的内容宜改写成每行一项",
        True,
    ),
    _Rule(
        r"simple key.*':'", "这一行没有冒号，不是“字段: 值”", "补上半角冒号和空格；若是上一行文字的续行，改用“|”写成文字块", True
    ),
    _Rule(
        r"mapping values are not allowed",
        "这里不应再出现冒号：一行写了两个“字段: 值”，或缩进比上一行深",
        "一行只写一个字段，与同级字段左端对齐；文字里有“: ”时整句加引号",
    ),
    _Rule(r"(sequence entries|block sequence).*not allowed", "“- ”不能跟在冒号后面同一行", "把“- ”移到下一行，缩进两个空格"),
    _Rule(r"block mapping.*", "缩进不齐：这一行与上面的字段没有对齐", "用空格对齐：同级字段左端在同一列"),
    _Rule(
        r"block (collection|sequence).*",
        "缩进不齐：这一行与同一条的字段没有对齐，或开头缺“- ”",
        "同一条的字段左端在同一列；同一列表的“- ”左端在同一列",
    ),
    _Rule(r"(alias|anchor).*", "值以“*”或“&”开头，YAML 另有含义", "整句加引号"),
    _Rule(r"\btag\b|tag handle", "值以“!”开头，YAML 另有含义", "整句加引号"),
    _Rule(r"block scalar.*tab|tab character", "缩进里有制表符（Tab）", "改用空格"),
    _Rule(r"block scalar.*", "“|”或“>”后面不能再写文字", "文字从下一行写起，比字段名多缩进两个空格"),
    _Rule(r"cannot start any token", "这里的符号不能开头", "整句加引号"),
    _Rule(r"directive", "以“%”开头的行 YAML 另有含义", "删去这一行，或整句加引号"),
    _Rule(r"document start", "从这里起读不懂：前面的内容已经结束", "检查这一行和上一行的冒号与缩进"),
]


def explain(error: yaml.MarkedYAMLError, last_quote: tuple[Any, Any] | None = None) -> Complaint:
    """The complaint for a YAML error; a general one where the message is not known.

    last_quote: start and end of the last quoted text of several lines. Where YAML stumbles right behind it, the quote
    was most likely never closed and ended at the opening quote of some later text.
    """
    if last_quote and error.problem_mark and error.problem_mark.line == last_quote[1].line:
        return Complaint(_UNCLOSED.message, _UNCLOSED.remedy, last_quote[0])
    said = f"{error.context or ''} {error.problem or ''}"
    problem = error.problem_mark or error.context_mark
    for rule in _RULES:
        if re.search(rule.pattern, said, re.DOTALL):
            mark = (error.context_mark if rule.at_context else None) or problem
            return Complaint(rule.message, rule.remedy, mark)
    return Complaint("这一行不合 YAML 的写法", "写成“字段: 值”，用空格缩进，文字里有符号时整句加引号", problem)
