"""The page numbers in the contents are those of the pages: in our PDF, and in the DOCX as LibreOffice lays it out."""

from __future__ import annotations

import shutil

import pytest

from tests.built import EXAMPLES, docx_of, office_pdfs, pdf_of, pdf_pages, printed_rows, real_pages

pytestmark = pytest.mark.office

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext（poppler-utils）没有安装")
each_report = pytest.mark.parametrize(("source", "pack"), EXAMPLES)


def disagreeing(source: str, pack: str, pages: list[str]) -> list[tuple[str, int, int]]:
    """Contents rows whose printed page is not the real one: text, printed, real."""
    rows = printed_rows(docx_of(source, pack))
    assert len(rows) > 20
    real = real_pages([text for text, _ in rows], pages)
    return [(text, printed, page) for (text, printed), page in zip(rows, real, strict=True) if printed != page]


@needs_poppler
@each_report
def test_every_contents_row_names_the_page_of_its_heading_in_the_pdf(source: str, pack: str) -> None:
    assert disagreeing(source, pack, pdf_pages(pdf_of(source, pack).data)) == []


@needs_poppler
@each_report
def test_every_contents_row_of_the_docx_names_the_page_of_its_heading_in_libreoffice(source: str, pack: str) -> None:
    assert disagreeing(source, pack, pdf_pages(office_pdfs()[source, pack])) == []


@needs_poppler
@each_report
def test_the_docx_has_as_many_pages_in_libreoffice_as_the_pdf(source: str, pack: str) -> None:
    assert len(pdf_pages(office_pdfs()[source, pack])) == pdf_of(source, pack).count


@needs_poppler
def test_a_heading_on_another_page_than_printed_would_be_found() -> None:
    source, pack = EXAMPLES[1]
    pages = pdf_pages(pdf_of(source, pack).data)
    assert len(disagreeing(source, pack, ["", *pages])) > 20
