"""U: a budget: receipts against expenditure, its parts, the projects it names, purchases, fixed assets, goals.

Changes against last year (U04, U06) and totals of sums follow from the data, so that nothing can be wrong there.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.facts import Facts
from generator.checks.places import place_in, place_of_amount
from generator.checks.rule import ERROR, WARNING, Check, Found, Identity, Rule, Spot
from generator.model.amount import Amount
from generator.model.text import Text

TOTAL = "对照预算批复：控制数抄错就改控制数，分项填错就改分项"


def prices(facts: Facts) -> Iterator[Found]:
    """数量 × 单价 = 采购金额, line by line (U09)."""
    for typed, (_, line) in zip(facts.data.purchases or (), facts.scopes("采购预算.明细[]"), strict=True):
        whole = line["合计"]
        if typed.quantity and typed.price and typed.quantity.value and typed.price.value and isinstance(whole, Amount):
            wanted = typed.quantity.value * typed.price.value
            if whole.known and whole.number != wanted:
                said = f"采购“{typed.item}”数量乘单价是{facts.money(wanted)}，采购金额是{facts.money(whole.number)}"
                remedy = "核对数量、单价和各项资金"
                yield Spot(said, place_in(typed.price), remedy, place_of_amount(whole), wanted, whole.number)


def goals(facts: Facts) -> Iterator[Found]:
    """Of a budget: a project without 绩效目标 or indicators, or with one goal told twice (U11)."""
    if facts.data.kind != "预算" or not any(project.goal.pieces for project in facts.data.projects):
        return
    for project in facts.data.projects:
        missing = [name for name, given in (("绩效目标", project.goal.pieces), ("绩效指标", project.indicators)) if not given]
        if missing:
            message = f"项目“{project.name}”没有{'和'.join(missing)}"
            yield Spot(message, place_in(project.name), "每个项目都要有绩效目标表：填“年度目标”和“指标”")
        elif repeated := _repeated(project.goal):
            message = f"项目“{project.name}”有两条绩效目标相同：“{repeated}”"
            yield Spot(message, place_in(project.goal), "每条写不同的目标；只有一条的只写一条")


def _repeated(text: Text) -> str:
    seen: set[str] = set()
    for piece in text.pieces:
        goal = piece.text.strip().rstrip("。；.;")
        if goal in seen:
            return goal
        seen.add(goal)
    return ""


RULES: tuple[Rule, ...] = (
    Identity("U01", "控制数.收支总计 ＝ 预算编制.收入.合计", ERROR, TOTAL, right="各项收入与上年结转之和"),
    Identity(
        "U02",
        "预算编制.收入.合计 ＝ 预算编制.支出合计",
        ERROR,
        "收入预算（含上年结转）应等于支出预算：核对两边的各项",
        left="收入预算",
        right="支出预算",
    ),
    Identity("U03", "控制数.基本支出 ＝ 预算编制.人员经费＋预算编制.公用经费", ERROR, TOTAL, right="人员经费与公用经费之和"),
    Identity("U03", "控制数.本年支出合计 ＝ 预算编制.基本支出＋预算编制.项目支出", ERROR, TOTAL, right="基本支出与项目支出之和"),
    Identity(
        "U07",
        "预算编制.主要项目合计 ≤ 预算编制.项目支出",
        ERROR,
        "正文点名的项目之和不会大于项目支出：核对项目预算",
        left="主要项目预算之和",
        right="项目支出",
    ),
    Identity(
        "U08",
        "固定资产.办公用房.价值 ≤ 固定资产.房屋.价值",
        ERROR,
        "办公用房在房屋之内：核对两数",
        left="办公用房价值",
        right="房屋价值",
    ),
    Identity(
        "U08",
        "固定资产.办公用房.数量 ≤ 固定资产.房屋.数量",
        ERROR,
        "办公用房在房屋之内：核对两数",
        left="办公用房面积",
        right="房屋面积",
        unit="平方米",
    ),
    Check("U09", "采购金额等于数量乘单价", ERROR, prices, "核对数量、单价和各项资金"),
    Check("U11", "每个项目有绩效目标和指标，目标不重复", WARNING, goals, "补上目标和指标，删去重复的目标"),
)
