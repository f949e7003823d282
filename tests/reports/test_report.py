"""The data types of a report that was read."""

from generator.reports.report import (
    ReadReport,
    ReportCell,
    ReportGrid,
    ReportLine,
    ReportPage,
    ReportParagraph,
    ReportPlace,
    ReportSection,
    ReportTable,
)

HERE = ReportPlace(file="报告.pdf", page=12)


def grid() -> ReportGrid:
    cells = [ReportCell("项目", 0, 0, HERE, rowspan=2), ReportCell("支出", 0, 1, HERE, colspan=2), ReportCell("基本", 1, 1, HERE)]
    return ReportGrid(2, 3, cells, HERE)


def test_a_place_is_said_in_words() -> None:
    assert (
        ReportPlace("报告.pdf", 12, table=3, title="收入决算表", row=3, column=1).source == "报告.pdf 第12页 表“收入决算表” 第3行"
    )
    assert str(ReportPlace("报告.docx", table=2, row=1, paragraph=40)) == "第2个表 第1行"
    assert ReportPlace("报告.docx", paragraph=7).source == "报告.docx 第7段"
    assert ReportPlace("报告.docx").source == "报告.docx"


def test_a_cell_covers_all_its_boxes() -> None:
    assert grid().table() == [["项目", "支出", "支出"], ["项目", "基本", ""]]
    assert grid().table(spread=False) == [["项目", "支出", ""], ["", "基本", ""]]
    boxes = grid().boxes()
    assert boxes[1][0] is boxes[0][0] is not None
    assert boxes[1][2] is None


def test_a_position_in_a_paragraph_leads_to_its_line() -> None:
    first, second = ReportLine("本年收入", HERE), ReportLine("合计1.00万元。", ReportPlace("报告.pdf", 13))
    paragraph = ReportParagraph(first.text + second.text, HERE, (first, second))
    assert paragraph.line_at(3) == (first, 3)
    assert paragraph.line_at(4) == (second, 0)
    assert paragraph.place_at(4).page == 13
    assert paragraph.line_at(99)[0] is second


def test_sections_paragraphs_and_tables_come_in_reading_order() -> None:
    inner = ReportSection(2, "一、", "收入", HERE, path=("说明", "收入"), blocks=[ReportParagraph("乙", HERE)])
    table = ReportTable(1, "收入表", grid(), HERE)
    outer = ReportSection(1, "第一部分", "说明", HERE, path=("说明",), blocks=[ReportParagraph("甲", HERE), table, inner])
    report = ReadReport(
        "报告.pdf", "pdf", [ReportPage(1, [grid(), ReportLine("甲", HERE)])], front=[ReportParagraph("封面", HERE)], parts=[outer]
    )
    assert [section.title for section in report.sections()] == ["说明", "收入"]
    assert [(path, paragraph.text) for path, paragraph in report.paragraphs()] == [
        ((), "封面"),
        (("说明",), "甲"),
        (("说明", "收入"), "乙"),
    ]
    assert report.tables() == [table]
    assert [len(found) for found in (report.pages[0].lines(), report.pages[0].grids())] == [1, 1]
