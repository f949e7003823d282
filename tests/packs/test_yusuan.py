"""The budget of a department: nine tables, a text that compares budget with budget, figures that agree with last year's file."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.build import check
from generator.document.blocks import Table
from generator.figures.sections.budgetchange import budget_prior
from generator.model.money import Fund
from generator.packs import load_pack
from generator.packs.lint.static import check_pack
from tests.packs.reports import ROOT, figures_of, headings, lines, report, tables

PACK, YEAR = "tongyong-yusuan", "shili/2024"
OUTLINE = """
第一部分部门概况 一、主要职责 二、机构设置 三、2024年主要工作任务
第二部分2024年部门预算表 一、部门收支总表 二、部门收入总表 三、部门支出总表 四、财政拨款收支总表 五、一般公共预算支出表
六、一般公共预算基本支出表 七、一般公共预算“三公”经费支出表 八、政府性基金预算支出表 九、国有资本经营预算支出表
第三部分2024年部门预算情况说明 一、收支预算总体情况 二、收入预算情况 三、支出预算情况 四、财政拨款收支预算总体情况
五、一般公共预算支出情况 六、一般公共预算基本支出情况 七、一般公共预算“三公”经费支出情况 八、政府性基金预算支出情况
九、国有资本经营预算支出情况 十、其他重要事项的情况说明 第四部分名词解释
"""


def cells(table: Table) -> dict[str, list[str]]:
    """The printed rows of a table by their second cell (科目名称) or first."""
    rows = [["".join(run.text for run in cell.runs) for cell in row] for row in table.body]
    return {row[1] if row[0][:1].isdigit() or not row[0] else row[0]: row for row in rows}


def total_of(table: Table, column: int) -> Decimal:
    """The exact value in a column of the row 合计."""
    row = next(row for row in table.body if any("合计" in run.text for cell in row[:2] for run in cell.runs))
    value = row[column].value
    assert value is not None
    return value


def test_the_outline_is_that_of_a_budget() -> None:
    assert headings(report(PACK, YEAR), 2) == OUTLINE.split()


def test_the_example_has_no_finding_and_the_pack_no_fault() -> None:
    assert check(ROOT / "data_examples" / YEAR) == []
    assert check_pack(load_pack(PACK)) == []


def test_what_is_carried_over_is_what_last_years_accounts_leave_by_fund() -> None:
    accounts, budget = figures_of("shili/2023").books, figures_of(YEAR).books
    for fund in Fund:
        left = accounts.closing("", str(fund)).number
        assert budget.opening.sum("", (("资金", (str(fund),)),)).number == left
        assert budget.closing("", str(fund)).number == 0
    assert accounts.closing().number == Decimal("39.930163")


def test_a_budget_is_compared_with_last_years_budget_and_never_with_what_was_spent() -> None:
    text = "\n".join(lines(report(PACK, YEAR)))
    said = "2024年一般公共预算支出2394.54万元，比2023年预算增加12.49万元，增长0.52%"
    assert said in text
    assert "2024年“三公”经费预算8.60万元，比2023年预算减少17.50万元，下降67.05%" in text
    assert "决算" not in text and "未载明" not in text and "待填" not in text
    spent = figures_of("shili/2023").amount("一般公共预算财政拨款支出")
    assert spent is not None and f"{spent.number:.2f}" not in text


def test_last_years_budget_is_taken_whole_where_last_years_file_is_a_budget() -> None:
    names = figures_of(YEAR).names
    prior = budget_prior(names, "预算", {"收支总计": names["收支总计"], "另填": names["收支总计"]})
    assert prior["支出项"] is names["支出项"] and "另填" in prior


def test_the_three_publics_follow_from_the_economic_items_without_being_typed() -> None:
    figures = figures_of(YEAR)
    assert figures.data.three_public is not None and figures.data.three_public.reception.budget.value is None
    amount = figures.amount("三公.公务用车.运行预算")
    assert amount is not None and amount.number == Decimal("6.0000")
    row = [cell.value for cell in tables(report(PACK, YEAR))["Y07"].body[0]]
    assert " ".join(map(str, row)) == "26.10 1.60 23.60 18.00 5.60 0.90 8.60 1.80 6.00 0.00 6.00 0.80"


def test_the_nine_tables_agree_with_each_other() -> None:
    forms = tables(report(PACK, YEAR))
    assert list(forms) == [f"Y0{number}" for number in range(1, 10)]
    assert [form.mark for form in forms.values()] == [f"预算0{number}表" for number in range(1, 10)]
    whole = cells(forms["Y01"])["收入总计"]
    assert whole[1] == whole[3] == "2,573.71"
    assert total_of(forms["Y03"], 2) == Decimal("2573.71")
    assert cells(forms["Y02"])["示例县医疗保障局"][1] == "2,573.71"
    assert total_of(forms["Y05"], 3) == total_of(forms["Y06"], 2)
    assert total_of(forms["Y05"], 4) == total_of(forms["Y06"], 3)
    assert cells(forms["Y04"])["收入总计"][-4:] == ["2,510.71", "2,394.54", "110.17", "6.00"]
    wages = cells(forms["Y06"])["工资福利支出"]
    assert wages[2] == wages[3] and wages[4] == ""


def test_a_line_without_an_amount_that_the_form_does_not_ask_for_is_left_out() -> None:
    form = tables(report(PACK, YEAR))["Y01"]
    assert "使用非财政拨款结余" not in cells(form) and "上年结转" in cells(form)
    listed = ["".join(run.text for run in row[2].runs) for row in form.body]
    assert sum(bool(re.match("[一二三四五六七八九十]+、", name)) for name in listed) == 30


def test_special_account_money_is_zero_where_it_is_not_typed_and_final_accounts_do_not_list_it() -> None:
    for example in (YEAR, "shili/2023"):
        names = [item["名称"] for item in figures_of(example).names["收入来源"]]  # type: ignore[attr-defined]
        assert len(names) == 8 and "财政专户管理资金收入" not in names
    row = cells(tables(report(PACK, YEAR))["Y01"])["四、财政专户管理资金收入"]
    assert row[1] == "0.00"
