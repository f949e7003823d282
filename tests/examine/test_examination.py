"""A published report checked as it stands: a Word file made by hand, right and with one slip at a time."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document as new_docx

from generator.cli import main
from generator.examine import Examination
from generator.examine.examination import examined
from generator.reports import read_report_bytes

SUMMARY = [
    ("收入", "", "支出", ""),
    ("项目", "决算数", "项目", "决算数"),
    ("一、一般公共预算财政拨款收入", "300.00", "一、一般公共服务支出", "250.00"),
    ("二、其他收入", "20.00", "二、卫生健康支出", "70.00"),
    ("本年收入合计", "320.00", "本年支出合计", "320.00"),
    ("总计", "320.00", "总计", "320.00"),
]
ITEMS = [
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("201", "一般公共服务支出", "250.00", "200.00", "50.00"),
    ("20106", "财政事务", "250.00", "200.00", "50.00"),
    ("2010601", "行政运行", "200.00", "200.00", "0.00"),
    ("2010602", "一般行政管理事务", "50.00", "0.00", "50.00"),
    ("210", "卫生健康支出", "70.00", "30.00", "40.00"),
    ("21011", "行政事业单位医疗", "30.00", "30.00", "0.00"),
    ("2101101", "行政单位医疗", "30.00", "30.00", "0.00"),
    ("21004", "公共卫生", "40.00", "0.00", "40.00"),
    ("2100408", "基本公共卫生服务", "40.00", "0.00", "40.00"),
    ("合计", "", "320.00", "230.00", "90.00"),
]
TEXT = (
    "2024年度收入支出总计320.00万元。与2023年度相比，收入支出总计增加20.00万元，增长6.67%。主要原因是人员经费增加。",
    "1.“一般公共服务支出（类）财政事务（款）行政运行（项）”200.00万元，主要用于行政运行。2023年执行数为160.00万元，"
    "2024年预算安排200.00万元，比2023年执行数增加25.00%。主要原因是：行政运行经费增加。",
)
Make = Callable[..., Examination]


@pytest.fixture
def make() -> Make:
    """The examination of the report, its texts and cells changed: old → new, each of which must stand in it once or more."""

    def make_(*changes: tuple[str, str], note: str = "") -> Examination:
        return examined(read_report_bytes(docx(*changes, note=note), "示例市财政局2024年度部门决算.docx"))

    return make_


def docx(*changes: tuple[str, str], note: str = "") -> bytes:
    used: set[str] = set()

    def changed(text: str) -> str:
        for old, new in changes:
            if old in text:
                used.add(old)
                text = text.replace(old, new)
        return text

    file = new_docx()
    file.add_paragraph("示例市财政局2024年度部门决算")
    file.add_heading(changed("第一部分 收支情况"), 1)
    file.add_heading(changed("一、总体情况"), 2)
    file.add_paragraph(changed(TEXT[0]))
    file.add_heading(changed("二、科目情况"), 2)
    file.add_paragraph(changed(TEXT[1]))
    file.add_heading(changed("第二部分 决算表"), 1)
    for title, rows in (("收入支出决算总表", SUMMARY), ("支出决算表", ITEMS)):
        file.add_paragraph(title)
        file.add_paragraph("单位：万元")
        table = file.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = changed(text)
        file.add_paragraph(changed(note) if title == "支出决算表" and note else "")
    assert used == {old for old, _ in changes}
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def told(examination: Examination) -> list[tuple[str, str]]:
    return [(str(one.severity), one.rule) for one in examination.findings if str(one.severity) != "提示"]


def test_a_right_report_has_no_error_and_no_warning(make: Make) -> None:
    made = make()
    assert made.year == 2024
    assert [table.title for table in made.report.tables()] == ["收入支出决算总表", "支出决算表"]
    assert told(made) == []


@pytest.mark.parametrize(
    ("old", "new", "finding", "words"),
    [
        ("收入支出总计320.00", "收入支出总计302.00", ("错误", "表文"), "302.00万元，表“收入支出决算总表”里是320.00万元"),
        ("增长6.67%", "增长7.76%", ("警告", "H02"), "应为6.67%"),
        ("人员经费增加", "人员经费减少", ("警告", "Y04"), "减少"),
        ("2024年预算安排200.00", "2024年预算安排220.00", ("错误", "表文"), "先说200.00万元，后说220.00万元"),
        ("增加25.00%", "增加52.00%", ("警告", "H02"), "应为增加25.00%"),
        ("执行数为160.00", "执行数为0.00", ("警告", "H02"), "上年是0"),
        ("行政运行经费增加", "行政运行经费减少", ("警告", "Y04"), "原因却是"),
        ("主要用于行政运行", "主要用于一般行政管理事务", ("警告", "科目"), "说的是另一项"),
        ("财政事务（款）", "卫生健康（款）", ("警告", "科目"), "类下没有“卫生健康”款"),
        ("二、科目情况", "四、科目情况", ("警告", "Z04"), "序号不连续"),
        ("2100408", "2100409", ("警告", "科目"), "2100409的名称是“基本公共卫生服务”"),
        ("2100408", "2100497", ("警告", "科目"), "同名的是2100408"),
        ("总计增加20.00", "总计增加420.00", ("警告", "H02"), "还多"),
        ("主要用于行政运行", "主要主要用于行政运行", ("警告", "Z06"), "字重复"),
        ("总计320.00万元。与", "总计320.00。与", ("警告", "单位"), "没有单位"),
        ("增加20.00万元，增长6.67%。主要", "持平。主要", ("警告", "Y04"), "说的是持平"),
    ],
)
def test_a_slip_in_the_text_is_found(make: Make, old: str, new: str, finding: tuple[str, str], words: str) -> None:
    found = [one for one in make((old, new)).findings if (str(one.severity), one.rule) == finding]
    assert [one for one in found if words in one.message], [one.message for one in found]


@pytest.mark.parametrize(
    ("row", "column", "value", "due"),
    [(1, 3, "201.00", "200.00"), (4, 2, "5.00", "50.00"), (10, 4, "99.00", "90.00"), (9, 4, "4.00", "40.00")],
)
def test_a_sum_that_does_not_add_up_is_an_error_with_both_figures(
    make: Make, monkeypatch: pytest.MonkeyPatch, row: int, column: int, value: str, due: str
) -> None:
    rows = [[*one] for one in ITEMS]
    rows[row][column] = value
    monkeypatch.setattr("tests.examine.test_examination.ITEMS", [tuple(one) for one in rows])
    found = [one for one in make().findings if one.rule == "合计" and str(one.severity) == "错误"]
    assert found
    assert any({one.actual, one.expected} & {Decimal(value), Decimal(due)} for one in found)
    assert all("表“支出决算表”" in one.place.path and "行" in one.place.path for one in found)


def test_a_total_that_is_not_the_sum_of_its_rows(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("二、其他收入", "2.00", *one[2:]) if one[0] == "二、其他收入" else one for one in SUMMARY]
    monkeypatch.setattr("tests.examine.test_examination.SUMMARY", rows)
    (found,) = [one for one in make().findings if one.rule == "合计"]
    assert (found.actual, found.expected) == (Decimal("320.00"), Decimal("302.00"))
    assert found.place.path.endswith("“本年收入合计”")


def test_line_numbers_are_no_figures(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns 行次 count the rows; they are summed by nobody."""
    numbered = [(one[0], str(at), one[1], one[2], str(at + 30), one[3]) for at, one in enumerate(SUMMARY, -1)]
    heads = [("收入", "", "", "支出", "", ""), ("项目", "行次", "决算数", "项目", "行次", "决算数")]
    monkeypatch.setattr("tests.examine.test_examination.SUMMARY", [*heads, *numbered[2:]])
    assert told(make()) == []


