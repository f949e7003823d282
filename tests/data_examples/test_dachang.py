"""Two years of one department: a self-evaluation and a budget, each against the published outline and figures."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.build import check, chosen_packs, make_document, read
from generator.checks import Severity
from generator.document.blocks import Document, Heading, Paragraph, Table, text_of
from generator.packs.lint.static import check_pack
from tests.test_promises import unsourced

EXAMPLES = Path(__file__).resolve().parents[2] / "data_examples" / "dachang"
EVALUATION = """一、基本情况
二、2020年度部门预算绩效管理开展情况
（一）当年预算及执行情况
1.收入支出决算总体情况。
2.财政拨款支出决算结构情况。
（二）政府采购情况
三、部门整体绩效实现情况
（一）办公楼维修改造项目
（二）档案整理项目
（三）政府购买服务项目
（四）农村建档立卡贫困人口门诊特殊疾病筛查情况
（五）省级以上劳模及计生后遗症报销情况
（六）2019年医疗救助补助资金情况
（七）2020年中央财政医疗服务与保障能力提升补助资金情况
四、存在问题以及下一步工作安排""".splitlines()
BUDGET = """一、部门职责及机构设置情况
部门职责：
机构设置：
二、部门预算安排的总体情况
1、收入说明
2、支出说明
3、比上年增减情况
三、机关运行经费安排情况
四、财政拨款“三公”经费预算情况及增减变化原因
五、绩效预算信息
第一部分部门整体绩效目标
（一）总体绩效目标
（二）分项绩效目标
1、医疗保险政策制定、管理及实施
2、医疗保险基金管理与监督
3、药品和医疗服务价格管理与监督
4、社会救助
（三）工作保障措施
1、加强组织领导。
2、全力做好医疗保障重点工作。
3、加强资金支出管理。
4、积极做好绩效自评。
5、加强内部监督。
6、加强宣传培训调研。
（四）部门整体支出绩效指标
第二部分资金绩效目标
1.医保基金监管专项检查经费绩效目标表
2.城乡居民参保扩面保障经费绩效目标表
3.医疗保障局开办费绩效目标表
4.法律顾问聘请费绩效目标表
5.家庭签约医生服务费（医保部分）绩效目标表
6.通用办公设备及家具配置费用资金绩效目标表
7.档案整理服务项目资金绩效目标表
8.网络设备软件运行保障经费绩效目标表
9.关于提前下达2021年中央财政医疗救助补助资金预算（第一批）的通知（冀财社〔2020〕147号）绩效目标表
10.医疗保障服务经费绩效目标表
11.机房系统建设项目资金绩效目标表
12.城乡医疗救助资金绩效目标表
13.办公楼老旧设施改造项目资金绩效目标表
14.残疾人就业保障资金绩效目标表
15.关于提前下达2021年省级财政医疗救助补助资金的通知（冀财社〔2020〕195号）绩效目标表
16.打击欺诈骗保专项工作经费绩效目标表
17.办公楼维修改造项目资金绩效目标表
18.经办机构标准化建设现场观摩会政务服务智慧化软硬件购置资金绩效目标表
19.购置医保费用智能审核系统绩效目标表
20.关于提前下达2021年省级财政城乡居民医保村级代办员补助资金的通知（冀财社〔2020〕201号）绩效目标表
21.医保经办业务保障经费绩效目标表
22.退役军人辅助性岗位劳务费绩效目标表
23.支付省级以上劳模及计生后遗症报销费用绩效目标表
六、政府采购预算情况
七、国有资产信息
八、名词解释
九、其他需要说明的事项""".splitlines()


@cache
def document(year: str) -> Document:
    figures, _ = read(EXAMPLES / year)
    (pack,) = chosen_packs(figures)
    return make_document(pack, figures)[0]


def blocks(year: str) -> list[object]:
    return [block for section in document(year).sections for block in section.blocks]


def outline(year: str) -> list[str]:
    """Headings and run-in headings after the title."""
    found = []
    for block in blocks(year):
        if isinstance(block, Heading):
            found.append(block.text.replace(" ", ""))
        elif isinstance(block, Paragraph) and block.lead:
            found.append(f"{block.number}{text_of(block.lead)}")
    return found[1:]


def text(year: str) -> str:
    return "\n".join(block.text for block in blocks(year) if isinstance(block, Paragraph))


def tables(year: str) -> list[Table]:
    return [block for block in blocks(year) if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (*table.head, *table.body)]


@pytest.mark.parametrize(("year", "published"), [("2020", EVALUATION), ("2021", BUDGET)])
def test_the_outline_is_the_published_one(year: str, published: list[str]) -> None:
    assert outline(year) == published


@pytest.mark.parametrize(("year", "published"), [("2020", {"H26", "Y07"}), ("2021", {"H25", "P16", "Y07", "Z06"})])
def test_the_checks_find_no_error_and_warn_of_what_the_publication_really_has(year: str, published: set[str]) -> None:
    findings = check(EXAMPLES / year)
    assert Severity.ERROR not in {finding.severity for finding in findings}
    assert {finding.rule for finding in findings if finding.severity is Severity.WARNING} == published


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_the_pack_itself_has_no_mistake(year: str) -> None:
    (pack,) = chosen_packs(read(EXAMPLES / year)[0])
    assert check_pack(pack) == []


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_every_digit_has_a_source_or_belongs_to_the_form(year: str) -> None:
    assert len(document(year).entries) > 100
    assert list(unsourced(document(year))) == []


def test_totals_and_shares_of_the_self_evaluation_follow() -> None:
    said = text("2020")
    for words in (
        "本年收入合计为8384.17万元，其中财政拨款收入为8384.17万元，占100%",
        "本年支出合计为8352.10万元",
        "基本支出为498.03万元（占6%）；项目支出为7854.07万元（占94%）",
        "（占0.8%）",
        "（占99.0%）",
        "（占0.3%）",
        "政府采购支出共104万元：工程类40万元，服务类64万元",
        "共有干部职工50名",
        "设3个行政股室",
        "下属财政拨款事业单位2个",
        "30536卷",
        "83万元",
        "其余63万元",
    ):
        assert words in said
    assert "0.2%" not in said
    assert said.rstrip().endswith("2021年10月18日")


def test_totals_and_changes_of_the_budget_follow() -> None:
    said = text("2021")
    for words in (
        "收入预算为1200.18万元",
        "上年结转为63.5万元",
        "支出预算为1200.18万元：基本支出为546.63万元",
        "档案整理服务项目资金（83.2054万元）",
        "与2020年预算相比增加366.63万元：基本支出增加91.35万元",
        "项目支出增加275.28万元",
        "机关运行经费64.99万元",
        "“三公”经费预算为5.36万元",
        "比2020年预算增加0.12万元，其中：因公出国（境）费无增减变化；公务用车两项费用无增减变化",
        "政府采购预算0万元",
        "固定资产共148.0749万元",
        "拟购置固定资产12万元",
    ):
        assert words in said


def test_last_years_self_evaluation_is_no_base_for_the_budget() -> None:
    figures, before = read(EXAMPLES / "2021")
    assert before is None
    assert set(figures.prior) == {"基本支出", "项目支出"}


def test_there_is_one_goal_table_for_each_project_with_its_spare_row() -> None:
    goal = [table for table in tables("2021") if table.head and table.head[0][0].text == "绩效目标"]
    assert len(goal) == 23
    for table in goal:
        rows = cells(table)
        assert rows[1] == ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
        assert rows[0][1] and table.head[0][1].colspan == 5
        assert ["", "", "", "", ""] in rows
        first = [row[0] for row in table.body if len(row) == 6]
        assert [cell.text for cell in first] == ["产出指标", "效果指标", "满意度指标"]
        assert sum(cell.rowspan for cell in first) == len(table.body)


def test_a_target_in_parts_is_joined_where_the_form_has_one_column_and_apart_where_it_has_three() -> None:
    said = [cell for table in tables("2021") for row in cells(table) for cell in row]
    assert {"≤0.5万元", "≥100000人", "365天", "≥95百分比", "显著提升"} <= set(said)
    whole = next(table for table in tables("2021") if text_of(table.title) == "部门整体支出绩效指标")
    assert [cells(whole)[6][i] for i in (2, 5, 6, 7)] == ["宣传知晓率", "≥", "90", "比例"]
    assert [row[-8] for row in cells(whole)[2:]] == [
        *("数量", "质量", "时效", "成本"),
        *("社会效益", "经济效益", "生态效益", "可持续影响", "满意度"),
    ]


def test_the_published_slips_are_not_repeated() -> None:
    said = text("2021") + "".join(cell for table in tables("2021") for row in cells(table) for cell in row)
    for slip in ("11月31日", "元元", "90/12", "指标确定依据", "≤90比率", "≥100百分比", "5.11万元", "弱点", "主要为（", "我市"):
        assert slip not in said
    assert {"≥90比率", "5.12万元"} <= {cell for table in tables("2021") for row in cells(table) for cell in row}


def test_an_empty_purchase_table_keeps_its_grid_and_says_so() -> None:
    table = next(table for table in tables("2021") if text_of(table.title) == "部门政府采购预算")
    assert len(table.widths) == 13
    assert cells(table)[0] == ["廊坊市大厂回族自治县医疗保障局", "单位：万元"]
    assert all(not cell for row in cells(table)[4:] for cell in row)
    assert len(table.body) == 8
    assert [text_of(note) for note in table.notes] == ["注：没有部门政府采购预算，空表列示。"]


def test_assets_without_a_figure_print_empty_cells() -> None:
    table = next(table for table in tables("2021") if "固定资产占用情况表" in text_of(table.title))
    rows = cells(table)
    assert rows[0] == ["编制部门：大厂回族自治县医疗保障局", "截止时间：2020年12月31日"]
    assert rows[2:] == [
        ["资产总额", "——", "148.0749"],
        ["1、房屋（平方米）", "", ""],
        ["其中：办公用房（平方米）", "", ""],
        ["2、车辆（台、辆）", "2", "32.9765"],
        ["3、单价在20万元以上的设备", "", ""],
        ["4、其他固定资产", "581", "115.0984"],
    ]
