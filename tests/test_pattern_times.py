"""Every pattern of the readers, packs and pages takes time in proportion to the text, whatever the text is made of."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import generator

ROOMS = (
    *("batch", "build", "cli", "document", "errors", "figures", "folders", "intake", "model", "packs", "preview"),
    *("runtime", "settingsfile", "tables", "verify"),
)
SIZE = 4000
MOST = 0.1
"""Seconds of CPU time that one pattern may take over a text of 2 × SIZE pieces; a quadratic one takes several times that."""
CHARS = " \t\n0a,.:;#-{}[]()<>\"'|&年，、。（）：一"


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(generator.__path__, "generator."):
        if found.name.split(".")[1] in ROOMS:
            yield found.name


def patterns() -> dict[str, re.Pattern[str]]:
    """Name → pattern, of all that modules keep, also within tuples, lists and mappings."""
    found: dict[str, re.Pattern[str]] = {}
    for name in modules():
        module = importlib.import_module(name)
        for key, value in vars(module).items():
            for number, one in enumerate(_within(value)):
                if isinstance(one.pattern, str):
                    found.setdefault(f"{one.pattern}", one)
                    found.setdefault(f"{one.pattern}", one)
                    _ = (key, number)
    return found


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _within(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _within(one)


def attacks(pattern: str) -> Iterator[str]:
    """Pieces that, repeated, may lead a pattern astray: single characters, and the pattern's own words and marks."""
    yield from CHARS
    literal = re.sub(r"\\[a-zA-Z]|\(\?[:=!<]+|[\\\[\]()?*+^$|]", " ", pattern)
    words = list(dict.fromkeys(literal.split()))[:12]
    yield from words
    yield from (f"{word} " for word in words)
    yield from (f"{word}1" for word in words)
    yield "1,"
    yield "{{"
    yield "1/1-"


def seconds(pattern: re.Pattern[str], text: str) -> float:
    begin = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.process_time() - begin


FOUND = patterns()


def test_the_patterns_are_found() -> None:
    assert len(FOUND) >= 60


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_pattern_takes_no_more_than_its_share_of_time(name: str) -> None:
    pattern = FOUND[name]
    slow = []
    for piece in attacks(name):
        for text in (piece * SIZE * 2, f"a{piece * SIZE * 2}b", f"{piece}{' ' * SIZE * 2}b", f"{piece}{'1' * SIZE * 2}b"):
            if seconds(pattern, text) > MOST and seconds(pattern, text) > MOST:
                slow.append((text[:12], round(seconds(pattern, text), 2), round(seconds(pattern, text[: len(text) // 2]), 2)))
    assert not slow
