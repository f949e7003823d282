"""The Word writer: a Document and a Style become the bytes of one DOCX file: body, styles, footers, charts in one package."""

from __future__ import annotations

from collections.abc import Mapping

from docx.opc.package import OpcPackage
from docx.opc.part import Part

from generator.document.blocks import Document, Heading
from generator.runtime.garbage import collector_off
from generator.writers.docx import package as opc
from generator.writers.docx.body import document_xml
from generator.writers.docx.chart import WORKBOOK_RELATION, chart_xml
from generator.writers.docx.chart_frame import chart_relation
from generator.writers.docx.chart_workbook import chart_workbook
from generator.writers.docx.context import BodyContext, new_context
from generator.writers.docx.page import footers
from generator.writers.docx.settings import font_table_xml, settings_xml
from generator.writers.docx.styles import styles_xml
from generator.writers.style import Style

__all__ = ["write_docx"]


@collector_off()
def write_docx(document: Document, style: Style, pages: Mapping[str, int] | None = None) -> bytes:
    """The DOCX file of a document; the same input gives the same bytes.

    pages: the page number of each heading id, from the PDF layout pass; without it (None) the contents rows have no
    page number until the reader updates the field. Raises PackError where a block's role is not in the style, and
    DocumentError where a contents row points to no heading.
    """
    context = new_context(document, style, pages)
    package = opc.new_package(document)
    main = opc.add_part(package, package, "/word/document.xml", opc.MAIN, document_xml(document, context), "rIdDocument")
    headings = (block for block in document.blocks() if isinstance(block, Heading))
    opc.add_part(package, main, "/word/styles.xml", opc.STYLES, styles_xml(style, headings, context.cells), "rIdStyles")
    opc.add_part(package, main, "/word/settings.xml", opc.SETTINGS, settings_xml(style), "rIdSettings")
    opc.add_part(package, main, "/word/fontTable.xml", opc.FONTS, font_table_xml(style), "rIdFonts")
    for number, (relation, footer) in enumerate(footers(style).items(), 1):
        opc.add_part(package, main, f"/word/footer{number}.xml", opc.FOOTER, footer, relation)
    _add_charts(package, main, context)
    return opc.package_bytes(package)


def _add_charts(package: OpcPackage, main: Part, context: BodyContext) -> None:
    for number, chart in enumerate(context.charts, 1):
        name = f"/word/charts/chart{number}.xml"
        part = opc.add_part(package, main, name, opc.CHART, chart_xml(chart, context.style), chart_relation(number))
        book = chart_workbook(chart, opc.CREATED)
        name = f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"
        opc.add_part(package, part, name, opc.WORKBOOK, book, WORKBOOK_RELATION)
