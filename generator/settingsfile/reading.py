"""The YAML of template packs and table specifications: plain values, each mapping with the line of its keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from generator.errors import PackError
from generator.runtime.reading import read_regular, why_unreadable

MAX_BYTES = 4 * 1024 * 1024
"""The largest settings file; a pack's largest has some 50 KB."""
Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


UNQUOTED = "有 {{ }} 的文字没有加引号"
QUOTE = '整句用半角双引号括起，如 标题: "{{ 年度 }}年收支情况"'
BARE_EXPRESSION = re.compile(r"(?:^|[:：\[,{-])\s{0,20}\{\{(?!\{)[^\"'{}]{0,400}\}\}")
WIDE_COLON = re.compile(r"(?:-\s{0,20})?\{?\s{0,20}([^\s\"'#:：{}\[\],]{1,60})：")


class SettingsMap(dict[str, Any]):
    """A mapping of a settings file. lines: key → line, from 1; line: where the mapping starts."""

    line: int
    lines: dict[str, int]

    def line_of(self, key: object) -> int:
        """The line of a key, or of the mapping."""
        return self.lines.get(str(key), self.line)


class _Loader(Base):  # type: ignore[misc]
    """Plain YAML; a key that stands twice is an error, dates stay words."""

    def mapping(self, node: yaml.MappingNode) -> SettingsMap:
        found = SettingsMap()
        found.line = node.start_mark.line + 1
        found.lines = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem=UNQUOTED, problem_mark=key_node.start_mark)
            key = str(key_node.value)
            if key in found:
                raise yaml.MarkedYAMLError(problem=f"“{key}”写了两次", problem_mark=key_node.start_mark)
            found[key] = self.construct_object(value_node, deep=True)
            found.lines[key] = key_node.start_mark.line + 1
        return found


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_str)


def read_settings(file: Path, label: str) -> Any:
    """What a file holds. label: how messages name the file. Raises PackError with line and column for bad YAML."""
    remedy = "检查这一行和上一行的缩进、冒号、引号和括号"
    try:
        text = read_settings_text(file)
    except OSError as error:
        message, advice = why_unreadable(file, error)
        raise PackError(message, file=label, remedy=advice) from error
    except UnicodeDecodeError as error:
        raise PackError("文件不是 UTF-8 编码", file=label, remedy="另存为 UTF-8") from error
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        known = error.problem is not None and ("写了两次" in error.problem or error.problem == UNQUOTED)
        said = str(error.problem) if known else "写法不对"
        if not known and (slip := _usual_slip(text, line)):
            line, column, said, remedy = slip
        elif known:
            remedy = QUOTE if said == UNQUOTED else "删去一处，只留一处"
        raise PackError(said, file=label, line=line, column=column, remedy=remedy, excerpt=_line(text, line)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PackError("写法不对", file=label, remedy=remedy) from error


def read_settings_text(file: Path) -> str:
    """The text of a settings file. Raises OSError, also for what is no regular file or too large; UnicodeDecodeError."""
    return read_regular(file, MAX_BYTES).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _usual_slip(text: str, line: int) -> tuple[int, int, str, str] | None:
    """Line, column, what and remedy of the commonest mistakes in a line or the one that it follows: `{{ }}` without
    quotes, a tab before a key, a full-width colon behind it."""
    for number in (line, line - 1):
        written = _line(text, number)
        if found := BARE_EXPRESSION.search(written):
            return number, found.start() + 1, UNQUOTED, QUOTE
        if "\t" in _raw_line(text, number)[: len(_raw_line(text, number)) - len(written)]:
            return number, 1, "行首用了制表符（Tab）", "缩进只用空格，每级两个"
        if found := WIDE_COLON.match(written):
            remedy = f"写成“{found[1]}: …”，冒号用半角，后面空一格"
            return number, found.end(), f"“{found[1]}”后面是全角冒号", remedy
    return None


def _line(text: str, line: int) -> str:
    return _raw_line(text, line).strip()


def _raw_line(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""
