"""The sample report, written once and opened in the ways the tests need."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document as Opened
from lxml import etree

from generator.document.blocks import Document
from generator.writers.docx import write_docx
from generator.writers.style import Style
from tests.writers.docx.sample import sample_document, sample_pages, sample_style


@pytest.fixture(scope="session")
def look() -> Style:
    return sample_style()


@pytest.fixture(scope="session")
def sample() -> Document:
    return sample_document()


@pytest.fixture(scope="session")
def written(sample: Document, look: Style) -> bytes:
    """The file of the sample with page numbers."""
    return write_docx(sample, look, sample_pages())


@pytest.fixture(scope="session")
def parts(written: bytes) -> dict[str, bytes]:
    """Name in the zip → content."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def root(parts: dict[str, bytes]) -> etree._Element:
    """The parsed document.xml."""
    return etree.fromstring(parts["word/document.xml"])


@pytest.fixture(scope="session")
def opened(written: bytes) -> Opened:
    """The file as python-docx opens it."""
    return docx.Document(io.BytesIO(written))
