"""Where Jinja's marks stand in a template: found in one pass, however many of them are left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING = re.compile(r"\{[{%#]")
CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
LINE_CONTENT = re.compile(r"[^\n]")


def marks(source: str) -> Iterator[tuple[int, int]]:
    """Where each `{{ }}`, `{% %}` and `{# #}` begins and ends. One without an end is none, and none of its kind follows."""
    closed = dict.fromkeys(CLOSING, True)
    position = 0
    while found := OPENING.search(source, position):
        end = source.find(CLOSING[found[0]], found.end()) if closed[found[0]] else -1
        closed[found[0]] = end >= 0
        position = end + 2 if end >= 0 else found.start() + 1
        if end >= 0:
            yield found.start(), position


def without_marks(source: str, blank: str) -> str:
    """The source with `blank` for each character of a mark but its line ends, so that lines and columns stay."""
    parts: list[str] = []
    position = 0
    for start, end in marks(source):
        parts += [source[position:start], LINE_CONTENT.sub(blank, source[start:end])]
        position = end
    return "".join([*parts, source[position:]])
