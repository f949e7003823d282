"""A document arranged for a style: where titles break, indents, contents pitch; its lines and its pages.

Every writer and the preview take a document through `arrange`, so that all of them show the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.blocks import Document
from generator.runtime.garbage import collector_off
from generator.writers.arrange.amounts import aligned
from generator.writers.arrange.contents_pitch import fitted
from generator.writers.arrange.fit import with_types
from generator.writers.arrange.indents import indented
from generator.writers.arrange.pages import Pages, count_pages, loosened, on_pages
from generator.writers.arrange.roles import check_roles
from generator.writers.arrange.titles import parted_titles
from generator.writers.arrange.typeset import Widths, typeset
from generator.writers.arrange.widths import widened
from generator.writers.style import Style

__all__ = ["Arranged", "Paged", "arrange"]


@dataclass(frozen=True)
class Arranged:
    """What a writer takes. document: long titles broken, signature, date and names of annexes indented,
    columns as wide as their texts need.

    style: the style that was given, with contents rows set as close as the contents of this document need.
    """

    document: Document
    style: Style

    @collector_off()
    def paged(self, widths: Widths) -> Paged:
        """The document on its pages."""
        lines = typeset(self.document, self.style, widths)
        pages = count_pages(lines, self.style)
        return Paged(loosened(with_types(self.document, lines), pages), loosened(on_pages(lines, pages), pages), pages)


@dataclass(frozen=True, slots=True)
class Paged:
    """What goes onto pages. document: tables that would leave too much of a page white may break across pages, those that suit
    their page better in another type have it.

    typeset: the same with its line breaks marked and its merged cells parted where pages end; pages: where the headings are.
    """

    document: Document
    typeset: Document
    pages: Pages


def arrange(document: Document, style: Style) -> Arranged:
    """The document arranged for a style. Decided from estimated widths of text, without fonts, so that all formats agree.

    Raises PackError with file and line of the template where a block has a role that the style lacks.
    """
    check_roles(document, style)
    look = fitted(document, style)
    return Arranged(widened(indented(parted_titles(aligned(document), look), look), look), look)
