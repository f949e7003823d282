"""Pages: size, margins, grid and the page number of a section.

Specimen of a landscape section, as Word saves it:

    <w:sectPr><w:footerReference w:type="default" r:id="rId4"/>
      <w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>
      <w:pgMar w:top="1587" w:right="2098" w:bottom="1474" w:left="1984" w:header="851" w:footer="992" w:gutter="0"/>
      <w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.blocks import Orientation, Section
from generator.writers.docx.contents import FIELD_END, field_begin
from generator.writers.docx.paragraph import paragraph, properties
from generator.writers.docx.runs import run
from generator.writers.docx.style_names import style_id
from generator.writers.docx.xml_text import DECLARATION, R, W, mm_twips, twips
from generator.writers.style import Style

NUMBER, EVEN, NONE = "rIdFooterNumber", "rIdFooterEven", "rIdFooterNone"
_BELOW = 7.0
"""mm from the text to the dashes beside the page number (GB/T 9704)."""
_LEFT_OVER = 0.1
"""Of a line, at the end of a page that has a grid."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def text_width(self) -> int:
        """From margin to margin."""
        return self.width - self.left - self.right


def frame(style: Style, orientation: Orientation) -> PageFrame:
    """The page of an orientation."""
    page = style.sheet(orientation)
    return PageFrame(*(mm_twips(side) for side in (page.width, page.height, page.top, page.right, page.bottom, page.left)))


def section_properties(section: Section, style: Style) -> str:
    """w:sectPr. Page numbers run on from section to section; a section without them has an empty footer.

    LibreOffice centres a grid on the page and loses what is left over: none where a page is no whole number of lines, nor
    on landscape pages, which hold tables.
    """
    page = frame(style, section.orientation)
    turned = ' w:orient="landscape"' if section.orientation == "landscape" else ""
    pitch = twips(style.roles["正文"].line or 15.6)
    grid = "" if turned or (page.height - page.top - page.bottom) % pitch > pitch * _LEFT_OVER else ' w:type="lines"'
    footer = max(page.bottom - mm_twips(_BELOW) - twips(style.roles["页码"].size) // 2, mm_twips(5))
    footers = [("default", NUMBER if section.page_numbers else NONE)]
    if style.odd_even:
        footers.append(("even", EVEN if section.page_numbers else NONE))
    return (
        "<w:sectPr>"
        + "".join(f'<w:footerReference w:type="{kind}" r:id="{target}"/>' for kind, target in footers)
        + f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{page.top // 2}" w:footer="{footer}" w:gutter="0"/>'
        '<w:cols w:space="425"/>'
        f'<w:docGrid{grid} w:linePitch="{pitch}"/>'
        "</w:sectPr>"
    )


def footers(style: Style) -> dict[str, str]:
    """Relation id → footer XML. Odd pages right and even pages left, one character in, where the style distinguishes them."""
    before, _, after = style.page_number.partition("{页}")
    content = f"{run(before)}{field_begin('PAGE')}{run('1')}{FIELD_END}{run(after)}"
    inner = twips(style.roles["页码"].size)
    role = style_id("页码")
    if not style.odd_even:
        return {NUMBER: _footer(properties(role), content), NONE: _footer(properties(role), "")}
    right = properties(role, indent=f'<w:ind w:rightChars="100" w:right="{inner}"/>', align="right")
    left = properties(role, indent=f'<w:ind w:leftChars="100" w:left="{inner}"/>', align="left")
    return {NUMBER: _footer(right, content), NONE: _footer(properties(role), ""), EVEN: _footer(left, content)}


def _footer(look: str, content: str) -> str:
    return f"{DECLARATION}<w:ftr {W} {R}>{paragraph(look, content)}</w:ftr>"
