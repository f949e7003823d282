"""Documents printed by Typst."""

from __future__ import annotations

from generator.document.blocks import Block, Document, Section
from generator.writers.arrange import arrange
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.attach import Attached
from generator.writers.pdf.engines import ENGINES
from generator.writers.pdf.job import Job, Printed
from generator.writers.style import Style
from tests.writers import html_sample as sample


def printed_document(
    document: Document, style: Style | None = None, *, draft: bool = False, variant: str = "", attached: tuple[Attached, ...] = ()
) -> Printed:
    """A document as Typst prints it."""
    style = style or sample.style()
    fonts = find_fonts(style)
    arranged = arrange(document, style)
    return ENGINES["typst"].print(Job(arranged, arranged.paged(Advances(fonts)), fonts, draft, variant, attached))


def printed(*blocks: Block, title: str = "题", draft: bool = False, variant: str = "", numbers: bool = False) -> Printed:
    """Blocks on pages without numbers as Typst prints them."""
    document = Document(title, "部门决算公开", (Section("portrait", blocks, page_numbers=numbers),))
    return printed_document(document, draft=draft, variant=variant)
