"""What the block functions share while one document is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from generator.document.blocks import Align, Chart, Document, Heading
from generator.errors import PackError
from generator.writers.docx.style_names import cell_style_id, style_id
from generator.writers.style import Role, Style


class CellVariant(NamedTuple):
    """A cell's look that is not quite its role's. align: empty for that of the role; indent: in characters; size and line: in
    pt, 0 for those of the role.
    """

    role: str
    align: Align | Literal[""]
    indent: int
    size: float = 0
    line: float = 0


@dataclass(slots=True)
class BodyContext:
    """style and pages as given to `write_docx`; bookmarks: heading id → (w:id, w:name).

    charts: those met so far; cells: the variants of cell styles met so far.
    """

    style: Style
    pages: Mapping[str, int] | None
    bookmarks: dict[str, tuple[int, str]]
    charts: list[Chart] = field(default_factory=list)
    cells: set[CellVariant] = field(default_factory=set)

    def style_id(self, role: str) -> str:
        """The Word style of a role. Raises PackError where the style file has no such role."""
        if role not in self.style.roles:
            raise PackError(f"版式“{self.style.name}”里没有角色“{role}”", remedy="在版式文件的“角色”里加上它")
        return style_id(role)

    def cell_style_id(self, look: Role, align: Align | None, indent: int) -> str:
        """The Word style of a cell. look: its role, which may be of another size than the style's; align: None for that of the
        role; indent: in characters. Raises PackError as `style_id`.
        """
        self.style_id(look.name)
        role = self.style.roles[look.name]
        own = "" if align is None or align == role.align else align
        size, line = (look.size, look.line) if (look.size, look.line) != (role.size, role.line) else (0, 0)
        if own or indent or size:
            self.cells.add(CellVariant(look.name, own, indent, size, line))
        return cell_style_id(look.name, own, indent, size)


def new_context(document: Document, style: Style, pages: Mapping[str, int] | None) -> BodyContext:
    """The context of one document; bookmark names follow the order of the headings, so they are the same every time."""
    headings = (block for block in document.blocks() if isinstance(block, Heading))
    bookmarks: dict[str, tuple[int, str]] = {}
    for heading in headings:
        number = len(bookmarks) + 1
        bookmarks.setdefault(heading.id, (number, f"_Toc{100_000_000 + number}"))
    return BodyContext(style, pages, bookmarks)
