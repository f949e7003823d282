"""Our own reports read back: every heading, paragraph, cell and figure, from Word and from PDF."""

import pytest

from generator.reports import read_report_bytes
from scripts.roundtrip import compare
from tests.built import docx_of, pdf_of, prepared

BUDGET = ("shili/2024", "tongyong-yusuan")
ACCOUNTS = ("gongjing/2020", "sichuan-juesuan")


def test_all_of_a_word_report_is_read_back() -> None:
    shares = compare(prepared(*BUDGET).document, read_report_bytes(docx_of(*BUDGET), "预算.docx"))
    assert [share.missing for share in shares] == [[], [], [], []]
    assert shares.figures.whole > 500


@pytest.mark.slow
def test_all_of_a_pdf_report_is_read_back() -> None:
    shares = compare(prepared(*ACCOUNTS).document, read_report_bytes(pdf_of(*ACCOUNTS).data, "决算.pdf"))
    assert [share.missing for share in shares] == [[], [], [], []]
    assert shares.headings.whole > 100 and shares.figures.whole > 500
