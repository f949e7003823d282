"""A sample of the figures of the clean example, changed one at a time: caught, and reported in few words."""

from __future__ import annotations

import os

import pytest

from generator.intake import load
from scripts.changed_figures import SINGLE, figures_of, measure
from tests.checks.slip import EXAMPLES

STEP = int(os.environ.get("GONGKAI_LEAF_STEP", "17"))
"""1 changes every figure: minutes instead of seconds."""


@pytest.mark.slow
def test_a_changed_figure_is_found_unless_it_is_stated_only_once() -> None:
    tally = measure(STEP)
    assert tally.changes > 50
    assert set(tally.missed) <= set(SINGLE)
    assert tally.covered_caught / tally.covered >= 0.98
    assert tally.findings / tally.caught <= 3


def test_few_figures_are_stated_only_once() -> None:
    figures = figures_of(load(EXAMPLES / "shili" / "2023").data)
    assert {f.origin.place.path for f in figures} >= set(SINGLE)
    assert len(SINGLE) / len(figures) <= 0.05
