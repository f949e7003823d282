"""The dots of a contents row as one text: the PDF engine sets each of them as a text of its own, two thousand in a report.

Works on the finished layout and leaves every dot where it stands. In a tagged file the row then holds one text between title
and number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.writers.pdf.engine.engine import tested


def join_leaders(rendered: Any, version: str) -> None:
    """Join the dots of all leaders of a rendered document; on a version of the engine that was not tested nothing is done."""
    if not tested(version):
        return
    for page in rendered.pages:
        for leader in _leaders(page._page_box):
            _join(leader)


def _leaders(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if child.is_leader:
            yield child
        else:
            yield from _leaders(child)


def _join(leader: Any) -> None:
    """The engine has put the dots from right to left, and their texts share one shape."""
    if len(leader.children) > 1:
        first = leader.children[-1]
        first.text = first.pango_layout.text = "".join(dot.text for dot in leader.children)
        first.width = sum(dot.width for dot in leader.children)
        leader.children = (first,)
