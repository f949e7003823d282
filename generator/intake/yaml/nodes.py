"""From YAML events to a tree of dict, list and SourceText: the text of every scalar and key as typed, with its place.

YAML's types play no part. Anchors, aliases, tags, merge keys and duplicate keys are refused; each is noted and reading
goes on. Nothing is ever expanded, and depth and number of nodes are limited, so no file can blow up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.intake.collector import Collector
from generator.intake.yaml.textfile import INVISIBLE, hidden_in_expression
from generator.model.place import SOURCE_MARK, Place, SourceText

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where PyYAML was built with it; about ten times as fast."""

MAX_DEPTH = 20
"""Levels of nesting; the model needs 8."""
MAX_NODES = 200_000
"""Scalars, keys, lists and groups of one file; a full department-year has about 5,000."""

MAX_PROPERTIES = 5
"""Anchors, aliases and tags that are named one by one; an alias bomb has hundreds."""

Tree = dict[Any, Any]
WIDE = "\u3000\u00a0"
COMMENT = re.compile(r"(?:[|>][-+0-9]*)?\s+#(.*)")
ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
"""An escape of a double-quoted text (YAML 1.2, 5.7)."""
NAMED = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85", "L": "\u2028", "P": "\u2029"}


class _StopError(Exception):
    """Reading cannot go on: the problem is noted."""


@dataclass
class _Frame:
    """An open list or mapping. `key` waits for its value; `skip` drops the value of a refused key."""

    value: Any
    path: str
    key: SourceText | None = None
    skip: bool = False
    keys: dict[str, SourceText] = field(default_factory=dict)


@dataclass
class Reading:
    """The result of one parse. `tree` is None where the text is no mapping; `failure` is YAML's own complaint.

    `inner` are lines inside scalars of several lines, `quoted` those of them inside quotes or blocks;
    `last_quote`: start and end mark of the last quoted text of several lines;
    `broken` are paths whose value is not what the clerk typed.
    """

    tree: Tree | None = None
    failure: yaml.MarkedYAMLError | None = None
    stopped: bool = False
    inner: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    last_quote: tuple[Any, Any] | None = None
    broken: set[str] = field(default_factory=set)


