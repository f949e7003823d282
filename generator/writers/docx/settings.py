"""settings.xml and fontTable.xml: how Word treats the file, and which fonts may stand in for which.

Specimen of a font, as Word saves it:

    <w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>
"""

from __future__ import annotations

from generator.writers.docx.xml_text import DECLARATION, W, escape
from generator.writers.style import Style

_GB2312 = "86"
_COMPATIBLE = (
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
    "<w:doNotExpandShiftReturn/>"
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", "15"),
            ("overrideTableStyleFontSizeAndJustification", "1"),
            ("enableOpenTypeFeatures", "1"),
            ("doNotFlipMirrorIndents", "1"),
            ("differentiateMultirowTableHeaders", "1"),
        )
    )
    + "</w:compat>"
)


def settings_xml(style: Style) -> str:
    """The settings: Word's present mode, no compressed punctuation, no field is updated when the file opens."""
    even = "<w:evenAndOddHeaders/>" if style.odd_even else ""
    return (
        f'{DECLARATION}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{even}'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{_COMPATIBLE}'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table_xml(style: Style) -> str:
    """The Chinese fonts of the style, each with the names that may stand in for it."""
    fonts = {font.east_asian: font.fallbacks for font in style.fonts.values()}
    entries = []
    for name, fallbacks in fonts.items():
        others = ",".join(other for other in fallbacks if other != name)
        alternative = f'<w:altName w:val="{escape(others)}"/>' if others else ""
        entries.append(
            f'<w:font w:name="{escape(name)}">{alternative}<w:charset w:val="{_GB2312}"/><w:family w:val="auto"/></w:font>'
        )
    return f"{DECLARATION}<w:fonts {W}>{''.join(entries)}</w:fonts>"
