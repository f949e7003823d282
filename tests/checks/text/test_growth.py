"""No pattern and no rule takes more than in proportion to the text, however a text repeats itself."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

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

SIZE = 2000
"""Characters of the shorter text for patterns."""
MOST = 3.0
"""Twice the text takes about twice the time; a pattern with a square in it, four times."""
UNSEEN = 0.015
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


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The least CPU time of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def grows(short: Callable[[], object], long: Callable[[], object]) -> bool:
    """Whether the long work takes more than in proportion."""
    if seconds(long, 1) < UNSEEN or seconds(long, 5) < UNSEEN:
        return False
    return seconds(long, 5) > MOST * seconds(short, 5)


@pytest.mark.parametrize(("name", "pattern"), EVERY.values(), ids=[name for name, _ in EVERY.values()])
def test_a_pattern_takes_time_in_proportion_to_the_text(name: str, pattern: re.Pattern[str]) -> None:
    slow = []
    for piece in HOSTILE:
        for head in ("", f"{BREAK}# 2022年度"):
            short, long = (head + piece * (size // len(piece)) for size in (SIZE, 2 * SIZE))
            if grows(lambda text=short: list(pattern.finditer(text)), lambda text=long: list(pattern.finditer(text))):
                slow.append(piece)
    assert slow == [], name


def facts_of(folder: Path, text: str) -> Callable[[], Facts]:
    """Facts of a department whose one text is given, made anew each time."""
    path = folder / "数据.yaml"
    path.write_text(HEAD.format(year=2023, kind="决算", published=2024) + f"    {text}。\n", encoding="utf-8")
    figures = derive(load(path).data)
    return lambda: Facts(figures, None)


TEXT_RULES = [rule for rule in RULES if isinstance(rule, Check) and rule.find.__module__.startswith("generator.checks.text")]


@pytest.mark.parametrize(
    "piece", ["1/1-", "支出1元，", "，", "旗", "1%", "《", "“》", "增加1元，主要是减少", "县教育局", "2022年", "同志", "1元占"]
)
def test_the_rules_of_texts_take_time_in_proportion_to_the_text(piece: str, tmp_path: Path) -> None:
    short, long = (facts_of(tmp_path, piece * (size // len(piece))) for size in (SIZE, 2 * SIZE))
    slow = [
        rule.name
        for rule in TEXT_RULES
        if grows(lambda rule=rule: list(rule.find(short())), lambda rule=rule: list(rule.find(long())))
    ]
    assert slow == []
