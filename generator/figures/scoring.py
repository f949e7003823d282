"""How scores are made and graded: a pack's 评分 settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Bands = tuple[tuple[Decimal, str], ...]

GRADES: Bands = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))
"""财预〔2020〕10号: each lower bound belongs to its grade, so that no score falls between two (performance.md §7.6)."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """The rules of a form. grades: lowest score and name, from the top."""

    grades: Bands = GRADES

    def grade(self, score: Decimal) -> str:
        """The name of the band that the score falls into; the lowest one below all."""
        return next((name for least, name in self.grades if score >= least), self.grades[-1][1])


def scoring_of(settings: Mapping[str, Any]) -> Scoring:
    """The rules from a pack's 评分. Raises ValueError, with a message for people, where they cannot be read."""
    if "等级" not in settings:
        return Scoring()
    return Scoring(_bands(settings["等级"]))


def _bands(raw: object) -> Bands:
    try:
        assert isinstance(raw, list)
        bands = [(Decimal(str(least)), str(name)) for least, name in raw]
    except (AssertionError, ValueError, TypeError, InvalidOperation):
        raise ValueError("“评分.等级”应写成 [[90, 优], [80, 良], …]") from None
    return tuple(sorted(bands, reverse=True))
