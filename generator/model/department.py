"""One department, one year: the whole of a data file."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generator.model.budget import Budget, DepartmentGoals, FixedAssets, PurchaseLine
from generator.model.consolidation import Consolidation
from generator.model.evaluation import Evaluation
from generator.model.fields import Count, Date, FieldError, Money, Number, Word, Year, pending
from generator.model.money import CarryOver, Controls, Line, Revenue, unstated_revenue
from generator.model.record import Record, made
from generator.model.sections import (
    Names,
    Operating,
    Organisation,
    Procurement,
    Project,
    Staff,
    StateAssets,
    Texts,
    ThreePublic,
)


class Confirmation(Record):
    """A finding that a person has looked at; lapses when a figure in 数值 changes."""

    rule: Word = Field(alias="规则")
    path: Word | None = Field(None, alias="字段")
    reason: Word = Field(alias="理由")
    figures: list[Word] = Field(default_factory=made(list), alias="数值")


def _facts(value: Any) -> Any:
    if not isinstance(value, dict):
        raise FieldError("“数据”应是一组字段", "写成“名称: 数”的形式")
    return value


class DepartmentYear(Record):
    """The root. `数据` holds facts of the department's own trade, for use inside texts: `{{ 数据.救助人次 }}`."""

    year: Year = Field(alias="年度")
    unit: Word = Field(alias="金额单位")
    reports: list[Word] = Field(default_factory=made(list), alias="报告")
    names: Names = Field(alias="部门")
    index_number: Word | None = Field(None, alias="监督索引号")
    """Of the disclosure, for the forms that print one."""
    published: Date | None = Field(None, alias="公开时间")
    approved: Date | None = Field(None, alias="批复日期")
    """When the 财政部门 approved the budget or the final accounts: a disclosure is due within 20 days of it."""
    filled: Date | None = Field(None, alias="填报日期")
    sign_off: Word | None = Field(None, alias="落款")
    """盖章 or 不盖章, where the department differs from the form."""
    cutoff: Date | None = Field(None, alias="截至")
    organisation: Organisation = Field(default_factory=made(Organisation), alias="机构")
    consolidation: Consolidation | None = Field(None, alias="汇总")
    """Where the base facts are the sums of the units' own files."""
    staff: list[Staff] = Field(default_factory=made(list), alias="人员")
    retired: dict[Word, Count] = Field(default_factory=made(dict), alias="离退休人员")
    """离休, 行政退休, 事业退休 → persons."""
    other_staff: dict[Word, Count] = Field(default_factory=made(dict), alias="其他人员")
    """Persons outside the 编制, by kind."""
    kind: Word = Field("决算", alias="文种")
    """What the figures are: 决算, 预算 or 绩效自评."""
    revenue: Revenue = Field(default_factory=unstated_revenue, alias="收入")
    """Asked for of 决算, and of 预算 without 控制数; 未载明 where it is not given."""
    expenditure: list[Line] = Field(default_factory=made(list), alias="支出")
    """The same; where no line is given, what is known of it stands in 控制数."""
    carry_over: CarryOver = Field(default_factory=made(CarryOver), alias="年初结转和结余")
    used_surplus: Money = Field(default_factory=lambda: pending("使用非财政拨款结余"), alias="使用非财政拨款结余")
    distributed: Money = Field(default_factory=lambda: pending("结余分配"), alias="结余分配")
    controls: Controls = Field(default_factory=made(Controls), alias="控制数")
    prior: Controls = Field(default_factory=made(Controls), alias="上年")
    """Last year's figures where there is no file of last year."""
    three_public: ThreePublic | None = Field(None, alias="三公")
    operating: Operating = Field(default_factory=made(Operating), alias="机关运行经费")
    procurement: Procurement | None = Field(None, alias="政府采购")
    assets: StateAssets | None = Field(None, alias="国有资产")
    projects: list[Project] = Field(default_factory=made(list), alias="项目")
    evaluation: Evaluation | None = Field(None, alias="自评")
    budget: Budget | None = Field(None, alias="预算编制")
    goals: DepartmentGoals | None = Field(None, alias="整体绩效目标")
    purchases: list[PurchaseLine] | None = Field(None, alias="采购预算")
    """An empty list: nothing is bought, the table is printed empty."""
    fixed_assets: FixedAssets | None = Field(None, alias="固定资产")
    texts: Texts = Field(default_factory=made(Texts), alias="文字")
    facts: Annotated[dict[Word, Number], BeforeValidator(_facts)] = Field(default_factory=made(dict), alias="数据")
    confirmed: list[Confirmation] = Field(default_factory=made(list), alias="确认")
