"""E: economic classification of expenditure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in, place_of_amount
from generator.checks.engine.rule import ERROR, HINT, WARNING, Breach, Check, Found, Identity, Rule
from generator.checks.money.totals import CONTROL, control
from generator.figures.books.accounts import BASIC_GENERAL
from generator.figures.books.cube import where
from generator.model.classification import economic
from generator.model.money import Nature

NEVER_BASIC = ("309", "311", "313")
PAIR = "同一笔缴费的经济分类与功能科目应一致：核对两处"


def never_basic(facts: Facts) -> Iterator[Found]:
    """309, 311 and 313 in 基本支出."""
    spent = facts.figures.books.expenditure
    basic = where(性质=str(Nature.BASIC))
    for code in spent.values("经济", 5, basic):
        if code.startswith(NEVER_BASIC):
            amount = spent.computed(where(性质=str(Nature.BASIC), 经济=code))
            name = economic(facts.data.year).name(code)
            if amount.value:
                message = f"基本支出里有{code}{name}{facts.money(amount.value)}：{code[:3]}类不用于基本支出"
                yield Breach(message, place_of_amount(amount), "改列项目支出，或核对经济分类", actual=amount.value)


def staff_kinds(facts: Facts) -> Iterator[Found]:
    """绩效工资 without a 事业单位, 公务员医疗补助 without 行政 or 参公 units."""
    kinds = {str(unit.kind) for unit in facts.data.organisation.units}
    wants = {"30107": ("其他事业单位",), "30111": ("行政单位", "参照公务员法管理的事业单位")}
    for code, wanted in wants.items():
        amount = facts.figures.books.expenditure.computed(where(**BASIC_GENERAL, 经济=code))
        if kinds and not kinds & set(wanted) and amount.value:
            name = economic(facts.data.year).name(code)
            message = f"有{code}{name}{facts.money(amount.value)}，但“机构”里没有{'或'.join(wanted)}"
            unit = place_in(facts.data.organisation.units[-1].kind)
            yield Breach(message, place_of_amount(amount), "核对单位性质，或核对经济分类", unit, actual=amount.value)


RULES: tuple[Rule, ...] = (
    Identity("E01", "载明 ＝ 明细", ERROR, CONTROL, "载明经济[]", "控制数", "明细合计"),
    Identity("E01", "载明 ＝ 下级", ERROR, CONTROL, "载明经济[]", "控制数", "所属各款控制数之和"),
    control("E02", "人员经费"),
    control("E02", "公用经费"),
    Identity("E02", "控制数.人员经费 ＝ 载明合计.人员经费", ERROR, CONTROL, right="301、303类各款控制数之和"),
    Identity("E02", "控制数.公用经费 ＝ 载明合计.公用经费", ERROR, CONTROL, right="302、307、310、312、399类各款控制数之和"),
    Check("E03", "基本支出里没有309、311、313类", WARNING, never_basic, "改列项目支出，或核对经济分类"),
    Check("E04", "有绩效工资则有事业单位，有公务员医疗补助则有行政或参公单位", HINT, staff_kinds, "核对单位性质，或核对经济分类"),
    Identity("E05", "经济 ＝ 功能", WARNING, PAIR, "科目对应[]", "经济分类支出", "功能科目支出", share=Decimal("0.02")),
    Identity("E06", "经济 ＝ 功能", HINT, PAIR, "退休对应[]", "经济分类支出", "功能科目支出", share=Decimal("0.1")),
)
