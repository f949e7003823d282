"""The reports of data_examples, built once per test run; LibreOffice's PDF of each; where contents rows stand in a PDF."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from lxml import etree

from generator.build import chosen_packs, find_style, make_document, read
from generator.document.blocks import Document
from generator.writers.arrange import Arranged, Paged, arrange
from generator.writers.docx import write_docx
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import Fonts, find_fonts
from generator.writers.pdf.engines import chosen
from generator.writers.pdf.job import Job, Printed
from generator.writers.pdf.weasyprint.writer import layout
from generator.writers.style import Style
from tests.shared import once
from tests.writers import pages

ROOT = Path(__file__).resolve().parents[1]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXAMPLES = (
    ("gongjing/2020", "sichuan-juesuan"),
    ("shili/2022", "tongyong-juesuan"),
    ("shili/2022", "sichuan-juesuan"),
    ("shili/2023", "tongyong-juesuan"),
    ("shili/2023", "sichuan-juesuan"),
    ("shili/2024", "tongyong-yusuan"),
)
"""Source and pack of every report with contents."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One report before a format is written. document: as it came from its templates."""

    document: Document
    arranged: Arranged
    paged: Paged
    fonts: Fonts

    @property
    def style(self) -> Style:
        """The style, with the pitch of this report's contents."""
        return self.arranged.style


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What WeasyPrint makes of a report: its pages, the page of each heading, what it complains of, the PDF, and what is wrong
    with its boxes, which only the process that laid it out has."""

    count: int
    pages: dict[str, int]
    warnings: list[str]
    pdf: bytes
    faults: pages.Faults


@cache
def pdf_of(source: str, pack: str, look: str = "") -> Printed:
    """A report as PDF, by the engine that prints where none is named."""
    return print_pdf(prepared(source, pack, look))


def print_pdf(made: Prepared) -> Printed:
    """The same of any report."""
    return chosen("").print(Job(made.arranged, made.paged, made.fonts))


@cache
def prepared(source: str, pack: str, look: str = "") -> Prepared:
    """A report as `build` arranges it. look: a style by name, empty for the pack's own."""
    figures, _ = read(ROOT / "data_examples" / source)
    chosen = chosen_packs(figures, [pack])[0]
    document, _ = make_document(chosen, figures)
    return prepare(document, find_style(chosen, look))


def prepare(document: Document, style: Style) -> Prepared:
    """A document arranged on its pages."""
    arranged = arrange(document, style)
    fonts = find_fonts(arranged.style)
    return Prepared(document, arranged, arranged.paged(Advances(fonts)), fonts)


@cache
def laid_out(source: str, pack: str, look: str = "") -> LaidOut:
    """A report by WeasyPrint, which takes seconds: laid out once in a run, by the first process that wants it."""
    own = prepared(source, pack).style.name

    def make() -> LaidOut:
        return lay_out(prepared(source, pack, "" if look == own else look))

    return once(f"weasyprint {source} {pack} {look or own}", make)


def lay_out(made: Prepared) -> LaidOut:
    """A report by WeasyPrint."""
    found = layout(made.paged.typeset, made.style, made.fonts)
    pdf = found.pdf()
    return LaidOut(found.count, found.pages, found.warnings, pdf, pages.faults(found))


@cache
def docx_of(source: str, pack: str) -> bytes:
    """A report as DOCX, with its page numbers."""
    made = prepared(source, pack)
    return write_docx(made.paged.document, made.style, made.paged.pages.of)


@cache
def office_pdfs() -> dict[tuple[str, str], bytes]:
    """LibreOffice's PDF of every report's DOCX, made in one run."""
    return once("office", _office_pdfs)


def _office_pdfs() -> dict[tuple[str, str], bytes]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {key: folder / f"{number}.docx" for number, key in enumerate(EXAMPLES)}
        for key, file in files.items():
            file.write_bytes(docx_of(*key))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", name]
        subprocess.run([*command, *map(str, files.values())], check=True, capture_output=True, timeout=300)
        return {key: file.with_suffix(".pdf").read_bytes() for key, file in files.items()}


def printed_rows(docx: bytes) -> list[tuple[str, int]]:
    """The rows of a DOCX's contents with the page numbers that stand there; text without white space."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    rows = []
    for link in root.iter(f"{W}hyperlink"):
        *text, number = [node.text or "" for node in link.iter(f"{W}t")]
        rows.append((re.sub(r"\s", "", "".join(text)), int(number)))
    return rows


def pdf_pages(pdf: bytes) -> list[str]:
    """The text of each page without white space, in the order in which it is drawn, by pdftotext: in a tenth of pypdf's time."""
    if shutil.which("pdftotext") is None:
        pytest.skip("没有 pdftotext：apt-get install poppler-utils 以后才能读 PDF 的文字")
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]


def real_pages(rows: list[str], pages: list[str]) -> list[int]:
    """The page, from 1, on which each heading stands behind the contents, in their order; 0 where it is not found.

    Four rows one right after the other are no headings: the list of tables below the title of their part. Three may be: a part,
    the number of its annex and the title of that.
    """
    page = max(number for number, text in enumerate(pages) if text.count("····") + text.count("....") > 1) + 1
    place, found = 0, []
    for number, row in enumerate(rows):
        listed = "".join(rows[number : number + 4]) if number + 4 <= len(rows) else "\n"
        starts = ((n, pages[n].find(row, place if n == page else 0)) for n in range(page, len(pages)))
        hit = next(((n, at) for n, at in starts if at >= 0 and not pages[n].startswith(listed, at)), None)
        found.append(hit[0] + 1 if hit else 0)
        page, place = (hit[0], hit[1] + len(row)) if hit else (page, place)
    return found
