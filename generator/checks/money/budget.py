"""U: a budget: receipts against expenditure, its parts, last year's budget, the projects it names, purchases, fixed assets."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in, place_of_amount
from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Identity, Rule
from generator.figures.books.accounts import SOURCE_OF
from generator.figures.books.cube import where
from generator.model.amount import Amount
from generator.model.choices import BUDGET

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
                yield Breach(said, place_in(typed.price), remedy, place_of_amount(whole), wanted, whole.number)


def funds(facts: Facts) -> Iterator[Found]:
    """Receipts of a fund in a budget whose 支出 spends nothing of it: its table would be empty (U12)."""
    if facts.data.kind != BUDGET:
        return
    books = facts.figures.books
    for fund, source in SOURCE_OF.items():
        income = books.receipts.sum(f"{fund}收入", where(来源=source))
        spent = books.expenditure.sum(f"{fund}支出", where(资金=str(fund)))
        if income.value and spent.known and spent.is_zero:
            message = f"{fund}收入{facts.money(income.number)}，“支出”里却没有{fund}支出，{fund}的支出表会是空的"
            yield Breach(message, place_of_amount(income), f"补上{fund}的支出，或核对收入", actual=income.value)


RULES: tuple[Rule, ...] = (
    Identity("U01", "控制数.收支总计 ＝ 预算编制.收入.合计", ERROR, TOTAL, right="各项收入与上年结转之和"),
    Identity(
        "U02",
        "预算平衡.收入 ＝ 预算平衡.支出",
        ERROR,
        "收入预算（含上年结转）应等于支出预算：核对两边的各项",
        left="收入预算",
        right="支出预算",
    ),
    Identity("U03", "控制数.基本支出 ＝ 预算平衡.人员与公用", ERROR, TOTAL, right="人员经费与公用经费之和"),
    Identity("U03", "控制数.本年支出合计 ＝ 预算编制.基本支出＋预算编制.项目支出", ERROR, TOTAL, right="基本支出与项目支出之和"),
    Identity(
        "U04",
        "上年合计 ＝ 上年基本支出＋上年项目支出",
        ERROR,
        "总额的增减等于基本支出、项目支出的增减之和：核对“上年”的三个数",
        "上年预算核对[]",
        "上年支出预算",
        "上年基本支出与项目支出之和",
    ),
    Identity(
        "U05",
        "填报.机关运行经费预算等额 ＝ 公用经费",
        WARNING,
        "各单位都是行政或参公单位时，机关运行经费等于公用经费：删去填报的数",
        left="填报的机关运行经费预算",
    ),
    Identity(
        "U05",
        "填报.机关运行经费预算部分 ≤ 公用经费",
        WARNING,
        "机关运行经费是公用经费的一部分：核对两数",
        left="机关运行经费预算",
    ),
    Identity(
        "U06",
        "填报.三公上年预算 ＝ 三公.上年预算",
        ERROR,
        "“三公”经费的增减等于各项增减之和：核对各项的上年预算，或删去合计",
        left="填报的“三公”经费上年预算",
        right="各项上年预算之和",
    ),
    Identity(
        "U06",
        "上年填报.三公经费预算 ＝ 三公.上年预算",
        ERROR,
        "“三公”经费的增减等于各项增减之和：核对各项的上年预算，或删去合计",
        right="各项上年预算之和",
    ),
    Identity(
        "U10",
        "预算编制.支出合计 ＝ 载明合计.各类支出",
        ERROR,
        "核对各类支出的控制数和支出预算；有没列出的类就补上",
        left="支出预算",
        right="各类控制数之和",
    ),
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
    Check("U12", "预算里有哪种资金的收入，就有哪种资金的支出", ERROR, funds, "补上这种资金的支出，或核对收入"),
)
