"""The typed values of a department-year: all of them, or those of some kinds only, in the order of the fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.engine.places import ALL, TYPED, typed_values
from generator.checks.engine.text_index import page
from generator.intake import load
from generator.model.text import Text
from tests.checks.slip import EXAMPLES, shili

SOURCES = sorted(path for path in EXAMPLES.glob("*/20*") if path.is_dir())


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize("wanted", [TYPED, frozenset((Text,)), ALL - TYPED], ids=("texts and words", "texts", "amounts"))
def test_some_kinds_are_those_of_all_kinds_and_none_is_left_out(source: Path, wanted: frozenset[type]) -> None:
    data = load(source).data
    parts = [getattr(data, name) for name in type(data).model_fields]
    every = [value for value in typed_values(parts) if type(value) in wanted]
    assert len(every) > 5
    assert list(map(id, typed_values(parts, wanted))) == list(map(id, every))


def test_a_page_knows_which_words_stand_in_it() -> None:
    own = page(typed_values(shili(2023).data.texts))
    assert own.any_of(("没有的词", "医疗保障"))
    assert own.any_of(("医疗保障",))
    assert not own.any_of(("保医", "ＸＸ", "障疗"))
    assert not own.any_of(())
