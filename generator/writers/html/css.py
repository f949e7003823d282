"""A style as CSS: one rule per role, the pages, and what differs between paper and screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.document.blocks import Table
from generator.measures import GAP_WIDTH
from generator.writers.cell_types import looser, tighter
from generator.writers.fonts.find import LATIN_RANGE, Fonts, css_string, web_family
from generator.writers.html.tables import type_class
from generator.writers.style import CELL_PADDING, CELL_SIDE, FOOTER_GAP, HEAD_PADDING, Role, Style
from generator.writers.table_lines import css_inner, css_outer

NARROW_SIDE = 5.0
"""Beside the text on a narrow screen, in mm."""
BIG_TITLE, NARROW_TITLE = 20.0, 0.75
"""Titles of more than this size in pt are smaller on a narrow screen, by this factor."""
PIXEL = 0.75
"""pt."""

Family = Callable[[str], str]


def paper_css(style: Style, fonts: Fonts) -> str:
    """The sheet of the PDF, without the rules of its fonts (`Fonts.css`): pages, roles, contents with leaders and page numbers.

    Justified roles are left ragged: the engine widens only spaces; `justify` spreads the lines afterwards. It gives room to
    half of the line above a row with which a page begins, where no head stands above it: that half is taken from the row, which
    would make room for it on the page before, so the page is begun.
    """
    ragged = [f".{role.name} {{ text-align: left; }}" for role in style.roles.values() if role.align == "justify"]
    return "\n".join(
        [
            *_common(style, fonts.family),
            *_pages(style, fonts.family("宋体")),
            _PAPER,
            *_gaps(style),
            *_empty_cells(style),
            *_types(style),
            ".table .begun { break-before: page; }",
            f".table .begun > * {{ padding-top: {CELL_PADDING - style.inner_line / 2:g}pt; }}",
            *ragged,
        ]
    )


def screen_css(style: Style) -> str:
    """The sheet of the HTML file: fonts by name, a paper-like column on a screen, A4 pages when printed."""
    by_role = {role: web_family(font) for role, font in style.fonts.items()}
    own = [contents_css(style)] if style.contents_pitch else []
    return "\n".join([_latin(style), *_common(style, by_role.__getitem__), *own, *_pages(style, by_role["宋体"]), _screen(style)])


def contents_css(style: Style) -> str:
    """The pitch of the contents rows of one report, apart from the sheet that all reports of a style share; may be empty."""
    return f".contents ul li {{ line-height: {style.contents_pitch:g}pt; }}" if style.contents_pitch else ""


def page_css(style: Style) -> str:
    """Latin type and pages alone: what a browser takes only from the sheet of a whole page that holds a report in a part."""
    return "\n".join([_latin(style), *_pages(style, web_family(style.fonts["宋体"]))])


def _latin(style: Style) -> str:
    latin = ", ".join(f"local({css_string(name)})" for name in style.latin_fallbacks)
    return f'@font-face {{ font-family: "gk-latin"; src: {latin}; unicode-range: {LATIN_RANGE}; }}'


def _common(style: Style, family: Family) -> list[str]:
    roles = [f"body {{ font-family: {family('宋体')}; }}"]
    for role in style.roles.values():
        roles.append(_role(f".{role.name}", role, family, style.spacing_of(role)))
    return [_BASE, *roles, *_tables(style, family)]


def _empty_cells(style: Style) -> list[str]:
    """An empty cell is as high as one line; the engine gives it none."""
    kinds = {"th": "表头", "td": "表格文字", "td.number": "表格数字"}
    lines = [
        (f".{place} {cell}", f"{prefix}{role}")
        for place, prefix in (("form", ""), ("plain", "文中"))
        for cell, role in kinds.items()
    ]
    return [f"{cell}:empty {{ height: {style.roles[role].line:g}pt; }}" for cell, role in lines if role in style.roles]


def _types(style: Style, lower: float = 0.0) -> Iterator[str]:
    """Cells of tables that are fitted to their pages. lower: pt that lines, and the padding of rows, are made less by."""
    for role in ("form", "plain"):
        table = Table("", (), (), (), role=role)
        for type_ in (*tighter(table, style), *looser(table, style)):
            own = f".table.{role}{type_class(type_).replace(' ', '.')}"
            roles, padding = style.cell_roles(replace(table, type=type_)), max(type_.padding - lower / 2, 0.0)
            for kind, cell in (("head", "th"), ("text", "td"), ("text", "th.text"), ("number", "td.number")):
                size, line = roles[kind].size, roles[kind].line - lower
                yield f"{own} {cell} {{ font-size: {size:g}pt; line-height: {line:g}pt; }}"
                yield f"{own} {cell}:empty {{ height: {line:g}pt; }}"
            yield f"{own} th, {own} td {{ padding-top: {padding:g}pt; padding-bottom: {padding:g}pt; }}"
            yield f"{own} thead tr:first-child > * {{ padding-top: {padding + HEAD_PADDING:g}pt; }}"
            yield f"{own} .begun > * {{ padding-top: {padding - style.inner_line / 2:g}pt; }}"


def _gaps(style: Style) -> list[str]:
    """The space between Chinese and Latin text, as letter spacing of the character before it."""
    spaced = [role for role in style.roles.values() if style.spacing_of(role)]
    own = [f".{role.name} .gap {{ letter-spacing: {role.size * GAP_WIDTH + style.spacing_of(role):g}pt; }}" for role in spaced]
    return [f".gap {{ letter-spacing: {GAP_WIDTH:g}em; }}", *own]


def whole_pixels(style: Style) -> str:
    """Fitted tables where a browser makes rows and lines whole pixels high: so much lower that they do not spill."""
    return "\n".join(_types(style, PIXEL))


def _role(selector: str, role: Role, family: Family, spacing: float) -> str:
    """A role's rule. spacing: of its characters, in pt, reckoned in its indents.

    Space above is padding: unlike a margin it neither collapses nor vanishes at the top of a page.
    """
    character = role.size + spacing
    rules = {
        "font-family": family(role.font.role),
        "font-size": f"{role.size:g}pt",
        "font-weight": "bold" if role.bold else "normal",
        "line-height": f"{role.line:g}pt" if role.line else "normal",
        "text-align": role.align,
        "text-indent": f"{role.first * character:g}pt",
        "padding": f"{role.before:g}pt {role.right * character:g}pt 0 {role.left * character:g}pt",
        "margin": f"0 0 {role.after:g}pt",
    }
    if spacing:
        rules["letter-spacing"] = f"{spacing:g}pt"
    if role.keep:
        rules["break-after"] = "avoid"
    return f"{selector} {{ {'; '.join(f'{key}: {value}' for key, value in rules.items())} }}"


def _tables(style: Style, family: Family) -> list[str]:
    side, height = f"{CELL_SIDE:g}pt", CELL_PADDING
    rules = [
        f".table table {{ border: {css_outer(style)}; }}",
        f".table th, .table td {{ border: {css_inner(style)}; padding: {height:g}pt {side}; "
        "vertical-align: middle; overflow-wrap: anywhere; }",
    ]
    for place, prefix in ((".form", ""), (".plain", "文中")):
        head, text = style.roles[f"{prefix}表头"], style.roles[f"{prefix}表格文字"]
        number = style.roles.get(f"{prefix}表格数字", text)
        rules += [_cell(f"{place} th", head, family), _cell(f"{place} td, {place} th.text", text, family)]
        rules += [_cell(f"{place} td.number", number, family)]
    rules += [f".table .{align} {{ text-align: {align} !important; }}" for align in ("left", "center", "right", "justify")]
    rules += [f".table .indent-{n} {{ padding-left: calc({side} + {n}em); }}" for n in range(1, 7)]
    rules += [f".table .short-{n} {{ padding-right: calc({side} + {n * 0.5}em); }}" for n in range(1, 5)]
    rules += [f".table .short-{n}-whole {{ padding-right: calc({side} + {n * 0.5 + 0.25}em); }}" for n in range(1, 5)]
    rules.append(f".table thead tr:first-child > * {{ padding-top: {height + HEAD_PADDING:g}pt; }}")
    return [*rules, ".table .bold { font-weight: bold !important; }"]


def _cell(selector: str, role: Role, family: Family) -> str:
    weight = "bold" if role.bold else "normal"
    return (
        f"{selector} {{ font: {weight} {role.size:g}pt/{role.line:g}pt {family(role.font.role)}; "
        f"text-align: {role.align}; letter-spacing: 0; text-indent: 0; }}"
    )


def _pages(style: Style, footer_family: str) -> list[str]:
    rules = []
    for orientation in ("portrait", "landscape"):
        page = style.sheet("landscape" if orientation == "landscape" else "portrait")
        size = f"{page.width:g}mm {page.height:g}mm; margin: {page.top:g}mm {page.right:g}mm {page.bottom:g}mm {page.left:g}mm"
        rules.append(f"@page {orientation}-plain {{ size: {size}; }}\n.{orientation}-plain {{ page: {orientation}-plain; }}")
        rules.append(
            f"@page {orientation} {{ size: {size}; {'' if style.odd_even else _footer(style, 'center', footer_family)} }}"
        )
        if style.odd_even:
            rules += [f"@page {orientation}:{side} {{ {_footer(style, side, footer_family)} }}" for side in ("left", "right")]
        rules.append(f".{orientation} {{ page: {orientation}; }}")
    return rules


def _footer(style: Style, place: str, family: str) -> str:
    """The page number: below the text area, centred, or towards the outer edge with one character's gap."""
    role = style.roles["页码"]
    before, _, after = style.page_number.partition("{页}")
    gap = "" if place == "center" else f" padding-{place}: {role.size:g}pt;"
    return (
        f"@bottom-{place} {{ content: {css_string(before)} counter(page) {css_string(after)}; vertical-align: top; "
        f"padding-top: calc({FOOTER_GAP:g}mm - {role.size / 2:g}pt);{gap} font: {role.size:g}pt/{role.size:g}pt {family}; }}"
    )


