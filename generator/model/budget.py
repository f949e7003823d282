"""部门预算: what the disclosure of a budget tells beside its figures, and the tables that only a budget has."""

from generator.model.about import Need, field
from generator.model.fields import Money, Number, Prose, Word
from generator.model.record import Record
from generator.model.sections import Indicator, WorkItem
from generator.model.text import NO_TEXT


class Budget(Record, title="部门预算的编制情况：财政专户收入、正文点名的项目、增减原因"):
    """预算编制: receipts that no 决算 knows, the projects that the text names, and the reasons of the changes."""

    special_account: Money | None = field("财政专户", "财政专户核拨的收入；没有填 0", None, rule="没有填即为零", negative=False)
    """财政专户核拨收入; counts as zero where it is not given."""
    main_projects: list[Word] = field("主要项目", "正文点名的项目，名称与“项目”一节一字不差", list)
    """Names of projects, as in 项目."""
    basic_reason: Prose = field("基本支出变动原因", "基本支出比上年增减的原因，半句话", NO_TEXT)
    project_reason: Prose = field("项目支出变动原因", "项目支出比上年增减的原因，半句话", NO_TEXT)


class SubGoal(Record, title="一项分项绩效目标"):
    """One 分项绩效目标: a duty, what is aimed at, and how it is measured."""

    title: Word = field("标题", "分项目标的名称，一般是一项职责")
    goal: Prose = field("目标", "这一项的绩效目标")
    measure: Prose = field("指标", "怎样衡量这一项")


class DepartmentGoals(Record, title="部门整体绩效目标"):
    """整体绩效目标 of the department."""

    overall: Prose = field("总体目标", "年度总体绩效目标", NO_TEXT)
    parts: list[SubGoal] = field("分项目标", "分项绩效目标，逐项", list)
    safeguards: list[WorkItem] = field("保障措施", "实现目标的保障措施，每条有小标题", list)
    indicators: list[Indicator] = field("指标", "绩效指标表，每行一条", list)


class PurchaseLine(Record, title="政府采购预算的一行"):
    """One line of 政府采购预算: what is bought, for which project, out of which money."""

    project: Word = field("项目", "采购所属的项目")
    item: Word = field("品名", "采购物品名称")
    catalogue: Word | None = field("目录序号", "政府采购目录序号", None)
    measure: Word | None = field("计量单位", "计量单位", None)
    quantity: Number | None = field("数量", "采购数量", None, negative=False)
    price: Money | None = field("单价", "单价", None, negative=False)
    budget: Money | None = field("预算资金", "所属项目的预算资金", None, negative=False)
    """The budget of the project that the purchase belongs to."""
    general: Money | None = field("一般公共预算", "其中一般公共预算资金", None, negative=False)
    government: Money | None = field("政府性基金", "其中政府性基金", None, negative=False)
    state_capital: Money | None = field("国有资本经营", "其中国有资本经营预算资金", None, negative=False)
    special_account: Money | None = field("财政专户", "其中财政专户资金", None, negative=False)
    own: Money | None = field("单位资金", "单位自有资金", None, negative=False)


class AssetLine(Record, title="一类固定资产的数量和价值"):
    """固定资产 of one kind: how many (平方米, 辆, 台, 件) and what they are worth."""

    quantity: Number | None = field("数量", "数量：平方米、辆、台（套）", None, need=Need.REQUIRED)
    value: Money | None = field("价值", "价值", None, need=Need.REQUIRED)


class FixedAssets(Record, title="固定资产占用情况（上年末）和本年拟购置"):
    """固定资产占用情况 at the end of last year (root field 截至), and what is to be bought. 总额 follows."""

    buildings: AssetLine = field("房屋", "房屋（平方米）", AssetLine)
    offices: AssetLine = field("办公用房", "其中办公用房（平方米）", AssetLine)
    """Part of 房屋."""
    vehicles: AssetLine = field("车辆", "车辆（台、辆）", AssetLine)
    equipment: AssetLine = field("大型设备", "单价超过规定数额的设备", AssetLine)
    """Above the price per piece that the pack says."""
    other: AssetLine = field("其他", "其他固定资产", AssetLine)
    planned: Money | None = field("拟购置", "本年度拟购置固定资产总额", None, need=Need.REQUIRED, negative=False)
    planned_contents: Prose = field("拟购置内容", "拟购置的主要是什么，半句话", NO_TEXT)
