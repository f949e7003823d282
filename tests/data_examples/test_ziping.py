"""The two self-evaluation forms of 示例县 2023: the national grid, points and grades that follow, one field for one figure."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word

from generator.build import Options, build, check
from generator.checks import Finding

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "data_examples" / "shili"
FORMS = ("tongyong-zhengti-ziping", "tongyong-xiangmu-ziping")

OUTLINE = """
一、部门基本情况
（一）主要职能
（二）机构和人员情况
（三）年度绩效目标
二、预算执行情况
（一）收支情况
（二）一般公共预算执行情况
（三）“三公”经费控制情况
三、绩效目标完成情况
（一）总体完成情况
（二）产出完成情况
（三）效果实现情况
（四）项目绩效自评情况
四、预算和绩效管理情况
（一）财务管理
（二）资产管理
（三）绩效管理
（四）结果应用
五、自评结论
（一）自评得分和等级
（二）存在的问题
（三）改进措施
""".strip().splitlines()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Word, Word]:
    """Both DOCX, read back."""
    out = tmp_path_factory.mktemp("out")
    built = build(SOURCE / "2023", Options(packs=FORMS, formats=("docx",), out=out))
    assert [file.report for file in built.files] == ["部门整体支出绩效自评报告", "项目支出绩效自评表"]
    whole, projects = (Document(file.path) for file in built.files)
    return whole, projects


def rows(report: Word, number: int) -> list[list[str]]:
    """The rows of a table, merged cells once."""
    return [[cell.text for cell in dict.fromkeys(row.cells)] for row in report.tables[number].rows]


def test_that_the_outline_of_the_whole_report_is_the_form(reports: tuple[Word, Word]) -> None:
    texts = [paragraph.text for paragraph in reports[0].paragraphs]
    found = [text for text in texts if text in OUTLINE]
    assert found == OUTLINE


def test_that_each_project_has_its_form_with_the_national_grid(reports: tuple[Word, Word]) -> None:
    projects = reports[1]
    titles = [paragraph.text for paragraph in projects.paragraphs if paragraph.text == "项目支出绩效自评表"]
    assert len(titles) == len(projects.tables) == 6
    form = rows(projects, 0)
    assert form[0] == ["项目名称", "城乡医疗救助补助"]
    assert form[1] == ["主管部门", "示例县医疗保障局", "实施单位", "示例县医疗保障局（本级）"]
    assert form[2] == ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    assert form[3][1:] == ["年度资金总额", "620.00", "581.59", "567.76", "10", "97.62%", "9.76"]
    assert form[4][1:3] == ["其中：当年财政拨款", "620.00"]
    assert form[7] == ["年度总体目标", "预期目标", "实际完成情况"]
    assert form[9][:4] == ["绩效指标", "一级指标", "二级指标", "三级指标"]
    assert form[9][-1] == "偏差原因分析及改进措施"
    assert form[10][1] == "产出指标（50分）"
    assert form[-1] == ["总分", "100", "99.74", ""]


def test_that_every_form_adds_up(reports: tuple[Word, Word]) -> None:
    for number in range(6):
        form = rows(reports[1], number)
        points = [Decimal(row[-2]) for row in form[10:-1]]
        assert len(points) >= 8
        assert Decimal(form[3][-1]) + sum(points) == Decimal(form[-1][-2])
        assert sum(Decimal(row[-3]) for row in form[10:-1]) == 90


def test_that_points_that_nobody_typed_are_computed_and_graded(reports: tuple[Word, Word]) -> None:
    whole = reports[0]
    sheet = rows(whole, len(whole.tables) - 1)
    assert next(row for row in sheet if "服务对象综合满意度" in row)[-2] == "9.95", "92.5 ÷ 93 of 10 points"
    assert sheet[-1][-2] == "99.90"
    text = "\n".join(paragraph.text for paragraph in whole.paragraphs)
    assert "自评得分99.90分" in text
    assert "自评等级为“优”" in text


def changed(tmp_path: Path, file: str, old: str, new: str) -> list[Finding]:
    """The findings after one change in the data of 2023, for the project form."""
    folder = tmp_path / "示例"
    shutil.copytree(SOURCE, folder)
    path = folder / "2023" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check(folder / "2023", FORMS)


def test_that_a_figure_is_one_field_in_all_reports(tmp_path: Path) -> None:
    folder = tmp_path / "示例"
    shutil.copytree(SOURCE, folder)
    path = folder / "2023" / "项目.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("全年预算: 1024953.02", "全年预算: 1043200.00", 1), encoding="utf-8")
    options = Options(packs=("sichuan-juesuan", *FORMS), formats=("txt",), out=tmp_path / "out", draft=True)
    texts = [Path(file.path).read_text(encoding="utf-8") for file in build(folder / "2023", options).files]
    assert len(texts) == 3
    for text in texts:
        assert re.search(r"\b104\.32", text), "the new figure in each report"
    assert "102.50" not in texts[-1], "and the old one no more in the form of the project"


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "expected"),
    [
        ("项目.yaml", "得分: 9.98", "得分: 9.89", "P06", Decimal("9.98")),
        ("项目.yaml", "完成值: 2023年12月12日", "完成值: 2023年12月30日", "P06", Decimal("4.50")),
        ("项目.yaml", "完成值: 2531元", "完成值: 3000元", "P06", Decimal("8.83")),
        ("自评.yaml", "自评:", "自评:\n  得分: 98.00", "P03", Decimal("99.90")),
        ("自评.yaml", "      偏差原因: 集中", "      #偏差原因: 集中", "P07", None),
        ("自评.yaml", "自评:", "自评:\n  得分: 99.90\n  等级: 良", "P09", None),
    ],
)
def test_that_a_typed_score_that_does_not_follow_is_found(
    tmp_path: Path, file: str, old: str, new: str, rule: str, expected: Decimal | None
) -> None:
    findings = [finding for finding in changed(tmp_path, file, old, new) if finding.rule == rule]
    assert len(findings) == 1
    assert findings[0].expected == expected
    assert findings[0].place.line > 0
    assert Path(findings[0].place.file).name == file
