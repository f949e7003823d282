"""What forms of recent years ask of a department's management: 绩效管理, 政府购买服务, 一般性支出, planned purchases."""

from generator.model.about import AWAITED, Need, field
from generator.model.fields import Count, Money, Number, Prose, Word
from generator.model.record import Record
from generator.model.text import NO_TEXT


class PerformanceManagement(Record, title="绩效管理：各环节的项目数和金额、自评的得分和等次、发现的问题"):
    """Numbers of projects and their money. The projects of each stage follow from 项目."""

    goal_projects: Count = field("目标项目数", "编制绩效目标的项目数", AWAITED, unit="个")
    goal_amount: Money = field("目标金额", "编制绩效目标的项目资金", AWAITED, negative=False)
    goal_units: Count | None = field(
        "目标单位数", "编报绩效目标的预算单位数；表式要印的才填", None, need=Need.OPTIONAL, unit="个"
    )
    monitored_projects: Count = field("监控项目数", "开展绩效监控的项目数", AWAITED, unit="个")
    monitored_amount: Money = field("监控金额", "开展绩效监控的项目资金", AWAITED, negative=False)
    evaluated_projects: Count = field("自评项目数", "开展绩效自评的项目数", AWAITED, unit="个")
    evaluated_amount: Money = field("自评金额", "开展绩效自评的项目资金", AWAITED, negative=False)
    average_score: Number = field("平均得分", "自评项目的平均得分", AWAITED, unit="分", negative=False)
    excellent: Count = field("优秀项目数", "自评等次为优的项目数", AWAITED, unit="个")
    good: Count = field("良好项目数", "自评等次为良的项目数", AWAITED, unit="个")
    passed: Count = field("合格项目数", "自评等次为合格（中）的项目数", AWAITED, unit="个")
    failed: Count = field("不合格项目数", "自评等次为不合格（差）的项目数", AWAITED, unit="个")
    rules: Prose = field("管理制度", "建立的预算绩效管理制度的名称，写成分句", NO_TEXT)
    mechanism: Prose = field("工作机制", "建立的是怎样的预算绩效管理工作机制，半句话", NO_TEXT)
    problems_found: Count = field("发现问题数", "绩效监控和评价发现的问题数", AWAITED, unit="个")
    problems_solved: Count = field("已整改问题数", "其中已整改的问题数", AWAITED, unit="个")
    problems_open: Count = field("整改中问题数", "其中正在整改的问题数", AWAITED, unit="个")


class ServicePurchase(Record, title="政府购买服务"):
    """政府购买服务: services bought from outside for the public or for the department itself."""

    budget: Money = field("预算", "政府购买服务预算数", AWAITED, negative=False)
    actual: Money = field("决算", "政府购买服务支出数", AWAITED)
    contents: Prose = field("主要用于", "购买的服务主要是什么，写成分句", NO_TEXT)


class Event(Record, title="一般性支出的一类：费用、次数、人数和内容"):
    """会议费, 培训费, or what was spent on festivals and the like. The figure of 决算 follows from 支出 for the first two."""

    budget: Money = field("预算", "预算数", AWAITED, negative=False)
    actual: Money | None = field(
        "决算", "决算数；支出已分到经济分类的不填", None, rule="支出中经济分类30215（会议费）、30216（培训费）的数"
    )
    prior: Money | None = field("上年决算", "上年决算数", None, rule="上年数据里的决算数")
    number: Count = field("次数", "会议、培训或活动的次数", AWAITED, unit="次")
    persons: Count = field("人数", "参加的人数", AWAITED, unit="人")
    contents: Prose = field("内容", "开了什么会、办了什么班或活动，写成分句", NO_TEXT)


class GeneralExpense(Record, title="一般性支出：会议费、培训费和节庆等活动"):
    """一般性支出 of the year."""

    meetings: Event = field("会议费", "会议费支出", Event)
    training: Event = field("培训费", "培训费支出", Event)
    festivals: Event = field("节庆活动", "节庆、晚会、论坛、赛事等活动的支出", Event)


class PlannedPurchases(Record, title="计划购置：预算安排购置的车辆和设备"):
    """What the budget of the year provides for buying vehicles and equipment."""

    vehicles: dict[Word, Count] = field("车辆", "用途: 计划购置的辆数", dict, unit="辆", key="用途")
    vehicle_amount: Money = field("车辆金额", "计划购置车辆的金额", AWAITED, negative=False)
    general_equipment: Count = field(
        "通用设备", "计划购置单价50万元以上的通用设备台（套）数，或表式写明的单价", AWAITED, unit="台（套）"
    )
    special_equipment: Count = field(
        "专用设备", "计划购置单价100万元以上的专用设备台（套）数，或表式写明的单价", AWAITED, unit="台（套）"
    )
    large_equipment: Count = field("大型设备", "计划购置单价100万元以上的设备台（套）数，不含车辆", AWAITED, unit="台（套）")
    equipment_amount: Money = field("设备金额", "计划购置设备的金额", AWAITED, negative=False)
