"""The money of a department-year: receipts by kind, expenditure by 项 × fund × nature × economic item, carry-over.

Base facts only. What follows from them is in `generator.figures`; a total that the clerk holds as well is a control
figure (`Controls`).
"""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generator.model.about import Need, economic_code, field, functional_code
from generator.model.amount import Amount, pending
from generator.model.fields import Count, FieldError, Money, Prose, Word
from generator.model.record import Record, made
from generator.model.text import NO_TEXT


class Fund(StrEnum):
    """Where money comes from. The first three are 财政拨款."""

    GENERAL = "一般公共预算"
    GOVERNMENT = "政府性基金"
    STATE_CAPITAL = "国有资本经营"
    OTHER = "其他资金"


FISCAL = (Fund.GENERAL, Fund.GOVERNMENT, Fund.STATE_CAPITAL)
SOME_FISCAL = "财政拨款"
"""What stands for the fund of money that is one of the three of 财政拨款, which of them is not stated."""
UNTOLD_FUND = "资金未载明"
"""The field of expenditure of which no fund is stated at all."""


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


class ByCode(Record, title="一个总数，或按科目编码分列的金额；没列的科目为零"):
    """An amount as a whole, or by code of a classification. Codes that are not listed are zero."""

    amount: Money | None = None
    items: dict[Word, Money] = Field(default_factory=made(dict))


Split = Annotated[ByCode, BeforeValidator(_by_code)]


class ProjectSpending(Record, title="一个项目的支出：总数或按经济分类分列"):
    """What one project spent under one 项 from one fund."""

    project: Word = field("项目", "项目名称，与“项目”一节一字不差")
    amount: Money | None = field("金额", "本项目支出总数；有经济分类时不填", None)
    items: dict[Word, Money] = field("经济分类", "按部门预算支出经济分类款级科目（5位）分列的金额", dict)


def split_field(alias: str, description: str) -> Any:
    """A field of Revenue or CarryOver that has to be filled: zero is typed as 0."""
    return field(alias, description, lambda: ByCode(amount=pending(alias)), need=Need.REQUIRED)


def _projects(value: Any) -> Any:
    return {"projects": value} if isinstance(value, list) else _by_code(value)


class ProjectSplit(ByCode, title="项目支出：一个总数、按经济分类分列，或按项目分列"):
    """项目支出: as a whole, by economic item, or by project."""

    projects: list[ProjectSpending] = Field(default_factory=made(list))


def _by_nature(value: Any) -> Any:
    return value if isinstance(value, dict) else {"amount": value}


class ByNature(Record, title="一种资金的支出：一个总数，或按支出性质分列"):
    """Expenditure of one 项 from one fund. `amount` alone: the split into natures is 未载明."""

    amount: Money | None = None
    basic: Split | None = field("基本支出", "基本支出", None)
    project: Annotated[ProjectSplit, BeforeValidator(_projects)] | None = field(
        "项目支出", "项目支出：总数、按经济分类，或按项目", None
    )
    upward: Split | None = field("上缴上级支出", "上缴上级支出", None)
    operating: Split | None = field("经营支出", "经营支出", None)
    subsidy: Split | None = field("对附属单位补助支出", "对附属单位补助支出", None)


Spending = Annotated[ByNature, BeforeValidator(_by_nature)]


