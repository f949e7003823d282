"""One document in any format, with its lines broken and its pages counted once for all formats that need them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from generator.document.blocks import Contents, Document
from generator.errors import MissingEngine
from generator.writers.arrange import Arranged, Paged, arrange
from generator.writers.arrange.typeset import Widths, estimated_width
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.coverage import completed, missing, remarks, stand_ins
from generator.writers.fonts.find import Fonts, find_fonts
from generator.writers.formats import FORMATS
from generator.writers.output.files import safe_name
from generator.writers.pdf.attach import VARIANT, Attached, tables_file
from generator.writers.pdf.engines import chosen, instead_note
from generator.writers.pdf.job import Job, Printed
from generator.writers.style import Style


@dataclass
class Printer:
    """Prints a document. draft: keys and marks; variant: of PDF; page_numbers: of the DOCX contents.

    attached: files to put inside the PDF, and its tables with them; None: nothing. engine: the name of the PDF engine, empty
    for the first that is here.
    """

    document: Document
    style: Style
    draft: bool = False
    variant: str = ""
    page_numbers: bool = True
    attached: tuple[Attached, ...] | None = None
    engine: str = ""
    notes: list[str] = field(default_factory=list)
    _printed: Printed | None = None

    @cached_property
    def arranged(self) -> Arranged:
        """The document arranged for the style."""
        return arrange(self.document, self.style)

    @cached_property
    def paged(self) -> Paged:
        """The document on its pages. Without a font file the widths of characters are estimated."""
        widths: Widths = estimated_width
        with suppress(MissingEngine):
            widths = Advances(self._fonts)
        return self.arranged.paged(widths)

    @property
    def on_pages(self) -> Document:
        """What Word takes: the pages are counted only where its contents or its kept tables need them."""
        counted = self.page_numbers or any(table.keep for table in self.arranged.document.tables())
        return self.paged.document if counted else self.arranged.document

    @cached_property
    def _fonts(self) -> Fonts:
        return completed(self.document, self.style, find_fonts(self.style))

    @property
    def pages(self) -> int | None:
        """Pages of the report, None where nothing was printed that has any."""
        if self._printed:
            return self._printed.count
        return self.paged.pages.count if "paged" in self.__dict__ else None

    @property
    def fonts(self) -> list[dict[str, str]]:
        """Which font stood in for which."""
        return self._fonts.report()

    def print(self, format_name: str) -> bytes:
        """The file in a format. Raises MissingEngine where its engine is absent."""
        return FORMATS[format_name].write(self)

    def pdf(self) -> bytes:
        """The PDF, with the files that go inside. Raises MissingEngine where no engine is here."""
        variant, attached = self.variant, self.attached or ()
        if self.attached is not None:
            variant = variant or VARIANT
            attached += (tables_file(safe_name(self.document.title), self.print("xlsx")),)
        engine = chosen(self.engine)
        printed = engine.print(Job(self.arranged, self.paged, self._fonts, self.draft, variant, attached))
        self.notes += [f"PDF：{warning}" for warning in printed.warnings]
        self.notes += remarks(missing(self.paged, self.arranged.style, self._fonts))
        self.notes += stand_ins(self.document, self.style, self._fonts)
        self.notes += [note for note in (engine.note(), "" if self.engine else instead_note(engine)) if note]
        self._printed = printed
        return printed.data

    def heading_pages(self) -> dict[str, int] | None:
        """Heading → page for the contents; None where they are not wanted, or no font file says how wide characters are."""
        wanted = any(isinstance(block, Contents) and block.page_numbers for block in self.document.blocks())
        if not (self.page_numbers and wanted):
            return None
        try:
            _ = self._fonts
            return self.paged.pages.of
        except MissingEngine as error:
            self.notes.append(f"目录页码没有填：{error.message}。打开后右键目录“更新域”，或{error.remedy}")
            return None
