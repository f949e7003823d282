"""Pages of a PDF: lines by their baseline, ruled grids, what is clipped away, headers and footers, files that are none."""

import io
import time

import pypdf
import pypdfium2
import pytest

from generator.errors import UsageError
from generator.reports.pdf.outside import pages_of_pdf
from generator.reports.pdf.reading import read_pages
from generator.runtime.allowance import Allowance
from tests.reports.made import pdf


def lines(body: str, page: int = 0) -> list[str]:
    return [line.text for line in read_pages(pdf(body), "报告.pdf")[0][page].lines()]


def grid(body: str) -> list[list[str]]:
    return read_pages(pdf(body), "报告.pdf")[0][0].grids()[0].table(spread=False)


def test_digits_of_another_font_and_height_stay_in_their_line() -> None:
    body = '本年收入合计#text(font: "Noto Sans SC", size: 9pt)[2946.25]万元，其中：其他收入#super[6.20]万元。'
    assert lines(body) == ["本年收入合计2946.25万元，其中：其他收入6.20万元。"] or lines(body)[0].startswith(
        "本年收入合计2946.25万元"
    )


def test_blanks_stay_between_latin_words_alone() -> None:
    assert lines("因 公 出 国 （ 境 ） 费 12 万 元 ，用 于 Smart City 系统") == ["因公出国（境）费12万元，用于Smart City系统"]


def test_texts_beside_each_other_are_parted_by_a_tab() -> None:
    assert lines("编制单位：某县水利局#h(1fr)单位：万元") == ["编制单位：某县水利局\t单位：万元"]


def test_merged_cells_come_from_the_lines_that_are_missing() -> None:
    body = """#table(columns: 4,
      table.cell(rowspan: 2)[项目], table.cell(colspan: 3)[支出],
      [合计], [基本支出], [项目支出],
      [行政运行], [1,511.89], [1,503.52], [8.37])"""
    assert grid(body) == [
        ["项目", "支出", "", ""],
        ["", "合计", "基本支出", "项目支出"],
        ["行政运行", "1,511.89", "1,503.52", "8.37"],
    ]


def test_a_figure_that_is_wrapped_in_its_cell_is_one_figure() -> None:
    body = "#table(columns: (60pt, 60pt), [机关事业单位养老保险缴费], [1,234#linebreak()567.89], [合计], [12])"
    assert grid(body) == [["机关事业单位养老保险缴费", "1,234567.89"], ["合计", "12"]]


def test_a_table_without_lines_at_its_sides_keeps_its_outer_columns() -> None:
    body = """#table(columns: (100pt, 80pt, 80pt), stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 { 0.5pt }),
      [科目], [预算数], [决算数], [办公费], [21.21], [20.00])"""
    assert grid(body) == [["科目", "预算数", "决算数"], ["办公费", "21.21", "20.00"]]


def test_a_frame_around_one_text_is_no_table() -> None:
    pages, _ = read_pages(pdf("#rect(width: 100%)[目录 一、概况 二、收支]"), "报告.pdf")
    assert pages[0].grids() == []
    assert [line.text for line in pages[0].lines()] == ["目录一、概况二、收支"]


def test_what_a_clip_hides_is_not_read() -> None:
    body = "#block(height: 20pt, width: 100%, clip: true)[第一行看得见。#linebreak()#v(30pt) 这一行被裁掉。]"
    assert lines(body) == ["第一行看得见。"]


def test_text_outside_of_the_page_is_not_read() -> None:
    assert lines("在页上。#place(dx: 900pt)[在页外]") == ["在页上。"]


def test_headers_footers_and_page_numbers_are_no_lines_of_the_text() -> None:
    body = "#set page(header: [某县水利局2023年部门决算], footer: align(center)[— #context counter(page).display() —])\n"
    body += "#pagebreak()".join(f"第{word}页的话，本页有{number}个项目。" for number, word in enumerate("一二三四", 1))
    pages, _ = read_pages(pdf(body), "报告.pdf")
    assert [[line.text for line in page.lines()] for page in pages][2] == ["第三页的话，本页有3个项目。"]
    assert [line.text for line in pages[2].furniture] == ["某县水利局2023年部门决算", "—3—"]


def test_a_title_that_stands_at_the_top_of_one_page_is_kept() -> None:
    table = "#table(columns: 2, [项目], [数], [合计], [1])"
    body = "#pagebreak()".join(f"#title[{name}决算表]\n{table}" for name in "甲乙丙")
    pages, _ = read_pages(pdf(body), "报告.pdf")
    assert [page.lines()[0].text for page in pages] == ["甲决算表", "乙决算表", "丙决算表"]


def test_a_turned_page_is_read_as_it_is_seen() -> None:

    document = pypdfium2.PdfDocument(
        pdf("#title[收入决算表]\n#table(columns: 3, [项目], [预算], [决算], [合计], [1.00], [2.00])")
    )
    document[0].set_rotation(180)
    import io

    buffer = io.BytesIO()
    document.save(buffer)
    page = read_pages(buffer.getvalue(), "报告.pdf")[0][0]
    box = page.grids()[0].place.box
    assert box is not None and box[1] > 600, "upside down, the table stands at the foot of the page"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n", "PDF 不完整或已损坏，打不开"),
        (b"hello", "这不是 PDF"),
        (pdf("话。")[:1500], "PDF 不完整或已损坏，打不开"),
    ],
)
def test_what_is_no_whole_pdf_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_pages(data, "坏.pdf")


def test_a_locked_pdf_is_said_to_be_locked() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf("话。")))
    writer.encrypt("秘密", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(UsageError, match="PDF 加了打开密码"):
        read_pages(buffer.getvalue(), "锁.pdf")


def test_a_scan_is_said_to_be_one_and_a_scanned_page_is_named() -> None:
    pixel = '#image(bytes((255,)), format: (encoding: "luma8", width: 1, height: 1), width: 100%)'
    with pytest.raises(UsageError, match="这是扫描件，没有文字"):
        read_pages(pdf(pixel), "扫描.pdf")
    _, remarks = read_pages(pdf(f"有字的页。#pagebreak(){pixel}"), "半扫描.pdf")
    assert [remark.text for remark in remarks] == ["第2页是扫描件，没有文字，没有读"]


def test_too_many_pages_are_refused_before_any_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.reports.pdf.reading.MOST_PAGES", 2)
    with pytest.raises(UsageError, match="有3页，超过2页"):
        read_pages(pdf("一#pagebreak()二#pagebreak()三"), "长.pdf")


def never(data: bytes, name: str) -> None:
    """In the place of the reader: a file with which it does not come to an end."""
    time.sleep(120)


@pytest.mark.slow
def test_a_pdf_is_read_in_a_process_of_its_own_that_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf("一二三四。")
    assert pages_of_pdf(data, "报告.pdf")[0][0].lines()[0].text == "一二三四。"
    monkeypatch.setattr("generator.reports.pdf.outside.read_pages", never)
    with pytest.raises(UsageError, match="秒没有做完"):
        pages_of_pdf(data, "报告.pdf", Allowance(seconds=0.5))
