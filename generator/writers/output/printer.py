"""One document in any format, with its lines broken and its pages counted once for all formats that need them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from generator.document.blocks import Contents, Document
from generator.errors import MissingEngine
from generator.writers.arrange.contents_pitch import fitted
from generator.writers.arrange.estimate import estimated_width
from generator.writers.arrange.indents import indented
from generator.writers.arrange.pages import Pages, count_pages, loosened
from generator.writers.arrange.titles import parted_titles
from generator.writers.arrange.typeset import Widths, typeset
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import Fonts, find_fonts
from generator.writers.output.files import safe_name
from generator.writers.pdf.attach import VARIANT, Attached, tables_file
from generator.writers.pdf.writer import Layout, layout
from generator.writers.style import Style


@dataclass
class Printer:
    """Prints a document. draft: keys and marks; variant: of PDF; page_numbers: of the DOCX contents.

    attached: files to put inside the PDF, and its tables with them; None: nothing.
    """

    document: Document
    style: Style
    draft: bool = False
    variant: str = ""
    page_numbers: bool = True
    attached: tuple[Attached, ...] | None = None
    notes: list[str] = field(default_factory=list)

    @cached_property
    def _look(self) -> Style:
        """The style, with contents that fit their page."""
        return fitted(self.document, self.style)

    @cached_property
    def arranged(self) -> Document:
        """The document with its long titles parted, signature, date and names of annexes in their places."""
        return indented(parted_titles(self.document, self._look), self._look)

    @cached_property
    def paginated(self) -> Document:
        """What goes onto pages: some tables are not kept whole. Without a font the widths of characters are estimated."""
        keeps = any(table.keep for table in self.arranged.tables())
        return loosened(self.arranged, self._counted) if keeps else self.arranged

    @cached_property
    def _fonts(self) -> Fonts:
        return find_fonts(self.style)

    @cached_property
    def _counted(self) -> Pages:
        widths: Widths = estimated_width
        with suppress(MissingEngine):
            widths = Advances(self._fonts)
        return count_pages(typeset(self.arranged, self._look, widths), self._look)

    @cached_property
    def _layout(self) -> Layout:
        tagged = bool(self.variant) or self.attached is not None
        document = self.arranged if self.variant.startswith("pdf/ua") else self.paginated
        return layout(document, self._look, self._fonts, draft=self.draft, tagged=tagged)

    @property
    def pages(self) -> int | None:
        """Pages of the report, None where nothing was printed that has any."""
        if "_layout" in self.__dict__:
            return self._layout.count
        return self._counted.count if "_counted" in self.__dict__ else None

    @property
    def fonts(self) -> list[dict[str, str]]:
        """Which font stood in for which."""
        return self._fonts.report()

    def print(self, kind: str) -> bytes:
        """The file in a format. Raises MissingEngine where PDF is asked for and its engine is absent."""
        writers: dict[str, Callable[[], bytes]] = {
            "docx": self._docx,
            "pdf": self._pdf,
            "html": self._html,
            "xlsx": self._xlsx,
            "txt": self._text,
        }
        return writers[kind]()

    def _pdf(self) -> bytes:
        variant, attached = self.variant or None, self.attached or ()
        if self.attached is not None:
            variant = variant or VARIANT
            attached += (tables_file(safe_name(self.document.title), self._xlsx()),)
        data = self._layout.pdf(variant, attached)
        self.notes += [f"PDF：{warning}" for warning in self._layout.warnings]
        return data

    def _docx(self) -> bytes:
        from generator.writers.docx import write_docx

        return write_docx(self.paginated, self._look, self._numbers())

    def _numbers(self) -> dict[str, int] | None:
        """Heading → page for the contents; None where they are not wanted, or no font file says how wide characters are."""
        wanted = any(isinstance(block, Contents) and block.page_numbers for block in self.document.blocks())
        if not (self.page_numbers and wanted):
            return None
        try:
            _ = self._fonts
            return self._counted.of
        except MissingEngine as error:
            self.notes.append(f"目录页码没有填：{error.message}。打开后右键目录“更新域”，或{error.remedy}")
            return None

    def _html(self) -> bytes:
        from generator.writers.html import write_html

        return write_html(self.arranged, self._look, draft=self.draft).encode()

    def _xlsx(self) -> bytes:
        from generator.writers.xlsx.workbook import write_xlsx

        return write_xlsx(self.document, self.style)

    def _text(self) -> bytes:
        from generator.writers.text import plain_text

        return plain_text(self.document).encode()
