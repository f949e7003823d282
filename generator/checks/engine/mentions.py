"""Figures that were typed into running text, with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks.engine.text_index import Line, TextIndex
from generator.model.place import Place

UNITS = "万元|亿元|元|万人次|万人|人次|户次|百分点|%|％|人|名|户|家|个|件|条|台|辆|场|次|批|套|份|期|笔|处|所"
TYPED = re.compile(rf"([0-9](?<![0-9.,〔\ue000第].)[0-9,]*(?:\.[0-9]+)?)\s*({UNITS})(?![月年])")


class Mention(NamedTuple):
    """A figure as it stands in a text. value: money in 万元, else as typed; places: its decimals in that unit."""

    line: Line
    offset: int
    shown: str
    unit: str
    value: Decimal
    places: int

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.line.at(self.offset)


def mentions(page: TextIndex) -> Iterator[Mention]:
    """All typed figures with a unit in running text."""
    for found in TYPED.finditer(page.text):
        if page.prose(found.start()):
            line, offset = page.locate(found.start())
            value = Decimal(found[1].replace(",", ""))
            places = -int(value.as_tuple().exponent)
            if found[2] in ("元", "亿元", "万人", "万人次"):
                shift = {"元": -4}.get(found[2], 4)
                value, places = value.scaleb(shift), places - shift
            yield Mention(line, offset, found[0], found[2], value, max(places, 0))
