"""Every pattern of the readers, packs and pages takes time in proportion to the text, whatever the text is made of."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

import generator
from generator.intake.yaml import nodes, slips, writing

ROOMS = (
    *("batch", "build", "cli", "document", "errors", "figures", "folders", "intake", "model", "packs", "preview"),
    *("runtime", "settingsfile", "tables", "verify"),
)
SIZES = (100, 1250, 5000)
"""Repetitions, from few to many: a pattern that is slow beyond all measure is found before it takes hours."""
MORE, FLOOR = 2.0, 0.005
"""A text that is so many times longer may take twice as many times the CPU time, and some seconds of noise more; a quadratic
pattern takes four times as many from 1250 to 5000."""
CHARS = " \t\n0a,.:;#-{}[]()<>\"'|&年，、。（）：一"
WHOLE = tuple(pattern.pattern for pattern in (nodes.COMMENT, slips.INDENT, writing.PLAIN))
"""Patterns that are only ever tried at the beginning of a text."""


def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns that modules keep, also within tuples, lists and mappings."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name.split(".")[1] in ROOMS:
            for value in vars(importlib.import_module(module.name)).values():
                found |= {one.pattern: one for one in _within(value) if isinstance(one.pattern, str)}
    return found


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (dict, tuple, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(one)


def attacks(pattern: str) -> Iterator[str]:
    """Pieces that, repeated, may lead a pattern astray: single characters, and the pattern's own words and marks."""
    yield from CHARS
    literal = re.sub(r"\\[a-zA-Z]|\(\?[:=!<]+|[\\\[\]()?*+^$|]", " ", pattern)
    words = list(dict.fromkeys(literal.split()))[:12]
    yield from (f"{word}{tail}" for word in words for tail in ("", " ", "1"))
    yield from ("1,", "{{", "1/1-", "a: ", " #a")


def seconds(pattern: re.Pattern[str], text: str) -> float:
    begin = time.process_time()
    if pattern.pattern not in WHOLE:
        for _ in pattern.finditer(text):
            pass
    pattern.match(text)
    pattern.fullmatch(text)
    return time.process_time() - begin


def too_slow(pattern: re.Pattern[str], piece: str) -> str:
    """The text that takes a pattern too long, in short; empty where none does."""
    for made in (lambda n: piece * n, lambda n: f"a{piece * n}b", lambda n: f"{piece}{' ' * n}b", lambda n: f"{piece}{'1' * n}b"):
        before = 0.0
        for shorter, size in pairwise((0, *SIZES)):
            growth = MORE * size / shorter if shorter else 0.0
            took = seconds(pattern, made(size))
            if took > growth * before + FLOOR:  # once more: the machine may have been busy
                before = seconds(pattern, made(shorter)) if shorter else 0.0
                took = seconds(pattern, made(size))
                if took > growth * before + FLOOR:
                    return f"{made(size)[:10]!r} × {size}"
            before = took
    return ""


FOUND = patterns()


def test_the_patterns_are_found() -> None:
    assert len(FOUND) >= 60
    assert set(WHOLE) <= set(FOUND)


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_pattern_takes_no_more_than_its_share_of_time(name: str) -> None:
    slow = (found for piece in attacks(name) if (found := too_slow(FOUND[name], piece)))
    assert next(slow, "") == ""


def test_the_test_finds_a_quadratic_pattern() -> None:
    assert too_slow(re.compile(r"\d[\d,]*\s*万元"), "1")
    assert too_slow(re.compile(r"^\s*年度", re.MULTILINE), "\n")
