"""The money of a department-year: receipts by kind, expenditure by 项 × fund × nature × economic item, carry-over.

Base facts only. What follows from them is in `generator.figures`; a total that the clerk holds as well is a control
figure (`Controls`).
"""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generator.model.amount import Amount, figure
from generator.model.fields import Count, FieldError, Money, Prose, Word, pending
from generator.model.record import Record, made
from generator.model.text import NO_TEXT


class Fund(StrEnum):
    """Where money comes from. The first three are 财政拨款."""

    GENERAL = "一般公共预算"
    GOVERNMENT = "政府性基金"
    STATE_CAPITAL = "国有资本经营"
    OTHER = "其他资金"


FISCAL = (Fund.GENERAL, Fund.GOVERNMENT, Fund.STATE_CAPITAL)


class Nature(StrEnum):
    """支出性质: the columns of 支出决算表."""

    BASIC = "基本支出"
    PROJECT = "项目支出"
    UPWARD = "上缴上级支出"
    OPERATING = "经营支出"
    SUBSIDY = "对附属单位补助支出"


def _by_code(value: Any) -> Any:
    """A single amount, or a mapping from code to amount."""
    if isinstance(value, dict):
        wrong = [key for key in value if not re.fullmatch(r"[0-9]{3,7}", str(key))]
        if wrong:
            raise FieldError(f"“{wrong[0]}”不是科目编码", "这里的字段名应是数字编码，如 30101 或 2080505")
        return {"items": value}
    return {"amount": value}


class ByCode(Record):
    """An amount as a whole, or by code of a classification. Codes that are not listed are zero."""

    amount: Money | None = None
    items: dict[Word, Money] = Field(default_factory=made(dict))


Split = Annotated[ByCode, BeforeValidator(_by_code)]


class ProjectSpending(Record):
    """What one project spent under one 项 from one fund."""

    project: Word = Field(alias="项目")
    amount: Money | None = Field(None, alias="金额")
    items: dict[Word, Money] = Field(default_factory=made(dict), alias="经济分类")


def _projects(value: Any) -> Any:
    return {"projects": value} if isinstance(value, list) else _by_code(value)


class ProjectSplit(ByCode):
    """项目支出: as a whole, by economic item, or by project."""

    projects: list[ProjectSpending] = Field(default_factory=made(list))


def _by_nature(value: Any) -> Any:
    return value if isinstance(value, dict) else {"amount": value}


class ByNature(Record):
    """Expenditure of one 项 from one fund. `amount` alone: the split into natures is 未载明."""

    amount: Money | None = None
    basic: Split | None = Field(None, alias="基本支出")
    project: Annotated[ProjectSplit, BeforeValidator(_projects)] | None = Field(None, alias="项目支出")
    upward: Split | None = Field(None, alias="上缴上级支出")
    operating: Split | None = Field(None, alias="经营支出")
    subsidy: Split | None = Field(None, alias="对附属单位补助支出")


Spending = Annotated[ByNature, BeforeValidator(_by_nature)]


class Line(Record):
    """One 项 of expenditure."""

    code: Word = Field(alias="科目")
    initial_budget: Money | None = Field(None, alias="年初预算")
    """Of 一般公共预算财政拨款."""
    full_budget: Money | None = Field(None, alias="全年预算")
    """Of 一般公共预算财政拨款; the same as 年初预算 where it is not given."""
    reason: Prose = Field(NO_TEXT, alias="差异原因")
    purpose: Prose = Field(NO_TEXT, alias="主要用于")
    general: Spending | None = Field(None, alias="一般公共预算")
    government: Spending | None = Field(None, alias="政府性基金")
    state_capital: Spending | None = Field(None, alias="国有资本经营")
    other: Spending | None = Field(None, alias="其他资金")


class Revenue(Record):
    """Receipts by kind, each as a whole or by 项 (收入决算表). The first eight are asked for; zero is typed as 0."""

    general: Split = Field(default_factory=lambda: ByCode(amount=pending("一般公共预算财政拨款")), alias="一般公共预算财政拨款")
    government: Split = Field(
        default_factory=lambda: ByCode(amount=pending("政府性基金预算财政拨款")), alias="政府性基金预算财政拨款"
    )
    state_capital: Split = Field(
        default_factory=lambda: ByCode(amount=pending("国有资本经营预算财政拨款")), alias="国有资本经营预算财政拨款"
    )
    superior: Split = Field(default_factory=lambda: ByCode(amount=pending("上级补助收入")), alias="上级补助收入")
    business: Split = Field(default_factory=lambda: ByCode(amount=pending("事业收入")), alias="事业收入")
    operating: Split = Field(default_factory=lambda: ByCode(amount=pending("经营收入")), alias="经营收入")
    affiliate: Split = Field(default_factory=lambda: ByCode(amount=pending("附属单位上缴收入")), alias="附属单位上缴收入")
    other: Split = Field(default_factory=lambda: ByCode(amount=pending("其他收入")), alias="其他收入")
    special: Split = Field(
        default_factory=lambda: ByCode(amount=figure(0, "财政专户管理资金", "未填报即为零")), alias="财政专户管理资金"
    )
    """Of budgets only: in final accounts it is part of 事业收入. Zero where it is not given."""


