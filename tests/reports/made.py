"""Small reports for the tests: a PDF from Typst source, a DOCX from the XML of its body, as other programs write them."""

import importlib.util
import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import typst

from generator.reports.outline import outlined
from generator.reports.pdf.reading import read_pages
from generator.reports.report import ReadReport, ReportRemark

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE = """#set page(width: 595pt, height: 842pt, margin: (x: 80pt, y: 90pt))
#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 10pt)
#set table(stroke: 0.5pt)
#show table: set par(first-line-indent: 0pt, justify: false)
#let title(body) = align(center, text(size: 16pt, body))
"""


@cache
def _fonts() -> Any:
    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    assert package is not None and package.origin is not None
    folder = Path(package.origin).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


@cache
def pdf(body: str) -> bytes:
    """The PDF of a Typst body."""
    return bytes(typst.compile((PAGE + body).encode(), font_paths=_fonts(), format="pdf", timestamp=0))


def pdf_report(body: str, remarks: tuple[ReportRemark, ...] = ()) -> ReadReport:
    """The report that is read of it, in this process."""
    pages, found = read_pages(pdf(body), "报告.pdf")
    return outlined("报告.pdf", "pdf", pages, [*found, *remarks])


def docx(body: str, styles: str = "", numbering: str = "") -> bytes:
    """A DOCX with this XML in its body."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {WORD}>{styles}</w:styles>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {WORD}>{numbering}</w:numbering>")
    return buffer.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table of rows of cells."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
