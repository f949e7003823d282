"""The report of 门头沟 2021 as built: outline, figures that follow, merged cells, and nothing of the form's instructions."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn

from generator.build import Options, build, check

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "data_examples" / "mentougou" / "2021"

OUTLINE = """
一、部门概况
（一）部门职责情况
（二）部门机构设置及人员情况
1.机构设置情况
2.人员构成情况
（三）2021年主要工作任务
（四）部门整体绩效目标设立情况
二、当年预算执行情况
（一）部门整体预算执行情况
（二）“三公”经费控制情况
（三）结转结余率
三、整体绩效目标实现情况
（一）产出完成情况分析
1.产出数量：
2.产出质量：
3.产出进度：
4.产出成本：
（二）效果实现情况分析
1.经济效益：
2.社会效益：
3.环境效益：
4.可持续影响：
5.服务对象满意度：
四、预算管理情况分析
（一）财务管理
（二）资产管理
（三）绩效管理
1.预算绩效管理制度情况
2.绩效目标管理情况
3.绩效运行监控情况
4.绩效自评情况
五、总体评价结论
（一）评价得分情况
（二）存在的问题及改进措施
""".strip().splitlines()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Word:
    """The DOCX, read back."""
    built = build(SOURCE, Options(formats=("docx",), out=tmp_path_factory.mktemp("out")))
    assert len(built.files) == 1, built.findings
    return Document(built.files[0].path)


def paragraphs(report: Word) -> list[str]:
    """The texts of the paragraphs outside tables."""
    return [paragraph.text for paragraph in report.paragraphs if paragraph.text]


def test_that_the_data_are_without_errors() -> None:
    assert [finding for finding in check(SOURCE) if finding.severity == "错误"] == []


def test_that_the_outline_is_the_published_one_with_the_lost_ordinals(report: Word) -> None:
    texts = paragraphs(report)
    places = []
    for heading in OUTLINE:
        start = places[-1] + 1 if places else 0
        place = next((n for n in range(start, len(texts)) if texts[n].startswith(heading)), None)
        assert place is not None, f"missing or out of order: {heading}"
        places.append(place)


def test_that_rates_follow_from_the_table_where_the_publication_was_wrong(report: Word) -> None:
    text = "\n".join(paragraphs(report))
    for wanted in ("预算执行率99.33%", "结转结余率0.67%", "下降了1.04个百分点", "84.62%", "占项目总数的100%", "等级：优秀"):
        assert wanted in text
    for wrong in ("100.73", "112.22", "86.67", "阐述核定", "四类评价等级"):
        assert wrong not in text


def test_that_totals_and_ratios_of_the_tables_are_computed(report: Word) -> None:
    execution = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in report.tables[1].rows}
    assert execution["基本支出"] == ["1262.84", "1218.39", "1218.39", "1"]
    assert execution["本年支出合计"] == ["2732.09", "17826.29", "17706.61", "0.99"]
    assert execution["结余分配"] == ["", "", "", ""]
    control = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in report.tables[2].rows}
    assert control["合计"] == ["6.37", "2.27", "35.64"]
    assert control["因公出国（境）费用"] == ["0", "0", "—"], "no rate of a budget of zero"


def test_that_duties_and_tasks_are_merged_over_their_indicators(report: Word) -> None:
    rows = list(report.tables[0]._tbl.iter(qn("w:tr")))[1:]
    starts = []
    for row in rows:
        merges = [cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") for cell in row.findall(qn("w:tc"))[:3]]
        starts.append("".join("-" if m is None else "v" if m.get(qn("w:val")) == "restart" else "." for m in merges))
    assert starts == ["---", "vvv", "...", "...", "...", "..v", "...", "...", "vvv", "...", "...", "..."]