class Builder:
    """Builds the tree of one file. `shifts`: line → columns where a repair put in a character that the file lacks."""

    def __init__(self, file: str, problems: Collector, shifts: dict[int, list[int]] | None = None) -> None:
        self.file = file
        self.problems = problems
        self.shifts = shifts or {}
        self.reading = Reading()
        self.stack: list[_Frame] = []
        self.skipping = 0
        self.count = 0
        self.documents = 0
        self.properties = 0
        self.lines: list[str] = []

    def build(self, text: str) -> Reading:
        """Parse the whole text. Problems go to the collector, a syntax error into the result."""
        self.lines = text.split("\n")
        try:
            for event in yaml.parse(text, Loader=Loader):
                self._event(event)
        except _StopError:
            self.reading.stopped = True
        except yaml.MarkedYAMLError as error:
            self.reading.failure = error
        return self.reading

    def place(self, mark: Any, path: str = "") -> Place:
        """The place of a mark of the (repaired) text in the file itself."""
        line, column = mark.line + 1, mark.column
        column -= sum(1 for at in self.shifts.get(line, ()) if at <= column)
        return Place(self.file, line, column + 1, path)

    def _event(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._document(event)
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent | yaml.CollectionStartEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.problems.add(
                self.place(event.start_mark), "一个文件里有两份数据：中间不能有“---”", "删去这一行，或把后面的内容另存一个文件"
            )
            raise _StopError

    def _node(self, event: Any) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            self.problems.add(self.place(event.start_mark), f"文件里的内容超过{MAX_NODES}项", "检查是否放错了文件")
            raise _StopError
        opens = isinstance(event, yaml.CollectionStartEvent)
        if self.skipping:
            self.skipping += opens
        elif self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            self._key(event, self.stack[-1])
        else:
            self._value(event)

    def _close(self) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        self.stack.pop()

    def _child_path(self) -> str:
        if not self.stack:
            return ""
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            return f"{frame.path}[{len(frame.value)}]"
        return _join(frame.path, str(frame.key))

    def _value(self, event: Any) -> None:
        path = self._child_path()
        self._refuse_properties(event, path)
        if isinstance(event, yaml.CollectionStartEvent):
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._attach(value, event)
            self.stack.append(_Frame(value, path))
            if len(self.stack) > MAX_DEPTH:
                self.problems.add(self.place(event.start_mark, path), f"嵌套超过{MAX_DEPTH}层", "检查缩进和括号；数据最多用到8层")
                raise _StopError
        elif isinstance(event, yaml.AliasEvent):
            self.reading.broken.add(path)
            self._attach(SourceText("", self.place(event.start_mark, path)), event)
        else:
            self._attach(self._scalar(event, path), event)

    def _scalar(self, event: Any, path: str) -> SourceText:
        start, end = event.start_mark.line + 1, event.end_mark.line + 1
        if end > start:
            last = end if event.end_mark.column else end - 1
            inside = range(start + 1, last + 1)
            self.reading.inner.update(inside)
            if event.style:
                self.reading.quoted.update(inside)
            if event.style in ("'", '"'):
                self.reading.last_quote = (event.start_mark, event.end_mark)
        place = self.place(event.start_mark, path)
        block = event.style if event.style in ("|", ">") else ""
        text = self._without_escaped(event, place)
        if hidden := hidden_in_expression(text):
            self._refuse_hidden(hidden, event, place)
        if not event.style and text != text.strip(WIDE):
            self.problems.add(place, f"“{text.strip(WIDE)}”前后有全角空格", "删去全角空格")
            text = text.strip(WIDE)
        if not event.style and text == "~":
            text = ""
        comment = self._comment(event.start_mark if block else event.end_mark)
        return SourceText(text, place._replace(cell=comment.partition(SOURCE_MARK)[2].strip()), block, comment)

    def _without_escaped(self, event: Any, place: Place) -> str:
        """The text of a scalar; invisible characters that were typed as escapes are noted, and blanks in their stead."""
        text: str = event.value
        found = INVISIBLE.search(text) if event.style == '"' else None
        if not found:
            return text
        for number in range(event.start_mark.line, event.end_mark.line + 1):
            first = event.start_mark.column if number == event.start_mark.line else 0
            if escape := next((one for one in ESCAPE.finditer(self.lines[number], first) if _is_invisible(one)), None):
                place = place._replace(line=number + 1, column=escape.start() + 1)
                break
        self.problems.add(place, f"用转义写进了看不见的字符（U+{ord(found[0]):04X}）", "删去反斜杠和它后面的编号")
        return INVISIBLE.sub(" ", text)

    def _refuse_hidden(self, hidden: tuple[str, str], event: Any, place: Place) -> None:
        """Note an invisible character that an expression makes by an escape, where the escape stands in the file."""
        escape, char = hidden
        for number in range(event.start_mark.line, min(event.end_mark.line + 1, len(self.lines))):
            first = event.start_mark.column if number == event.start_mark.line else 0
            if (column := self.lines[number].find(escape, first)) >= 0:
                place = place._replace(line=number + 1, column=column + 1)
                break
        self.problems.add(place, f"{{{{ }}}} 里用转义写进了看不见的字符（U+{ord(char):04X}）", "删去反斜杠和它后面的编号")

    def _comment(self, mark: Any) -> str:
        """What stands behind `#` on the line of a mark, right after the value (or the sign of a block)."""
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        found = COMMENT.fullmatch(rest)
        return found[1].strip() if found else ""

    def _attach(self, value: Any, event: Any) -> None:
        if not self.stack:
            if isinstance(value, dict):
                self.reading.tree = value
            elif value != "" or getattr(event, "style", None):
                kind = "一张列表" if isinstance(value, list) else "一句文字"
                self.problems.add(
                    self.place(event.start_mark), f"文件最外层应是“字段: 值”，却是{kind}", "从“年度: ”写起，每个字段一行"
                )
            return
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            return
        if not frame.skip:
            frame.value[frame.key] = value
        frame.key, frame.skip = None, False

    def _key(self, event: Any, frame: _Frame) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            place = self.place(event.start_mark, frame.path)
            self._refuse_properties(event, frame.path)
            if isinstance(event, yaml.CollectionStartEvent):
                self.problems.add(place, "这里应是字段名，却是一个括号", "写成“字段: 值”；文字里有括号时整句加引号")
                self.skipping = 1
            frame.key, frame.skip = SourceText("?", place), True
            return
        whole = self._without_escaped(event, self.place(event.start_mark, frame.path))
        text = whole.strip().strip(WIDE).strip()
        key = SourceText(text, self.place(event.start_mark, _join(frame.path, text)))
        self._refuse_properties(event, key.place.path)
        if text != whole:
            kind = "全角空格" if any(c in event.value for c in WIDE) else "空格"
            self.problems.add(key.place, f"字段名“{text}”前后有{kind}", f"删去{kind}")
        frame.key, frame.skip = key, self._refused(key, event, frame)
        frame.keys.setdefault(text, key)

    def _refused(self, key: SourceText, event: Any, frame: _Frame) -> bool:
        if not key:
            self.problems.add(key.place, "冒号前面没有字段名", "补上字段名")
            return True
        if key == "<<" and not event.style:
            self.problems.add(key.place, "不能用合并键“<<”", "把要用的字段在这里照写一遍")
            return True
        if key in frame.keys:
            first = frame.keys[key].place
            self.problems.add(
                key.place, f"“{key}”写了两次：第{first.line}行已经有了", f"两处只留一处（第{first.line}行或第{key.place.line}行）"
            )
            return True
        return False

    def _refuse_properties(self, event: Any, path: str) -> None:
        if not event.anchor and not getattr(event, "tag", None):
            return
        self.properties += 1
        if self.properties > MAX_PROPERTIES:
            return
        place = self.place(event.start_mark, path)
        if isinstance(event, yaml.AliasEvent):
            self.problems.add(place, f"不能用引用“*{event.anchor}”", "把内容照写一遍；文字以 * 开头时整句加引号")
            return
        if event.anchor:
            self.problems.add(place, f"不能用锚点“&{event.anchor}”", "删去它；文字以 & 开头时整句加引号")
        if event.tag:
            self.reading.broken.add(path)
            self.problems.add(place, "不能用以“!”开头的类型标记", "删去标记，只写值；文字以 ! 开头时整句加引号")


def _is_invisible(escape: re.Match[str]) -> bool:
    """Whether an escape of a double-quoted text stands for an invisible character."""
    number = escape[1] or escape[2] or escape[3]
    char = (chr(int(number, 16)) if int(number, 16) < 0x110000 else "") if number else NAMED.get(escape[4], "")
    return bool(INVISIBLE.match(char))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
