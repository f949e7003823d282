"""What a department-year tells beside its money: names, units, staff, 三公, procurement, assets, projects, texts."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generator.model.fields import Count, Money, Number, Prose, Word, pending
from generator.model.place import SourceText, place_of
from generator.model.record import Record, made
from generator.model.text import NO_TEXT


class Names(Record):
    """The table of names that feeds every noun."""

    full: Word = Field(alias="全称")
    short: Word | None = Field(None, alias="简称")
    self_name: Word = Field("本部门", alias="自称")
    """本部门, 本单位 or 我局: the subject of running text."""
    area: Word = Field("全县", alias="本地")
    """全县, 全区, 全市 or 全省."""
    our_area: Word = Field("我县", alias="我地")
    region: list[Word] = Field(default_factory=made(list), alias="地区")
    """Province, city, county, from the top."""
    places: list[Word] = Field(default_factory=made(list), alias="其他地名")
    """Places outside 地区 that the texts rightly name: partners, places of visits."""
    finance: Word = Field("县财政局", alias="财政部门")
    government: Word = Field("县委、县政府", alias="党委政府")
    level: Word = Field("部门", alias="级次")
    """部门, 本级 or 单位."""


class Unit(Record):
    """A unit whose figures the report holds."""

    name: Word = Field(alias="名称")
    kind: Word = Field(alias="性质")
    """行政单位, 参照公务员法管理的事业单位 or 其他事业单位."""
    rank: Word | None = Field(None, alias="规格")
    funding: Word | None = Field(None, alias="经费保障形式")
    offices: list[Word] = Field(default_factory=made(list), alias="内设机构")


class Organisation(Record):
    """The units in the report, and the inner offices of the department."""

    units: list[Unit] = Field(default_factory=made(list), alias="单位")
    offices: list[Word] = Field(default_factory=made(list), alias="内设机构")
    office_count: Count | None = Field(None, alias="内设机构数")
    """Follows from 内设机构; typed where the names are not given."""
    note: Prose = Field(NO_TEXT, alias="说明")


class Staff(Record):
    """One group of staff; numbers of persons."""

    group: Word = Field(alias="类别")
    posts: Count | None = Field(None, alias="编制")
    actual: Count | None = Field(None, alias="在职")


class Overseas(Record):
    """因公出国（境）."""

    budget: Money = Field(default_factory=lambda: pending("预算"), alias="预算")
    actual: Money | None = Field(None, alias="决算")
    """Follows from economic item 30212; typed where that is 未载明."""
    full_budget: Money | None = Field(None, alias="全年预算")
    """The same as 预算 (of the beginning of the year) where it is not given; so in the other two."""
    prior_budget: Money | None = Field(None, alias="上年预算")
    prior: Money | None = Field(None, alias="上年决算")
    groups: Count = Field(default_factory=lambda: pending("团组数"), alias="团组数")
    persons: Count = Field(default_factory=lambda: pending("人次数"), alias="人次数")
    reason: Prose = Field(NO_TEXT, alias="变动原因")
    contents: Prose = Field(NO_TEXT, alias="开支内容")


class Vehicles(Record):
    """Cars of one kind: bought in the year, held at its end; amount of the purchase."""

    kind: Word = Field(alias="车型")
    bought: Count = Field(default_factory=lambda: pending("购置数"), alias="购置数")
    amount: Money = Field(default_factory=lambda: pending("购置金额"), alias="购置金额")
    held: Count = Field(default_factory=lambda: pending("保有量"), alias="保有量")


class Cars(Record):
    """公务用车购置及运行维护."""

    budget: Money | None = Field(None, alias="预算")
    """Of both together, where the split is 未载明."""
    actual: Money | None = Field(None, alias="决算")
    """The same of what was spent."""
    buy_budget: Money = Field(default_factory=lambda: pending("购置预算"), alias="购置预算")
    run_budget: Money = Field(default_factory=lambda: pending("运行预算"), alias="运行预算")
    buy_full: Money | None = Field(None, alias="购置全年预算")
    run_full: Money | None = Field(None, alias="运行全年预算")
    buy: Money | None = Field(None, alias="购置决算")
    """Follows from 31013; typed where that is 未载明."""
    run: Money | None = Field(None, alias="运行决算")
    """Follows from 30231."""
    prior_buy_budget: Money | None = Field(None, alias="上年购置预算")
    prior_run_budget: Money | None = Field(None, alias="上年运行预算")
    prior_buy: Money | None = Field(None, alias="上年购置决算")
    prior_run: Money | None = Field(None, alias="上年运行决算")
    kinds: list[Vehicles] = Field(default_factory=made(list), alias="车型")
    reason: Prose = Field(NO_TEXT, alias="变动原因")
    contents: Prose = Field(NO_TEXT, alias="开支内容")


class Reception(Record):
    """公务接待."""

    budget: Money = Field(default_factory=lambda: pending("预算"), alias="预算")
    full_budget: Money | None = Field(None, alias="全年预算")
    actual: Money | None = Field(None, alias="决算")
    """Of both together, where the split into 国内 and 外事 is 未载明."""
    domestic: Money | None = Field(None, alias="国内接待决算")
    """Follows from 30217 less 外事接待."""
    foreign: Money = Field(default_factory=lambda: pending("外事接待决算"), alias="外事接待决算")
    prior_budget: Money | None = Field(None, alias="上年预算")
    prior: Money | None = Field(None, alias="上年决算")
    batches: Count = Field(default_factory=lambda: pending("国内批次"), alias="国内批次")
    persons: Count = Field(default_factory=lambda: pending("国内人次"), alias="国内人次")
    foreign_batches: Count = Field(default_factory=lambda: pending("外事批次"), alias="外事批次")
    foreign_persons: Count = Field(default_factory=lambda: pending("外事人次"), alias="外事人次")
    reason: Prose = Field(NO_TEXT, alias="变动原因")
    contents: Prose = Field(NO_TEXT, alias="开支内容")


class ThreePublic(Record):
    """“三公”经费财政拨款. 决算 figures follow from the economic items of 一般公共预算 expenditure."""

    overseas: Overseas = Field(alias="因公出国")
    cars: Cars = Field(alias="公务用车")
    reception: Reception = Field(alias="公务接待")
    reason: Prose = Field(NO_TEXT, alias="差异原因")
    prior_budget: Money | None = Field(None, alias="上年预算")
    """Of the three together; follows from the items where these are given."""
    government_budget: Money | None = Field(None, alias="政府性基金预算")
    """Budget of 三公 out of 政府性基金, as a whole; zero where it is not given."""


class Reserved(Record):
    """Procurement kept for small and medium enterprises: budget, and what was awarded under signed contracts."""

    medium_budget: Money = Field(default_factory=lambda: pending("中小企业预算"), alias="中小企业预算")
    small_budget: Money = Field(default_factory=lambda: pending("小微企业预算"), alias="小微企业预算")
    medium_awarded: Money = Field(default_factory=lambda: pending("中小企业成交"), alias="中小企业成交")
    small_awarded: Money = Field(default_factory=lambda: pending("小微企业成交"), alias="小微企业成交")


class Procurement(Record):
    """政府采购支出."""

    goods: Money = Field(default_factory=lambda: pending("货物"), alias="货物")
    works: Money = Field(default_factory=lambda: pending("工程"), alias="工程")
    services: Money = Field(default_factory=lambda: pending("服务"), alias="服务")
    small_medium: Money = Field(default_factory=lambda: pending("授予中小企业"), alias="授予中小企业")
    small: Money = Field(default_factory=lambda: pending("授予小微企业"), alias="授予小微企业")
    reserved: Reserved | None = Field(None, alias="预留")
    contents: Prose = Field(NO_TEXT, alias="主要用于")


class StateAssets(Record):
    """国有资产占有使用 at the end of the year. 车辆: use → number."""

    vehicles: dict[Word, Count] = Field(default_factory=made(dict), alias="车辆")
    general_equipment: Count = Field(default_factory=lambda: pending("通用设备"), alias="通用设备")
    """单价50万元以上, or what the pack says."""
    special_equipment: Count = Field(default_factory=lambda: pending("专用设备"), alias="专用设备")
    """单价100万元以上, or what the pack says."""
    large_equipment: Count = Field(default_factory=lambda: pending("大型设备"), alias="大型设备")
    """Equipment above one threshold without 通用 and 专用, for the forms that ask for it; vehicles not counted."""


class Operating(Record):
    """机关运行经费. Equals 公用经费 where all units are 行政 or 参公; typed where it does not."""

    actual: Money | None = Field(None, alias="决算")
    administrative: Money | None = Field(None, alias="行政单位")
    """The part of administrative units; follows where all units are of one kind."""
    assimilated: Money | None = Field(None, alias="参公单位")
    prior: Money | None = Field(None, alias="上年决算")
    budget: Money | None = Field(None, alias="预算")
    """Of a budget, as the two above of final accounts."""
    prior_budget: Money | None = Field(None, alias="上年预算")
    reason: Prose = Field(NO_TEXT, alias="变动原因")
    contents: Prose = Field(NO_TEXT, alias="主要用于")


class Indicator(Record):
    """One row of a 绩效指标 table. Targets and results are as typed (≥3次, 100%, 全覆盖); points are numbers.

    The target is typed whole (指标值), or in three parts for forms that print them apart: 符号, 值, 单位.
    """

    level1: Word = Field(alias="一级")
    level2: Word = Field(alias="二级")
    level3: Word = Field(alias="三级")
    description: Word | None = Field(None, alias="描述")
    whole_target: Word | None = Field(None, alias="指标值")
    symbol: Word | None = Field(None, alias="符号")
    value: Word | None = Field(None, alias="值")
    measure: Word | None = Field(None, alias="单位")
    basis: Word | None = Field(None, alias="依据")
    standard: Word | None = Field(None, alias="评分标准")
    actual: Word | None = Field(None, alias="完成值")
    weight: Number | None = Field(None, alias="分值")
    score: Number | None = Field(None, alias="得分")
    reason: Prose = Field(NO_TEXT, alias="偏差原因")

    @property
    def target(self) -> str:
        """The target in one piece, whichever way it was typed: `≥95%`."""
        if self.whole_target is not None:
            return self.whole_target
        parts = (self.symbol, self.value, self.measure)
        return SourceText("".join(part or "" for part in parts), place_of(self.value))


class ProjectMoney(Record):
    """Budget and spending of a project from one source."""

    initial: Money | None = Field(None, alias="年初预算")
    budget: Money = Field(default_factory=lambda: pending("全年预算"), alias="全年预算")
    received: Money | None = Field(None, alias="到位")
    """The same as 全年预算 where it is not given."""
    executed: Money | None = Field(None, alias="执行")
    """Follows from 支出 where the lines there name the project."""


def _document(value: Any) -> Any:
    return {"标题": value} if isinstance(value, str) else value


class Basis(Record):
    """A document that a project rests on: title without 《》, and its number."""

    title: Word = Field(alias="标题")
    number: Word | None = Field(None, alias="文号")


class ProjectReport(Record):
    """The slots of a 项目绩效评价报告 (oracle/data_model.md §1)."""

    title: Word | None = Field(None, alias="报告名")
    duty: Prose = Field(NO_TEXT, alias="职责")
    bases: list[Annotated[Basis, BeforeValidator(_document)]] = Field(default_factory=made(list), alias="立项依据")
    use: Prose = Field(NO_TEXT, alias="资金用途")
    contents: Prose = Field(NO_TEXT, alias="主要内容")
    goals: Prose = Field(NO_TEXT, alias="具体目标")
    application: Prose = Field(NO_TEXT, alias="申报评价")
    method: Prose = Field(NO_TEXT, alias="自评方法")
    approval: Prose = Field(NO_TEXT, alias="申报批复")
    payment: Prose = Field(NO_TEXT, alias="支付情况")
    finance: Prose = Field(NO_TEXT, alias="财务管理")
    organisation: Prose = Field(NO_TEXT, alias="组织流程")
    management: Prose = Field(NO_TEXT, alias="管理情况")
    supervision: Prose = Field(NO_TEXT, alias="监管情况")
    output: Prose = Field(NO_TEXT, alias="完成情况")
    effect: Prose = Field(NO_TEXT, alias="效益情况")
    conclusion: Prose = Field(NO_TEXT, alias="评价结论")
    problems: Prose = Field(NO_TEXT, alias="存在问题")
    advice: Prose = Field(NO_TEXT, alias="建议")


class Project(Record):
    """A project with its money, indicators and report."""

    name: Word = Field(alias="名称")
    unit: Word | None = Field(None, alias="实施单位")
    fiscal: ProjectMoney | None = Field(None, alias="财政拨款")
    """Asked for of final accounts by the forms that print it; in a budget the lines of 支出 tell it."""
    carried: ProjectMoney | None = Field(None, alias="上年结转资金")
    other: ProjectMoney | None = Field(None, alias="其他资金")
    goal: Prose = Field(NO_TEXT, alias="年度目标")
    done: Prose = Field(NO_TEXT, alias="目标完成")
    effect: Prose = Field(NO_TEXT, alias="实施效果")
    problems: Prose = Field(NO_TEXT, alias="主要问题")
    measures: Prose = Field(NO_TEXT, alias="改进措施")
    indicators: list[Indicator] = Field(default_factory=made(list), alias="指标")
    score: Number | None = Field(None, alias="自评得分")
    stages: list[Word] = Field(
        default_factory=lambda: ["事前评估", "绩效目标", "绩效监控", "绩效自评", "绩效评价"], alias="绩效环节"
    )
    report: ProjectReport = Field(default_factory=made(ProjectReport), alias="评价报告")


class WorkItem(Record):
    """One heading of 重点工作 with its text."""

    title: Word = Field(alias="标题")
    text: Prose = Field(alias="内容")


class Texts(Record):
    """What people write. Reasons are clauses without a full stop."""

    duties: Prose = Field(NO_TEXT, alias="主要职能")
    work: list[WorkItem] = Field(default_factory=made(list), alias="重点工作")
    total_reason: Prose = Field(NO_TEXT, alias="总计变动原因")
    fiscal_reason: Prose = Field(NO_TEXT, alias="财政拨款变动原因")
    general_reason: Prose = Field(NO_TEXT, alias="一般公共预算变动原因")
    budget_reason: Prose = Field(NO_TEXT, alias="预决算差异原因")
    evaluation: Prose = Field(NO_TEXT, alias="整体自评情况")
    evaluation_result: Prose = Field(NO_TEXT, alias="整体自评结果")
    project_result: Prose = Field(NO_TEXT, alias="项目评价情况")
    budget_management: Prose = Field(NO_TEXT, alias="部门预算管理")
    application: Prose = Field(NO_TEXT, alias="结果应用情况")
    conclusion: Prose = Field(NO_TEXT, alias="评价结论")
    problems: Prose = Field(NO_TEXT, alias="存在问题")
    advice: Prose = Field(NO_TEXT, alias="改进建议")
    other: Prose = Field(NO_TEXT, alias="其他说明")
    extra: dict[Word, Prose] = Field(default_factory=made(dict), alias="补充")
    """Texts of sections that only one form has, by the name that its pack gives them."""
    terms: dict[Word, Prose] = Field(default_factory=made(dict), alias="名词")
    """The department's own definitions for 名词解释, by 科目 code or by term."""
