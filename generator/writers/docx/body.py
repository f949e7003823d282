"""document.xml: the blocks of every section, one after the other, as XML text.

A section ends in the properties of a paragraph of its own, so that no text can be deleted together with it:

    <w:p><w:pPr><w:pStyle w:val="SectionBreak"/><w:sectPr>…</w:sectPr></w:pPr></w:p>

and the last section in a w:sectPr at the end of the body; a paragraph of 1 pt stands before that where the section ends with a
table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from generator.document.blocks import Block, Chart, Contents, Cover, Document, Heading, Paragraph, Section, Table
from generator.writers.docx.chart_frame import chart_block
from generator.writers.docx.contents import contents_block
from generator.writers.docx.context import BodyContext
from generator.writers.docx.page import frame, section_properties
from generator.writers.docx.paragraph import heading_block, paragraph, paragraph_block, properties
from generator.writers.docx.style_names import BREAK, SPACER
from generator.writers.docx.table import table_block
from generator.writers.docx.xml_text import DECLARATION, WP, R, W

_TABLE_END = "</w:tbl>"


def _cover_block(block: Cover, context: BodyContext, width: int) -> str:
    return "".join(paragraph_block(line, context, width) for line in block.lines)


_WRITERS: dict[type[Any], Callable[[Any, BodyContext, int], str]] = {
    Heading: heading_block,
    Paragraph: paragraph_block,
    Table: table_block,
    Chart: chart_block,
    Contents: contents_block,
    Cover: _cover_block,
}


def document_xml(document: Document, context: BodyContext) -> str:
    """The whole part. The charts that it refers to are left in the context."""
    parts: list[str] = []
    last = len(document.sections) - 1
    for number, section in enumerate(document.sections):
        parts += _section(section, context)
        closing = section_properties(section, context.style)
        if number < last:
            parts.append(f'<w:p><w:pPr><w:pStyle w:val="{BREAK[0]}"/>{closing}</w:pPr></w:p>')
        else:
            parts += [_spacer()] * (not section.blocks or parts[-1].endswith(_TABLE_END))
            parts.append(closing)
    return f"{DECLARATION}<w:document {W} {R} {WP}><w:body>{''.join(parts)}</w:body></w:document>"


def _section(section: Section, context: BodyContext) -> list[str]:
    """The blocks of a section. No table touches the one before (Word would join them)."""
    width = frame(context.style, section.orientation).text_width
    parts: list[str] = []
    for block in section.blocks:
        text = _WRITERS[type(block)](block if parts else _first(block), context, width)
        if parts and parts[-1].endswith(_TABLE_END) and text.startswith("<w:tbl>"):
            parts.append(_spacer())
        parts.append(text)
    return parts


def _spacer() -> str:
    return paragraph(properties(SPACER[0]), "")


def _first(block: Block) -> Block:
    """The first block of a section: it starts a page anyway."""
    return replace(block, new_page=False) if isinstance(block, Heading | Table) else block
