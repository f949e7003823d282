"""What is left in texts by mistake is found at its line and column; a clean sentence is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import Severity
from generator.checks.text.regions import AUTONOMOUS
from tests.checks.slip import AFFAIRS, PROJECTS, TEXTS, Change, checked, shili

OTHER = "所属事业单位的经营收支与事业收支分开核算"
SLIPS = [
    ("Z01", "（职能参照批准的三定方案）", "文字里留有填写说明：“（职能参照批准的三定方案）”"),
    ("Z01", "（可用表格形式反映）", "文字里留有填写说明：“（可用表格形式反映）”"),
    ("Z01", "阐述单位人员情况，含编制", "文字里留有模板的要求：“阐述单位人员情况，含”"),
    ("Z01", "请结合评分表中的得分情况填写", "文字里留有模板提示：“请结合评分表中的得分情况填写”"),
    ("Z01", "部门（单位）全年工作", "名称没有选定：“部门（单位）”"),
    ("Z01", "完成XX项任务", "文字里留有占位符：“XX”"),
    ("Z01", "完成××项任务", "文字里留有占位符：“××”"),
    ("Z01", "投入比上年增加（减少）3万元", "增减没有选定：“增加（减少）”"),
    ("Z01", "比上年下降/增长5%", "增减没有选定：“下降/增长”"),
    ("Z01", "【待补充】", "文字还没有写完：“【待补充】”"),
    ("Z02", "支出0万元%", "金额后面多了百分号：“0万元%”"),
    ("Z02", "支出{{ 数据.追回基金万元 }}万元%", "金额后面多了百分号：“{{ 数据.追回基金万元 }}万元%”"),
    ("Z02", "支出 0 万元 0", "金额后面多了一个数：“0 万元 0”"),
    ("Z02", "完成率0/0", "用零作除数：“0/0”"),
    ("Z02", "比上年增长13.95", "百分比缺百分号：“增长13.95”"),
    ("Z02", "0.39万（含税费）", "单位不完整或重复：“0.39万”"),
    ("Z03", "赴西宁市学习", "文字里有别的地方：“西宁市”，不在“地区”（示例省、示例市、示例县）之内"),
    ("Z03", "我市参保人数稳定", "自称“我市”与“我地”（我县）不一致"),
    ("Z05", "收入,支出", "中文之间用了半角标点：“,”"),
    ("Z05", "印发《管理办法的通知", "《 没有配对：…印发《管理办法的…"),
    ("Z05", "开展打击骗保”活动", "” 没有配对：…开展打击骗保”活动，所属…"),
    ("Z06", "情况反映反映", "词语重复：“反映反映”"),
    ("Z06", "资金的的使用", "字重复：“的的”"),
    ("Z06", "按期完成，，质量良好", "标点重复：“，，”"),
    ("Z06", "门诊and住院", "中文里夹着英文单词：“and”"),
    ("Z07", "负责人：张三", "公开的文字里有人名"),
    ("Z07", "电话13912345678", "公开的文字里有手机号码"),
    ("Z07", "电话0813-1234567", "公开的文字里有电话号码"),
    ("Z07", "证号510301198001011234", "公开的文字里有身份证号码"),
    ("Z07", "账号：6222021234567890", "公开的文字里有银行账号"),
    ("Z09", "截止2023年底", "“截止”后面接了时间"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "slip", "message"), SLIPS, ids=[f"{r}-{s[:12]}" for r, s, _ in SLIPS])
def test_a_slip_in_a_text_is_found_at_its_line_with_its_words(rule: str, slip: str, message: str, tmp_path: Path) -> None:
    findings, lines = checked(tmp_path, Change(TEXTS, OTHER, f"{slip}，{OTHER}"))
    assert [(f.rule, f.message) for f in findings] == [(rule, message)]
    assert (Path(findings[0].place.file).name, findings[0].place.line) == (TEXTS, lines[0])
    assert findings[0].remedy


def test_the_column_of_a_slip_is_where_it_begins(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(TEXTS, OTHER, f"完成XX项，{OTHER}"))
    line = (tmp_path / "shili/2023" / TEXTS).read_text(encoding="utf-8").splitlines()[findings[0].place.line - 1]
    assert line[findings[0].place.column - 1 :].startswith("XX")


def test_private_data_are_not_repeated_in_the_message(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(TEXTS, OTHER, f"联系人：李四，电话13912345678，{OTHER}"))
    assert {f.rule for f in findings} == {"Z07"}
    assert not any("李四" in f.message or "139" in f.message for f in findings)


CLEAN = [
    "各部门（单位）积极配合",
    "人人知晓、一个一个落实，认认真真办好实事",
    "深入了解县域内情况，及时报县财政局",
    "全县、全市、各县区和社区、辖区、园区的服务窗口",
    "参保10.5万人，救助1,234.56万元，其中住院800万元、门诊434.56万元",
    "增长13.95%，下降3个百分点",
    "〈示例市医疗救助办法〉（示例府发〔2021〕8号）",
    "截至12月底，截止日期为12月31日",
    "负责人：无",
    "完善市级统筹，推进区域合作，加强市场监管",
    "《关于印发〈示例县救助办法〉的通知》",
    "按月核对100×3张表",
]


@pytest.mark.parametrize("sentence", CLEAN)
def test_a_clean_sentence_is_left_alone(sentence: str, tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(TEXTS, OTHER, f"{sentence}，{OTHER}"))
    assert [f for f in findings if f.rule != "数字"] == []


TOTALS = (
    "居民医保财政补助标准提高，新录用人员增加，收支规模随之扩大",
    "财政加大对居民参保和困难群众救助的投入，拨款规模增加",
    "基本支出因人员增加而增长，基金监管执法装备投入增加",
)
"""The reasons of 收支总计, 财政拨款收支总计 and 一般公共预算支出."""
PARTS = ("新购执法用车一辆，购置费和运行维护费增加", "来访批次减少，统一安排食堂用餐，接待费用下降")
SAME = "按年度工作安排据实列支"


def test_one_reason_used_three_times_is_found_with_its_places(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(TEXTS, TOTALS[0], SAME), *(Change(AFFAIRS, part, SAME) for part in PARTS))
    assert [(f.rule, f.severity) for f in findings] == [("Z08", Severity.WARNING)]
    assert findings[0].message == (
        "同一句原因用了3次：“按年度工作安排据实列支”（三公.公务用车.变动原因、三公.公务接待.变动原因、文字.总计变动原因）"
    )


def test_one_reason_for_the_totals_that_hold_each_other_counts_once(tmp_path: Path) -> None:
    totals = [Change(TEXTS, total, SAME) for total in TOTALS]
    findings, _ = checked(tmp_path / "a", *totals)
    assert findings == []
    findings, _ = checked(tmp_path / "b", *totals, Change(AFFAIRS, PARTS[0], SAME))
    assert findings == []
    findings, _ = checked(tmp_path / "c", *totals, *(Change(AFFAIRS, part, SAME) for part in PARTS))
    assert [f.rule for f in findings] == ["Z08"]
    assert findings[0].message.startswith("同一句原因用了5次：")


def test_a_paragraph_of_last_year_is_found_word_for_word_but_for_its_years(tmp_path: Path) -> None:
    own = str(shili(2023).data.texts.evaluation)
    last = shili(2022).data.texts.evaluation
    (piece,) = last.pieces
    findings, lines = checked(tmp_path, Change(TEXTS, own, piece.text))
    assert [(f.rule, f.severity, f.place.line) for f in findings] == [("Y07", Severity.WARNING, lines[0])]
    assert findings[0].message.startswith("这一段与2022年度的文字一字不差：“")


def test_the_paragraphs_of_one_project_that_are_carried_over_are_one_finding(tmp_path: Path) -> None:
    now, last = (shili(year).data.projects[0] for year in (2023, 2022))
    pairs = [(now.done, last.done), (now.report.output, last.report.output), (now.report.effect, last.report.effect)]
    changes = [Change(PROJECTS, str(own), str(before)) for own, before in pairs]
    findings, lines = checked(tmp_path, *changes)
    (only,) = [finding for finding in findings if finding.rule == "Y07"]
    assert only.message.endswith("同一项目共有3段")
    assert only.place.line in (lines[0], lines[0] + 1)


def test_a_typed_figure_that_contradicts_its_field_is_a_warning_and_one_that_nothing_backs_a_hint(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path / "a", Change(TEXTS, OTHER, f"全年救助23180人次，{OTHER}"))
    assert [(f.rule, f.severity) for f in findings] == [("H22", Severity.WARNING)]
    assert findings[0].message == "文字里写23180人次，数据里的救助人次是23108"
    findings, _ = checked(tmp_path / "b", Change(TEXTS, OTHER, f"发放手册4321份，{OTHER}"))
    assert [(f.rule, f.severity) for f in findings] == [("数字", Severity.HINT)]
    findings, _ = checked(tmp_path / "c", Change(TEXTS, OTHER, f"全年救助23108人次，{OTHER}"))
    assert findings == []


def test_a_name_alone_on_a_line_is_found_and_not_repeated(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path, Change(TEXTS, f"    {OTHER}", f"    张　三\n\n    {OTHER}"))
    assert [(f.rule, f.message) for f in findings] == [("Z07", "单独一行像是人名")]


def test_ordinals_that_begin_again_under_a_new_heading_are_no_gap(tmp_path: Path) -> None:
    text = "\n\n    ".join(("（一）预算。", "1、编制。", "2、批复。", "（二）决算。", "1、编制。", "2、公开。", "项目", OTHER))
    findings, _ = checked(tmp_path, Change(TEXTS, OTHER, text))
    assert not [f for f in findings if f.rule in ("Z04", "Z07")]


def test_a_gap_under_one_heading_is_still_one(tmp_path: Path) -> None:
    text = "\n\n    ".join(("（一）预算。", "1、编制。", "3、批复。", "（二）决算。", "1、编制。", "2、公开。", OTHER))
    findings, _ = checked(tmp_path, Change(TEXTS, OTHER, text))
    assert [f.message for f in findings if f.rule == "Z04"] == ["序号不连续：1、3"]


@pytest.mark.parametrize(("name", "short"), [("大山回族自治县", "大山县"), ("河源土家族苗族自治县", "河源县")])
def test_a_self_governed_county_may_go_by_its_short_name(name: str, short: str) -> None:
    found = AUTONOMOUS.fullmatch(name)
    assert found
    assert found[1] + found[2] == short
