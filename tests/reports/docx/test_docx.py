"""DOCX files as people and programs make them: merges, tracked changes, text boxes, generated numbers, hostile packages."""

import io
import zipfile

import pytest

from generator.errors import UsageError
from generator.reports.docx.numbering import in_format
from generator.reports.docx.reading import read_docx_pages
from generator.reports.reading import read_report_bytes
from generator.reports.report import ReportGrid, ReportLine
from tests.reports.made import WORD, docx, p, tbl, tc


def items(body: str, styles: str = "", numbering: str = "") -> list[str | list[list[str]]]:
    (page,) = read_docx_pages(docx(body, styles, numbering), "报告.docx")
    return [item.table(spread=False) if isinstance(item, ReportGrid) else item.text for item in page.items]


def test_spans_across_and_down_make_one_cell() -> None:
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tc("科目", restart) + tc("支出", '<w:gridSpan w:val="2"/>'),
        tc("", go_on) + tc("基本") + tc("项目"),
        tc("合计") + tc("1.00") + tc("2.00"),
    )
    assert items(body) == [[["科目", "支出", ""], ["", "基本", "项目"], ["合计", "1.00", "2.00"]]]


def test_columns_of_a_hair_that_another_program_adds_are_taken_out() -> None:
    body = tbl(
        tc("科目") + tc("合计", '<w:gridSpan w:val="2"/>') + tc("其他"),
        tc("办公费", '<w:gridSpan w:val="2"/>') + tc("1.00") + tc("2.00"),
        widths=(3000, 1, 2000, 2000),
    )
    assert items(body) == [[["科目", "合计", "其他"], ["办公费", "1.00", "2.00"]]]


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    body = f"<w:tbl><w:tr>{tc('甲')}{tc('乙')}</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{tc('丙')}</w:tr></w:tbl>"
    assert items(body) == [[["甲", "乙"], ["", "丙"]]]


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>收入</w:t></w:r><w:del><w:r><w:delText>一百</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12.50</w:t></w:r></w:ins><w:r><w:t>万元。</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>" + p("后半句。")
    )
    deleted = f"<w:tbl><w:tr>{tc('甲')}{tc('1')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{tc('乙')}{tc('2')}</w:tr></w:tbl>"
    assert items(body + deleted) == ["收入12.50万元。", "前半句，后半句。", [["甲", "1"]]]


def test_text_boxes_frames_and_nested_tables_are_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p('单位：万元')}</w:txbxContent>"
    anchored = (
        f"<w:p><w:r><w:t>收入决算表</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    frame = f"<w:tbl><w:tr><w:tc>{p('框里的话。')}{tbl(tc('项目') + tc('3.00'))}</w:tc></w:tr></w:tbl>"
    assert items(anchored + frame) == ["收入决算表", "单位：万元", "框里的话。", [["项目", "3.00"]]]


def test_numbers_that_word_makes_stand_before_the_text() -> None:
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        + level.format(0, "chineseCountingThousand", "第%1部分 ")
        + level.format(1, "japaneseCounting", "%2、")
        + level.format(2, "decimal", "%2.%3").replace("<w:lvlText", "<w:isLgl/><w:lvlText")
        + '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )

    def listed(text: str, depth: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>')

    body = listed("概况", 0) + listed("职能", 1) + listed("机构", 1) + listed("说明", 0) + listed("收入", 1) + listed("细目", 2)
    (page,) = read_docx_pages(docx(body, numbering=numbering), "报告.docx")
    lines = [item for item in page.items if isinstance(item, ReportLine)]
    assert [line.text for line in lines] == ["第一部分概况", "一、职能", "二、机构", "第二部分说明", "一、收入", "1.1细目"]
    assert lines[0].text[lines[0].generated :] == "概况"
    assert [in_format(4, form) for form in ("upperRoman", "decimalEnclosedCircle", "lowerLetter")] == ["IV", "④", "d"]


def test_styles_say_what_a_heading_is_through_those_they_rest_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/><w:rPr><w:sz w:val="32"/><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="局标题"/><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="toc 1"/></w:style>'
    )
    body = p("目录") + p("收支概况\t4", '<w:pStyle w:val="a3"/>') + p("收支概况", '<w:pStyle w:val="a2"/>') + p("正文一句。")
    report = read_report_bytes(docx(body, styles), "报告.docx")
    assert [(row.title, row.page) for row in report.contents] == [("收支概况", 4)]
    (section,) = report.sections()
    assert (section.title, section.level) == ("收支概况", 2)
    assert section.paragraphs()[0].lines[0].size == 0.0


def test_headings_made_by_hand_are_known_by_their_look() -> None:
    bold = "<w:b/><w:sz w:val='32'/>"
    text = "2023年度本部门收入合计12.00万元，支出合计12.00万元，收支平衡，没有结余结转资金。"
    body = p("一、收入支出总体情况", run=bold) + p(text, run='<w:sz w:val="28"/>') * 2 + p("1.基本支出情况", run=bold)
    report = read_report_bytes(docx(body), "报告.docx")
    assert [(section.level, section.title) for section in report.sections()] == [(2, "收入支出总体情况"), (4, "基本支出情况")]


def test_a_table_cut_in_two_is_joined_and_forms_with_fillings_of_their_own_are_not() -> None:
    head = tc("科目编码") + tc("科目名称") + tc("金额")
    cut = tbl(head, tc("201") + tc("一般公共服务") + tc("1.00")) + p("") + tbl(head, tc("208") + tc("社会保障") + tc("2.00"))
    (table,) = read_report_bytes(docx(p("支出决算表") + cut), "报告.docx").tables()
    assert [row[0] for row in table.grid.table()] == ["科目编码", "201", "208"]
    assert table.grid.cells[-1].place.row == 3
    forms = tbl(tc("项目名称") + tc("水库除险"), tc("预算数") + tc("1")) + tbl(
        tc("项目名称") + tc("抗旱"), tc("预算数") + tc("2")
    )
    assert len(read_report_bytes(docx(forms), "报告.docx").tables()) == 2


def test_a_hard_return_within_a_sentence_joins_the_next_paragraph() -> None:
    body = p("一、总体情况") + p("收入减少3.00万元。主要原因：") + p("人员减少。") + p("下一段。")
    report = read_report_bytes(docx(body), "报告.docx")
    assert [paragraph.text for _, paragraph in report.paragraphs()] == ["收入减少3.00万元。主要原因：人员减少。", "下一段。"]


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (package(xl__workbook="<a/>"), "这是电子表格，不是 Word 文档"),
        (package(other="<a/>"), "这是压缩包，里面没有 Word 文档"),
        (
            package(word__document=f'<!DOCTYPE a [<!ENTITY b "c">]><w:document {WORD}>&b;</w:document>'),
            "实体定义，可能是恶意文件",
        ),
        (package(word__document="<a>" + " " * (33 << 20) + "</a>"), "大得不合常理"),
        (package(word__document="<w:document>"), "或文件已损坏"),
        (b"PK\x03\x04rest", "或文件已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "文档加了打开密码"),
        (b"", "文件是空的"),
        (b"GIF89a", "这不是能读的报告"),
    ],
)
def test_what_is_no_document_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_report_bytes(data, "报告.docx")


def test_an_old_document_without_libreoffice_asks_for_a_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(UsageError, match="没有能转换它的 LibreOffice") as error:
        read_report_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "报告.wps")
    assert error.value.remedy == "用 Word 或 WPS 打开，另存为 .docx 再读"
