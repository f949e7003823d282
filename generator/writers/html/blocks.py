"""Each block of a document as HTML. A class names the role in the style; an id is the block's own."""

from __future__ import annotations

from html import escape

from generator.document.blocks import Block, Chart, Contents, Cover, Heading, Indent, Paragraph, Section, Table, text_of
from generator.writers.arrange.linebreak import BREAK, unmarked
from generator.writers.charts import chart_svg
from generator.writers.html.runs import line_html, runs_html, template_html, text_html
from generator.writers.html.tables import table_html
from generator.writers.style import CONTENTS_ROLES, Style


def section_html(section: Section, style: Style, draft: bool, chart_family: str) -> str:
    """A section: its class says orientation and whether its pages carry numbers."""
    kind = section.orientation if section.page_numbers else f"{section.orientation}-plain"
    blocks = "\n".join(block_html(block, style, draft, chart_family) for block in section.blocks)
    return f'<section class="{kind}">\n{blocks}\n</section>'


def block_html(block: Block, style: Style, draft: bool, chart_family: str) -> str:
    """The markup of any block."""
    match block:
        case Heading():
            return _heading(block, draft)
        case Paragraph():
            return _paragraph(block, draft)
        case Table():
            return table_html(block, draft)
        case Chart():
            return _chart(block, style, draft, chart_family)
        case Contents():
            return _contents(block, draft)
        case Cover():
            return "\n".join(
                [
                    f"<header{template_html(block.template, draft)}>",
                    *(_paragraph(line, draft) for line in block.lines),
                    "</header>",
                ]
            )


def _heading(heading: Heading, draft: bool) -> str:
    tag = f"h{min(heading.depth, 6)}" if heading.depth else "p"
    title = "".join(run.text for run in heading.runs)
    before = heading.text.removesuffix(title) if title else heading.text
    look = f"{heading.role} new-page" if heading.new_page else heading.role
    markup = line_html(heading.text, text_html(before) + runs_html(heading.runs, draft))
    plain = unmarked(heading.listed).replace("\n", "")
    label = f' data-label="{escape(plain)}"' if heading.entry or BREAK in heading.text or "\n" in heading.text else ""
    source = template_html(heading.template, draft)
    return f'<{tag} class="{look}" id="{escape(heading.id)}"{label}{_indent(heading.indent)}{source}>{markup}</{tag}>'


def _paragraph(paragraph: Paragraph, draft: bool) -> str:
    source = template_html(paragraph.template, draft)
    return f'<p class="{paragraph.role}"{_indent(paragraph.indent)}{source}>{_text(paragraph, draft)}</p>'


def _text(paragraph: Paragraph, draft: bool) -> str:
    number = text_html(paragraph.number)
    if paragraph.lead:
        number = f"<b>{number}{runs_html(paragraph.lead, draft)}</b>"
    return line_html(paragraph.text, number + runs_html(paragraph.runs, draft))


def _indent(indent: Indent | None) -> str:
    """The attribute for a block's own indents."""
    if indent is None:
        return ""
    return f' style="text-indent: {indent.first:g}pt; padding-left: {indent.left:g}pt; padding-right: {indent.right:g}pt"'


def _chart(chart: Chart, style: Style, draft: bool, family: str) -> str:
    caption = f'<figcaption class="图题">{line_html(text_of(chart.caption), runs_html(chart.caption, draft))}</figcaption>'
    figure = f'<figure id="{escape(chart.id)}"{template_html(chart.template, draft)}>'
    return "\n".join([figure, chart_svg(chart, style, family), caption, "</figure>"])


def _contents(contents: Contents, draft: bool) -> str:
    look = "contents" if contents.page_numbers else "contents unnumbered"
    rows = [
        f'<li class="{CONTENTS_ROLES[min(row.level, len(CONTENTS_ROLES)) - 1]}">'
        f'<a href="#{escape(row.target)}"><span>{text_html(row.text)}</span></a></li>'
        for row in contents.rows
    ]
    return "\n".join(
        [
            f'<nav class="{look}" aria-label="{escape(contents.title)}"{template_html(contents.template, draft)}>',
            f'<p class="目录题">{text_html(contents.title)}</p>',
            *(_paragraph(note, draft) for note in contents.notes),
            "<ul>",
            *rows,
            "</ul>",
            "</nav>",
        ]
    )
