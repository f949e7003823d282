"""The roles of a style as Typst functions, and the pages of its sections.

Of role number 3, `p3` sets a paragraph, `t3` a text inside something else, `b3` makes a text bold. A line is as high as the
role says: the em box of Chinese type stands in its middle.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.blocks import Document, Indent, Section
from generator.measures import PT_PER_MM
from generator.writers.fonts.find import Fonts
from generator.writers.pdf.fontfile import ASCENT, DESCENT
from generator.writers.pdf.typst.fontfiles import Families
from generator.writers.pdf.typst.text import DEFINITIONS, number, quoted
from generator.writers.style import CONTENTS_ROLES, FOOTER_GAP, Role, Style

_SETTINGS = """#set text(lang: "zh", region: "cn", kerning: false, cjk-latin-spacing: none, hyphenate: false, fallback: false)
#set par(leading: 0pt, spacing: 0pt, justify: false)
#set block(spacing: 0pt)
#set table.cell(breakable: false)
#let cell = table.cell
#let leader = box(width: 1fr, repeat[.])
#let page-of(id) = context counter(page).at(label(id)).first()
#let outlined(set-in, level, id, plain, body) = {
  show heading: _ => set-in(body)
  [#heading(level: level, numbering: none, outlined: false, bookmarked: true, plain)#label(id)]
}"""


class Look:
    """The functions of one style."""

    def __init__(self, style: Style, fonts: Fonts, families: Families) -> None:
        self.style, self.fonts, self.families = style, fonts, families
        self._numbers = {name: place for place, name in enumerate(style.roles)}

    def paragraph(self, role: str) -> str:
        """The name of the function that sets a paragraph of a role."""
        return f"p{self._numbers[role]}"

    def text(self, role: str) -> str:
        """The name of the function that sets a text in the type of a role."""
        return f"t{self._numbers[role]}"

    def set_in(self, role: Role) -> str:
        """A function that sets a text in the type of a role, which may be of another size than the style's."""
        own = self.style.roles[role.name]
        if (own.size, own.line) == (role.size, role.line):
            return self.text(role.name)
        return f"(body => {self.text(role.name)}(text({self._height(role)}, body)))"

    def _height(self, role: Role) -> str:
        """The arguments of `text` for size and line pitch."""
        pitch = self.pitch(role)
        above, below = ASCENT * role.size + (pitch - role.size) / 2, DESCENT * role.size + (pitch - role.size) / 2
        return f"size: {number(role.size)}pt, top-edge: {number(above)}pt, bottom-edge: {number(-below)}pt"

    def bold(self, role: str) -> str:
        """The name of the function that makes a text of a role bold."""
        return f"b{self._numbers[role]}"

    def ragged(self, role: str) -> bool:
        """Whether the lines of a role are not spread to both margins."""
        return self.style.roles[role].align != "justify"

    def preamble(self, document: Document, date: str) -> Iterator[str]:
        """The beginning of the source. date: of the file, as Typst code."""
        author = f", author: {quoted(document.author)}" if document.author else ""
        yield f"#set document(title: {quoted(document.title)}, description: {quoted(document.subject)}, date: {date}{author})"
        yield from (_SETTINGS, DEFINITIONS)
        for place, role in enumerate(self.style.roles.values()):
            yield from self._functions(place, role)

    def _functions(self, place: int, role: Role) -> Iterator[str]:
        chain, bold = (self.families.chain(self.fonts, role.font.role, heavy) for heavy in (role.bold, True))
        look = f"font: {chain}, tracking: {number(self.style.spacing_of(role))}pt, {self._height(role)}"
        first, left, right = self._indents(role)
        right += min(self.style.spacing_of(role), 0.0)  # Typst leaves out the tracking of a line's last character
        align = "left" if role.align == "justify" else role.align
        yield f"#let b{place}(body) = text(font: {bold}, body)"
        yield f"#let t{place}(body) = text({look}, body)"
        yield (
            f"#let p{place}(first: {number(first)}pt, in-left: {number(left)}pt, in-right: {number(right)}pt, "
            f"before: {number(role.before)}pt, sticky: {'true' if role.keep else 'false'}, body) = "
            f"block(width: 100%, above: 0pt, below: {number(role.after)}pt, sticky: sticky, "
            "inset: (top: before, left: in-left + calc.min(first, 0pt), right: in-right, rest: 0pt), {\n"
            f"  set text({look})\n"
            "  set par(first-line-indent: (amount: calc.max(first, 0pt), all: true), hanging-indent: calc.max(-first, 0pt), "
            f"justify: {'true' if role.align == 'justify' else 'false'})\n"
            f"  set align({align})\n  par(body)\n}})"
        )

    def pitch(self, role: Role) -> float:
        """The height of a line in pt."""
        if self.style.contents_pitch and role.name in CONTENTS_ROLES:
            return self.style.contents_pitch
        return role.line or role.size

    def _indents(self, role: Role) -> tuple[float, float, float]:
        """First line, left and right, in pt."""
        em = role.size + self.style.spacing_of(role)
        return role.first * em, role.left * em, role.right * em

    def page(self, section: Section) -> str:
        """The rule for the pages of a section."""
        sheet, role = self.style.sheet(section.orientation), self.style.roles["页码"]
        margins = ", ".join(f"{side}: {number(getattr(sheet, side))}mm" for side in ("top", "bottom", "left", "right"))
        descent = FOOTER_GAP * PT_PER_MM - role.size / 2
        return (
            f"#set page(width: {number(sheet.width)}mm, height: {number(sheet.height)}mm, margin: ({margins}), header: none, "
            f"footer-descent: {number(descent)}pt, footer: {self._footer(role) if section.page_numbers else 'none'})"
        )

    def _footer(self, role: Role) -> str:
        """The page number in the middle, or on the outer side with one character's gap."""
        before, _, after = self.style.page_number.partition("{页}")
        shown = (
            f"text(font: {self.families.chain(self.fonts, role.font.role, False)}, size: {number(role.size)}pt, "
            f"top-edge: {number(ASCENT * role.size)}pt, bottom-edge: {number(-DESCENT * role.size)}pt, "
            f"{quoted(before)} + counter(page).display() + {quoted(after)})"
        )
        if not self.style.odd_even:
            return f"align(top + center, context {shown})"
        side = "if calc.odd(here().page()) { right } else { left }"
        return f"context align(top + ({side}), pad(x: {number(role.size)}pt, {shown}))"


def indents(indent: Indent | None) -> str:
    """The arguments of a paragraph function for a block's own indents."""
    if indent is None:
        return ""
    return f"first: {number(indent.first)}pt, in-left: {number(indent.left)}pt, in-right: {number(indent.right)}pt, "
