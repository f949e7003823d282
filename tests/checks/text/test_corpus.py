"""Sentences as departments write them, held against data: what contradicts is found, nothing else is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build import read
from generator.checks import Severity
from generator.checks.engine.facts import Facts
from generator.checks.engine.mentions import TypedFigure, masked, mentions
from generator.checks.engine.own_names import vocabulary_of
from generator.checks.text import percentages, text_figures
from generator.figures import Figures
from generator.model.place import Place, SourceText
from generator.model.sections import Texts
from generator.model.text import parse_text
from generator.sentences import Context, Vocabulary, read_sentences
from tests.checks.slip import EXAMPLES

FOLDER = Path(__file__).parent / "corpus"
CLEAN = Path(__file__).resolve().parents[1] / "clean"
DATA = {
    "": EXAMPLES / "shili" / "2023",
    "预算": EXAMPLES / "shili" / "2024",
    "前年": EXAMPLES / "shili" / "2022",
    "汇总": EXAMPLES / "huizong" / "2023",
    "贡井": EXAMPLES / "gongjing" / "2020",
    "大厂自评": EXAMPLES / "dachang" / "2020",
    "大厂预算": EXAMPLES / "dachang" / "2021",
    "永兴": EXAMPLES / "yongxing" / "2021",
    "门头沟": EXAMPLES / "mentougou" / "2021",
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
def known(name: str) -> tuple[Figures, Figures | None, Vocabulary]:
    """The figures of a department without any text, those of the year before, and the words that its texts are read with."""
    figures, before = read(DATA[name])
    bare = replace(figures, data=figures.data.model_copy(update={"texts": Texts()}))
    return bare, before, vocabulary_of(bare)


def accused(sentence: str, name: str, path: str = "文字.其他说明", title: str = "") -> list[str]:
    """The figures of a sentence that the rules find fault with, as they stand there. title: of the section of a report."""
    own, before, words = known(name)
    text = parse_text(SourceText(sentence, Place("文字.yaml", 1, 1, path)))
    facts = Facts(replace(own, data=own.data.model_copy(update={"texts": Texts()})), before)
    year = own.data.year
    if title:
        statements = read_sentences(masked(text.raw, year), words, Context(year, title))
        found = [TypedFigure(text, statement) for statement in statements]
    else:
        found = list(mentions([text], words, year))
    facts.__dict__["mentions"] = tuple(found)
    shown = []
    for rule in RULES.values():
        for spot in rule.find(facts):  # type: ignore[union-attr]
            if spot.severity is Severity.HINT:  # type: ignore[union-attr]
                continue
            if rule.id == "H22":
                shown += [m.shown for m in found if m.place == spot.place][:1]  # type: ignore[union-attr]
            else:
                shown += [m.shown for m in found if m.unit == "%" and m.value == spot.actual][-1:]  # type: ignore[union-attr]
    return sorted(set(shown))


def sentences(name: str) -> list[dict[str, Any]]:
    """The sentences of a file."""
    loaded = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, list)
    return loaded


def measured(name: str) -> tuple[int, int, list[str], list[str]]:
    """Figures to be found, figures found, what was missed and what was falsely accused."""
    asked, hit, missed, false = 0, 0, [], []
    for one in sentences(name):
        got = set(accused(one["句"], one.get("据", ""), one.get("处", "文字.其他说明"), one.get("节", "")))
        due = set(one.get("错", ()))
        asked, hit = asked + len(due), hit + len(due & got)
        missed += [f"{figure}｜{one['句']}" for figure in sorted(due - got)]
        false += [f"{figure}｜{one['句']}" for figure in sorted(got - due)]
    return asked, hit, missed, false


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_what_contradicts_the_data_is_found_and_nothing_else(name: str) -> None:
    asked, hit, missed, false = measured(name)
    assert false == []
    assert hit >= RECALL * asked, missed
