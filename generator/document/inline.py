"""Inline markup to runs: text, `<data>` (a sourced figure), `<mark>` (still to be filled), `<b>`, `<br>`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from generator.document.blocks import Run, Runs


def runs_of(element: etree._Element) -> Runs:
    """The runs of an element, its ends stripped, neighbours of one look joined."""
    joined: list[Run] = []
    for run in _runs(element, False):
        last = joined[-1] if joined else None
        if last and not run.key and (last.key, last.bold, last.pending) == ("", run.bold, run.pending):
            joined[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(_stripped(joined))


def _runs(element: etree._Element, bold: bool) -> Iterator[Run]:
    if element.text:
        yield Run(_joined(element.text), "", bold)
    for child in element:
        if child.tag == "br":
            yield Run("\n", bold=bold)
        elif child.tag == "b":
            yield from _runs(child, True)
        else:
            yield Run(_joined(child.text or ""), child.get("value", ""), bold, child.tag == "mark")
        if child.tail:
            yield Run(_joined(child.tail), "", bold)


def _joined(text: str) -> str:
    """A line break in the template, with the white space around it, is no space: Chinese is set without."""
    if "\n" not in text:
        return text
    first, *lines = text.split("\n")
    return "".join([first.rstrip(" \t"), *(line.lstrip().rstrip(" \t") for line in lines[:-1]), lines[-1].lstrip()])


def _stripped(runs: list[Run]) -> Iterator[Run]:
    last = len(runs) - 1
    for number, run in enumerate(runs):
        text = run.text.lstrip(" \t") if number == 0 else run.text
        text = text.rstrip(" \t") if number == last else text
        if text == run.text:
            yield run
        elif text:
            yield replace(run, text=text)
