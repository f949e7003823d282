"""汇总.xlsx, 汇总.html and 退回意见.docx of a bureau, read back; who is missing; how progress is told."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from generator.batch.index import opened
from generator.batch.letter_files import NAME, UNREAD
from generator.batch.progress import Progress, spoken
from generator.batch.summary.expected import compared, expected_names
from generator.batch.summary.files import write_summary
from generator.batch.summary.summary import Summary
from generator.batch.worker.letter import make_letter
from generator.checks import Finding, Severity
from generator.errors import UsageError
from generator.model.place import Place
from tests.batch.county import build_all, change, county, department
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture
from tests.examples import GONGJING

GOOD, WARNED, STOPPED, BROKEN = "甲县医疗保障局", "乙县医疗保障局", "丙县医疗保障局", "丁县医疗保障局"
OLD = "自贡市贡井区医疗保障局"
WARNED_BY = {"Z03": 2, "P16": 2, "P17": 1}
"""Warnings by rule of the warned department: a place elsewhere and a word written in two ways; indicators whose values cannot
be compared, and one under another heading. Its three totals give the same reason: Z08 counts that once and is silent."""
WARNINGS = sum(WARNED_BY.values())


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four departments: one is good, one has warnings, one is stopped, one cannot be read."""
    folder = tmp_path_factory.mktemp("bureau")
    county(folder, [GOOD])
    for name in (WARNED, STOPPED, BROKEN):
        department(folder, name, GONGJING, OLD)
    change(folder / STOPPED / "2020", "三公与资产.yaml", "  授予小微企业: 0", "  授予小微企业: 待填")
    change(folder / BROKEN / "2020", "三公与资产.yaml", "  授予小微企业: 0", "  授予小微企业: ０")
    return folder


