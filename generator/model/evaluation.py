"""绩效自评: what a self-evaluation of a department's whole spending reports beside the books, and its 基础数据表."""

from generator.model.about import AWAITED, Need, field
from generator.model.fields import Count, Money, Number, Prose, Word
from generator.model.record import Record
from generator.model.sections import Indicator, WorkItem
from generator.model.text import NO_TEXT


class Stage(Record, title="预算执行的一行：年初预算、调整预算和决算"):
    """One line of 预算执行情况: 年初预算, 调整预算 and 决算 of one kind of expenditure."""

    initial: Money | None = field("年初预算", "年初预算数", None)
    adjusted: Money | None = field("调整预算", "调整预算数", None)
    actual: Money | None = field("决算", "决算数", None)


class Execution(Record, title="预算执行情况：填各类支出，合计和执行率自动算出"):
    """预算执行情况: the kinds that are typed; 基本支出, 本年支出合计 and 总计 follow, 执行率 = 决算 ÷ 调整预算."""

    personnel: Stage = field("人员经费", "人员经费", Stage)
    public: Stage = field("公用经费", "公用经费", Stage)
    project: Stage = field("项目支出", "项目支出", Stage)
    operating: Stage = field("经营支出", "经营支出", Stage)
    distributed: Stage = field("结余分配", "结余分配", Stage)
    year_end: Stage = field("年末结转和结余", "年末结转和结余", Stage)


class CarryOverRate(Record, title="结转结余率要用的上年数"):
    """结转结余率 = 年末结转结余 ÷ 全年支出预算; this year's follows from 预算执行, last year's operands are typed."""

    prior_year_end: Money | None = field("上年年末结转结余", "上年年末的结转结余", None)
    prior_budget: Money | None = field("上年支出预算", "上年的全年支出预算", None)


class Managed(Record, title="绩效管理各环节的项目个数和金额"):
    """绩效管理: numbers of projects and the money in them at each stage."""

    projects: Count | None = field("项目总数", "项目总数", None, unit="个")
    published: Count | None = field("公开目标项目数", "公开绩效目标的项目数", None, unit="个")
    published_amount: Money | None = field("公开目标金额", "公开绩效目标的项目资金", None)
    monitored: Count | None = field("监控项目数", "开展绩效监控的项目数", None, unit="个")
    monitored_amount: Money | None = field("监控金额", "开展绩效监控的项目资金", None)
    evaluated: Count | None = field("自评项目数", "开展绩效自评的项目数", None, unit="个")
    evaluated_amount: Money | None = field("自评金额", "开展绩效自评的项目资金", None)


class YearTask(Record, title="一项年度任务和它的绩效指标"):
    """One 年度任务 of a duty, with its indicators."""

    task: Prose = field("任务", "年度任务")
    indicators: list[Word] = field("指标", "绩效指标表，每行一条", list)


class Duty(Record, title="一项职责和它的年度任务"):
    """One 职责 with its tasks: 职责 → 年度任务 → 绩效指标, two levels of merged cells."""

    duty: Prose = field("职责", "一项职责")
    tasks: list[YearTask] = field("任务", "这项职责的年度任务，逐项", list)


class Budgeted(Record, title="全部资金的收支预算：收入按名目，支出按功能分类"):
    """收支预算 of the whole department, all funds: revenue by name, expenditure by 类 (code) or, outside these, by name."""

    revenue: dict[Word, Money] = field("收入", "收入名目: 预算数，如 经费拨款、罚没收入、上级补助收入", dict)
    expenditure: dict[Word, Money] = field("支出", "功能分类编码: 预算数；没有列明的写“其他: 未载明”", dict)
    total: Money | None = field("支出合计", "支出预算总额；各行都已填数时不填", None, rule="各行支出之和")
    """Follows from 支出; typed where a line of it is 未载明."""


class InsuranceFund(Record, title="社会保险基金预算支出的一行"):
    """One line of 社会保险基金预算支出. 支出 = 本级财政拨款 ＋ 上级资金 where both are given."""

    name: Word = field("名称", "项目名称；“项目”“项目支出”里也有的，一字不差")
    """As in 项目 and in 项目支出, where it stands there too."""
    budget: Money = field("预算", "预算数", AWAITED)
    actual: Money | None = field("支出", "实际支出；本级财政拨款和上级资金都填了的不填", None, rule="本级财政拨款＋上级资金")
    local: Money | None = field(
        "本级财政拨款", "其中本级财政拨款；与“项目支出”同名一行相同的不填", None, rule="“项目支出”中同名的一行"
    )
    """The line of 项目支出 of the same name where it is not given."""
    superior: Money | None = field("上级资金", "其中上级财政资金", None)
    note: Prose = field("说明", "这一行的说明", NO_TEXT, need=Need.OPTIONAL)


class BaseLine(Record, title="基础数据表的一行"):
    """One row: 决算 of last year, 预算 and 决算 of this year; in 万元."""

    prior: Money = field("上年决算", "上年决算数", AWAITED)
    budget: Money = field("预算", "本年预算数", AWAITED)
    actual: Money | None = field("决算", "本年决算数；文中另有同一个数的不填", None, rule="文中另有的同一个数")
    """Follows from 支出 or 项目支出 where the same figure stands there."""


class Buildings(Record, title="本年完工的新建楼堂馆所：面积（平方米）和投资"):
    """楼堂馆所 finished in the year: m² and 万元; the two rates follow. 不涉及 where none was built."""

    approved_size: Number = field("批复规模", "批复的建筑面积（平方米）", AWAITED, unit="平方米")
    actual_size: Number = field("实际规模", "实际的建筑面积（平方米）", AWAITED, unit="平方米")
    approved_cost: Money = field("预算投资", "批复的投资概算", AWAITED)
    actual_cost: Money = field("实际投资", "实际投资", AWAITED)


