"""Copies of reports with the findings in them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from generator.cli import main
from generator.errors import UsageError
from generator.examine.examination import examined
from generator.examine.marked import marked_copy, note, with_notes
from generator.reports import read_report_bytes
from tests.examine.test_examination import docx as report

WRONG = ("收入支出总计320.00", "收入支出总计302.00")


def test_word_comments_stand_at_the_words(tmp_path: Path) -> None:
    path, out = tmp_path / "报告.docx", tmp_path / "批注"
    data = report(WRONG)
    path.write_bytes(data)
    assert main(["check", str(path), "--marked", str(out)]) == 1
    assert path.read_bytes() == data, "the report itself is not touched"
    copy = docx.Document(str(out / "报告（体检）.docx"))
    texts = [comment.text for comment in copy.comments]
    assert any("302.00万元，表“收入支出决算总表”里是320.00万元" in text and "改法" in text for text in texts)
    (paragraph,) = [one for one in copy.paragraphs if "收入支出总计302.00" in one.text]
    assert "commentRangeStart" in paragraph._p.xml and "commentReference" in paragraph._p.xml
    assert [one.text for one in copy.paragraphs] == [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_pdf_gets_highlights_with_notes() -> None:
    writer, blank = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 300)
    writer.write(blank)
    made = with_notes(blank.getvalue(), [(1, (20.0, 30.0, 120.0, 50.0), "错误［表文］两处不一样")])
    (found,) = [one.get_object() for one in PdfReader(io.BytesIO(made)).pages[0]["/Annots"]]  # type: ignore[union-attr]
    assert found["/Subtype"] == "/Highlight" and found["/Contents"] == "错误［表文］两处不一样"
    assert [float(side) for side in found["/Rect"]] == [20, 250, 120, 270]


def test_a_web_page_cannot_be_marked() -> None:
    with pytest.raises(UsageError, match="不能加批注"):
        marked_copy(b"<html>", "html", [], "页.html")


def test_a_note_says_what_where_else_and_what_to_do() -> None:
    findings = examined(read_report_bytes(report(WRONG), "报告2024年.docx")).findings
    text = note(next(one for one in findings if one.rule == "表文"))
    assert text.startswith("错误［表文］") and "对照：表“收入支出决算总表”" in text and text.endswith("改正其中一处")
