"""Amounts one below the other in a table of a text stand to the right, so that their points agree."""

from __future__ import annotations

from typing import Literal

import pytest

from generator.document.blocks import Align, Cell, Document, Run, Section, Table
from generator.writers.arrange.amounts import aligned


def column(*texts: str, align: Align | None = "center", role: Literal["form", "plain"] = "plain") -> list[Align | None]:
    """How the cells of a column end up."""
    rows = tuple((Cell((Run("项"),)), Cell((Run(text),), align=align)) for text in texts)
    document = Document("", "", (Section("portrait", (Table("t", (1.0, 1.0), (), rows, role=role),)),))
    (table,) = aligned(document).tables()
    return [row[1].align for row in table.body]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("12.50", "1,203.00", "-3.75"), "rrr"),
        (("12.50", "无", "3.75", "4.00"), "ccrr"),
        (("12.50", "3.7"), "cc"),
        (("12.50%", "3.70%"), "cc"),
        (("12", "3"), "cc"),
        (("12.50",), "c"),
    ],
    ids=["amounts", "parted by a word", "other decimals", "percentages", "counts", "one alone"],
)
def test_amounts_of_equal_decimals_stand_to_the_right(texts: tuple[str, ...], found: str) -> None:
    assert column(*texts) == [{"r": "right", "c": "center"}[letter] for letter in found]


def test_what_a_template_sets_to_the_left_and_forms_stay() -> None:
    assert column("1.00", "2.00", align="left") == ["left", "left"]
    assert column("1.00", "2.00", align=None, role="form") == [None, None]
    assert column("1.00", "2.00", align=None) == ["right", "right"]
