"""Roll-over: this year's data become next year's beginning (DESIGN §9)."""

from generator.folders.roll.advance import FILL, Rolled, advance
from generator.folders.roll.years import Mention, mentions

__all__ = ["FILL", "Mention", "Rolled", "advance", "mentions"]
