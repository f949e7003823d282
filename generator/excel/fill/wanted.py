"""Which fields of the workbook are in sight: those that the reports ask for, and those in which something stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.excel.fill.extract import Row, rows, value_at
from generator.excel.fill.plan import Block, BlockLayout, Pattern, SheetPlan

INDEX = re.compile(r"\[\d*\]")


@dataclass(frozen=True)
class Wanted:
    """What the reports ask for. asked: paths of the model, `项目[0].名称`; None where no report is known: all is in sight.
    blank: those of them that the data do not give yet."""

    asked: frozenset[str] | None = None
    blank: frozenset[str] = frozenset()

    @classmethod
    def of(cls, asked: Iterable[str], blank: Iterable[str]) -> Wanted:
        """From paths with or without the number of a member."""
        return cls(frozenset(map(_pattern, asked)), frozenset(blank))

    def asks(self, pattern: Pattern) -> bool:
        """Whether a field, a group that holds it, or something in it is asked for."""
        if self.asked is None:
            return True
        name = ".".join(pattern)
        return any(name == one or name.startswith(f"{one}.") or one.startswith(f"{name}.") for one in self.asked)

    def shows(self, block: Block, tree: Mapping[Any, Any]) -> bool:
        """Whether anything of a block is in sight. A list is asked for with its members."""
        if block.layout is BlockLayout.FORM:
            return any(self.shows_field(entry.path, tree) for entry in block.entries if entry.field)
        return self.asks(block.pattern) or self.asks(block.pattern[:-1]) or bool(rows(block, tree))

    def shows_field(self, path: Pattern, tree: Mapping[Any, Any]) -> bool:
        """Whether a single field of a form is in sight."""
        return self.asks(path) or value_at(tree, path) is not None

    def shows_card(self, block: Block, path: Pattern, found: Sequence[Row]) -> bool:
        """Whether a field of cards, or a group of them, is in sight. found: the members that there are."""
        name = ".".join(path)
        typed = (tag for row in found for tag in row)
        return self.asks((*block.pattern, *path)) or any(tag == name or tag.startswith(f"{name}.") for tag in typed)

    def shows_sheet(self, sheet: SheetPlan, tree: Mapping[Any, Any]) -> bool:
        """Whether a sheet is in sight."""
        return any(self.shows(block, tree) for block in sheet.blocks)


def _pattern(path: str) -> str:
    """`项目[0].名称` as the plan writes it: `项目.[].名称`."""
    return INDEX.sub(".[]", path)
