"""Paragraphs and headings.

Specimen of a heading, as Word saves it:

    <w:p><w:pPr><w:pStyle w:val="Heading1"/><w:pageBreakBefore/></w:pPr>
      <w:bookmarkStart w:id="0" w:name="_Toc100000001"/>
      <w:r><w:t>第一部分 部门概况</w:t></w:r>
      <w:bookmarkEnd w:id="0"/></w:p>
"""

from __future__ import annotations

from generator.document.blocks import Heading, Indent, Paragraph, text_of
from generator.writers.docx.context import BodyContext
from generator.writers.docx.runs import run, runs
from generator.writers.docx.style_names import heading_style_id
from generator.writers.docx.xml_text import toggle, twips, valued

JUSTIFY = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def properties(
    style: str, *, keep_next: bool = False, page_break: bool = False, tabs: str = "", indent: str = "", align: str = ""
) -> str:
    """w:pPr, its children in the order of the schema. style: a style id; tabs and indent: ready elements."""
    return (
        f'<w:pPr><w:pStyle w:val="{style}"/>'
        f"{toggle('keepNext', keep_next)}{toggle('pageBreakBefore', page_break)}"
        f"{tabs}{indent}{valued('jc', JUSTIFY.get(align))}"
        "</w:pPr>"
    )


def right_tab(position: int, leader: str = "") -> str:
    """w:tabs with one right tab. position: twips from the left margin."""
    mark = f' w:leader="{leader}"' if leader else ""
    return f'<w:tabs><w:tab w:val="right"{mark} w:pos="{position}"/></w:tabs>'


def indents(indent: Indent | None) -> str:
    """w:ind of one paragraph, in twips; its style's indents in characters would else outdo them."""
    if indent is None:
        return ""
    first = "hanging" if indent.first < 0 else "firstLine"
    sides = (("left", indent.left), ("right", indent.right), (first, abs(indent.first)))
    marks = "".join(f' w:{side}Chars="0" w:{side}="{twips(size)}"' for side, size in sides)
    return f"<w:ind{marks}/>"


def paragraph(look: str, content: str) -> str:
    """w:p. look: what `properties` gives; content: ready runs."""
    return f"<w:p>{look}{content}</w:p>"


def paragraph_block(block: Paragraph, context: BodyContext, width: int) -> str:
    """A Paragraph: number, run-in heading, text."""
    del width
    content = run(block.number, bold=bool(block.lead)) + runs(block.lead, bold=True) + runs(block.runs)
    return paragraph(properties(context.style_id(block.role), indent=indents(block.indent)), content)


def heading_block(block: Heading, context: BodyContext, width: int) -> str:
    """A Heading inside its bookmark: the literal number and the title."""
    del width
    context.style_id(block.role)
    prefix = block.text.removesuffix(text_of(block.runs))
    number, name = context.bookmarks[block.id]
    return paragraph(
        properties(heading_style_id(block.role, block.depth), page_break=block.new_page, indent=indents(block.indent)),
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{run(prefix)}{runs(block.runs)}<w:bookmarkEnd w:id="{number}"/>',
    )
