"""What packs print from right data is read back: the rules for typed figures find nothing in it, and know most of its money."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.build import chosen_packs, make_document, read
from generator.checks import Severity
from generator.checks.engine.facts import Facts
from generator.checks.text import percentages, text_figures
from generator.checks.text.named_figures import NamedFigures
from generator.document.blocks import Paragraph
from generator.model.place import Place, SourceText
from generator.model.sections import Texts
from generator.model.text import parse_text
from generator.sentences import StatementKind
from generator.sentences.vocabulary import MONEY_UNITS
from tests.checks.text.held import accused
from tests.examples import GONGJING, ROOT, SHILI

BUDGET = ROOT / "data_examples" / "shili" / "2024"
RULES = [rule for rule in (*text_figures.RULES, *percentages.RULES) if rule.id in ("H22", "H02", "H06", "H21")]
BACKED = 0.95
"""Share of the printed money and counts that the reader finds in the data."""
PRINTED = [
    (SHILI, "tongyong-juesuan", BACKED),
    (SHILI, "sichuan-juesuan", 0.7),
    (SHILI, "shanghai-juesuan", 0.7),
    (SHILI, "yunnan-juesuan", BACKED),
    (GONGJING, "sichuan-juesuan", 0.45),
    (BUDGET, "tongyong-yusuan", BACKED),
]
"""Source, pack, share. Sichuan's form has the reports of the projects behind it, which speak of 该项目;
Shanghai's lists cars of uses that the data do not name (none), and counts receptions in words of its own."""


@cache
def printed(source: Path, pack: str) -> Facts:
    """The facts of a source whose only text are the paragraphs that a pack prints from it."""
    figures, before = read(source)
    document, _ = make_document(chosen_packs(figures, [pack])[0], figures)
    paragraphs = [block.text for block in document.blocks() if isinstance(block, Paragraph)]
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
    typed = [m for m in facts.mentions if m.typed]
    for said in [
        [m for m in typed if m.figure.money],
        [m for m in typed if m.statement.kind is StatementKind.VALUE and m.unit not in (*MONEY_UNITS, "%", "百分点")],
    ]:
        backed = [m for m in said if m.statement.definite and names.meanings(m.statement.subject)]
        assert len(said) > 10
        assert len(backed) >= share * len(said), [m.shown for m in said if m not in backed]


DIGITS = re.compile("[0-9,]+(?:\\.[0-9]+)?")
FOUND = 0.95


def slipped(number: str) -> str:
    """A number with two of its digits changed over, or its first one off by one."""
    for i, (one, two) in enumerate(itertools.pairwise(number)):
        if one.isdigit() and two.isdigit() and one != two:
            return number[:i] + two + one + number[i + 2 :]
    return str(int(number[0]) + 1 if number[0] != "9" else 8) + number[1:]


@pytest.mark.parametrize(("source", "pack", "name"), [(SHILI, "tongyong-juesuan", ""), (BUDGET, "tongyong-yusuan", "预算")])
def test_a_figure_that_is_changed_in_a_printed_sentence_is_found(source: Path, pack: str, name: str) -> None:
    facts = printed(source, pack)
    asked, missed = 0, []
    for one in facts.mentions:
        raw = one.text.raw
        number = DIGITS.match(raw, one.figure.start)
        if not one.typed or one.unit in ("", "百分点") or number is None:
            continue
        start, end = raw.rfind("\n\n", 0, number.start()) + 2, raw.find("\n\n", number.end())
        paragraph = raw[max(start, 0) : number.start()] + slipped(number[0]) + raw[number.end() : end if end > 0 else None]
        asked += 1
        missed += [] if accused(paragraph, name) else [paragraph]
    assert asked > 100
    assert len(missed) <= (1 - FOUND) * asked, missed
