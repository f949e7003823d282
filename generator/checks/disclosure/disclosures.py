"""H: what the text and its tables say beside the money tables: operating costs, procurement, projects, units, staff, dates."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.engine.facts import Facts, explained
from generator.checks.engine.places import leaves, place_in, place_of_amount
from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Identity, Rule
from generator.checks.engine.tolerance import tolerance
from generator.checks.money.totals import control
from generator.model.amount import Amount
from generator.model.choices import BUDGET
from generator.model.fields import Day

CHECK_THREE = "核对预算、到位、执行三个数；确实超过的，在“确认”里写明"
RESERVED = (
    ("小微企业预算 ≤ 中小企业预算", "小微企业预算", "中小企业预算"),
    ("小微企业成交 ≤ 中小企业成交", "小微企业成交", "中小企业成交"),
    ("中小企业成交 ≤ 中小企业预算", "中小企业成交", "中小企业预算"),
    ("小微企业成交 ≤ 小微企业预算", "小微企业成交", "小微企业预算"),
)
"""小微 is within 中小; what was awarded, within what was kept."""
RESERVED_WITHIN = (
    ("中小企业预算", "政府采购.合计", "政府采购支出总额"),
    ("中小企业成交", "政府采购.合计", "政府采购支出总额"),
    ("中小企业预算", "采购预算.合计", "政府采购预算总额"),
)
"""What is kept for 中小企业 is part of all that is bought."""
DUE = 20
"""Days from the approval within which a department publishes its budget or its final accounts (预算法第十四条)."""
SOURCES = ("财政拨款", "上年结转资金", "其他资金")


def _differ(facts: Facts, spent: Amount, budget: Amount) -> bool:
    """Whether two figures differ by more than rounding."""
    gap = abs(spent.number - budget.number)
    typed = (*leaves(spent).values(), *leaves(budget).values())
    return bool(gap) and gap > tolerance(typed, facts.exact)


def reasons(facts: Facts) -> Iterator[Found]:
    """A 项 whose 决算 is not its 年初预算, without a reason (H10). What rounding to 万元 makes of equal ones needs none."""
    lines = {line.code: line for line in facts.data.expenditure}
    for number, (_, item) in enumerate(facts.scopes("支出项[]")):
        spent, budget = item["金额"], item.get("年初预算")
        if not (isinstance(spent, Amount) and isinstance(budget, Amount) and spent.known and budget.known):
            continue
        if not explained(item, "差异原因") and _differ(facts, spent, budget):
            line = lines[str(item["编码"])]
            message = (
                f"{item['编码']}{item['项']}决算{facts.money(spent.number)}，年初预算{facts.money(budget.number)}，没有写差异原因"
            )
            place = place_in(line.reason) if line.reason.place.line else place_in(line.code)
            yield Breach(
                message,
                place,
                "在这个科目下写“差异原因”",
                place_of_amount(budget),
                budget.number,
                spent.number,
                wanted=f"支出项[{number}].差异原因",
            )


def twice(facts: Facts) -> Iterator[Found]:
    """A unit that is listed twice."""
    seen: dict[str, str] = {}
    for unit in facts.data.organisation.units:
        if unit.name in seen:
            yield Breach(f"单位“{unit.name}”列了两次", place_in(unit.name), "删去一个", place_in(seen[unit.name]))
        seen.setdefault(unit.name, unit.name)


def dates(facts: Facts) -> Iterator[Found]:
    """截至 in the year of the report (of a budget: the year before), 填报日期 after its end and not after 公开时间."""
    data = facts.data
    budget = data.kind == BUDGET
    end = data.year - 1 if budget else data.year
    if data.cutoff and data.cutoff.year != end:
        message = f"截至日期{_said(data.cutoff)}不在{end}年度内"
        yield Breach(message, data.cutoff.place, f"期末数截至{end}年12月31日：改日期，或核对“年度”")
    if data.filled and not budget and data.filled.year <= data.year:
        message = f"填报日期{_said(data.filled)}在{data.year}年度结束之前"
        yield Breach(message, data.filled.place, f"决算在{data.year + 1}年填报：核对日期和“年度”")
    if data.filled and data.published and data.filled.date() > data.published.date() and data.published.day:
        message = f"填报日期{_said(data.filled)}晚于公开时间{_said(data.published)}"
        yield Breach(message, data.filled.place, "先填报，后公开：核对两个日期", data.published.place)


def late(facts: Facts) -> Iterator[Found]:
    """Published before the approval, or more than DUE days after it (预算法第十四条)."""
    approved, published = facts.data.approved, facts.data.published
    if not approved or not published or not approved.day or not published.day:
        return
    days = (published.date() - approved.date()).days
    if days > DUE:
        message = f"批复日期{_said(approved)}，公开时间{_said(published)}，相隔{days}日，超过{DUE}日"
        yield Breach(message, published.place, f"预算、决算在财政部门批复后{DUE}日内公开：核对两个日期", approved.place)
    elif days < 0:
        message = f"公开时间{_said(published)}早于批复日期{_said(approved)}"
        yield Breach(message, published.place, "先批复，后公开：核对两个日期", approved.place)


def undated(facts: Facts) -> Iterator[Found]:
    """Neither 公开时间 nor 填报日期: a report without a date."""
    data = facts.data
    if not data.published and not data.filled:
        yield Breach("没有公开时间，也没有填报日期", place_in(data.names), "填“公开时间”或“填报日期”")


def _said(day: Day) -> str:
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")


def project_money() -> Iterator[Identity]:
    """执行 ≤ 到位 ≤ 全年预算, by source."""
    for source in SOURCES:
        scope = f"项目[].{source}"
        yield Identity("H21", "执行 ≤ 到位", WARNING, CHECK_THREE, scope, f"{source}执行数", "到位数")
        yield Identity("H21", "到位 ≤ 全年预算", WARNING, CHECK_THREE, scope, f"{source}到位数", "全年预算数")


RULES: tuple[Rule, ...] = (
    Identity("H10", "决算 ≤ 全年预算", WARNING, "核对全年预算数和支出明细", "调整预算[]", "决算数", "全年预算数"),
    Check("H10", "决算数不等于年初预算数的科目写明差异原因", WARNING, reasons, "写“差异原因”"),
    Identity(
        "H15",
        "填报.机关运行经费等额 ＝ 公用经费",
        ERROR,
        "各单位都是行政或参公单位时，机关运行经费等于公用经费：删去填报的数",
        left="填报的机关运行经费",
    ),
    Identity("H15", "填报.机关运行经费部分 ≤ 公用经费", ERROR, "机关运行经费是公用经费的一部分：核对两数", left="机关运行经费"),
    Identity(
        "H15",
        "合计 ＝ 行政单位＋参公单位",
        ERROR,
        "核对行政单位、参公单位各自的机关运行经费",
        "填报.机关运行经费分项",
        "机关运行经费",
        "行政单位与参公单位之和",
    ),
    control("H16", "政府采购支出总额"),
    Identity(
        "H17",
        "政府采购.授予中小企业 ≤ 政府采购.合计",
        ERROR,
        "核对采购合同金额",
        left="授予中小企业合同金额",
        right="政府采购支出总额",
    ),
    Identity(
        "H17",
        "政府采购.授予小微企业 ≤ 政府采购.授予中小企业",
        ERROR,
        "小微企业在中小企业之内：核对两数",
        left="授予小微企业合同金额",
        right="授予中小企业合同金额",
    ),
    *(
        Identity("H17", formula, WARNING, "核对预留给中小企业的采购预算和成交金额", "填报.预留", f"预留采购的{left}", right)
        for formula, left, right in RESERVED
    ),
    *(
        Identity(
            "H17",
            f"填报.预留.{kept} ≤ {whole}",
            WARNING,
            "预留给中小企业的采购在采购总额之内：核对两数",
            left=f"预留采购的{kept}",
            right=name,
        )
        for kept, whole, name in RESERVED_WITHIN
    ),
    Identity(
        "H19",
        "金额 ≤ 项目支出",
        WARNING,
        "编制目标、监控、自评的项目金额不会大于项目支出（决算为各项目的全年预算）：核对“绩效管理”的金额",
        "绩效管理核对[]",
        "的项目金额",
    ),
    Identity(
        "H19",
        "项目预算合计 ≤ 项目支出",
        ERROR,
        "绩效目标的项目金额之和不会大于项目支出：核对各项目的全年预算",
        left="各项目全年预算之和（绩效目标金额）",
    ),
    Identity(
        "H19", "项目执行合计 ≤ 项目支出", ERROR, "各项目的执行数之和不会大于项目支出：核对项目的执行数", left="各项目执行数之和"
    ),
    *(control("H19", f"项目{key}") for key in ("年初预算", "全年预算", "到位")),
    Identity(
        "H20",
        "填报 ＝ 支出",
        ERROR,
        "执行数由“支出”中同名项目得出：删去填报的数，或改支出明细",
        "项目核对[]",
        "填报的执行数",
        "“支出”中该项目的数",
    ),
    *project_money(),
    Check("H23", "单位不重复", WARNING, twice, "删去一个"),
    control("H24", "编制数", "人"),
    control("H24", "在职人数", "人"),
    Identity(
        "H24",
        "在职 ≤ 编制",
        WARNING,
        "核对编制数和在职人数；确实超编的，在“确认”里写明",
        "人员.分组[]",
        "在职人数",
        "编制数",
        unit="人",
    ),
    Check("H25", "有公开时间或填报日期", WARNING, undated, "填“公开时间”或“填报日期”"),
    Check("H25", f"批复后{DUE}日内公开", WARNING, late, "核对批复日期和公开时间"),
    Check("H25", "截至日期在本年度内（预算为上年度），填报日期在年度结束之后、公开时间之前", ERROR, dates, "核对日期和“年度”"),
)
