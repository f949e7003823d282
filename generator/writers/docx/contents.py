"""The contents: one field whose rows are already there, so that no program has to update it before it is right.

It stands in a content control, over which Word shows 更新目录. Specimen, as Word saves it:

    <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>
    <w:sdtContent>
    <w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>
      <w:r><w:fldChar w:fldCharType="begin"/></w:r>
      <w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/></w:r>
      <w:hyperlink w:anchor="_Toc1" w:history="1">
        <w:r><w:t>第一部分 部门概况</w:t></w:r><w:r><w:tab/></w:r>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r>
        <w:r><w:instrText xml:space="preserve"> PAGEREF _Toc1 \\h </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      </w:hyperlink></w:p>
    … further rows, each a paragraph …
      <w:r><w:fldChar w:fldCharType="end"/></w:r>        in the last row
    </w:sdtContent></w:sdt>
"""

from __future__ import annotations

from generator.document.blocks import Contents, ContentsRow
from generator.document.contents import ANNEX_TITLE
from generator.errors import DocumentError
from generator.writers.docx.context import BodyContext
from generator.writers.docx.paragraph import paragraph, paragraph_block, properties, right_tab
from generator.writers.docx.runs import run
from generator.writers.docx.style_names import CONTENTS, heading_style_name

_CONTROL = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
    "<w:sdtContent>"
)
_BEGIN, _SEPARATE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def field_begin(instruction: str) -> str:
    """The start of a complex field, up to its result; `FIELD_END` closes it."""
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{_SEPARATE}'


FIELD_END = _END


def contents_block(block: Contents, context: BodyContext, width: int) -> str:
    """Title, notes and the field with its rows. width: twips from margin to margin, where page numbers end."""
    return f"{_CONTROL}{''.join(_paragraphs(block, context, width))}</w:sdtContent></w:sdt>"


def _paragraphs(block: Contents, context: BodyContext, width: int) -> list[str]:
    parts = [paragraph(properties(context.style_id("目录题")), run(block.title))]
    parts += [paragraph_block(note, context, width) for note in block.notes]
    depth = max((row.level for row in block.rows if not row.beyond), default=2)
    annexes = sorted({row.level for row in block.rows if row.beyond})
    more = "".join(f' \\t "{heading_style_name(ANNEX_TITLE, level)},{level}"' for level in annexes)
    numbers = "" if block.page_numbers else " \\n"
    begin = field_begin(f'TOC \\o "1-{depth}"{more}{numbers} \\h \\z \\u')
    if not block.rows:
        return [*parts, paragraph(properties(context.style_id(CONTENTS[0])), begin + FIELD_END)]
    rows = [_link(row, block, context) for row in block.rows]
    rows[0] = begin + rows[0]
    rows[-1] += FIELD_END
    tabs = right_tab(width, "dot") if block.page_numbers else ""
    for row, content in zip(block.rows, rows, strict=True):
        style = context.style_id(CONTENTS[min(row.level, len(CONTENTS)) - 1])
        parts.append(paragraph(properties(style, tabs=tabs), content))
    return parts


def _link(row: ContentsRow, block: Contents, context: BodyContext) -> str:
    if row.target not in context.bookmarks:
        message = f"目录里的“{row.text}”找不到对应的标题（{row.target}）"
        raise DocumentError(message, file=block.template.file, line=block.template.line)
    name = context.bookmarks[row.target][1]
    content = run(row.text)
    if block.page_numbers:
        number = "" if context.pages is None else str(context.pages.get(row.target, ""))
        content += "<w:r><w:tab/></w:r>" + field_begin(rf"PAGEREF {name} \h") + _number(number) + FIELD_END
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def _number(number: str) -> str:
    return run(number) or "<w:r><w:t></w:t></w:r>"
