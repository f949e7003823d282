"""绩效自评: what a self-evaluation of a department's whole spending tells beside the books."""

from pydantic import Field

from generator.model.basedata import BaseData
from generator.model.fields import Count, Money, Number, Prose, Word, pending
from generator.model.record import Record, made
from generator.model.sections import Indicator, WorkItem
from generator.model.text import NO_TEXT


class Stage(Record):
    """One line of 预算执行情况: 年初预算, 调整预算 and 决算 of one kind of expenditure."""

    initial: Money | None = Field(None, alias="年初预算")
    adjusted: Money | None = Field(None, alias="调整预算")
    actual: Money | None = Field(None, alias="决算")


class Execution(Record):
    """预算执行情况: the kinds that are typed; 基本支出, 本年支出合计 and 总计 follow, 执行率 = 决算 ÷ 调整预算."""

    personnel: Stage = Field(default_factory=made(Stage), alias="人员经费")
    public: Stage = Field(default_factory=made(Stage), alias="公用经费")
    project: Stage = Field(default_factory=made(Stage), alias="项目支出")
    operating: Stage = Field(default_factory=made(Stage), alias="经营支出")
    distributed: Stage = Field(default_factory=made(Stage), alias="结余分配")
    year_end: Stage = Field(default_factory=made(Stage), alias="年末结转和结余")


class CarryOverRate(Record):
    """结转结余率 = 年末结转结余 ÷ 全年支出预算; this year's follows from 预算执行, last year's operands are typed."""

    prior_year_end: Money | None = Field(None, alias="上年年末结转结余")
    prior_budget: Money | None = Field(None, alias="上年支出预算")


class Managed(Record):
    """绩效管理: numbers of projects and the money in them at each stage."""

    projects: Count | None = Field(None, alias="项目总数")
    published: Count | None = Field(None, alias="公开目标项目数")
    published_amount: Money | None = Field(None, alias="公开目标金额")
    monitored: Count | None = Field(None, alias="监控项目数")
    monitored_amount: Money | None = Field(None, alias="监控金额")
    evaluated: Count | None = Field(None, alias="自评项目数")
    evaluated_amount: Money | None = Field(None, alias="自评金额")


class Task(Record):
    """One 年度任务 of a duty, with its indicators."""

    task: Prose = Field(alias="任务")
    indicators: list[Word] = Field(default_factory=made(list), alias="指标")


class Duty(Record):
    """One 职责 with its tasks: 职责 → 年度任务 → 绩效指标, two levels of merged cells."""

    duty: Prose = Field(alias="职责")
    tasks: list[Task] = Field(default_factory=made(list), alias="任务")


class Budgeted(Record):
    """收支预算 of the whole department, all funds: revenue by name, expenditure by 类 (code) or, outside these, by name."""

    revenue: dict[Word, Money] = Field(default_factory=made(dict), alias="收入")
    expenditure: dict[Word, Money] = Field(default_factory=made(dict), alias="支出")
    total: Money | None = Field(None, alias="支出合计")
    """Follows from 支出; typed where a line of it is 未载明."""


class InsuranceFund(Record):
    """One line of 社会保险基金预算支出. 支出 = 本级财政拨款 ＋ 上级资金 where both are given."""

    name: Word = Field(alias="名称")
    """As in 项目 and in 项目支出, where it stands there too."""
    budget: Money = Field(default_factory=lambda: pending("预算"), alias="预算")
    actual: Money | None = Field(None, alias="支出")
    local: Money | None = Field(None, alias="本级财政拨款")
    """The line of 项目支出 of the same name where it is not given."""
    superior: Money | None = Field(None, alias="上级资金")
    note: Prose = Field(NO_TEXT, alias="说明")


class Evaluation(Record):
    """The self-evaluation: score and grade, what was done and what came of it, how money and work were managed."""

    score: Number | None = Field(None, alias="得分")
    grade: Word | None = Field(None, alias="等级")
    """Follows from the score and the pack's bands; typed only to be compared."""
    introduction: Prose = Field(NO_TEXT, alias="引言")
    tasks: Prose = Field(NO_TEXT, alias="工作任务")
    """The main tasks of the year."""
    goal: Prose = Field(NO_TEXT, alias="年度目标")
    done: Prose = Field(NO_TEXT, alias="目标完成")
    indicators: list[Indicator] = Field(default_factory=made(list), alias="指标")
    """Of the department as a whole."""
    duties: list[Duty] = Field(default_factory=made(list), alias="职责任务")
    execution: Execution | None = Field(None, alias="预算执行")
    carry_over: CarryOverRate = Field(default_factory=made(CarryOverRate), alias="结转结余")
    budget: Budgeted | None = Field(None, alias="收支预算")
    projects: dict[Word, Money] = Field(default_factory=made(dict), alias="项目支出")
    """项目支出 out of 一般公共预算, line by line."""
    insurance: list[InsuranceFund] = Field(default_factory=made(list), alias="社会保险基金")
    base: BaseData | None = Field(None, alias="基础数据")
    values: dict[Word, Number] = Field(default_factory=made(dict), alias="指标值")
    """三级指标 of the pack's 评分表 → value, where it does not follow from the figures."""
    points: dict[Word, Number] = Field(default_factory=made(dict), alias="指标得分")
    """三级指标 → points, where no rule of the pack gives them or the rule does not fit."""
    execution_note: Prose = Field(NO_TEXT, alias="执行说明")
    building: Prose = Field(NO_TEXT, alias="楼堂馆所情况")
    thrift: Prose = Field(NO_TEXT, alias="厉行节约")
    overall: Prose = Field(NO_TEXT, alias="总体完成")
    managed: Managed = Field(default_factory=made(Managed), alias="管理情况")
    outputs: dict[Word, Prose] = Field(default_factory=made(dict), alias="产出")
    """数量, 质量, 进度, 成本 → text."""
    effects: dict[Word, Prose] = Field(default_factory=made(dict), alias="效果")
    """经济效益, 社会效益, 环境效益, 可持续影响, 服务对象满意度 → text or 不涉及."""
    achievements: list[WorkItem] = Field(default_factory=made(list), alias="实现情况")
    """Project by project, or topic by topic."""
    finance: Prose = Field(NO_TEXT, alias="财务管理")
    assets: Prose = Field(NO_TEXT, alias="资产管理")
    rules: Prose = Field(NO_TEXT, alias="绩效管理制度")
    problems: list[WorkItem] = Field(default_factory=made(list), alias="问题")
    measures: list[WorkItem] = Field(default_factory=made(list), alias="措施")
    application: Prose = Field(NO_TEXT, alias="结果应用")
    other: Prose = Field(NO_TEXT, alias="其他说明")
