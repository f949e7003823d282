"""“三公”的表 follow their title: the figures, the note and the sentence of an empty table are of the fund that it names.

One specification serves 财政拨款 and 一般公共预算, because forms of some years and provinces give it the other title; two
tables of different funds cannot print the figures of one.
"""

from __future__ import annotations

from dataclasses import replace

from generator.figures import Figures
from generator.figures.sections.threefunds import FISCAL, TREES, tree_of_title
from generator.tables.spec import Spec

SLOT = "{资金}"
"""In a note or in the reason of an empty table: the money that the title names."""


def of_title(figures: Figures, title: str) -> Figures:
    """The figures with `三公` of the fund that a title names; unchanged for a title of 财政拨款 or of other matters."""
    name = tree_of_title(title) if "三公" in title else FISCAL
    if name == FISCAL:
        return figures
    return replace(figures, names={**figures.names, FISCAL: figures.names[name]})


def worded(spec: Spec) -> Spec:
    """The specification with {资金} in its note and in the reason for an empty table as its title names the money."""
    if SLOT not in spec.note + spec.empty_reason:
        return spec
    money = TREES[tree_of_title(spec.title)]
    return replace(spec, note=spec.note.replace(SLOT, money), empty_reason=spec.empty_reason.replace(SLOT, money))
