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
from dataclasses import replace

from generator.document.blocks import Heading
from generator.writers.docx.context import CellVariant
from generator.writers.docx.page import frame
from generator.writers.docx.paragraph import JUSTIFY, right_tab
from generator.writers.docx.runs import BOLD
from generator.writers.docx.style_names import (
    BASE,
    BASES,
    BREAK,
    CONTENTS,
    FIGURE,
    MARK,
    OUTLINE,
    SPACER,
    TABLE,
    cell_style_id,
    heading_style_id,
    heading_style_name,
    style_id,
    style_name,
)
from generator.writers.docx.xml_text import DECLARATION, W, cell_margins, escape, toggle, twips, valued
from generator.writers.style import CELL_PADDING, Font, Role, Style
from generator.writers.table_lines import word_borders

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
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/></w:pPr>'
        '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
        for (identity, name), height in ((SPACER, 20), (BREAK, 14))
    )
)
_MARK = (
    f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{MARK[0]}"><w:name w:val="{MARK[1]}"/>'
    f'<w:basedOn w:val="{style_id("表头行")}"/><w:qFormat/><w:pPr><w:jc w:val="right"/></w:pPr></w:style>'
)
_ALIGNED = {"left": "左", "center": "中", "right": "右", "justify": "两端"}


def styles_xml(style: Style, headings: Iterable[Heading], cells: Iterable[CellVariant] = ()) -> str:
    """The whole part. headings: those of the document, whose outline levels may ask for twins of heading styles.

    cells: the variants of cell styles that its tables have.
    """
    twins = sorted({(h.role, h.depth) for h in headings if h.depth != OUTLINE.get(h.role, 0)})
    return (
        f"{DECLARATION}<w:styles {W}>"
        f"{_defaults(style)}{_FIXED}{_table_style(style)}{_MARK}"
        f"{''.join(_role_style(role, style) for role in style.roles.values())}"
        f"{''.join(_twin(role, depth) for role, depth in twins)}"
        f"{''.join(_cell_variant(variant, style) for variant in sorted(cells))}"
        "</w:styles>"
    )


def _defaults(style: Style) -> str:
    body = style.roles["正文"]
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(body.font)}{_size(body.size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _table_style(style: Style) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE[0]}"><w:name w:val="{TABLE[1]}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr>{word_borders(style)}{cell_margins(CELL_PADDING)}</w:tblPr></w:style>"
    )


def _role_style(role: Role, style: Style) -> str:
    """A role's style: what differs from the style it is based on."""
    identity = style_id(role.name)
    kind = ' w:default="1"' if identity == "Normal" else "" if style_name(role.name).isascii() else ' w:customStyle="1"'
    base = None if role.name == BASE else style.roles[BASES.get(role.name, BASE)]
    parent = valued("basedOn", escape(style_id(base.name)) if base else None)
    following = valued("next", style_id("正文")) if role.name in OUTLINE else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{escape(identity)}"><w:name w:val="{escape(style_name(role.name))}"/>'
        f"{parent}{following}<w:qFormat/>{_paragraph(role, base, style)}{_run(role, base, style)}</w:style>"
    )


def _paragraph(role: Role, base: Role | None, style: Style) -> str:
    level = OUTLINE.get(role.name, 0)
    tabs = right_tab(frame(style, "portrait").text_width, "dot") if role.name in CONTENTS else ""
    spacing, below = _spacing(role, style), base and _spacing(base, style)
    indents, inherited = _indents(role, style), _indents(base, style) if base else {}
    changed = {} if indents == inherited else dict.fromkeys(inherited, "0") | indents
    marks = "".join(f' w:{name}="{size}"' for name, size in changed.items())
    return (
        "<w:pPr>"
        f"{_toggled('keepNext', role.keep, base is not None and base.keep)}{tabs}"
        f"{'' if base else _PUNCTUATION + valued('snapToGrid', 0)}{spacing if spacing != below else ''}"
        f"{f'<w:ind{marks}/>' if marks else ''}"
        f"{toggle('contextualSpacing', role.name in _COVER)}"
        f"{valued('jc', JUSTIFY[role.align]) if base is None or role.align != base.align else ''}"
        f"{valued('outlineLvl', level - 1 if level else None)}"
        "</w:pPr>"
    )


def _toggled(name: str, on: bool, inherited: bool) -> str:
    """A toggle that says what differs from the style below."""
    return toggle(name, on) if not inherited else "" if on else f'<w:{name} w:val="0"/>'


def _spacing(role: Role, style: Style) -> str:
    pitch = (role.name in CONTENTS and style.contents_pitch) or role.line
    line = f' w:line="{twips(pitch)}" w:lineRule="exact"' if pitch else ' w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{twips(role.before)}" w:after="{twips(role.after)}"{line}/>'


def _indents(role: Role, style: Style) -> dict[str, str]:
    """Attributes of w:ind in characters, and in twips for programs that do not count characters."""
    character = role.size + style.spacing_of(role)
    first = "hanging" if role.first < 0 else "firstLine"
    sides = (("left", role.left), ("right", role.right), (first, abs(role.first)))
    return {
        name: value
        for side, count in sides
        if count
        for name, value in ((f"{side}Chars", str(round(count * 100))), (side, str(twips(count * character))))
    }


def _run(role: Role, base: Role | None, style: Style) -> str:
    spacing = twips(style.spacing_of(role))
    if base is None:
        return (
            f"<w:rPr>{_fonts(role.font)}{BOLD if role.bold else ''}{valued('spacing', spacing or None)}{_size(role.size)}</w:rPr>"
        )
    bold = _toggled("b", role.bold, base.bold) + _toggled("bCs", role.bold, base.bold)
    spaced = valued("spacing", spacing if spacing != twips(style.spacing_of(base)) else None)
    look = (
        f"{_fonts(role.font) if role.font != base.font else ''}{bold}{spaced}{_size(role.size) if role.size != base.size else ''}"
    )
    return f"<w:rPr>{look}</w:rPr>" if look else ""


def _cell_variant(variant: CellVariant, style: Style) -> str:
    """A cell's style aligned otherwise, indented or of another size; further lines of an indented cell stand below its first."""
    role, align, indent, size, line = variant
    words = (_ALIGNED[align] if align else "", f"缩进{indent}字" if indent else "", f"{size:g}磅" if size else "")
    name = "，".join(filter(None, words))
    left = twips(indent * (size or style.roles[role].size))
    pitch = _spacing(replace(style.roles[role], line=line), style) if size else ""
    moved = f'<w:ind w:leftChars="{indent * 100}" w:left="{left}"/>' if indent else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{cell_style_id(role, align, indent, size)}">'
        f'<w:name w:val="{role}（{name}）"/><w:basedOn w:val="{style_id(role)}"/><w:qFormat/>'
        f"<w:pPr>{pitch}{moved}{valued('jc', JUSTIFY[align] if align else None)}</w:pPr>"
        f"{f'<w:rPr>{_size(size)}</w:rPr>' if size else ''}</w:style>"
    )


def _fonts(font: Font) -> str:
    latin, chinese = escape(font.latin), escape(font.east_asian)
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def _size(size: float) -> str:
    half_points = round(size * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _twin(role: str, depth: int) -> str:
    """A heading style at another outline level, so that updating the contents in Word gives the same rows."""
    level = depth - 1 if depth else _LAST_LEVEL
    name = heading_style_name(role, depth)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{heading_style_id(role, depth)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{style_id(role)}"/><w:next w:val="{style_id("正文")}"/><w:qFormat/>'
        f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
    )
