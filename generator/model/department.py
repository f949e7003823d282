"""One department, one year: the whole of a data file."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from generator.model.about import AWAITED, Need, field, functional_code
from generator.model.budget import Budget, DepartmentGoals, FixedAssets, PurchaseLine
from generator.model.choices import ACCOUNTS, KINDS, SIGN_OFFS, UNITS
from generator.model.evaluation import Evaluation
from generator.model.fields import Count, Date, FieldError, Money, Number, Prose, Word, Year
from generator.model.management import GeneralExpense, PerformanceManagement, ServicePurchase
from generator.model.money import CarryOver, Controls, Expenditure, Revenue
from generator.model.record import Record
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


class Confirmation(Record, title="对一条检查结果的确认；数值变了即失效"):
    """A finding that a person has looked at; lapses when a figure in 数值 changes."""

    rule: Word = field("规则", "检查规则的编号")
    path: Word | None = field("字段", "检查结果所在的字段，如 支出[0].年初预算", None)
    reason: Word = field("理由", "为什么认可")
    figures: list[Word] = field("数值", "认可时的数值，照写", list, need=Need.OPTIONAL)


class Elimination(Record, title="一笔要抵销的内部往来"):
    """One 内部往来 between units: it counts once in the sums of none of the fields named."""

    reason: Word = field("原因", "为什么抵销，如 本级拨给事务中心的补助")
    amount: Money = field("金额", "抵销的金额")
    fields: list[Word] = field("字段", "从哪几个数里减去，收入和支出各一个，如 支出.2101550.其他资金.对附属单位补助支出")
    """Such as `支出.2101550.其他资金.对附属单位补助支出` and `收入.附属单位上缴收入.2101550`: one of either side."""


class Consolidation(Record, title="部门汇总：本级和所属单位的数据在哪里，哪些内部往来要抵销"):
    """Where the units' data are, relative to the file that names them; and what is to be eliminated."""

    units: list[Word] = field("单位", "各单位的数据文件或文件夹，相对于写这一行的文件", min_length=1)
    eliminations: list[Elimination] = field("抵销", "要抵销的内部往来，逐笔", list, need=Need.OPTIONAL)


def _facts(value: Any) -> Any:
    if not isinstance(value, dict):
        raise FieldError("“数据”应是一组字段", "写成“名称: 数”的形式")
    return value


