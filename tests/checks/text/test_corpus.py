"""Sentences as departments write them, held against data: what contradicts is found, nothing else is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks import Severity
from generator.checks.engine.facts import Facts
from generator.checks.text import percentages, text_figures
from generator.figures import Figures, derive
from generator.intake import load
from generator.model.place import Place, SourceText
from generator.model.sections import Texts
from generator.model.text import parse_text
from tests.checks.slip import EXAMPLES, shili

FOLDER = Path(__file__).parent / "corpus"
CLEAN = Path(__file__).resolve().parents[1] / "clean"
DATA = {
    "": EXAMPLES / "shili" / "2023",
    "预算": EXAMPLES / "shili" / "2024",
    "街道": CLEAN / "市辖区街道办事处.yaml",
    "医院": CLEAN / "有事业收入经营收入的医院.yaml",
    "学校": CLEAN / "收学费的学校.yaml",
    "住建": CLEAN / "有土地出让金和国资预算的部门.yaml",
    "公安": CLEAN / "购置车辆的执法部门.yaml",
    "老龄": CLEAN / "各数与上年持平的小预算.yaml",
}
"""What a sentence may be held against, by its short name."""
RULES = {rule.id: rule for rule in (*text_figures.RULES, *percentages.RULES) if rule.id in ("H22", "H02", "H06", "H21")}
RECALL = 0.95


@cache
def figures(name: str) -> Figures:
    """The figures of a department, without any text."""
    path = DATA[name]
    made = shili(2023) if not name else derive(load(path).data, shili(2023) if name == "预算" else None)
    return replace(made, data=made.data.model_copy(update={"texts": Texts()}))


def accused(sentence: str, name: str) -> list[str]:
    """The figures of a sentence that the rules find fault with, as they stand there."""
    own = figures(name)
    text = parse_text(SourceText(sentence, Place("文字.yaml", 1, 1, "文字.其他说明")))
    data = own.data.model_copy(update={"texts": Texts.model_construct({"other"}, other=text)})
    facts = Facts(replace(own, data=data), shili(2022) if not name else None)
    places = {m.place: m.shown for m in facts.mentions}
    by_end = {m.place.column: m for m in facts.mentions}
    found = []
    for rule in RULES.values():
        for spot in rule.find(facts):  # type: ignore[union-attr]
            if spot.severity is not Severity.HINT:  # type: ignore[union-attr]
                fits = [m for m in by_end.values() if m.value == spot.actual]  # type: ignore[union-attr]
                found.append(places.get(spot.place) if rule.id == "H22" else fits[0].shown)  # type: ignore[union-attr]
    return sorted({str(one) for one in found})


def sentences(name: str) -> list[dict[str, Any]]:
    """The sentences of a file."""
    read = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(read, list)
    return read


def measured(name: str) -> tuple[int, int, list[str], list[str]]:
    """Figures to be found, figures found, what was missed and what was falsely accused."""
    asked, hit, missed, false = 0, 0, [], []
    for one in sentences(name):
        due, got = set(one.get("错", ())), set(accused(one["句"], one.get("据", "")))
        asked, hit = asked + len(due), hit + len(due & got)
        missed += [f"{figure}｜{one['句']}" for figure in sorted(due - got)]
        false += [f"{figure}｜{one['句']}" for figure in sorted(got - due)]
    return asked, hit, missed, false


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_what_contradicts_the_data_is_found_and_nothing_else(name: str) -> None:
    asked, hit, missed, false = measured(name)
    assert false == []
    assert hit >= RECALL * asked, missed
