"""Text: what a person wrote, as paragraphs and list items. No ordinals are typed: the document numbers its lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from generator.model.place import NOWHERE, Place, SourceText

ITEM = re.compile(r"-\s+")


class TextPart(NamedTuple):
    """One paragraph, or one list item. line is its line in the data file."""

    item: bool
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs are parted by blank lines; a line that starts with `- ` is a list item. Lines of one paragraph are
    joined, without a space between Chinese. `state` is 无, 不涉及, 空,
    未载明 or 待填 when one of these stands instead of a text."""

    raw: str
    place: Place
    pieces: tuple[TextPart, ...]
    state: str = ""

    @property
    def denied(self) -> bool:
        """Whether a person wrote that there is nothing to say."""
        return self.state in ("无", "不涉及", "空")

    def __bool__(self) -> bool:
        return bool(self.pieces) or bool(self.state)

    def __str__(self) -> str:
        if len(self.pieces) == 1:
            return self.pieces[0].text or self.state
        return "\n".join([piece.text for piece in self.pieces]) or self.state


def parse_text(raw: str) -> Text:
    """Text from a scalar; a SourceText scalar gives the place and the lines."""
    place = raw.place if isinstance(raw, SourceText) else NOWHERE
    first = place.line + (1 if isinstance(raw, SourceText) and raw.block else 0)
    stripped = raw.strip()
    if stripped in ("", "~", "待填"):
        return Text(str(raw), place, (), "待填")
    if stripped in ("无", "不涉及", "空", "未载明"):
        return Text(str(raw), place, (), stripped)
    pieces: list[tuple[bool, list[str], int]] = []
    open_ = False
    for number, line in enumerate(raw.splitlines(), first):
        text = line.strip()
        if not text:
            open_ = False
        elif found := ITEM.match(text):
            pieces.append((True, [text[found.end() :].strip()], number))
            open_ = True
        elif open_:
            pieces[-1][1].append(text)
        else:
            pieces.append((False, [text], number))
            open_ = True
    return Text(str(raw), place, tuple(TextPart(item, _joined(lines), line) for item, lines, line in pieces))


def _joined(lines: list[str]) -> str:
    """The lines of one paragraph: a space only between two ASCII words."""
    parts = lines[:1]
    for before, after in pairwise(lines):
        both = before[-1:].isascii() and after[:1].isascii()
        parts += [" ", after] if both else [after]
    return "".join(parts)


NO_TEXT = Text("", NOWHERE, ())
"""What stands for a text that the file does not give."""
