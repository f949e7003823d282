"""The Word styles of the roles: built-in ones where Word has them, so that navigation, contents and WPS know them.

A built-in style keeps its invariant English name in the file; a Chinese Word or WPS shows 标题 1, 正文缩进, 目录 1 …
"""

from __future__ import annotations

STYLES = {
    "正文": ("NormalIndent", "Normal Indent"),
    "无缩进": ("Normal", "Normal"),
    "部分标题": ("Heading1", "heading 1"),
    "一级标题": ("Heading2", "heading 2"),
    "二级标题": ("Heading3", "heading 3"),
    "三级标题": ("Heading4", "heading 4"),
    "四级标题": ("Heading5", "heading 5"),
    "附件号": ("AnnexNumber", "附件号"),
    "附件题": ("AnnexTitle", "附件题"),
    "居中": ("Centered", "居中段"),
    "封面单位": ("CoverBody", "封面单位"),
    "封面题": ("Title", "Title"),
    "封面注": ("CoverNote", "封面注"),
    "目录题": ("TOCHeading", "TOC Heading"),
    "目录注": ("TOCNote", "目录注"),
    "目录一级": ("TOC1", "toc 1"),
    "目录二级": ("TOC2", "toc 2"),
    "目录三级": ("TOC3", "toc 3"),
    "表题": ("Heading6", "heading 6"),
    "表头行": ("TableLine", "表头行"),
    "表头": ("TableHead", "表头"),
    "表格文字": ("TableText", "表格文字"),
    "表格数字": ("TableNumber", "表格数字"),
    "文中表头": ("PlainHead", "文中表头"),
    "文中表格文字": ("PlainText1", "文中表格文字"),
    "注": ("TableNote", "表注"),
    "图题": ("Caption", "caption"),
    "附件说明": ("Enclosures", "附件说明"),
    "附件说明续": ("EnclosuresNext", "附件说明续"),
    "署名": ("SignedBy", "署名"),
    "日期": ("Date", "Date"),
    "页码": ("Footer", "footer"),
}
"""Role → (style id, name in the file)."""

OUTLINE = {"部分标题": 1, "一级标题": 2, "二级标题": 3, "三级标题": 4, "四级标题": 5, "表题": 6}
"""The outline level that belongs to a heading role; other roles are body text (0)."""

BASE = "无缩进"
"""The role that is Word's own 正文 (Normal): whoever changes its font changes all text that has its font."""
BASES = {
    "附件号": "一级标题",
    "附件题": "二级标题",
    **dict.fromkeys(("表头", "表格数字", "文中表格文字", "表头行", "注"), "表格文字"),
    "文中表头": "文中表格文字",
}
"""Role → the role whose style its own is based on, where that is not BASE. Titles of annexes are headings for programs that
follow the bases of styles.
"""

TABLE = ("ReportTable", "公开表格")
"""The table style: borders and the margins of cells."""
MARK = ("TableMark", "表号")
"""The line with the mark of a table (公开03表): 表头行, to the right."""
CONTENTS = ("目录一级", "目录二级", "目录三级")
FIGURE = ("Figure", "图")
SPACER = ("Spacer", "分隔")
"""A paragraph of 1 pt: between two tables, and after a table that ends the last section."""
BREAK = ("SectionBreak", "分节")
"""The paragraph that holds the end of a section: as low as Word allows, since a page may have no more room than that."""


def style_id(role: str) -> str:
    """The id of a role's paragraph style."""
    return STYLES[role][0] if role in STYLES else role


def style_name(role: str) -> str:
    """The name of a role's paragraph style, as the file holds it."""
    return STYLES[role][1] if role in STYLES else role


def cell_style_id(role: str, align: str = "", indent: int = 0, size: float = 0) -> str:
    """The style of a cell: the role's own, or its variant that is aligned otherwise, indented by some characters or of another
    size in pt.
    """
    own = f"{f'Indent{indent}' if indent else ''}{f'Size{size * 10:.0f}' if size else ''}"
    return f"{style_id(role)}{align.capitalize()}{own}"


def heading_style_name(role: str, depth: int) -> str:
    """The name of that style, as the file holds it: also of a heading at another outline level than its role's own."""
    if depth == OUTLINE.get(role, 0):
        return style_name(role)
    return f"{role}（大纲{depth}级）" if depth else f"{role}（不入大纲）"


def heading_style_id(role: str, depth: int) -> str:
    """The style of a heading: the role's own, or its twin where the heading stands at another outline level."""
    own = style_id(role)
    return own if depth == OUTLINE.get(role, 0) else f"{own}Level{depth}"