class DepartmentYear(Record, title="一个部门一个年度的数据"):
    """The root. `数据` holds facts of the department's own trade, for use inside texts: `{{ 数据.救助人次 }}`."""

    year: Year = field("年度", "年度，四位数字，如 2023", section="基本信息")
    unit: Word = field("金额单位", "全部金额的单位：元 或 万元，只写一次", choices=UNITS, section="基本信息")
    reports: list[Word] = field(
        "报告", "要生成的报告，写模板包的名称，如 tongyong-juesuan", list, need=Need.OPTIONAL, section="基本信息"
    )
    styles: list[Word] = field(
        "式样",
        "同一地区的报告有几种写法的，选哪几种；名称见模板包，照一般的写法就不填",
        list,
        need=Need.OPTIONAL,
        section="基本信息",
    )
    """Which of a pack's ways of writing the form the department follows."""
    names: Names = field("部门", "名称表：文中各处的称呼都从这里取", section="基本信息")
    index_number: Word | None = field("监督索引号", "公开用的监督索引号；表式要印的才填", None, section="基本信息")
    """Of the disclosure, for the forms that print one."""
    published: Date | None = field("公开时间", "公开的日期，如 2024-10-25；在年度结束之后", None, section="基本信息")
    approved: Date | None = field("批复日期", "财政部门批复预算或决算的日期，如 2024-09-10", None, section="基本信息")
    """A disclosure is due within 20 days of it (预算法实施条例)."""
    contact: Word | None = field("联系方式", "供公众咨询的电话或地址", None, section="基本信息")
    filled: Date | None = field("填报日期", "填报的日期，如 2024-09-20", None, section="基本信息")
    sign_off: Word | None = field(
        "落款", "报告末尾署名和日期的排法：盖章 或 不盖章；不填则照报告式样", None, choices=SIGN_OFFS, section="基本信息"
    )
    """盖章 or 不盖章, where the department differs from the form."""
    cutoff: Date | None = field("截至", "资产、车辆等数字截至的日期，如 2023-12-31", None, section="基本信息")
    organisation: Organisation = field("机构", "机构设置：所属单位和内设机构", Organisation, section="基本信息")
    consolidation: Consolidation | None = field(
        "汇总", "部门汇总：收支由本级和所属单位的数据相加得出，不用再填", None, need=Need.OPTIONAL
    )
    """Where the base facts are the sums of the units' own files."""
    staff: list[Staff] = field("人员", "各类人员的编制数和在职数", list, section="基本信息")
    retired: dict[Word, Count] = field(
        "离退休人员", "类别: 人数，如 离休、行政退休、事业退休", dict, need=Need.OPTIONAL, unit="人", section="基本信息"
    )
    """离休, 行政退休, 事业退休 → persons."""
    other_staff: dict[Word, Count] = field(
        "其他人员", "编制以外的人员，类别: 人数，如 社会化用工", dict, need=Need.OPTIONAL, unit="人", section="基本信息"
    )
    """Persons outside the 编制, by kind."""
    kind: Word = field("文种", "数据的口径：决算（不写即是）、预算 或 绩效自评", ACCOUNTS, choices=KINDS, section="基本信息")
    """What the figures are: 决算, 预算 or 绩效自评."""
    revenue: Revenue = field("收入", "本年收入，按收入种类；没有的填 0", Revenue, section="收入")
    """Asked for of 决算, and of 预算 without 控制数."""
    expenditure: list[Expenditure] = field("支出", "本年支出，每个项级科目一条", list, section="支出")
    """The same; where no line is given, what is known of it stands in 控制数."""
    purposes: dict[Word, Prose] = field(
        "类款用途",
        "类或款的编码: 这一类的支出主要用于什么，写成分句",
        dict,
        need=Need.OPTIONAL,
        codes=functional_code(3, 5),
        section="支出",
    )
    """主要用于 of a 类 or 款, for the forms that explain expenditure by 类; that of a 项 stands in 支出."""
    carry_over: CarryOver = field("年初结转和结余", "年初结转和结余，按资金来源；没有的填 0", CarryOver, section="收入")
    used_surplus: Money = field("使用非财政拨款结余", "本年使用的非财政拨款结余；没有填 0", AWAITED, section="收入")
    distributed: Money = field("结余分配", "本年的结余分配；没有填 0", AWAITED, section="收入")
    controls: Controls = field("控制数", "财决报表上现成的合计，只用来核对", Controls, need=Need.OPTIONAL, section="控制数")
    prior: Controls = field("上年", "上年数：没有上年数据文件时才填", Controls, need=Need.OPTIONAL, section="上年")
    """Last year's figures where there is no file of last year."""
    three_public: ThreePublic | None = field("三公", "财政拨款“三公”经费", None, need=Need.REQUIRED, section="三公与运行经费")
    operating: Operating = field("机关运行经费", "机关运行经费；与公用经费不一致时填决算数", Operating, section="三公与运行经费")
    procurement: Procurement | None = field("政府采购", "政府采购支出", None, need=Need.REQUIRED, section="采购")
    services: ServicePurchase | None = field("政府购买服务", "政府购买服务支出", None, need=Need.REQUIRED, section="采购")
    general_expense: GeneralExpense | None = field(
        "一般性支出", "会议费、培训费和节庆等活动的支出", None, need=Need.REQUIRED, section="三公与运行经费"
    )
    assets: StateAssets | None = field("国有资产", "国有资产占有使用情况（年末）", None, need=Need.REQUIRED, section="资产")
    projects: list[Project] = field("项目", "各个项目的资金、绩效指标和评价报告", list, section="项目")
    management: PerformanceManagement | None = field(
        "绩效管理", "绩效管理各环节的项目数、金额、得分和问题", None, need=Need.REQUIRED, section="绩效自评"
    )
    evaluation: Evaluation | None = field("自评", "部门整体支出绩效自评", None, need=Need.REQUIRED, section="绩效自评")
    goals: DepartmentGoals | None = field(
        "整体绩效目标", "部门整体绩效目标：总体目标、分项目标、保障措施和指标", None, need=Need.REQUIRED, section="绩效目标"
    )
    purchases: list[PurchaseLine] = field("采购预算", "政府采购预算，每样一行；没有采购时写 无", list, section="采购")
    """An empty list: nothing is bought, the table is printed empty."""
    fixed_assets: FixedAssets | None = field(
        "固定资产", "固定资产占用情况；截止日写在最上一级的“截至”", None, need=Need.REQUIRED, section="资产"
    )
    budget: Budget | None = field("预算编制", "部门预算的编制情况", None, need=Need.REQUIRED, section="文字")
    texts: Texts = field("文字", "各节文字", Texts, section="文字")
    facts: Annotated[dict[Word, Number], BeforeValidator(_facts)] = field(
        "数据", "本部门业务数字，“名称: 数”，可在文字里引用", dict, need=Need.OPTIONAL, section="业务数据"
    )
    confirmed: list[Confirmation] = field("确认", "看过并认可的检查结果", list, need=Need.OPTIONAL, section="确认")