class Expenditure(Record, title="一个支出功能分类项级科目的支出"):
    """One 项 of expenditure."""

    code: Word = field("科目", "支出功能分类项级科目，7位编码，如 2080505", codes=functional_code(7))
    initial_budget: Money | None = field("年初预算", "一般公共预算财政拨款年初预算数", None, negative=False)
    """Of 一般公共预算财政拨款."""
    full_budget: Money | None = field(
        "全年预算", "一般公共预算财政拨款全年预算数；与年初预算相同时不填", None, rule="与“年初预算”相同", negative=False
    )
    """Of 一般公共预算财政拨款; the same as 年初预算 where it is not given."""
    government_budget: Money | None = field(
        "政府性基金年初预算", "政府性基金预算财政拨款年初预算数；表式要印的才填", None, need=Need.OPTIONAL, negative=False
    )
    state_capital_budget: Money | None = field(
        "国有资本经营年初预算", "国有资本经营预算财政拨款年初预算数；表式要印的才填", None, need=Need.OPTIONAL, negative=False
    )
    prior: Money | None = field("上年执行数", "这一项上年的决算数", None, rule="上年数据里同一科目的支出")
    reason: Prose = field("差异原因", "这一项决算与预算不同的原因，写成分句", NO_TEXT)
    purpose: Prose = field("主要用于", "这一项的支出主要用于什么，写成分句", NO_TEXT)
    general: Spending | None = field("一般公共预算", "从一般公共预算财政拨款支出的", None)
    government: Spending | None = field("政府性基金", "从政府性基金预算财政拨款支出的", None)
    state_capital: Spending | None = field("国有资本经营", "从国有资本经营预算财政拨款支出的", None)
    other: Spending | None = field("其他资金", "从其他资金支出的", None)
    some_fiscal: Spending | None = field(SOME_FISCAL, "从财政拨款支出、不知道是哪一种的；知道的填在各种资金下", None)
    untold: Spending | None = field(UNTOLD_FUND, "不知道从哪种资金支出的；知道的填在各种资金下", None)

    def by_fund(self) -> dict[str, ByNature]:
        """Fund → what is spent of it, of those that are given; 财政拨款 and 资金未载明 last, where the fund is not stated."""
        given = (self.general, self.government, self.state_capital, self.other, self.some_fiscal, self.untold)
        names = (*map(str, Fund), SOME_FISCAL, UNTOLD_FUND)
        return {name: spent for name, spent in zip(names, given, strict=True) if spent is not None}


class Revenue(Record, title="本年收入，按收入种类；没有的填 0"):
    """Receipts by kind, each as a whole or by 项 (收入决算表). The first eight are asked for; zero is typed as 0."""

    general: Split = split_field("一般公共预算财政拨款", "一般公共预算财政拨款收入")
    government: Split = split_field("政府性基金预算财政拨款", "政府性基金预算财政拨款收入")
    state_capital: Split = split_field("国有资本经营预算财政拨款", "国有资本经营预算财政拨款收入")
    superior: Split = split_field("上级补助收入", "上级补助收入")
    business: Split = split_field("事业收入", "事业收入")
    operating: Split = split_field("经营收入", "经营收入")
    affiliate: Split = split_field("附属单位上缴收入", "附属单位上缴收入")
    other: Split = split_field("其他收入", "其他收入")
    special: Split = field(
        "财政专户管理资金",
        "财政专户管理资金收入；只有预算才分开，决算并入事业收入",
        lambda: ByCode(amount=pending("财政专户管理资金")),
        rule="决算并入事业收入，为零",
    )
    """Of budgets only: in final accounts it is part of 事业收入."""
    some_fiscal: Split | None = field(SOME_FISCAL, "财政拨款收入，不知道是哪一种的；填了它，上面各种财政拨款写 未载明", None)


class CarryOver(Record, title="年初结转和结余，按资金来源；没有的填 0"):
    """年初结转和结余 by fund, each as a whole or by 项."""

    general: Split = split_field("一般公共预算", "一般公共预算财政拨款年初结转和结余")
    government: Split = split_field("政府性基金", "政府性基金预算财政拨款年初结转和结余")
    state_capital: Split = split_field("国有资本经营", "国有资本经营预算财政拨款年初结转和结余")
    other: Split = split_field("其他资金", "其他资金年初结转和结余")
    some_fiscal: Split | None = field(
        SOME_FISCAL, "财政拨款年初结转和结余，不知道是哪一种的；填了它，上面各种财政拨款写 未载明", None
    )


