"""The blocks of a typeset document as Typst source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document.blocks import Block, Chart, Contents, Cover, Heading, Paragraph, Table, text_of
from generator.measures import is_latin
from generator.writers.arrange import Paged
from generator.writers.arrange.linebreak import unmarked
from generator.writers.charts import chart_svg
from generator.writers.html.levels import nested
from generator.writers.pdf.typst.heads import RowHeads
from generator.writers.pdf.typst.look import Look, indents
from generator.writers.pdf.typst.table import row_heads, table_code
from generator.writers.pdf.typst.text import joined, number, quoted, runs_code, text_code
from generator.writers.style import CONTENTS_ROLES

NEW_PAGE = "#pagebreak(weak: true)\n"
_LABEL = re.compile(r">([^<]+)</text>")
_WORDS = re.compile(r"[!-~\u00c0-\u024f][ -~\u00c0-\u024f]*|[^!-~\u00c0-\u024f]+")


def source(
    paged: Paged, look: Look, *, draft: bool = False, date: str = "none", attached: str = ""
) -> tuple[str, list[RowHeads]]:
    """The whole source of a document, and the cells of its tables that head rows.

    date: of the file; attached: code that puts files inside.
    """
    writer = _Blocks(look, draft)
    lines = [*look.preamble(paged.typeset, date), attached]
    heads: list[RowHeads] = []
    for section in nested(paged.typeset).sections:
        lines.append(look.page(section))
        for block in section.blocks:
            lines.append(writer.code(block))
            heads += [row_heads(block)] if isinstance(block, Table) else []
    return "\n".join(lines), heads


class _Blocks:
    def __init__(self, look: Look, draft: bool) -> None:
        self._look, self._style, self._draft = look, look.style, draft

    def code(self, block: Block) -> str:
        """The source of any block."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return f"#{self._paragraph(block)}"
            case Cover():
                return "\n".join(self._cover(block))
            case Contents():
                return "\n".join(self._contents(block))
            case Chart():
                return self._chart(block)
            case _:
                return (NEW_PAGE if block.new_page else "") + table_code(block, self._look, self._draft)

    def _set(self, role: str, body: str, arguments: str = "") -> str:
        """A paragraph of a role."""
        body = body or '""'
        return f"{self._look.paragraph(role)}({arguments}{{{body}}})"

    def _paragraph(self, block: Paragraph, arguments: str = "") -> str:
        ragged, bold = self._look.ragged(block.role), self._look.bold(block.role)
        begin = text_code(block.number, ragged)
        if block.lead:
            begin = f"{bold}({{{joined(begin, runs_code(block.lead, bold, ragged=ragged, draft=self._draft))}}})"
        body = joined(begin, runs_code(block.runs, bold, ragged=ragged, draft=self._draft))
        return self._set(block.role, body, indents(block.indent) + arguments)

    def _heading(self, block: Heading) -> str:
        """A heading, with its plain text as a bookmark; one outside the outline is a paragraph."""
        title = text_of(block.runs)
        begin = block.text.removesuffix(title) if title else block.text
        ragged = self._look.ragged(block.role)
        runs = runs_code(block.runs, self._look.bold(block.role), ragged=ragged, draft=self._draft)
        body = joined(text_code(begin, ragged), runs)
        page = NEW_PAGE if block.new_page else ""
        if not block.depth:
            return f"{page}#[#{self._set(block.role, body, indents(block.indent))}#label({quoted(block.id)})]"
        function = self._look.paragraph(block.role)
        if block.indent:
            function = f"{function}.with({indents(block.indent)})"
        plain = unmarked(block.listed).replace("\n", "")
        return f"{page}#outlined({function}, {block.depth}, {quoted(block.id)}, {quoted(plain)}, {{{body}}})"

    def _cover(self, cover: Cover) -> Iterator[str]:
        """Lines of one role stand close together."""
        last = ""
        for line in cover.lines:
            yield "#" + self._paragraph(line, "before: 0pt, " if line.role == last else "")
            last = line.role

    def _contents(self, contents: Contents) -> Iterator[str]:
        yield "#" + self._set("目录题", text_code(contents.title, ragged=True))
        yield from (f"#{self._paragraph(note)}" for note in contents.notes)
        for row in contents.rows:
            role = CONTENTS_ROLES[min(row.level, len(CONTENTS_ROLES)) - 1]
            end = f"leader;page-of({quoted(row.target)})" if contents.page_numbers else ""
            body = joined(text_code(row.text, ragged=True), end)
            yield "#" + self._set(role, f"link(label({quoted(row.target)}), {{{body}}})")

    def _chart(self, chart: Chart) -> str:
        """A picture above its caption."""
        caption = self._set("图题", runs_code(chart.caption, self._look.bold("图题"), ragged=True, draft=self._draft))
        label = f"[#metadata(none)#label({quoted(chart.id)})]"
        after = self._style.roles["图题"].after
        size = f"width: {number(self._style.chart_width)}mm, height: {number(self._style.height_of(chart))}mm"
        picture = f'image(bytes({quoted(self._picture(chart))}), format: "svg", {size}, alt: {quoted(chart.alt)})'
        body = f"{label};align(center, {picture});{caption}"
        return f"#block(breakable: false, width: 100%, above: 0pt, below: {number(after)}pt, {{{body}}})"

    def _picture(self, chart: Chart) -> str:
        """The SVG of a chart, its Latin letters and digits in the Latin face."""
        fonts, families = self._look.fonts, self._look.families
        chinese = families.name({font.role: chain[0] for font, chain in fonts.chains}["宋体"], False)
        svg = chart_svg(chart, self._style, chinese)
        if fonts.latin is None:
            return svg
        latin = families.name(fonts.latin, False)

        def parted(found: re.Match[str]) -> str:
            words = [
                f'<tspan font-family="{latin}">{word}</tspan>' if is_latin(word[0]) else word for word in _WORDS.findall(found[1])
            ]
            return f">{''.join(words)}</text>"

        return _LABEL.sub(parted, svg)
