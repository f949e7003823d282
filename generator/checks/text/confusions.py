"""Z06: wrong characters that are common in texts about public money, such as 拔款 for 拨款; the words are data.

Data: `data/confusions.csv`, one wrong word per row: as it is written by mistake, as it is meant, and longer words in which
its characters stand rightly (自己经手 holds 己经).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule


class Confusion(NamedTuple):
    """A wrong word, the right one, and the longer words that hold the wrong one rightly."""

    wrong: str
    right: str
    within: tuple[str, ...]


@cache
def confusions() -> tuple[Confusion, ...]:
    """All of them, in the order of the file."""
    text = resources.files("generator.checks.text").joinpath("data", "confusions.csv").read_text(encoding="utf-8")
    _, *rows = csv.reader(text.splitlines())
    return tuple(Confusion(wrong, right, tuple(within.split("、")) if within else ()) for wrong, right, within in rows)


def confused(facts: Facts) -> Iterator[Found]:
    """Each place where a wrong word stands."""
    text, signs = facts.page.text, facts.page.signs
    for one in confusions():
        if not all(map(signs.__getitem__, one.wrong)):
            continue
        at = text.find(one.wrong)
        while at >= 0:
            if not _rightly(text, at, one):
                yield Breach(f"常见的错别字：“{one.wrong}”", facts.page.place(at), f"写作“{one.right}”")
            at = text.find(one.wrong, at + len(one.wrong))


def _rightly(text: str, at: int, one: Confusion) -> bool:
    """Whether a longer word around a position holds the characters rightly."""
    return any(text.startswith(word, at - word.index(one.wrong)) for word in one.within)


RULES: tuple[Rule, ...] = (
    Check("Z06", "没有常见的错别字", WARNING, confused, "照提示的写法改", note="字表：generator/checks/text/data/confusions.csv"),
)