class Controls(Record, title="控制数：财决报表上现成的合计，只用来核对"):
    """Stated figures: totals that follow from the base facts and that the clerk holds as well, from the 财决 export.

    Compared where the operands are known, used in their place where an operand is 未载明.
    """

    total: Money | None = field("收支总计", "收入总计（与支出总计相等）", None)
    revenue: Money | None = field("本年收入合计", "本年收入合计", None)
    fiscal_revenue: Money | None = field("财政拨款收入合计", "财政拨款收入合计", None)
    expenditure: Money | None = field("本年支出合计", "本年支出合计", None)
    basic: Money | None = field("基本支出", "全部资金的基本支出", None)
    project: Money | None = field("项目支出", "全部资金的项目支出", None)
    upward: Money | None = field("上缴上级支出", "上缴上级支出", None)
    operating: Money | None = field("经营支出", "经营支出", None)
    subsidy: Money | None = field("对附属单位补助支出", "对附属单位补助支出", None)
    personnel: Money | None = field("人员经费", "一般公共预算财政拨款基本支出中的人员经费", None)
    public: Money | None = field("公用经费", "一般公共预算财政拨款基本支出中的公用经费", None)
    opening: Money | None = field("年初结转和结余", "年初结转和结余，按资金来源；没有的填 0", None)
    year_end: Money | None = field("年末结转和结余", "年末结转和结余合计", None)
    fiscal_total: Money | None = field("财政拨款收支总计", "财政拨款收入总计（与支出总计相等）", None)
    fiscal_expenditure: Money | None = field("财政拨款本年支出合计", "财政拨款本年支出合计", None)
    general_expenditure: Money | None = field("一般公共预算财政拨款支出", "一般公共预算财政拨款本年支出", None)
    general_budget: Money | None = field("一般公共预算财政拨款年初预算", "一般公共预算财政拨款支出年初预算数", None)
    government_expenditure: Money | None = field("政府性基金预算财政拨款支出", "政府性基金预算财政拨款本年支出", None)
    state_capital_expenditure: Money | None = field("国有资本经营预算财政拨款支出", "国有资本经营预算财政拨款本年支出", None)
    full_budget: Money | None = field("一般公共预算财政拨款全年预算", "一般公共预算财政拨款支出全年预算数", None)
    three_public_budget: Money | None = field("三公经费预算", "“三公”经费预算数，一般公共预算和政府性基金合在一起", None)
    """Of 一般公共预算 and 政府性基金 together."""
    procurement: Money | None = field("政府采购支出总额", "政府采购支出总额", None)
    project_initial: Money | None = field("项目年初预算", "全部项目的年初预算数", None)
    project_budget: Money | None = field("项目全年预算", "全部项目的全年预算数", None)
    project_received: Money | None = field("项目到位", "全部项目的到位资金", None)
    """Of all projects and sources, from the export of the budget system."""
    posts: Count | None = field("编制数", "编制数合计", None, unit="人")
    staff: Count | None = field("在职人数", "年末在职人数合计", None, unit="人")
    vehicles: Count | None = field("车辆数", "年末车辆合计", None, unit="辆")
    """From the 机构运行信息表 of the 财决 export."""
    by_function: dict[Word, Money] = field(
        "功能分类支出", "类、款或项的编码: 本年支出", dict, need=Need.OPTIONAL, codes=functional_code(3, 5, 7)
    )
    """类 or 款 → 本年支出."""
    by_economic: dict[Word, Money] = field(
        "基本支出经济分类",
        "经济分类类或款的编码: 一般公共预算财政拨款基本支出",
        dict,
        need=Need.OPTIONAL,
        codes=economic_code(3, 5),
    )
    """Economic 类 or 款 → 一般公共预算财政拨款基本支出. 未载明: the item is not zero, the amount is not given."""

    def given(self) -> dict[str, Amount]:
        """The single figures that are given, by Chinese name."""
        fields = type(self).model_fields
        return {
            str(fields[name].alias): value
            for name in fields
            if isinstance(value := getattr(self, name), Amount) and value is not None
        }
