"""The roles of a style that each block is printed in; a style that lacks one is an error of the block's template line."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.blocks import Block, Chart, Contents, Cover, Document, Heading, Paragraph, Table, TemplateLine
from generator.errors import PackError
from generator.writers.style import CELL_ROLES, CONTENTS_ROLES, Style


def check_roles(document: Document, style: Style) -> None:
    """Raises PackError with the template line of the first block whose role the style lacks."""
    for block in document.blocks():
        for role, template in block_roles(block):
            if role not in style.roles:
                message = f"版式“{style.name}”里没有角色“{role}”"
                raise PackError(message, file=template.file, line=template.line, remedy="在版式文件的“角色”里加上它")


def block_roles(block: Block) -> Iterator[tuple[str, TemplateLine]]:
    """The roles of a block, each with the template line that asks for it."""
    match block:
        case Heading() | Paragraph():
            yield block.role, block.template
        case Table():
            for role in ("表题", "表头行", "注", *CELL_ROLES[block.role].values()):
                yield role, block.template
        case Chart():
            yield "图题", block.template
        case Contents():
            for role in ("目录题", *CONTENTS_ROLES):
                yield role, block.template
            for note in block.notes:
                yield note.role, note.template
        case Cover():
            for line in block.lines:
                yield line.role, line.template