_BASE = """html, body, main { margin: 0; padding: 0; }
body { color: #000; }
p, h1, h2, h3, h4, h5, h6, figure, figcaption, ul { margin: 0; padding: 0; orphans: 2; widows: 2; }
h1, h2, h3, h4, h5, h6, p, li, figcaption { overflow-wrap: anywhere; }
p > span, h1 > span, h2 > span, h3 > span, h4 > span, h5 > span, h6 > span, li span, figcaption > span, td > span, th > span,
caption > .表题 > span, caption > .mark > span, caption > .unit > span > span { line-height: 0; }
section + section, .new-page { break-before: page; }
header .封面单位 + .封面单位, header .封面题 + .封面题, header .封面注 + .封面注 { padding-top: 0; }
figure { break-inside: avoid; text-align: center; }
figure svg { display: block; margin: 0 auto; max-width: 100%; }
.contents ul { list-style: none; }
.contents a { color: inherit; display: block; text-decoration: none; }
.table { clear: both; }
.table table { border-collapse: collapse; table-layout: fixed; width: 100%; }
.table caption { break-after: avoid; padding: 0; }
.table caption > span { display: block; }
.table .mark { text-align: right; }
.table .unit { display: flex; justify-content: space-between; }
.table tr { break-inside: avoid; }
.table.keep { break-inside: avoid; }
.table .held { break-before: avoid; }
.table .注 { break-before: avoid; }
.table thead { display: table-header-group; break-after: avoid; }
mark { background: #ffe08a; }"""