def unstated_revenue() -> Revenue:
    """Receipts of which the source tells nothing."""
    kinds = {info.alias: "未载明" for info in Revenue.model_fields.values()}
    return Revenue.model_validate(kinds)


class CarryOver(Record):
    """年初结转和结余 by fund, each as a whole or by 项."""

    general: Split = Field(default_factory=lambda: ByCode(amount=pending("一般公共预算")), alias="一般公共预算")
    government: Split = Field(default_factory=lambda: ByCode(amount=pending("政府性基金")), alias="政府性基金")
    state_capital: Split = Field(default_factory=lambda: ByCode(amount=pending("国有资本经营")), alias="国有资本经营")
    other: Split = Field(default_factory=lambda: ByCode(amount=pending("其他资金")), alias="其他资金")


class Controls(Record):
    """Stated figures: totals that follow from the base facts and that the clerk holds as well, from the 财决 export.

    Compared where the operands are known, used in their place where an operand is 未载明 (DESIGN §5).
    """

    total: Money | None = Field(None, alias="收支总计")
    revenue: Money | None = Field(None, alias="本年收入合计")
    fiscal_revenue: Money | None = Field(None, alias="财政拨款收入合计")
    expenditure: Money | None = Field(None, alias="本年支出合计")
    basic: Money | None = Field(None, alias="基本支出")
    project: Money | None = Field(None, alias="项目支出")
    upward: Money | None = Field(None, alias="上缴上级支出")
    operating: Money | None = Field(None, alias="经营支出")
    subsidy: Money | None = Field(None, alias="对附属单位补助支出")
    personnel: Money | None = Field(None, alias="人员经费")
    public: Money | None = Field(None, alias="公用经费")
    opening: Money | None = Field(None, alias="年初结转和结余")
    year_end: Money | None = Field(None, alias="年末结转和结余")
    fiscal_total: Money | None = Field(None, alias="财政拨款收支总计")
    fiscal_expenditure: Money | None = Field(None, alias="财政拨款本年支出合计")
    general_expenditure: Money | None = Field(None, alias="一般公共预算财政拨款支出")
    general_budget: Money | None = Field(None, alias="一般公共预算财政拨款年初预算")
    government_expenditure: Money | None = Field(None, alias="政府性基金预算财政拨款支出")
    state_capital_expenditure: Money | None = Field(None, alias="国有资本经营预算财政拨款支出")
    full_budget: Money | None = Field(None, alias="一般公共预算财政拨款全年预算")
    three_public_budget: Money | None = Field(None, alias="三公经费预算")
    """Of 一般公共预算 and 政府性基金 together."""
    procurement: Money | None = Field(None, alias="政府采购支出总额")
    project_initial: Money | None = Field(None, alias="项目年初预算")
    project_budget: Money | None = Field(None, alias="项目全年预算")
    project_received: Money | None = Field(None, alias="项目到位")
    """Of all projects and sources, from the export of the budget system."""
    posts: Count | None = Field(None, alias="编制数")
    staff: Count | None = Field(None, alias="在职人数")
    vehicles: Count | None = Field(None, alias="车辆数")
    """From the 机构运行信息表 of the 财决 export."""
    by_function: dict[Word, Money] = Field(default_factory=made(dict), alias="功能分类支出")
    """类 or 款 → 本年支出."""
    by_economic: dict[Word, Money] = Field(default_factory=made(dict), alias="基本支出经济分类")
    """Economic 类 or 款 → 一般公共预算财政拨款基本支出. 未载明: the item is not zero, the amount is not given."""

    def given(self) -> dict[str, Amount]:
        """The single figures that are given, by Chinese name."""
        fields = type(self).model_fields
        return {
            str(fields[name].alias): value
            for name in fields
            if isinstance(value := getattr(self, name), Amount) and value is not None
        }
