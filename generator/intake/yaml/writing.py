"""From a tree of mappings, lists and strings to the text of a data file, in the style of the examples.

Reading the text with `reader.read` gives the same tree. Strings stand as they are, plain wherever that reads back the
same; text that ends with a line end becomes a `|` block; short lists of words stand on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from generator.intake.collector import Collector
from generator.intake.shape import known_name
from generator.intake.yaml.nodes import Builder
from generator.intake.yaml.slips import mend
from generator.intake.yaml.textfile import INVISIBLE

PLAIN = re.compile(r"[\w（）“”、，。；％%/+-]*[\w（）“”、，。；％%/+]|-?[0-9][0-9,]*(?:\.[0-9]+)?")
"""Words that need no trial: letters of all scripts, digits and Chinese marks, without a sign at the beginning."""
SIGNS = tuple("-+%/")
FLOW_WORD = re.compile(r"[^\W_][\w（）、.-]*")
FLOW_WIDTH = 110
"""Columns that a list of words on one line may take."""
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_yaml(tree: Mapping[str, Any], comments: Mapping[str, str] | None = None, above: Mapping[str, str] | None = None) -> str:
    """The text of a data file.

    tree: mappings with string keys (not empty, no blanks around them), lists, and strings; nothing else.
    comments: path (`支出[0].一般公共预算.基本支出.30101`) → what stands behind `#` at the end of its line.
    above: path → what stands in lines of its own before it; the path "" is the head of the file.
    """
    writer = _Writer(comments or {}, above or {})
    lines = list(writer.head())
    several = True
    for key, value in tree.items():
        entry = list(writer.entry(str(key), value, str(key), 0))
        if lines and (several or len(entry) > 1):
            lines.append("")
        several = len(entry) > 1
        lines += entry
    return "\n".join([*lines, ""]) if tree else "\n".join([*lines, "{}", ""])


class _Writer:
    """Writes the parts of one tree; each part receives its path and its indentation."""

    def __init__(self, comments: Mapping[str, str], above: Mapping[str, str]) -> None:
        self.comments = comments
        self.above = above
        self.noted = {path.rsplit("[", 1)[0] for path in (*comments, *above) if path.endswith("]")}

    def head(self) -> Iterator[str]:
        return self._before("", 0)

    def entry(self, key: str, value: Any, path: str, indent: int) -> Iterator[str]:
        """One key of a mapping with its value."""
        yield from self._before(path, indent)
        yield from self._valued(f"{' ' * indent}{scalar(key)}:", value, path, indent)

    def _before(self, path: str, indent: int) -> Iterator[str]:
        for line in self.above.get(path, "").splitlines():
            yield f"{' ' * indent}# {_clean(line)}".rstrip()

    def _valued(self, lead: str, value: Any, path: str, indent: int) -> Iterator[str]:
        """`lead` is the line up to the colon or the dash; the value follows on it or under it."""
        note = f"  # {_clean(self.comments[path])}" if path in self.comments else ""
        if isinstance(value, Mapping):
            yield f"{lead}{note}" if value else f"{lead} {{}}{note}"
            for key, child in value.items():
                yield from self.entry(str(key), child, f"{path}.{key}", indent + 2)
        elif isinstance(value, str):
            block = _block(value, indent + 2)
            first = f"{lead} {block[0] if block else scalar(value)}".rstrip() if block or value else lead
            yield f"{first}{note}"
            yield from block[1:]
        else:
            yield from self._list(lead, value, path, indent, note)

    def _list(self, lead: str, items: Sequence[Any], path: str, indent: int, note: str) -> Iterator[str]:
        flow = f"{lead} [{', '.join(map(str, items))}]"
        if not items or (path not in self.noted and _words(items) and len(flow) <= FLOW_WIDTH):
            yield f"{flow}{note}"
            return
        yield f"{lead}{note}"
        for number, item in enumerate(items):
            yield from self._item(item, f"{path}[{number}]", indent + 2)

    def _item(self, item: Any, path: str, indent: int) -> Iterator[str]:
        """One item of a list. A mapping begins on the line of its dash."""
        yield from self._before(path, indent)
        pad = " " * indent
        if isinstance(item, Mapping) and item:
            if path in self.comments:
                yield f"{pad}# {_clean(self.comments[path])}"
            lines = [line for key, child in item.items() for line in self.entry(str(key), child, f"{path}.{key}", indent + 2)]
            first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
            yield from (pad + line.lstrip() for line in lines[:first])
            yield f"{pad}- {lines[first][indent + 2 :]}"
            yield from lines[first + 1 :]
        elif isinstance(item, str) and path in self.comments and _block(item, indent + 2):
            yield f"{pad}# {_clean(self.comments[path])}"
            yield from _Writer({}, {})._valued(f"{pad}-", item, path, indent)
        else:
            yield from self._valued(f"{pad}-", item, path, indent)


def _words(items: Sequence[Any]) -> bool:
    return all(isinstance(item, str) and FLOW_WORD.fullmatch(item) for item in items)


def _clean(comment: str) -> str:
    return INVISIBLE.sub(" ", comment.replace("\n", " ").replace("\t", " ")).strip()


def _block(text: str, indent: int) -> list[str]:
    """The header and the lines of a text block; none where the text is a single line or no block can hold it."""
    if "\n" not in text or INVISIBLE.search(text) or not _block_holds(text):
        return []
    header = "|" if text.endswith("\n") else "|-"
    return [header, *(f"{' ' * indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))]


@lru_cache(maxsize=4096)
def _block_holds(text: str) -> bool:
    header = "|" if text.endswith("\n") else "|-"
    body = "".join(f"  {line}\n" if line else "\n" for line in text.removesuffix("\n").split("\n"))
    return _reads_as(f"字: {header}\n{body}其他: 无\n", {"字": text, "其他": "无"})


@lru_cache(maxsize=65536)
def scalar(text: str) -> str:
    """A scalar or key on one line: plain, else in single quotes, else in double quotes with escapes."""
    if PLAIN.fullmatch(text) and not text.startswith(SIGNS):
        return text
    if "\n" not in text and not INVISIBLE.search(text):
        for form in (text, "'" + text.replace("'", "''") + "'"):
            if form and _reads_as(f"{form}: {form}  # 注\n", {text: text}) and _reads_as(f"字: {form}\n", {"字": text}):
                return form
    escaped = "".join(ESCAPES.get(c, f"\\U{ord(c):08X}" if INVISIBLE.match(c) else c) for c in text)
    return f'"{escaped}"'


def _reads_as(text: str, tree: dict[str, str]) -> bool:
    """True where the reader takes the text for the tree and has nothing to say about it."""
    problems = Collector()
    reading = Builder("", problems).build(text)
    if reading.tree != tree or reading.failure or problems.errors:
        return False
    return not mend(text, "", reading, known_name, problems).found
