"""部门预算: what the disclosure of a budget tells beside its figures, and the tables that only a budget has."""

from pydantic import Field

from generator.model.fields import Money, Number, Prose, Word
from generator.model.record import Record, made
from generator.model.sections import Indicator, WorkItem
from generator.model.text import NO_TEXT


class Budget(Record):
    """预算编制: receipts that no 决算 knows, the projects that the text names, and the reasons of the changes."""

    special_account: Money | None = Field(None, alias="财政专户")
    """财政专户核拨收入; counts as zero where it is not given."""
    main_projects: list[Word] = Field(default_factory=made(list), alias="主要项目")
    """Names of projects, as in 项目."""
    basic_reason: Prose = Field(NO_TEXT, alias="基本支出变动原因")
    project_reason: Prose = Field(NO_TEXT, alias="项目支出变动原因")


class SubGoal(Record):
    """One 分项绩效目标: a duty, what is aimed at, and how it is measured."""

    title: Word = Field(alias="标题")
    goal: Prose = Field(alias="目标")
    measure: Prose = Field(alias="指标")


class DepartmentGoals(Record):
    """整体绩效目标 of the department."""

    overall: Prose = Field(NO_TEXT, alias="总体目标")
    parts: list[SubGoal] = Field(default_factory=made(list), alias="分项目标")
    safeguards: list[WorkItem] = Field(default_factory=made(list), alias="保障措施")
    indicators: list[Indicator] = Field(default_factory=made(list), alias="指标")


class PurchaseLine(Record):
    """One line of 政府采购预算: what is bought, for which project, out of which money."""

    project: Word = Field(alias="项目")
    item: Word = Field(alias="品名")
    catalogue: Word | None = Field(None, alias="目录序号")
    measure: Word | None = Field(None, alias="计量单位")
    quantity: Number | None = Field(None, alias="数量")
    price: Money | None = Field(None, alias="单价")
    budget: Money | None = Field(None, alias="预算资金")
    """The budget of the project that the purchase belongs to."""
    general: Money | None = Field(None, alias="一般公共预算")
    government: Money | None = Field(None, alias="政府性基金")
    state_capital: Money | None = Field(None, alias="国有资本经营")
    special_account: Money | None = Field(None, alias="财政专户")
    own: Money | None = Field(None, alias="单位资金")


class AssetLine(Record):
    """固定资产 of one kind: how many (平方米, 辆, 台, 件) and what they are worth."""

    quantity: Number | None = Field(None, alias="数量")
    value: Money | None = Field(None, alias="价值")


class FixedAssets(Record):
    """固定资产占用情况 at the end of last year (root field 截至), and what is to be bought. 总额 follows."""

    buildings: AssetLine = Field(default_factory=made(AssetLine), alias="房屋")
    offices: AssetLine = Field(default_factory=made(AssetLine), alias="办公用房")
    """Part of 房屋."""
    vehicles: AssetLine = Field(default_factory=made(AssetLine), alias="车辆")
    equipment: AssetLine = Field(default_factory=made(AssetLine), alias="大型设备")
    """Above the price per piece that the pack says."""
    other: AssetLine = Field(default_factory=made(AssetLine), alias="其他")
    planned: Money | None = Field(None, alias="拟购置")
    planned_contents: Prose = Field(NO_TEXT, alias="拟购置内容")
