"""Spread the lines of Chinese prose to both margins, which the PDF engine does only where there are spaces.

Works on the finished layout: breaks, pages and heights stay as they are, only the distance of characters changes. The
boxes of a layout are no public interface, so this runs on the engine's versions that it was tested with and leaves
ragged lines on any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from generator.writers.pdf.weasyprint.engine import tested

MOST = 0.3
"""The most that is added between two characters, in em; a line that would need more stays ragged."""


def justify(rendered: Any, version: str, roles: Collection[str]) -> None:
    """Justify all paragraphs of a rendered document whose class is one of the roles, but for their last lines."""
    if not tested(version):
        return
    blocks = [block for page in rendered.pages for block in _blocks(page._page_box, roles)]
    last = {id(block.element): number for number, block in enumerate(blocks)}
    for number, block in enumerate(blocks):
        lines = block.children if last[id(block.element)] != number else block.children[:-1]
        for line in lines:
            _spread(line, block.content_box_x() + block.width)


def _blocks(box: Any, roles: Collection[str]) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        element = getattr(child, "element", None)
        if element is not None and element.get("class") in roles and _holds_lines(child):
            yield child
        else:
            yield from _blocks(child, roles)


def _holds_lines(box: Any) -> bool:
    return bool(box.children) and all(type(child).__name__ == "LineBox" for child in box.children)


def _spread(line: Any, right: float) -> None:
    texts = [box for box in _texts(line) if box.text.strip("\n")]
    if not texts or any(_forced(box) for box in _inside(line)):
        return
    gaps = sum(len(box.text) for box in texts) - 1
    missing = right - line.position_x - line.width
    if gaps > 0 and 0 < missing <= gaps * MOST * texts[0].style["font_size"]:
        line.width += _move(line, 0.0, missing / gaps)
        texts[-1].width -= missing / gaps  # the space after the last character is no part of the line


def _move(box: Any, shift: float, more: float) -> float:
    """Widen what is in a box, shifting each piece by what came before it; the sum of it."""
    grown = 0.0
    for child in box.children:
        child.position_x += shift + grown
        if hasattr(child, "text"):
            style = child.style.copy()
            spacing = style["letter_spacing"]
            style["letter_spacing"] = (0 if spacing == "normal" else spacing) + more
            child.style = style
            added = more * len(child.text)
        else:
            added = _move(child, shift + grown, more) if hasattr(child, "children") else 0.0
        child.width += added
        grown += added
    return grown


def _forced(box: Any) -> bool:
    """Whether a box is a line break of the text itself."""
    return str(box.element_tag).startswith("br") and box.element is not None and box.element.get("class") != "soft"


def _inside(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        yield child
        yield from _inside(child)


def _texts(box: Any) -> Iterator[Any]:
    return (child for child in _inside(box) if hasattr(child, "text"))
