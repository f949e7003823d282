"""Roll-over: this year's data become next year's beginning (docs/Excel填报与结转.md)."""

from generator.folders.roll.advance import FILL, Rolled, advance
from generator.folders.roll.years import YearMention, mentions

__all__ = ["FILL", "Rolled", "YearMention", "advance", "mentions"]
