"""A sentence held against the data of a department: what the rules for typed figures find in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

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
RULES = [rule for rule in (*text_figures.RULES, *percentages.RULES) if rule.id in ("H22", "H02", "H06", "H21")]


@cache
def known(name: str) -> tuple[Figures, Figures | None, Vocabulary]:
    """The figures of a department without any text, those of the year before, and the words that its texts are read with."""
    figures, before = read(DATA[name])
    bare = replace(figures, data=figures.data.model_copy(update={"texts": Texts()}))
    return bare, before, vocabulary_of(bare)


def found(sentence: str, name: str, path: str = "文字.其他说明", title: str = "") -> list[tuple[str, str]]:
    """The figures of a sentence that the rules find fault with, as they stand there, and the messages.

    name: of the data. path: of the field that the sentence stands in. title: of the section of a report, in its stead.
    """
    own, before, words = known(name)
    text = parse_text(SourceText(sentence, Place("文字.yaml", 1, 1, path)))
    facts = Facts(replace(own, data=own.data.model_copy(update={"texts": Texts()})), before)
    year = own.data.year
    if title:
        statements = read_sentences(masked(text.raw, year), words, Context(year, title))
        typed = [TypedFigure(text, statement) for statement in statements]
    else:
        typed = list(mentions([text], words, year, str(own.data.kind) == "预算"))
    facts.__dict__["mentions"] = tuple(typed)
    shown = []
    for rule in RULES:
        for spot in rule.find(facts):  # type: ignore[union-attr]
            if spot.severity is Severity.HINT:  # type: ignore[union-attr]
                continue
            if rule.find in (text_figures.contradicting, percentages.differences, percentages.sums):  # type: ignore[union-attr]
                fits = [m.shown for m in typed if m.place == spot.place][:1]  # type: ignore[union-attr]
            else:
                fits = [m.shown for m in typed if m.unit == "%" and m.value == spot.actual][-1:]  # type: ignore[union-attr]
            shown += [(one, spot.message) for one in fits]  # type: ignore[union-attr]
    return shown


def accused(sentence: str, name: str, path: str = "文字.其他说明", title: str = "") -> list[str]:
    """The figures of a sentence that the rules find fault with, as they stand there."""
    return sorted({shown for shown, _ in found(sentence, name, path, title)})
