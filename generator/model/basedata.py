"""基础数据: what the base-data table of a self-evaluation asks for beside the books."""

from generator.model.about import AWAITED, field
from generator.model.fields import Money, Number, Word
from generator.model.record import Record


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
