"""styles.xml: every role of the style becomes a paragraph style.

Specimen, as Word saves it:

    <w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:next w:val="NormalIndent"/>
      <w:uiPriority w:val="9"/><w:qFormat/>
      <w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>
        <w:ind w:firstLineChars="200" w:firstLine="630"/><w:jc w:val="left"/><w:outlineLvl w:val="1"/></w:pPr>
      <w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman"/>
        <w:spacing w:val="-5"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>

No style names a theme font.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.document.blocks import Heading
from generator.writers.docx.page import frame
from generator.writers.docx.paragraph import JUSTIFY, right_tab
from generator.writers.docx.runs import BOLD
from generator.writers.docx.style_names import CONTENTS, FIGURE, OUTLINE, SPACER, heading_style_id, style_id, style_name
from generator.writers.docx.xml_text import DECLARATION, W, escape, toggle, twips, valued
from generator.writers.style import Font, Role, Style

_LAST_LEVEL = 9
"""w:outlineLvl 9 is body text."""
_PUNCTUATION = "<w:overflowPunct/>"
"""Marks may hang into the margin, as by default in Word.

LibreOffice 7.4 reads this the wrong way round, which is as well: marks that it lets hang are missing from its PDF. Space
between Chinese and Latin is left on, its default in Word; LibreOffice cannot turn it off, and the PDF has it too.
"""
_COVER = ("封面单位", "封面题", "封面注")
_FIXED = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{FIGURE[0]}"><w:name w:val="{FIGURE[1]}"/>'
    '<w:pPr><w:keepNext/><w:snapToGrid w:val="0"/><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{SPACER[0]}"><w:name w:val="{SPACER[1]}"/>'
    '<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
)


def styles_xml(style: Style, headings: Iterable[Heading]) -> str:
    """The whole part. headings: those of the document, whose outline levels may ask for twins of heading styles."""
    twins = sorted({(h.role, h.depth) for h in headings if h.depth != OUTLINE.get(h.role, 0)})
    return (
        f"{DECLARATION}<w:styles {W}>"
        f"{_defaults(style)}{_FIXED}"
        f"{''.join(_role_style(role, style) for role in style.roles.values())}"
        f"{''.join(_twin(role, depth) for role, depth in twins)}"
        "</w:styles>"
    )


def _defaults(style: Style) -> str:
    body = style.roles["正文"]
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(body.font)}{_size(body.size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _role_style(role: Role, style: Style) -> str:
    identity = style_id(role.name)
    kind = ' w:default="1"' if identity == "Normal" else "" if style_name(role.name).isascii() else ' w:customStyle="1"'
    following = valued("next", style_id("正文")) if role.name in OUTLINE else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{escape(identity)}"><w:name w:val="{escape(style_name(role.name))}"/>'
        f"{following}<w:qFormat/>{_paragraph(role, style)}{_run(role, style)}</w:style>"
    )


def _paragraph(role: Role, style: Style) -> str:
    level = OUTLINE.get(role.name, 0)
    pitch = (role.name in CONTENTS and style.contents_pitch) or role.line
    line = f' w:line="{twips(pitch)}" w:lineRule="exact"' if pitch else ""
    tabs = right_tab(frame(style, "portrait").text_width, "dot") if role.name in CONTENTS else ""
    return (
        "<w:pPr>"
        f"{toggle('keepNext', role.keep)}{tabs}{_PUNCTUATION}{valued('snapToGrid', 0)}"
        f'<w:spacing w:before="{twips(role.before)}" w:after="{twips(role.after)}"{line}/>'
        f"{_indents(role, style)}"
        f"{toggle('contextualSpacing', role.name in _COVER)}"
        f"{valued('jc', JUSTIFY[role.align])}{valued('outlineLvl', level - 1 if level else None)}"
        "</w:pPr>"
    )


def _indents(role: Role, style: Style) -> str:
    """w:ind in characters, and in twips for programs that do not count characters."""
    character = role.size + style.spacing_of(role)
    first = "hanging" if role.first < 0 else "firstLine"
    sides = (("left", role.left), ("right", role.right), (first, abs(role.first)))
    marks = "".join(
        f' w:{side}Chars="{round(count * 100)}" w:{side}="{twips(count * character)}"' for side, count in sides if count
    )
    return f"<w:ind{marks}/>" if marks else ""


def _run(role: Role, style: Style) -> str:
    spacing = valued("spacing", twips(style.spacing_of(role)) or None)
    return f"<w:rPr>{_fonts(role.font)}{BOLD if role.bold else ''}{spacing}{_size(role.size)}</w:rPr>"


def _fonts(font: Font) -> str:
    latin, chinese = escape(font.latin), escape(font.east_asian)
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def _size(size: float) -> str:
    half_points = round(size * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _twin(role: str, depth: int) -> str:
    """A heading style at another outline level, so that updating the contents in Word gives the same rows."""
    level = depth - 1 if depth else _LAST_LEVEL
    name = f"{role}（大纲{depth}级）" if depth else f"{role}（不入大纲）"
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{heading_style_id(role, depth)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{style_id(role)}"/><w:next w:val="{style_id("正文")}"/><w:qFormat/>'
        f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
    )
