"""What a department-year states beside its money: names, units, staff, 三公, procurement, assets, projects, texts."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from generator.model.about import AWAITED, Need, field
from generator.model.choices import LEVELS, STAGES, UNIT_KINDS
from generator.model.fields import Count, Money, Number, Prose, Word
from generator.model.management import PlannedPurchases
from generator.model.place import SourceText, place_of
from generator.model.record import Record
from generator.model.text import NO_TEXT


class Names(Record, title="名称表：文中各处的称呼都从这里取"):
    """The table of names that feeds every noun."""

    full: Word = field("全称", "部门全称，如 示例县医疗保障局")
    short: Word | None = field("简称", "部门简称，如 县医保局", None)
    self_name: Word = field("自称", "文中的自称：本部门、本单位或我局", "本部门")
    """本部门, 本单位 or 我局: the subject of running text."""
    area: Word = field("本地", "全县、全区、全市或全省", "全县")
    """全县, 全区, 全市 or 全省."""
    our_area: Word = field("我地", "我县、我区、我市或我省", "我县")
    region: list[Word] = field("地区", "省、市、县，从上到下", list, need=Need.OPTIONAL)
    """Province, city, county, from the top."""
    place_names: list[Word] = field("其他地名", "文字里可以提到的、地区以外的地方", list, need=Need.OPTIONAL)
    """Names of places outside 地区 that the texts rightly name: partners, places of visits."""
    finance: Word = field("财政部门", "同级财政部门的称呼", "县财政局")
    government: Word = field("党委政府", "同级党委、政府的称呼", "县委、县政府")
    founded: Word | None = field(
        "成立年度", "部门成立的年度，四位数字；有的表式对本年新成立的部门另有说法", None, need=Need.OPTIONAL
    )
    level: Word = field("级次", "部门、本级或单位", "部门", choices=LEVELS)
    """部门, 本级 or 单位."""


class Unit(Record, title="纳入决算编制范围的一个单位"):
    """A unit whose figures the report holds."""

    name: Word = field("名称", "单位全称")
    kind: Word = field("性质", "行政单位、参照公务员法管理的事业单位或其他事业单位", choices=UNIT_KINDS)
    """行政单位, 参照公务员法管理的事业单位 or 其他事业单位."""
    rank: Word | None = field("规格", "机构规格，如 正科级", None, need=Need.OPTIONAL)
    funding: Word | None = field("经费保障形式", "如 全额拨款", None)
    offices: list[Word] = field("内设机构", "内设机构的名称", list, need=Need.OPTIONAL)
    remark: Word | None = field("备注", "单位一览表的备注", None)


class Organisation(Record, title="机构设置：所属单位和内设机构"):
    """The units in the report, and the inner offices of the department."""

    units: list[Unit] = field("单位", "纳入决算编制范围的单位", list)
    offices: list[Word] = field("内设机构", "内设机构的名称", list)
    office_count: Count | None = field(
        "内设机构数", "内设机构的个数；已列出名称的不填", None, rule="按“内设机构”的名单计数", unit="个"
    )
    """Follows from 内设机构; typed where the names are not given."""
    note: Prose = field("说明", "机构设置的补充说明", NO_TEXT, need=Need.OPTIONAL)


class Staff(Record, title="一类人员的编制数和在职数"):
    """One group of staff; numbers of persons."""

    group: Word = field("类别", "人员类别，如 行政、事业")
    posts: Count | None = field("编制", "编制数", None, need=Need.REQUIRED, unit="人")
    actual: Count | None = field("在职", "年末在职人数", None, need=Need.REQUIRED, unit="人")


class Overseas(Record, title="因公出国（境）经费"):
    """因公出国（境）."""

    budget: Money = field("预算", "因公出国（境）费年初预算数", AWAITED, negative=False)
    actual: Money | None = field(
        "决算", "因公出国（境）费决算数；支出已分到经济分类的不填", None, rule="支出中经济分类30212的一般公共预算数"
    )
    """Follows from economic item 30212; typed where that is 未载明."""
    full_budget: Money | None = field("全年预算", "年中调整后的预算；与年初相同时不填", None, rule="与“预算”相同")
    """The same as 预算 (of the beginning of the year) where it is not given; so in the other two."""
    prior_budget: Money | None = field("上年预算", "因公出国（境）费上年预算数", None, rule="上年数据里的同名数")
    prior: Money | None = field("上年决算", "因公出国（境）费上年决算数", None, rule="上年数据里的决算数")
    groups: Count = field("团组数", "因公出国（境）团组", AWAITED, unit="个")
    persons: Count = field("人次数", "因公出国（境）人次", AWAITED, unit="人次")
    reason: Prose = field("变动原因", "与上年相比增减的原因，写成分句；没有变动填 无", NO_TEXT)
    contents: Prose = field("开支内容", "钱用在什么上，写成分句", NO_TEXT)


class Vehicles(Record, title="一种车型的购置和保有情况"):
    """Cars of one kind: bought in the year, held at its end; amount of the purchase."""

    kind: Word = field("车型", "如 轿车、越野车、载客汽车")
    bought: Count = field("购置数", "本年购置的辆数", AWAITED, unit="辆")
    amount: Money = field("购置金额", "本年购置的金额", AWAITED, negative=False)
    held: Count = field("保有量", "年末保有的辆数", AWAITED, unit="辆")


class Cars(Record, title="公务用车购置及运行维护费"):
    """公务用车购置及运行维护."""

    budget: Money | None = field("预算", "购置和运行维护两项合计的预算数；已分开填报的不填", None, rule="购置预算＋运行预算")
    """Of both together, where the split is 未载明."""
    actual: Money | None = field("决算", "购置和运行维护两项合计的决算数；已分开填报的不填", None, rule="购置决算＋运行决算")
    """The same of what was spent."""
    buy_budget: Money = field("购置预算", "公务用车购置费年初预算数", AWAITED, negative=False)
    run_budget: Money = field("运行预算", "公务用车运行维护费年初预算数", AWAITED, negative=False)
    buy_full: Money | None = field("购置全年预算", "年中调整后的预算；与年初相同时不填", None, rule="与“购置预算”相同")
    run_full: Money | None = field("运行全年预算", "年中调整后的预算；与年初相同时不填", None, rule="与“运行预算”相同")
    buy: Money | None = field(
        "购置决算", "公务用车购置费决算数；支出已分到经济分类的不填", None, rule="支出中经济分类31013、30913的一般公共预算数"
    )
    """Follows from 31013; typed where that is 未载明."""
    run: Money | None = field(
        "运行决算", "公务用车运行维护费决算数；支出已分到经济分类的不填", None, rule="支出中经济分类30231的一般公共预算数"
    )
    """Follows from 30231."""
    prior_buy_budget: Money | None = field("上年购置预算", "公务用车购置费上年预算数", None, rule="上年数据里的同名数")
    prior_run_budget: Money | None = field("上年运行预算", "公务用车运行维护费上年预算数", None, rule="上年数据里的同名数")
    prior_buy: Money | None = field("上年购置决算", "公务用车购置费上年决算数", None, rule="上年数据里的决算数")
    prior_run: Money | None = field("上年运行决算", "公务用车运行维护费上年决算数", None, rule="上年数据里的决算数")
    buy_reason: Prose = field(
        "购置变动原因", "购置费与上年相比增减的原因，写成分句；表式分开说的才填", NO_TEXT, need=Need.OPTIONAL
    )
    run_reason: Prose = field(
        "运行变动原因", "运行维护费与上年相比增减的原因，写成分句；表式分开说的才填", NO_TEXT, need=Need.OPTIONAL
    )
    kinds: list[Vehicles] = field("车型", "各种车型的购置和保有情况", list)
    reason: Prose = field("变动原因", "与上年相比增减的原因，写成分句；没有变动填 无", NO_TEXT)
    contents: Prose = field("开支内容", "钱用在什么上，写成分句", NO_TEXT)


class Reception(Record, title="公务接待费"):
    """公务接待."""

    budget: Money = field("预算", "公务接待费年初预算数", AWAITED, negative=False)
    full_budget: Money | None = field("全年预算", "年中调整后的预算；与年初相同时不填", None, rule="与“预算”相同")
    actual: Money | None = field("决算", "公务接待费合计；国内、外事分不开时填", None, rule="支出中经济分类30217的一般公共预算数")
    """Of both together, where the split into 国内 and 外事 is 未载明."""
    domestic: Money | None = field(
        "国内接待决算", "国内公务接待费决算数；支出已分到经济分类的不填", None, rule="公务接待费－外事接待决算"
    )
    """Follows from 30217 less 外事接待."""
    foreign: Money = field("外事接待决算", "外事接待费决算数", AWAITED)
    prior_budget: Money | None = field("上年预算", "公务接待费上年预算数", None, rule="上年数据里的同名数")
    prior: Money | None = field("上年决算", "公务接待费上年决算数", None, rule="上年数据里的决算数")
    batches: Count = field("国内批次", "国内公务接待批次", AWAITED, unit="批次")
    persons: Count = field("国内人次", "国内公务接待人次", AWAITED, unit="人次")
    foreign_batches: Count = field("外事批次", "外事接待批次", AWAITED, unit="批次")
    foreign_persons: Count = field("外事人次", "外事接待人次", AWAITED, unit="人次")
    reason: Prose = field("变动原因", "与上年相比增减的原因，写成分句；没有变动填 无", NO_TEXT)
    contents: Prose = field("开支内容", "钱用在什么上，写成分句", NO_TEXT)


class FundItems(Record, title="政府性基金安排的“三公”经费预算，分项"):
    """Budget of 三公 out of 政府性基金 by item, for the forms that print it so."""

    overseas: Money | None = field("因公出国", "政府性基金安排的因公出国（境）费预算", None, negative=False)
    buy: Money | None = field("公务用车购置", "政府性基金安排的公务用车购置费预算", None, negative=False)
    run: Money | None = field("公务用车运行", "政府性基金安排的公务用车运行维护费预算", None, negative=False)
    reception: Money | None = field("公务接待", "政府性基金安排的公务接待费预算", None, negative=False)


class ThreePublic(Record, title="财政拨款“三公”经费"):
    """“三公”经费财政拨款. 决算 figures follow from the economic items of 一般公共预算 expenditure."""

    overseas: Overseas = field("因公出国", "因公出国（境）经费", Overseas)
    cars: Cars = field("公务用车", "公务用车购置及运行维护费", Cars)
    reception: Reception = field("公务接待", "公务接待费", Reception)
    reason: Prose = field("差异原因", "“三公”经费决算与预算为什么不同，写成分句；相同时填 无", NO_TEXT)
    prior_budget: Money | None = field(
        "上年预算", "“三公”经费上年预算合计；各项都已填上年预算的不填", None, rule="各项上年预算之和"
    )
    """Of the three together; follows from the items where these are given."""
    government_budget: Money | None = field(
        "政府性基金预算", "政府性基金安排的“三公”经费预算，没有填 0", None, rule="支出里没有政府性基金的，为零", negative=False
    )
    """Budget of 三公 out of 政府性基金, as a whole; zero where it is not given."""
    government_items: FundItems | None = field(
        "政府性基金分项", "政府性基金安排的“三公”经费预算，分项；有“政府性基金预算”的才填", None
    )
    """The same by item; follows from the whole where that is zero."""


class Reserved(Record, title="预留给中小企业的政府采购：预算和签订合同的成交金额"):
    """Procurement kept for small and medium enterprises: budget, and what was awarded under signed contracts."""

    medium_budget: Money = field("中小企业预算", "预留由中小企业采购的项目预算金额", AWAITED)
    small_budget: Money = field("小微企业预算", "其中预留由小微企业采购的", AWAITED)
    medium_awarded: Money = field("中小企业成交", "预留项目由中小企业成交的合同金额", AWAITED)
    small_awarded: Money = field("小微企业成交", "其中由小微企业成交的", AWAITED)
    other_medium_awarded: Money | None = field(
        "其他项目中小企业成交", "预留以外的项目由中小企业成交的合同金额", None, negative=False
    )
    other_small_awarded: Money | None = field("其他项目小微企业成交", "其中由小微企业成交的", None, negative=False)


class Procurement(Record, title="政府采购支出"):
    """政府采购支出."""

    goods: Money = field("货物", "政府采购货物支出", AWAITED, negative=False)
    works: Money = field("工程", "政府采购工程支出", AWAITED, negative=False)
    services: Money = field("服务", "政府采购服务支出", AWAITED, negative=False)
    small_medium: Money = field("授予中小企业", "授予中小企业的合同金额，含小微企业", AWAITED, negative=False)
    small: Money = field("授予小微企业", "其中授予小微企业的合同金额", AWAITED, negative=False)
    reserved: Reserved | None = field("预留", "预留给中小企业的采购；表式要印的才填", None)
    goods_awarded: Money | None = field(
        "货物授予中小企业", "货物采购授予中小企业的合同金额；表式分类说的才填", None, negative=False
    )
    works_awarded: Money | None = field(
        "工程授予中小企业", "工程采购授予中小企业的合同金额；表式分类说的才填", None, negative=False
    )
    services_awarded: Money | None = field(
        "服务授予中小企业", "服务采购授予中小企业的合同金额；表式分类说的才填", None, negative=False
    )
    contents: Prose = field("主要用于", "采购主要用于什么，写成分句", NO_TEXT)


class StateAssets(Record, title="国有资产占有使用情况（年末）"):
    """国有资产占有使用 at the end of the year. 车辆: use → number."""

    vehicles: dict[Word, Count] = field("车辆", "用途: 辆数", dict, unit="辆", key="用途")
    general_equipment: Count = field("通用设备", "单价50万元以上的通用设备台（套）数，或表式写明的单价", AWAITED, unit="台（套）")
    """单价50万元以上, or what the pack says."""
    special_equipment: Count = field(
        "专用设备", "单价100万元以上的专用设备台（套）数，或表式写明的单价", AWAITED, unit="台（套）"
    )
    """单价100万元以上, or what the pack says."""
    large_equipment: Count = field(
        "大型设备", "单价达到起点的设备台（套）数，不含车辆；表式不分通用、专用的才填", AWAITED, unit="台（套）"
    )
    """Equipment above one threshold without 通用 and 专用, for the forms that ask for it; vehicles not counted."""
    planned: PlannedPurchases | None = field("计划购置", "预算安排购置的车辆和设备；表式要印的才填", None)


class Operating(Record, title="机关运行经费"):
    """机关运行经费. Equals 公用经费 where all units are 行政 or 参公; typed where it does not."""

    actual: Money | None = field(
        "决算", "机关运行经费决算数；与公用经费相同的不填", None, rule="单位都是行政单位或参公单位时，等于公用经费"
    )
    administrative: Money | None = field("行政单位", "其中行政单位的；单位只有一类时不填", None, rule="单位只有一类时，全部或零")
    """The part of administrative units; follows where all units are of one kind."""
    assimilated: Money | None = field(
        "参公单位", "其中参照公务员法管理的事业单位的；单位只有一类时不填", None, rule="单位只有一类时，全部或零"
    )
    prior: Money | None = field("上年决算", "机关运行经费上年决算数", None, rule="上年数据里的决算数")
    budget: Money | None = field(
        "预算", "机关运行经费预算数；与公用经费相同的不填", None, rule="单位都是行政单位或参公单位时，等于公用经费"
    )
    """Of a budget, as the two above of final accounts."""
    prior_budget: Money | None = field("上年预算", "机关运行经费上年预算数", None, rule="上年数据里的预算数")
    reason: Prose = field("变动原因", "与上年相比增减的原因，写成分句；没有变动填 无", NO_TEXT)
    contents: Prose = field("主要用于", "机关运行经费主要用于什么，写成分句", NO_TEXT)


class Indicator(Record, title="绩效指标表的一行"):
    """One row of a 绩效指标 table. Targets and results are as typed (≥3次, 100%, 全覆盖); points are numbers.

    The target is typed whole (指标值), or in three parts for forms that print them apart: 符号, 值, 单位.
    """

    level1: Word = field("一级", "一级指标")
    level2: Word = field("二级", "二级指标")
    level3: Word = field("三级", "三级指标")
    description: Word | None = field("描述", "绩效指标描述", None)
    whole_target: Word | None = field("指标值", "年度指标值，照写，如 ≥3次、100%、全覆盖", None)
    symbol: Word | None = field("符号", "指标值的符号，如 ≥、≤、=", None)
    value: Word | None = field("值", "指标值的数或文字，不带单位；写了“指标值”就不填", None)
    measure: Word | None = field("单位", "指标值的单位，照写，如 人次、%", None)
    basis: Word | None = field("依据", "指标值确定依据", None)
    standard: Word | None = field("评分标准", "评（扣）分标准", None)
    actual: Word | None = field("完成值", "实际完成值，照写", None)
    weight: Number | None = field("分值", "本指标的分值", None, unit="分", negative=False)
    score: Number | None = field("得分", "本指标的自评得分", None, unit="分", negative=False)
    reason: Prose = field("偏差原因", "没有完成或超出很多的原因和改进办法", NO_TEXT)

    @property
    def target(self) -> str:
        """The target in one piece, whichever way it was typed: `≥95%`."""
        if self.whole_target is not None:
            return self.whole_target
        parts = (self.symbol, self.value, self.measure)
        return SourceText("".join(part or "" for part in parts), place_of(self.value))


class ProjectMoney(Record, title="项目的一种资金：预算、到位和执行"):
    """Budget and spending of a project from one source."""

    initial: Money | None = field("年初预算", "年初预算数；与全年预算相同时不填", None, rule="与“全年预算”相同", negative=False)
    budget: Money = field("全年预算", "全年预算数", AWAITED, rule="与“预算”相同", negative=False)
    received: Money | None = field("到位", "到位资金；与全年预算相同时不填", None, rule="与“全年预算”相同", negative=False)
    """The same as 全年预算 where it is not given."""
    executed: Money | None = field("执行", "执行数；支出里写明了项目的不填", None, rule="支出中写明这个项目的数")
    """Follows from 支出 where the lines there name the project."""


def _document(value: Any) -> Any:
    return {"标题": value} if isinstance(value, str) else value


class Basis(Record, title="立项依据的一份文件：只写标题，或标题和文号"):
    """A document that a project rests on: title without 《》, and its number."""

    title: Word = field("标题", "文件标题，不加书名号")
    number: Word | None = field("文号", "文件的文号，如 示医保〔2022〕8号", None, need=Need.OPTIONAL)


class ProjectReport(Record, title="项目绩效评价报告的各段文字"):
    """The slots of a 项目绩效评价报告."""

    title: Word | None = field("报告名", "评价报告的名称；不填则用项目名称", None, rule="项目名称，末尾没有“项目”的加上")
    duty: Prose = field("职责", "实施单位与项目有关的职责", NO_TEXT)
    bases: list[Annotated[Basis, BeforeValidator(_document)]] = field("立项依据", "立项依据的文件，标题不加书名号", list)
    use: Prose = field("资金用途", "项目资金的用途", NO_TEXT)
    contents: Prose = field("主要内容", "项目的主要内容", NO_TEXT)
    goals: Prose = field("具体目标", "项目的具体绩效目标", NO_TEXT)
    application: Prose = field("申报评价", "对项目申报和绩效目标的评价", NO_TEXT)
    method: Prose = field("自评方法", "自评的步骤和方法", NO_TEXT)
    approval: Prose = field("申报批复", "项目申报和批复的情况", NO_TEXT)
    payment: Prose = field("支付情况", "资金的支付范围、标准、进度和依据", NO_TEXT)
    finance: Prose = field("财务管理", "项目的财务管理制度和账务处理", NO_TEXT)
    organisation: Prose = field("组织流程", "项目的组织架构和实施流程", NO_TEXT)
    management: Prose = field("管理情况", "项目管理制度的执行情况", NO_TEXT)
    supervision: Prose = field("监管情况", "对项目的检查和监督", NO_TEXT)
    output: Prose = field("完成情况", "项目完成情况", NO_TEXT)
    effect: Prose = field("效益情况", "项目效益情况", NO_TEXT)
    conclusion: Prose = field("评价结论", "评价结论", NO_TEXT)
    problems: Prose = field("存在问题", "存在的问题", NO_TEXT)
    advice: Prose = field("建议", "改进建议", NO_TEXT)


class Project(Record, title="一个项目：资金、绩效指标、自评和评价报告"):
    """A project with its money, indicators and report."""

    name: Word = field("名称", "项目名称")
    unit: Word | None = field("实施单位", "项目的实施单位", None)
    fiscal: ProjectMoney | None = field("财政拨款", "项目的财政拨款：预算、到位和执行", None)
    """Asked for of final accounts by the forms that print it; in a budget the lines of 支出 state it."""
    carried: ProjectMoney | None = field("上年结转资金", "项目的上年结转资金", None, need=Need.OPTIONAL)
    other: ProjectMoney | None = field("其他资金", "项目的其他资金", None, need=Need.OPTIONAL)
    goal: Prose = field("年度目标", "项目的年度绩效目标", NO_TEXT)
    done: Prose = field("目标完成", "年度绩效目标的完成情况", NO_TEXT)
    effect: Prose = field("实施效果", "项目的实施效果", NO_TEXT)
    problems: Prose = field("主要问题", "发现的主要问题", NO_TEXT)
    measures: Prose = field("改进措施", "下一步改进措施", NO_TEXT)
    indicators: list[Indicator] = field("指标", "绩效指标表，每行一条", list)
    score: Number | None = field(
        "自评得分", "项目的自评得分；不填则按评分规则算出", None, rule="按模板包的评分规则", unit="分", negative=False
    )
    stages: list[Word] = field(
        "绩效环节",
        "事前评估、绩效目标、绩效监控、绩效自评、绩效评价中本项目有的",
        lambda: list(STAGES),
        need=Need.OPTIONAL,
        choices=STAGES,
    )
    report: ProjectReport = field("评价报告", "项目绩效评价报告的各段文字", ProjectReport)


class WorkItem(Record, title="一项重点工作"):
    """One heading of 重点工作 with its text."""

    title: Word = field("标题", "这项工作的小标题")
    text: Prose = field("内容", "这项工作的内容")


class Texts(Record, title="各节文字；原因写成分句，句末不加句号"):
    """What people write. Reasons are clauses without a full stop."""

    duties: Prose = field("主要职能", "部门的主要职能", NO_TEXT)
    work: list[WorkItem] = field("重点工作", "每项工作的标题和内容", list)
    total_reason: Prose = field("总计变动原因", "收支总计比上年增减的原因，写成分句", NO_TEXT)
    fiscal_reason: Prose = field("财政拨款变动原因", "财政拨款收支总计比上年增减的原因，写成分句", NO_TEXT)
    general_reason: Prose = field("一般公共预算变动原因", "一般公共预算财政拨款支出比上年增减的原因，写成分句", NO_TEXT)
    budget_reason: Prose = field("预决算差异原因", "决算与预算不同的原因，写成分句", NO_TEXT)
    evaluation: Prose = field("整体自评情况", "部门整体支出绩效自评的情况", NO_TEXT)
    evaluation_result: Prose = field("整体自评结果", "部门整体支出绩效自评的结果", NO_TEXT)
    project_result: Prose = field("项目评价情况", "项目绩效评价的情况", NO_TEXT)
    budget_management: Prose = field("部门预算管理", "部门预算管理的情况", NO_TEXT)
    application: Prose = field("结果应用情况", "评价结果应用的情况", NO_TEXT)
    conclusion: Prose = field("评价结论", "绩效评价的结论", NO_TEXT)
    problems: Prose = field("存在问题", "存在的问题", NO_TEXT)
    advice: Prose = field("改进建议", "改进的建议", NO_TEXT)
    other: Prose = field("其他说明", "其他需要说明的事项", NO_TEXT)
    extra: dict[Word, Prose] = field("补充", "只有个别表式才有的文字，“名称: 文字”，名称由模板包给出", dict, need=Need.OPTIONAL)
    """Texts of sections that only one form has, by the name that its pack gives them."""
    terms: dict[Word, Prose] = field("名词", "名词解释里本部门自己的解释，“科目编码或名词: 解释”", dict, need=Need.OPTIONAL)
    """The department's own definitions for 名词解释, by 科目 code or by term."""
