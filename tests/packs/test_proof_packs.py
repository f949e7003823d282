"""Two provinces as data: their outline as published, their own rules, no Python, few lines, nothing hidden elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.packs import load_pack
from generator.packs.lint.static import check_pack
from tests.packs.reports import figures_of, headings, lines, report, tables

PROOFS = ("shanghai-juesuan", "yunnan-juesuan")
CORE = "tongyong-juesuan"
MOST_LINES, WIDEST = 149, 260
NAMES = """
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川
贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 beijing tianjin shanghai chongqing hebei shanxi
liaoning jilin heilongjiang jiangsu zhejiang anhui fujian jiangxi shandong henan hubei hunan guangdong hainan
sichuan guizhou yunnan shaanxi gansu qinghai taiwan neimenggu guangxi xizang ningxia xinjiang hongkong xianggang aomen macao
"""
PROVINCES = 34
PROGRAM = ("*.py", "*.yaml", "*.html", "*.css", "*.js", "*.json", "*.md", "*.txt")
"""What the program is written in; classifications (csv) hold the official names of 科目."""
REGIONS = NAMES.split()
SHANGHAI = """
第一部分示例县医疗保障局概况
一、主要职能
二、部门决算单位构成
第二部分示例县医疗保障局2023年度部门决算表
收入支出决算总表
收入决算表
支出决算表
财政拨款收入支出决算总表
一般公共预算财政拨款支出决算表
一般公共预算财政拨款基本支出决算表
财政拨款“三公”经费支出决算表
政府性基金预算财政拨款收入支出决算表
国有资本经营预算财政拨款收入支出决算表
第三部分示例县医疗保障局2023年度部门决算情况说明
一、收入支出决算总体情况说明
二、收入决算情况说明
三、支出决算情况说明
四、财政拨款收入支出决算总体情况说明
五、一般公共预算财政拨款支出决算情况说明
六、一般公共预算财政拨款基本支出决算情况说明
七、财政拨款“三公”经费支出决算情况说明
八、政府性基金预算财政拨款收入支出决算情况说明
九、国有资本经营预算财政拨款收入支出决算情况说明
十、预算绩效管理情况
十一、其他重要事项的情况说明
第四部分名词解释
"""
YUNNAN = """
第一部分部门概况
一、主要职能
二、部门基本情况
第二部分2023年度部门决算表
一、收入支出决算表
二、收入决算表
三、支出决算表
四、财政拨款收入支出决算表
五、一般公共预算财政拨款收入支出决算表
六、一般公共预算财政拨款基本支出决算表
七、一般公共预算财政拨款项目支出决算表
八、政府性基金预算财政拨款收入支出决算表
九、国有资本经营预算财政拨款收入支出决算表
十、财政拨款“三公”经费、行政参公单位机关运行经费情况表
十一、一般公共预算财政拨款“三公”经费情况表
第三部分2023年度部门决算情况说明
一、收入决算情况说明
二、支出决算情况说明
三、一般公共预算财政拨款支出决算情况说明
四、财政拨款“三公”经费支出决算情况说明
第四部分其他重要事项及相关口径情况说明
一、机关运行经费支出情况
二、国有资产占用情况
三、政府采购支出情况
四、部门绩效自评情况
五、其他重要事项情况说明
六、相关口径说明
第五部分名词解释
"""
"""The published outlines: of 上海 units B1–B9 as 一 to 九, 绩效 十, 其他 十一; 云南 P1 without B1, B4, B8, B9, part four."""


def own_lines(root: Path, pack: str) -> list[str]:
    """All lines of all files of a pack."""
    files = [file for file in sorted((root / "templates" / pack).rglob("*")) if file.is_file()]
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("pack", "outline"), [(PROOFS[0], SHANGHAI), (PROOFS[1], YUNNAN)])
def test_the_outline_is_the_published_one_in_words_and_order(pack: str, outline: str) -> None:
    assert headings(report(pack), 2) == outline.split()


@pytest.mark.parametrize("pack", PROOFS)
def test_a_province_is_less_than_150_lines_of_data_and_no_python(root: Path, pack: str) -> None:
    written = own_lines(root, pack)
    assert 30 < len(written) <= MOST_LINES
    settings = [
        line for file in (root / "templates" / pack).rglob("*.yaml") for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert max(len(line) for line in settings if "解释" not in line) <= WIDEST
    assert {file.suffix for file in (root / "templates" / pack).rglob("*") if file.is_file()} <= {".yaml", ".html"}


@pytest.mark.slow
@pytest.mark.parametrize("pack", PROOFS)
def test_a_province_inherits_from_the_national_core_alone(pack: str) -> None:
    loaded = load_pack(pack)
    assert [folder.name for folder in loaded.chain] == [pack, CORE]
    assert check_pack(loaded) == []


def test_nothing_of_a_province_stands_in_the_program_or_in_the_national_packs(root: Path) -> None:
    words = (name if name >= "一" else f"(?<![A-Za-z]){name}(?![A-Za-z])" for name in REGIONS)  # taiwaneseCounting is Word's
    word = re.compile("|".join(words))
    assert sum(name >= "一" for name in REGIONS) == PROVINCES
    files = [
        *(file for kind in PROGRAM for file in (root / "generator").rglob(kind)),
        *(root / "templates").glob("tongyong-*/**/*.*"),
    ]
    assert len(files) > 100
    found = [
        f"{file.relative_to(root)}: {hit[0]}"
        for file in files
        for hit in word.finditer(file.read_text(encoding="utf-8"))
        if file.is_file()
    ]
    assert found == []


def test_shanghai_prints_no_line_numbers_no_column_numbers_and_no_mark() -> None:
    forms = tables(report(PROOFS[0]))
    assert " ".join(forms) == "T01 T02 T03 T04 T06 T08 T10 T11 T13"
    heads = {name: ["".join(r.text for r in cell.runs) for row in form.head for cell in row] for name, form in forms.items()}
    assert [name for name, head in heads.items() if {"栏次", "行次", "1"} & set(head)] == []
    assert [form.mark for form in forms.values()] == [""] * 9
    assert heads["T01"] == ["收入", "支出", "项目", "决算数", "项目", "决算数"]
    assert {form.unit_right for form in forms.values()} == {"单位：万元"}
    total = ["".join(run.text for run in cell.runs) for cell in forms["T06"].body[-1]]
    assert total[1] == "合计" and total[2] == "2,343.14"


def test_shanghai_leaves_zero_items_out_and_prints_no_zero_in_tables() -> None:
    text = "\n".join(lines(report(PROOFS[0])))
    income = next(line for line in text.splitlines() if "本年收入合计" in line)
    assert "其中：财政拨款收入" in income and "一般公共预算财政拨款" not in income
    assert re.findall(r"占([\d.]+)%", income)[0] == "98.12"
    poor = report(PROOFS[0], "gongjing/2020")
    spent = next(line for line in lines(poor) if "本年支出合计" in line and "其中" in line)
    assert "基本支出" in spent and "经营支出" not in spent
    assert "经营支出0" in "".join(lines(report("sichuan-juesuan", "gongjing/2020")))
    assert "0.00" not in {cell.text for form in tables(poor).values() for row in form.body for cell in row}


def test_shanghai_says_why_a_fund_table_is_empty_and_in_one_sentence_that_there_is_nothing() -> None:
    text = lines(report(PROOFS[0], "gongjing/2020"))
    name = str(figures_of("gongjing/2020").data.names.full)
    funds = ("政府性基金预算财政拨款收入和支出", "国有资本经营预算财政拨款收入和支出")
    assert [line for line in text if line.startswith("说明：") and line.endswith("故本表无数据。")] == [
        f"说明：{name}本年度没有{reason}，故本表无数据。" for reason in funds
    ]
    assert [f"{name}2020年度无{reason}。" in text for reason in funds] == [True] * 2


def test_yunnan_prints_yuan_everywhere_and_counts_as_counts() -> None:
    document = report(PROOFS[1])
    text = "\n".join(lines(document))
    assert "24,961,558.37元" in text and not re.search(r"\d\.\d+万元", text)
    forms = tables(document)
    assert {form.unit_right for form in forms.values()} == {"金额单位：元"}
    rows = {"".join(r.text for r in row[0].runs): ["".join(r.text for r in c.runs) for c in row] for row in forms["T10y"].body}
    assert rows["4.公务用车保有量（辆）"][-1] == "3"
    assert rows["6.国内公务接待人次（人）"][-1] == "84"
    assert rows["（一）支出合计"][2:] == ["261,000.00", "261,000.00", "255,123.89"]
    assert rows["（一）行政单位"][-1] == "642,817.35"
    assert [form.mark for form in forms.values()] == [f"公开{number:02d}表" for number in range(1, 12)]


def test_yunnan_begins_with_the_index_number_and_folds_basic_expenditure() -> None:
    text = lines(report(PROOFS[1]))
    assert text[0] == "监督索引号示例2023-0001"
    assert not any("基本支出决算情况说明" in line for line in text)
    start = next(n for n, line in enumerate(text) if "（三）一般公共预算财政拨款支出决算具体情况" in line)
    end = next(n for n, line in enumerate(text) if line.startswith("四、财政拨款“三公”经费"))
    assert any("基本支出8,799,440.63元" in line for line in text[start:end])
