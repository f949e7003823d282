"""One department, one year: the whole of a data file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generator.model.affairs import (
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
from generator.model.fields import Date, FieldError, Money, Number, Word, Year, pending
from generator.model.money import CarryOver, Controls, Line, Revenue
from generator.model.record import Record


class Prior(Record):
    """Last year's figures where there is no file of last year."""

    total: Money | None = Field(None, alias="收支总计")
    fiscal_total: Money | None = Field(None, alias="财政拨款收支总计")
    general_expenditure: Money | None = Field(None, alias="一般公共预算财政拨款支出")
    year_end: Money | None = Field(None, alias="年末结转和结余")


class Confirmation(Record):
    """A finding that a person has looked at; lapses when a figure in 数值 changes."""

    rule: Word = Field(alias="规则")
    path: Word | None = Field(None, alias="字段")
    reason: Word = Field(alias="理由")
    figures: list[Word] = Field(default_factory=list, alias="数值")


def _facts(value: Any) -> Any:
    if not isinstance(value, dict):
        raise FieldError("“数据”应是一组字段", "写成“名称: 数”的形式")
    return value


class DepartmentYear(Record):
    """The root. `数据` holds facts of the department's own trade, for use inside texts: `{{ 数据.救助人次 }}`."""

    year: Year = Field(alias="年度")
    unit: Word = Field(alias="金额单位")
    reports: list[Word] = Field(default_factory=list, alias="报告")
    names: Names = Field(alias="部门")
    published: Date | None = Field(None, alias="公开时间")
    filled: Date | None = Field(None, alias="填报日期")
    cutoff: Date | None = Field(None, alias="截至")
    organisation: Organisation = Field(default_factory=Organisation, alias="机构")
    staff: list[Staff] = Field(default_factory=list, alias="人员")
    revenue: Revenue = Field(alias="收入")
    expenditure: list[Line] = Field(alias="支出")
    carry_over: CarryOver = Field(default_factory=CarryOver, alias="年初结转和结余")
    used_surplus: Money = Field(default_factory=lambda: pending("使用非财政拨款结余"), alias="使用非财政拨款结余")
    distributed: Money = Field(default_factory=lambda: pending("结余分配"), alias="结余分配")
    controls: Controls = Field(default_factory=Controls, alias="控制数")
    prior: Prior = Field(default_factory=Prior, alias="上年")
    three_public: ThreePublic | None = Field(None, alias="三公")
    operating: Operating = Field(default_factory=Operating, alias="机关运行经费")
    procurement: Procurement | None = Field(None, alias="政府采购")
    assets: StateAssets | None = Field(None, alias="国有资产")
    projects: list[Project] = Field(default_factory=list, alias="项目")
    texts: Texts = Field(default_factory=Texts, alias="文字")
    facts: Annotated[dict[Word, Number], BeforeValidator(_facts)] = Field(default_factory=dict, alias="数据")
    confirmed: list[Confirmation] = Field(default_factory=list, alias="确认")
