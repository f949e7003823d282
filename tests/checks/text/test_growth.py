"""No pattern and no rule takes more than in proportion to the text, however a text repeats itself."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

import generator.checks
from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import Check
from generator.checks.engine.text_index import BREAK
from generator.checks.registry import RULES
from generator.checks.text.patterns import PATTERNS
from generator.figures import derive
from generator.intake import load
from tests.checks.text.sentences import HEAD
from tests.growth import growth

pytestmark = pytest.mark.slow

Work = TypeVar("Work")

SIZE = 1500
"""Characters of the shorter text for patterns."""
WHOLE = 1000
"""Characters of the shorter text for whole rules."""
MOST = 3.0
"""Twice the text takes about twice the time; a pattern with a square in it, four times."""
SUSPECT = 2.5
"""From this ratio of the first looks on, closer ones are taken."""
TRIES = 3
"""Times that a work must take too long: other programs on the machine disturb one."""
UNSEEN = 0.001
"""Seconds below which a time says nothing."""
PIECES = (
    "1/1-‖支出1元，‖，‖{{‖1‖1.‖（‖(‖《‖〈‖中‖元‖1元‖。‖.‖-‖@‖a@‖a.‖增加1元，‖主要是‖主要原因是减少‖2022年‖1月1日‖收入总计增加1元‖支出总计‖按照"
    "‖请结合‖阐述‖比率‖率较上年‖的通知》‖一、‖1、‖a‖1-‖0‖0/0‖1万‖人次1‖0元比‖持平，‖表‖见表‖x‖全县‖全市的‖张三同志‖旗‖涉密‖年 月"
    "‖【‖[‖{‖某‖○‖包括‖90（含）‖- ‖存在‖扣1‖得1‖1 ‖×‖预算‖决算‖至‖自‖未‖负责人：‖账号‖县教育局‖一、县教育局‖公章‖□‖08 ‖7 11 "
    "‖增减‖“三公”经费‖%"
)
HOSTILE = (BREAK, f"{BREAK} ", "\n", " ", "　", *PIECES.split("‖"))
"""What a text may repeat."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of the room, compiled, with where it stands."""
    for module in pkgutil.walk_packages(generator.checks.__path__, "generator.checks."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name.removeprefix('generator.checks.')}.{name}", value
    for pattern in PATTERNS:
        yield f"{pattern.id} {pattern.name}", re.compile(pattern.pattern)
        if pattern.trigger:
            yield f"{pattern.id} {pattern.name}（先找）", re.compile(pattern.trigger)


EVERY = {pattern.pattern: (name, pattern) for name, pattern in patterns()}


def grows(prepare: Callable[[int], Work], do: Callable[[Work], object], size: int) -> bool:
    """Whether twice the size takes more than in proportion; two looks at each, and closer ones where that looks so."""
    pieces = prepare(size), prepare(2 * size)
    taken = [float("inf")] * 2
    for number in (1, 0, 1, 0):
        begin = time.process_time()
        do(pieces[number])
        taken[number] = min(taken[number], time.process_time() - begin)
        if taken[1] < UNSEEN:
            return False
    if taken[1] <= SUSPECT * taken[0]:
        return False
    return all(growth(prepare, do, size) > MOST for _ in range(TRIES))


def slow(pattern: re.Pattern[str]) -> list[str]:
    """The pieces that, repeated, take the search of a pattern more than in proportion."""

    def search(text: str) -> None:
        for _ in pattern.finditer(text):
            pass

    def repeated(piece: str) -> Callable[[int], str]:
        return lambda size: f"{BREAK}# 2022年度{piece * (size // len(piece))}"

    return [piece for piece in HOSTILE if grows(repeated(piece), search, SIZE)]


@pytest.mark.parametrize("pattern", ["[0-9]+x", r"\s*待填", "(?:a|b)*c", r"《[^》]*》"])
def test_a_square_is_seen(pattern: str) -> None:
    assert slow(re.compile(pattern))


@pytest.mark.parametrize(("name", "pattern"), EVERY.values(), ids=[name for name, _ in EVERY.values()])
def test_a_pattern_takes_time_in_proportion_to_the_text(name: str, pattern: re.Pattern[str]) -> None:
    assert slow(pattern) == [], name


def facts_of(folder: Path, text: str) -> Callable[[], Facts]:
    """Facts of a department whose one text is given, made anew each time."""
    path = folder / "数据.yaml"
    path.write_text(HEAD.format(year=2023, kind="决算", published=2024) + f"    {text}。\n", encoding="utf-8")
    figures = derive(load(path).data)
    return lambda: Facts(figures, None)


TEXT_RULES = [rule for rule in RULES if isinstance(rule, Check) and rule.find.__module__.startswith("generator.checks.text")]
REPEATED = ("1/1-", "支出1元，", "，", "旗", "1%", "《", "“》", "增加1元，主要是减少", "县教育局", "2022年", "同志", "1元占")


@pytest.mark.parametrize("piece", REPEATED)
def test_the_rules_of_texts_take_time_in_proportion_to_the_text(piece: str, tmp_path: Path) -> None:
    @cache
    def prepare(size: int) -> Callable[[], Facts]:
        return facts_of(tmp_path, piece * (size // len(piece)))

    for rule in TEXT_RULES:
        assert not grows(prepare, lambda facts, rule=rule: list(rule.find(facts())), WHOLE), rule.name
