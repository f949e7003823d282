"""The tables of a report in the order of their sheets, each with the name of its sheet: what the table is about.

Statutory tables are named by mark and title. Of tables with one title (a form for each project) each is named by what it is
filled in for, which its first row says (项目名称 | 学校修缮), else by the heading above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.document.blocks import Document, Heading, Section, Table, text_of

NAME_LENGTH = 31
"""The longest name of a sheet, in UTF-16 units."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_VALUE = 40
"""Characters of a first row's value that can be a name."""


class NamedTable(NamedTuple):
    """A table with the section that it is printed in and the wish for the name of its sheet."""

    table: Table
    section: Section
    name: str


def named_tables(document: Document) -> list[NamedTable]:
    """All tables of a report, the statutory ones first."""
    found = list(_found(document))
    titles = Counter(_title(table) for table, _, _ in found)
    named = [NamedTable(table, section, _name(table, heading, titles[_title(table)] == 1)) for table, section, heading in found]
    return sorted(named, key=lambda one: one.table.role != "form")


def sheet_name(wish: str, taken: set[str]) -> str:
    """A name for a sheet: the wish without what a workbook forbids, at most 31 UTF-16 units, unique whatever the case.

    Adds the name, folded, to `taken`.
    """
    wish = FORBIDDEN.sub("", wish).strip(" '") or "表"
    if wish.casefold() == "history":
        wish += "表"
    name, count = _shortened(wish, NAME_LENGTH), 1
    while name.casefold() in taken:
        count += 1
        name = f"{_shortened(wish, NAME_LENGTH - len(str(count)) - 1)}-{count}"
    taken.add(name.casefold())
    return name


def _found(document: Document) -> Iterator[tuple[Table, Section, str]]:
    """Each table with its section and the heading above it."""
    heading = ""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Heading):
                heading = block.listed
            elif isinstance(block, Table):
                yield block, section, heading


def _title(table: Table) -> str:
    return f"{table.mark} {text_of(table.title)}".strip()


def _name(table: Table, heading: str, alone: bool) -> str:
    """alone: no other table has its title."""
    title = _title(table)
    if title and alone:
        return title
    return (_filled_in_for(table) if title else "") or heading or title or table.id


def _filled_in_for(table: Table) -> str:
    """The value of a first row that is a label and a value; empty where it is none."""
    first = (*table.head, *table.body)[0]
    value = first[1].text if len(first) == 2 and len(table.widths) > 2 else ""
    return value if len(value) <= LONGEST_VALUE else ""


def _shortened(text: str, units: int) -> str:
    cut = text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
    return cut.rstrip(" '")