_PAPER = """main { white-space: nowrap; font-kerning: none; }
h1[data-label], h2[data-label], h3[data-label], h4[data-label], h5[data-label], h6[data-label] {
  bookmark-label: attr(data-label); }
.contents a::after { content: leader('.') target-counter(attr(href), page); }
.unnumbered a::after { content: none; }"""


def _screen(style: Style) -> str:
    page, turned = style.page, style.landscape
    text = page.width - page.left - page.right
    side = (turned.left + turned.right) / 2
    return f"""@media screen {{
  body {{ background: #e9ebee; padding: 8mm 0; }}
  main {{ margin: 0 auto; width: fit-content; max-width: 100%; }}
  section {{ background: #fff; box-shadow: 0 1px 6px rgba(0, 0, 0, .25); box-sizing: border-box; margin: 0 auto 8mm;
    width: {page.width:g}mm; max-width: 100%; padding: 25mm {(page.width - text) / 2:g}mm; }}
  section.landscape, section.landscape-plain {{ width: {turned.width:g}mm; padding: 20mm {side:g}mm; }}
  .new-page {{ margin-top: 14mm; }}
  section > .new-page:first-child {{ margin-top: 0; }}
  .scroll {{ overflow-x: auto; }}
  {", ".join(f".{role.name}" for role in _big(style))} {{ text-wrap: balance; }}
  .contents a:hover {{ text-decoration: underline; }}
}}
@media screen and (max-width: {turned.width:g}mm) {{
  .landscape .scroll table, .landscape-plain .scroll table {{ min-width: {turned.width - turned.left - turned.right:g}mm; }}
}}
@media screen and (max-width: {page.width:g}mm) {{
  section, section.landscape, section.landscape-plain {{ width: 100%; padding: 8mm {NARROW_SIDE:g}mm; }}
  .portrait .scroll table, .portrait-plain .scroll table {{ min-width: {text:g}mm; }}
  .scroll caption {{ text-align: left; }}
  .scroll caption > span {{ left: 0; position: sticky; width: calc(100vw - {2 * NARROW_SIDE:g}mm); }}
  figure svg {{ height: auto; }}
  {_smaller(style)}
}}"""


def _smaller(style: Style) -> str:
    """Titles for a narrow screen."""
    return "\n  ".join(
        f".{role.name} {{ font-size: {role.size * NARROW_TITLE:g}pt; line-height: {role.line * NARROW_TITLE:g}pt; }}"
        for role in _big(style)
    )


def _big(style: Style) -> list[Role]:
    """Titles that may take more than a line."""
    return [role for role in style.roles.values() if role.size > BIG_TITLE]
