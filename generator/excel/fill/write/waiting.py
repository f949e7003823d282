"""How many values of a sheet are still to be filled."""

from __future__ import annotations

from typing import Any

from generator.excel.fill.extract import rows, text_of, value_at
from generator.excel.fill.plan import BlockLayout, plan
from generator.model.fields import PENDING


def count_waiting(tree: Any, title: str) -> int:
    """The cells of a sheet in which 待填 stands."""
    sheet = next(one for one in plan() if one.title == title)
    count = 0
    for block in sheet.blocks:
        if block.layout is BlockLayout.FORM:
            texts = [text_of(value_at(tree, entry.path)) for entry in block.entries if entry.field]
        else:
            texts = [text for row in rows(block, tree) for text in row.values()]
        count += sum(text is not None and text.strip() in PENDING for text in texts)
    return count
