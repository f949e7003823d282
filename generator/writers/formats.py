"""The formats of a report, each written down once. A new format is one entry of `FORMATS` and the function that writes it.

Everything that chooses, writes, remembers or serves files reads this list: the command line and its help, `build`, the
fingerprints and the index of a batch, the menu and the downloads of the preview.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from generator.writers.output.printer import Printer


class Settings(Protocol):
    """Choices of a build that the bytes of a format may depend on (`build.Options`)."""

    @property
    def variant(self) -> str:
        """The PDF variant."""

    @property
    def engine(self) -> str:
        """The PDF engine."""

    @property
    def attach(self) -> bool:
        """Data and tables inside the PDF."""

    @property
    def page_numbers(self) -> bool:
        """Page numbers in the contents of formats whose pages the reader's program makes."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    name: as `-f` and `build --json` call it. suffix: of its files, with the dot. media_type: of a download (RFC 6838).
    write: gives the bytes of a printer's document; raises MissingEngine where something it needs is not installed.
    pages: "" where there are none; counted where the reader's program makes them and the contents list their numbers;
    fixed where they are in the file with their fonts. label: on the button of the preview, empty: not offered there.
    by_default: made where nobody says which formats. settings: names of the `Settings` that its bytes depend on;
    packages: the distributions that they depend on, besides those of every report.
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[Printer], bytes]
    pages: Literal["", "counted", "fixed"] = ""
    label: str = ""
    by_default: bool = False
    settings: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()

    @property
    def has_pages(self) -> bool:
        """Whether the document's pages are counted or made for it, so that its bytes depend on font files."""
        return bool(self.pages)


def _docx(printer: Printer) -> bytes:
    from generator.writers.docx import write_docx

    return write_docx(printer.paged.document, printer.arranged.style, printer.heading_pages())


def _pdf(printer: Printer) -> bytes:
    return printer.pdf()


def _html(printer: Printer) -> bytes:
    from generator.writers.html import write_html

    return write_html(printer.arranged.document, printer.arranged.style, draft=printer.draft).encode()


def _xlsx(printer: Printer) -> bytes:
    from generator.writers.xlsx.workbook import write_xlsx

    return write_xlsx(printer.document, printer.style)


def _text(printer: Printer) -> bytes:
    from generator.writers.text import plain_text

    return plain_text(printer.document).encode()


_OFFICE = "application/vnd.openxmlformats-officedocument"
_ENGINES = ("pydyf", "typst", "weasyprint")

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format(
            "docx",
            ".docx",
            f"{_OFFICE}.wordprocessingml.document",
            _docx,
            pages="counted",
            label="Word 文档（DOCX）",
            by_default=True,
            settings=("page_numbers",),
            packages=("python-docx", "xlsxwriter"),
        ),
        Format(
            "pdf",
            ".pdf",
            "application/pdf",
            _pdf,
            pages="fixed",
            label="PDF",
            by_default=True,
            settings=("variant", "attach", "engine"),
            packages=("xlsxwriter", *_ENGINES),
        ),
        Format("html", ".html", "text/html", _html, by_default=True),
        Format(
            "xlsx",
            ".xlsx",
            f"{_OFFICE}.spreadsheetml.sheet",
            _xlsx,
            label="电子表格（XLSX）",
            packages=("xlsxwriter",),
        ),
        Format("txt", ".txt", "text/plain", _text),
    )
}
"""By name, in the order in which they are listed."""


def default_formats() -> tuple[str, ...]:
    """The names of the formats that are made where nobody says which."""
    return tuple(name for name, one in FORMATS.items() if one.by_default)