def test_a_summary_and_a_table_of_items_that_differ(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(*one[:3], "270.00") if one[2] == "一、一般公共服务支出" else one for one in SUMMARY]
    monkeypatch.setattr("tests.examine.test_examination.SUMMARY", rows)
    found = [one for one in make().findings if one.rule == "表间"]
    assert [{one.expected, one.actual} for one in found] == [{Decimal("270.00"), Decimal("250.00")}]
    assert str(found[0].severity) == "错误"


def test_a_table_without_figures(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [tuple(cell if not cell.endswith(".00") else "" for cell in one) for one in SUMMARY]
    monkeypatch.setattr("tests.examine.test_examination.SUMMARY", rows)
    assert [one.rule for one in make().findings if "一个数也没有" in one.message] == ["空表"]


def test_rounding_is_one_hint_for_the_whole_report(make: Make) -> None:
    made = make(("250.00", "250.01"))
    assert told(made) == []
    (hint,) = [one for one in made.findings if one.rule == "尾差"]
    assert "处" in hint.message or "差0.01" in hint.message


def test_a_table_said_to_be_empty_is_not(make: Make) -> None:
    made = make(note="注：本部门没有支出，故本表为空表。")
    (found,) = [one for one in made.findings if one.rule == "空表"]
    assert str(found.severity) == "错误"
    assert "表里有数" in found.message


def test_a_code_with_a_digit_missing(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("2109", *one[1:]) if one[0] == "21011" else one for one in ITEMS]
    monkeypatch.setattr("tests.examine.test_examination.ITEMS", rows)
    assert "表“支出决算表”里的编码“2109”少一位，应是21009" in [one.message for one in make().findings if one.rule == "科目"]


def test_one_slip_in_many_places_is_one_finding(make: Make) -> None:
    made = make(("2024年度收入支出总计320.00万元", "2024年度收入支出总计XX万元，其中XX万元，XX万元"))
    (found,) = [one for one in made.findings if "占位符" in one.message]
    assert found.message.endswith("（共3处）")


def test_check_reads_a_report_beside_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(docx(("收入支出总计320.00", "收入支出总计302.00")))
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "[表文]" in out and "共核对1份报告：错误1处" in out
    assert main(["check", str(path), "--json"]) == 1
    (found,) = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["severity"] == "错误"]
    assert (found["expected"], found["actual"]) == ("320.00", "302.00")
    path.write_bytes(docx())
    assert main(["check", str(path)]) == 0


def test_a_section_that_ends_in_a_semicolon(make: Make) -> None:
    (found,) = [one for one in make(("主要原因是人员经费增加。", "主要原因是人员经费增加；")).findings if one.rule == "Z05"]
    assert str(found.severity) == "警告" and "末尾是“；”" in found.message


def test_what_is_no_report_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"nothing")
    assert main(["check", str(path)]) == 2
    assert "这不是 PDF" in capsys.readouterr().err
