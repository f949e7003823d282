"""What packs print from right data is read back: the rules for typed figures find nothing in it, and know most of its money."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.build import chosen_packs, make_document, read
from generator.checks import Severity
from generator.checks.engine.facts import Facts
from generator.checks.text import percentages, text_figures
from generator.checks.text.named_figures import NamedFigures
from generator.document.blocks import Paragraph, text_of
from generator.model.place import Place, SourceText
from generator.model.sections import Texts
from generator.model.text import parse_text
from tests.examples import GONGJING, ROOT, SHILI

BUDGET = ROOT / "data_examples" / "shili" / "2024"
RULES = [rule for rule in (*text_figures.RULES, *percentages.RULES) if rule.id in ("H22", "H02", "H06", "H21")]
BACKED = 0.85
"""Share of the printed money that the reader finds in the data; the rest is that of one kind of car and the like."""
PRINTED = [
    (SHILI, "tongyong-juesuan", BACKED),
    (SHILI, "sichuan-juesuan", 0.65),
    (SHILI, "shanghai-juesuan", BACKED),
    (SHILI, "yunnan-juesuan", BACKED),
    (GONGJING, "sichuan-juesuan", 0.5),
    (BUDGET, "tongyong-yusuan", BACKED),
]
"""Source, pack, share. Sichuan's form has the reports of the projects behind it, which speak of 该项目."""


@cache
def printed(source: Path, pack: str) -> Facts:
    """The facts of a source whose only text are the paragraphs that a pack prints from it."""
    figures, before = read(source)
    document, _ = make_document(chosen_packs(figures, [pack])[0], figures)
    paragraphs = [text_of(block.runs) for block in document.blocks() if isinstance(block, Paragraph)]
    text = parse_text(SourceText("\n\n".join(paragraphs), Place("文字.yaml", 1, 1, "文字.其他说明"), "|"))
    data = figures.data.model_copy(update={"texts": Texts.model_construct({"other"}, other=text)})
    return Facts(replace(figures, data=data), before)


@pytest.mark.parametrize(("source", "pack", "share"), PRINTED, ids=lambda value: getattr(value, "name", value))
def test_what_a_pack_prints_from_right_data_is_not_accused(source: Path, pack: str, share: float) -> None:
    facts = printed(source, pack)
    found = [spot for rule in RULES for spot in rule.find(facts)]  # type: ignore[union-attr]
    assert [spot.message for spot in found if spot.severity is not Severity.HINT] == []  # type: ignore[union-attr]


@pytest.mark.parametrize(("source", "pack", "share"), PRINTED, ids=lambda value: getattr(value, "name", value))
def test_most_of_the_money_that_a_pack_prints_is_known(source: Path, pack: str, share: float) -> None:
    facts = printed(source, pack)
    names = NamedFigures(facts)
    money = [m for m in facts.mentions if m.figure.money and m.figure.value is not None]
    backed = [m for m in money if m.statement.definite and names.meanings(m.statement.subject)]
    assert len(money) > 30
    assert len(backed) >= share * len(money), [m.shown for m in money if m not in backed]
