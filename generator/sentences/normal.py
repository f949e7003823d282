"""A paragraph without what makes no difference: white space, quotation marks, full-width digits and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PARAGRAPH = re.compile(r"\n[ \t\u3000]*(?:\n\s*|(?=- ))")
SAME = str.maketrans(
    {
        **{chr(0xFF10 + i): str(i) for i in range(10)},
        "．": ".",
        "％": "%",
        "﹪": "%",
        "（": "(",
        "）": ")",
        "【": "(",
        "】": ")",
        "［": "(",
        "］": ")",
        ":": "：",
        ";": "；",
        "!": "！",
        "?": "？",
        "－": "-",
        "—": "-",
        "–": "-",
        "﹣": "-",
        "～": "~",
        "〜": "~",
        "∼": "~",
    }
)
DROPPED = re.compile("[\\s\u3000\u200b\ufeff“”‘’\"'＂「」『』《》〈〉]+")
GROUP = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")


class Normal(NamedTuple):
    """The text to read, and the place in the paragraph of each of its characters (None where they are the same)."""

    text: str
    positions: list[int] | None

    def place(self, position: int) -> int:
        """The place in the paragraph of a character."""
        return self.positions[position] if self.positions is not None else position

    def end(self, position: int) -> int:
        """The end in the paragraph of a span that ends before a position."""
        return self.place(position - 1) + 1 if position else 0


def normal(paragraph: str) -> Normal:
    """White space goes, but a blank between two digits stays one blank: it may part two figures."""
    text = GROUP.sub("\x00", paragraph.translate(SAME)).replace(",", "，").replace("\x00", ",")
    parts: list[str] = []
    positions: list[int] = []
    begin = 0
    for found in DROPPED.finditer(text):
        start, end = found.span()
        parts.append(text[begin:start])
        positions.extend(range(begin, start))
        if text[start - 1 : start].isdigit() and text[end : end + 1].isdigit():
            parts.append(" ")
            positions.append(start)
        begin = end
    if not positions and not begin:
        return Normal(text, None)
    parts.append(text[begin:])
    positions.extend(range(begin, len(text)))
    return Normal("".join(parts), positions)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end: parted by a blank line, or by the mark of a list."""
    begin = 0
    for found in PARAGRAPH.finditer(text):
        yield begin, found.start()
        begin = found.end()
    yield begin, len(text)
