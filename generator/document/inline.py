"""Inline markup to runs: text, `<data>` (a sourced figure), `<mark>` (still to be filled), `<b>`, `<br>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.document.blocks import Run, Runs

BREAK = re.compile(r"[ \t]*\n\s*")
"""A line break in the template is no space: Chinese is set without."""


def runs_of(element: etree._Element) -> Runs:
    """The runs of an element, its ends stripped, neighbours of one look joined."""
    joined: list[Run] = []
    for run in _runs(element, False):
        last = joined[-1] if joined else None
        if last and (last.key, last.bold, last.pending) == (run.key, run.bold, run.pending) and not run.key:
            joined[-1] = Run(last.text + run.text, run.key, run.bold, run.pending)
        elif run.text:
            joined.append(run)
    return tuple(_stripped(joined))


def _runs(element: etree._Element, bold: bool) -> Iterator[Run]:
    if element.text:
        yield Run(BREAK.sub("", element.text), bold=bold)
    for child in element:
        if child.tag == "br":
            yield Run("\n", bold=bold)
        elif child.tag == "b":
            yield from _runs(child, True)
        else:
            text = BREAK.sub("", child.text or "")
            yield Run(text, child.get("value", ""), bold, child.tag == "mark")
        if child.tail:
            yield Run(BREAK.sub("", child.tail), bold=bold)


def _stripped(runs: list[Run]) -> Iterator[Run]:
    for number, run in enumerate(runs):
        text = run.text.lstrip(" \t") if number == 0 else run.text
        text = text.rstrip(" \t") if number == len(runs) - 1 else text
        if text:
            yield Run(text, run.key, run.bold, run.pending)