@pytest.fixture(scope="module")
def built(bureau: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its output folder."""
    out = tmp_path_factory.mktemp("out")
    sources = sorted(path for path in bureau.glob("*/20*"))
    outcomes = build_all(sources, out, letters=True)
    summary = Summary()
    for outcome in outcomes.values():
        summary.add(outcome)
    assert summary.states() == "新建2，有错误1，失败1"
    expected = [GOOD, "戊县医疗保障局", "己县医疗保障局"]
    with opened(out) as index:
        assert write_summary(out, summary, compared(summary, expected), index)[0] == [out / "汇总.xlsx", out / "汇总.html"]
    return out


def rows(out: Path, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(out / "汇总.xlsx")
    return list(book[sheet].iter_rows(min_row=2, values_only=True))


def test_the_workbook_has_a_row_for_each_department_with_its_state_findings_and_figures(built: Path) -> None:
    head, *body = rows(built, "部门")
    table = {str(row[1]): dict(zip(head, row, strict=True)) for row in body if row[0] != "合计"}
    assert {name: row["状态"] for name, row in table.items() if "/" not in name} == {
        GOOD: "新建",
        WARNED: "新建",
        STOPPED: "有错误",
    }
    broken = next(row for name, row in table.items() if BROKEN in name)
    assert broken["状态"] == "失败"
    assert "全角" in str(broken["说明"])
    warned = table[WARNED]
    assert (warned["错误"], warned["警告"]) == (0, WARNINGS)
    assert (warned["收支总计"], warned["上年收支总计"], warned["收支总计同比（%）"]) == (91.68, 36.57, 150.7)
    totals = {(row[2], row[3]): dict(zip(head, row, strict=True)) for row in body if row[0] == "合计"}
    assert totals[2020, "决算"]["收支总计"] == 2 * 91.68
    assert totals[2020, "决算"]["收支总计同比（%）"] == 150.7
    assert totals[2020, "决算"]["警告"] == 2 * WARNINGS


def test_the_workbook_counts_the_rules_and_names_who_is_missing(built: Path) -> None:
    counts = {row[0]: row[2:] for row in rows(built, "规则")[1:]}
    assert all(row[1] for row in rows(built, "规则")[1:]), "what each rule says"
    assert counts["待填"] == (1, 0, 0, 1)
    assert counts["P16"][3] == 2
    head, *matrix = rows(built, "部门与规则")
    assert {row[0] for row in matrix} == {GOOD, WARNED, STOPPED}
    own = dict(zip(head, next(row for row in matrix if row[0] == STOPPED), strict=True))
    assert own["待填"] == 1
    own = dict(zip(head, next(row for row in matrix if row[0] == WARNED), strict=True))
    assert {rule: own[rule] for rule in WARNED_BY} == WARNED_BY
    assert "Z08" not in own
    assert [row[1] for row in rows(built, "未报")[1:]] == ["戊县医疗保障局", "己县医疗保障局"]


def test_the_page_can_be_read_without_its_script_and_allows_nothing_else(built: Path) -> None:
    page = (built / "汇总.html").read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'", policy[1])
    assert "收支总计同比（%）" in page
    assert page.count("<table") == 4
    for name in (WARNED, STOPPED):
        link = re.search(rf'<a href="([^"]+)">{name}', page)
        assert link is not None
    assert "size:A4 landscape" in page
    assert "没有报来的部门（2个）" in page
    assert "<td>戊县医疗保障局</td>" in page


def test_the_workbook_gives_a_long_text_the_lines_that_it_takes(built: Path) -> None:
    sheet = openpyxl.load_workbook(built / "汇总.xlsx")["部门"]
    heights = {str(row[4].value): sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=3)}
    source = next(str(row[1].value) for row in sheet.iter_rows(min_row=3) if row[4].value == "失败")
    assert heights["新建"] is None, "one line, as the sheet has it"
    assert heights["失败"] >= 15 * len(source) / 27 > 15


def test_the_printed_page_repeats_the_words_of_its_heads_and_its_totals_not_at_all(built: Path) -> None:
    """A browser repeats no buttons, and repeats a foot below each page; short words stay whole."""
    page = (built / "汇总.html").read_text(encoding="utf-8")
    printed = page[page.index("@media print") :]
    assert "th button{display:contents}" in printed
    assert "tfoot{display:table-row-group}" in printed
    assert '<td class="k">决算</td>' in page
    assert re.search(r"td\.k\{white-space:nowrap\}", page)


def test_each_department_with_findings_gets_its_letter_and_a_good_one_none(built: Path) -> None:
    found = sorted(path.relative_to(built).as_posix() for path in built.rglob(NAME))
    unread = next(path for path in found if path.startswith(UNREAD))
    assert BROKEN in unread
    assert set(found) == {f"{WARNED}/2020/{NAME}", f"{STOPPED}/2020/{NAME}", unread}
    letter = docx.Document(str(built / STOPPED / "2020" / NAME))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    assert f"{STOPPED}2020年度：" in text
    assert "一、必须改正的错误（1处）" in text
    assert f"二、需要核实的警告（{WARNINGS}处）" in text
    cells = [cell.text for cell in letter.tables[0].rows[1].cells]
    assert cells[2] == "待填"
    assert "三公与资产.yaml第" in cells[4] and "政府采购.授予小微企业" in cells[4]
    assert "填 0、无 或 不涉及" in cells[8]
    broken = docx.Document(str(built / unread)).tables[0].rows[1].cells
    assert "全角" in broken[3].text


def test_a_letter_states_both_figures_and_their_difference() -> None:
    place = Place("/x/收支.yaml", 12, 3, "控制数.收支总计")
    finding = Finding("A04", Severity.ERROR, "不相等", "改", place, expected=Decimal("91.6800"), actual=Decimal("1191.68"))
    table = next(iter(make_letter("甲局2020年度", [finding]).tables()))
    texts = [cell.text for cell in table.body[0]]
    assert texts == [
        "1",
        "收入支出决算总表",
        "A04",
        "不相等",
        "收支.yaml第12行 控制数.收支总计",
        "91.68",
        "1,191.68",
        "1,100",
        "改",
    ]


def test_a_letter_names_the_other_place_where_a_finding_is_about_two() -> None:
    places = Place("/x/项目.yaml", 12, 3, "项目[1].年度目标"), Place("/x/项目.yaml", 2, 3, "项目[0].年度目标")
    finding = Finding("U11", Severity.WARNING, "一字不差", "各写各的", *places)
    table = next(iter(make_letter("甲局2020年度", [finding]).tables()))
    assert table.body[0][4].text == "项目.yaml第12行 项目[1].年度目标；对照：项目.yaml第2行 项目[0].年度目标"


def test_a_letter_goes_away_when_all_is_put_right_unless_a_person_has_written_in_it(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", (WARNED, STOPPED))
    out, wrong = tmp_path / "out", ("办好异地就医结算与关系转移接续。", "办好异地就医结算,与关系转移接续。")
    for source in sources.values():
        change(source, "文字.yaml", *wrong)
    build_all(sources.values(), out, letters=True)
    letters = [out / name / "2021" / "退回意见（绩效自评）.docx" for name in sources]
    assert all(letter.is_file() for letter in letters)
    letters[1].write_bytes(b"noted by hand")
    for source in sources.values():
        change(source, "文字.yaml", *reversed(wrong))
    outcomes = build_all(sources.values(), out, letters=True)
    assert {one.state for one in outcomes.values()} == {"更新"}
    assert not letters[0].exists()
    assert letters[1].read_bytes() == b"noted by hand"


def test_an_unchanged_run_keeps_its_letters_and_makes_one_again_that_is_gone(tmp_path: Path) -> None:
    source = department(tmp_path / "data", WARNED, GONGJING, OLD)
    build_all([source], tmp_path / "out", letters=True)
    letter = tmp_path / "out" / WARNED / "2020" / NAME
    first = letter.read_bytes()
    letter.unlink()
    outcome = build_all([source], tmp_path / "out", letters=True)[WARNED]
    assert outcome.worked is False
    assert letter.read_bytes() == first


def test_lists_of_departments_are_read_from_text_csv_and_yaml(tmp_path: Path) -> None:
    (tmp_path / "名单.txt").write_text("# 一级部门\n甲局\n\n乙局\n甲局\n", encoding="utf-8")
    (tmp_path / "名单.csv").write_bytes("部门名称,负责人\n甲局,某\n乙局,某\n".encode("gb18030"))
    (tmp_path / "名单.yaml").write_text("- 甲局\n- 乙局\n", encoding="utf-8")
    (tmp_path / "名单2.csv").write_bytes("序号,单位名称\n1,甲局\n2, 乙局\n".encode("utf-16"))
    (tmp_path / "名单3.csv").write_text("1\t甲局\n2\t乙局\n", encoding="utf-8")
    (tmp_path / "名单2.txt").write_text("1. 甲局\n2、乙 局\n3.乙局\n", encoding="utf-8")
    for name in ("名单.txt", "名单.csv", "名单2.csv", "名单3.csv", "名单.yaml"):
        assert expected_names(tmp_path / name) == ["甲局", "乙局"], name
    assert expected_names(tmp_path / "名单2.txt") == ["甲局", "乙 局"]
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    for name, message in (("空.txt", "名单里没有部门"), ("没有.txt", "读不到名单")):
        with pytest.raises(UsageError, match=message):
            expected_names(tmp_path / name)


def test_a_list_in_a_workbook_is_read_by_the_head_of_its_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["2021年应公开的部门"],
        ["序号", "部门名称", "电话"],
        [1, "甲局", "1"],
        [2, None, ""],
        [3, "乙局", "2"],
        [4, "甲局", "3"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "名单.xlsx")
    assert expected_names(tmp_path / "名单.xlsx") == ["甲局", "乙局"]
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(UsageError):
        expected_names(tmp_path / "坏.xlsx")


def test_a_name_that_is_misspelt_in_the_list_is_set_beside_the_one_that_came(built: Path, bureau: Path) -> None:
    outcomes = build_all(sorted(bureau.glob("*/20*")), built, letters=True)
    summary = Summary()
    for outcome in outcomes.values():
        summary.add(outcome)
    roll = compared(summary, [f"{GOOD[0]} {GOOD[1:]}", f"{WARNED[:-1]}分局", BROKEN, "戊县水利局"])
    assert list(roll.absent) == [f"{WARNED[:-1]}分局", BROKEN, "戊县水利局"]
    said = list(roll.absent.values())
    assert f"“{WARNED}”" in said[0]
    assert said[1].startswith("报来的数据读不出")
    assert said[2] == ""
    assert sorted(roll.unlisted) == sorted([WARNED, STOPPED])


def test_progress_is_a_bar_on_a_terminal_and_plain_lines_elsewhere() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    seconds = iter(range(0, 1000, 5))
    bar = Progress(200, Terminal(), clock=lambda: float(next(seconds)))
    for number in range(20):
        bar.step(worked=True, failed=number == 0)
    assert re.search(r"\r\x1b\[K\[██·+\] 20/200（失败1） 每分钟\d+个，还要约\d+分\d\d秒$", bar.stream.getvalue())  # type: ignore[attr-defined]
    bar.clear()
    assert bar.stream.getvalue().endswith("\r\x1b[K")  # type: ignore[attr-defined]
    seconds = iter(range(0, 1000, 5))
    plain = Progress(200, io.StringIO(), clock=lambda: float(next(seconds)))
    for _ in range(20):
        plain.step(worked=True, failed=False)
    lines = plain.stream.getvalue().splitlines()  # type: ignore[attr-defined]
    assert 2 < len(lines) < 20
    assert all(re.fullmatch(r"进度：\d+/200 每分钟\d+个，还要约.+", line) for line in lines)
    quick = iter(range(1000))
    fast = Progress(2000, io.StringIO(), clock=lambda: next(quick) / 4)
    for _ in range(200):
        fast.step(worked=True, failed=False)
    assert re.match(r"进度：\d+/2000 每秒[34]\.\d个", fast.stream.getvalue())  # type: ignore[attr-defined]
    assert [spoken(s) for s in (9.6, 61, 7260)] == ["10秒", "1分01秒", "2小时01分"]


@pytest.mark.parametrize("total", [1, 3])
def test_progress_says_nothing_of_the_last_one_which_the_closing_line_states(total: int) -> None:
    seconds = iter(range(0, 1000, 20))
    plain = Progress(total, io.StringIO(), clock=lambda: float(next(seconds)))
    for _ in range(total):
        plain.step(worked=True, failed=False)
    lines = plain.stream.getvalue().splitlines()  # type: ignore[attr-defined]
    assert [line.split()[0] for line in lines] == [f"进度：{number}/{total}" for number in range(1, total)]


def test_the_command_writes_the_summary_of_a_folder_and_none_of_a_single_department(
    run: Run,  # noqa: F811 - the fixture
    bureau: Path,
    tmp_path: Path,
) -> None:
    names = tmp_path / "名单.txt"
    names.write_text(f"{GOOD}\n戊县医疗保障局\n", encoding="utf-8")
    ran = run("build", bureau, "-f", "txt", "-j", "2", "--expect", names, "-o", tmp_path / "out")
    assert ran.status == 1
    assert re.search(r"(?m)^共4个部门年度：新建2，有错误1，失败1；工作进程最多用内存\d+兆字节。$", ran.err)
    assert f"汇总：{tmp_path / 'out' / '汇总.xlsx'}" in ran.err
    assert [row[1] for row in rows(tmp_path / "out", "未报")[1:]] == ["戊县医疗保障局"]
    assert run("build", bureau / GOOD, "-f", "txt", "-o", tmp_path / "one").status == 0
    assert not (tmp_path / "one" / "汇总.xlsx").exists()