class BaseData(Record, title="绩效评价基础数据表里收支以外的各行"):
    """The rows of 经费控制情况 beside 三公, and 楼堂馆所."""

    project: BaseLine = field("项目支出", "项目支出合计的上年决算数和预算数", BaseLine)
    projects: dict[Word, BaseLine] = field("项目明细", "项目（与“项目支出”一字不差）: 上年决算数、预算数", dict)
    """By the names of 自评.项目支出."""
    public: BaseLine = field("公用经费", "公用经费的上年决算数和预算数", BaseLine)
    office: BaseLine = field("办公经费", "公用经费中的办公经费", BaseLine)
    travel: BaseLine = field("水电差旅费", "公用经费中的水费、电费、差旅费", BaseLine)
    meetings: BaseLine = field("会议培训费", "公用经费中的会议费、培训费", BaseLine)
    procurement: BaseLine = field("政府采购", "政府采购金额", BaseLine)
    adjustment: BaseLine = field("整体支出预算调整", "部门整体支出预算调整数", BaseLine)
    basic_adjustment: BaseLine = field("基本支出预算调整", "其中部门基本支出预算调整数", BaseLine)
    buildings: Buildings = field("楼堂馆所", "本年完工的新建楼堂馆所；没有的各项填 不涉及", Buildings)


class Evaluation(Record, title="部门整体支出绩效自评"):
    """The self-evaluation: score and grade, what was done with which results, how money and work were managed."""

    score: Number | None = field("得分", "自评得分", None, rule="按模板包的评分规则", unit="分")
    grade: Word | None = field("等级", "自评等级；不填则按得分和模板包的分档得出", None, rule="按得分和模板包的分档")
    """Follows from the score and the pack's bands; typed only to be compared."""
    introduction: Prose = field("引言", "报告开头的话", NO_TEXT)
    tasks: Prose = field("工作任务", "本年度的主要工作任务，逐条", NO_TEXT)
    """The main tasks of the year."""
    goal: Prose = field("年度目标", "部门整体的年度绩效目标", NO_TEXT)
    done: Prose = field("目标完成", "年度绩效目标的完成情况", NO_TEXT)
    indicators: list[Indicator] = field("指标", "部门整体的绩效指标，每行一条", list)
    """Of the department as a whole."""
    duties: list[Duty] = field("职责任务", "职责、年度任务和绩效指标", list)
    execution: Execution | None = field("预算执行", "预算执行情况表", None)
    carry_over: CarryOverRate = field("结转结余", "结转结余率要用的上年数", CarryOverRate)
    budget: Budgeted | None = field("收支预算", "全部资金的收支预算，用于预算配置和执行率", None)
    projects: dict[Word, Money] = field("项目支出", "一般公共预算的项目支出，项目: 决算数", dict)
    """项目支出 out of 一般公共预算, line by line."""
    insurance: list[InsuranceFund] = field("社会保险基金", "社会保险基金预算支出，逐行", list)
    base: BaseData | None = field("基础数据", "绩效评价基础数据表里收支以外的各行", None)
    values: dict[Word, Number] = field("指标值", "三级指标: 完成值，只填不能由其他数字算出的；百分数不写%", dict, key="三级指标")
    """三级指标 of the pack's 评分表 → value, where it does not follow from the figures."""
    points: dict[Word, Number] = field(
        "指标得分", "三级指标: 得分，只填评分规则算不出或不适用的", dict, unit="分", key="三级指标"
    )
    """三级指标 → points, where no rule of the pack gives them or the rule does not fit."""
    execution_note: Prose = field("执行说明", "预算执行率偏高或偏低的原因，写成分句", NO_TEXT)
    building: Prose = field("楼堂馆所情况", "新建楼堂馆所情况，写成分句", NO_TEXT)
    thrift: Prose = field("厉行节约", "厉行节约的制度和措施", NO_TEXT)
    overall: Prose = field("总体完成", "整体绩效目标的完成情况", NO_TEXT)
    managed: Managed = field("管理情况", "绩效管理各环节的项目个数和金额", Managed)
    outputs: dict[Word, Prose] = field("产出", "各类产出的完成情况：数量、质量、进度、成本", dict, key="方面")
    """数量, 质量, 进度, 成本 → text."""
    effects: dict[Word, Prose] = field(
        "效果", "各类效果：经济效益、社会效益、环境效益、可持续影响、服务对象满意度", dict, key="方面"
    )
    """经济效益, 社会效益, 环境效益, 可持续影响, 服务对象满意度 → text or 不涉及."""
    achievements: list[WorkItem] = field("实现情况", "逐个项目或逐项工作的绩效实现情况", list)
    """Project by project, or topic by topic."""
    finance: Prose = field("财务管理", "财务管理的情况", NO_TEXT)
    assets: Prose = field("资产管理", "资产管理的情况", NO_TEXT)
    rules: Prose = field("绩效管理制度", "绩效管理的制度和做法", NO_TEXT)
    problems: list[WorkItem] = field("问题", "存在的问题，逐条", list)
    measures: list[WorkItem] = field("措施", "改进措施，逐条", list)
    application: Prose = field("结果应用", "自评结果的应用和公开", NO_TEXT)
    other: Prose = field("其他说明", "其他需要说明的事项", NO_TEXT)
