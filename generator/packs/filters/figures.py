"""The Chinese filters for figures: money, numbers, rates, and their wording against last year, budget and whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.figures.wording import phrases
from generator.figures.wording.numbers import NumberFormat, format_money, format_number, format_percent
from generator.figures.wording.phrases import Phrase, PhraseFigure
from generator.model.amount import Amount, Origin, OriginKind, State
from generator.packs.context.ledger import Figure, joined, printed, to_fill
from generator.packs.context.scope import amount_of, ledger_of, pack_of, style_of, words_of

RATIO_PLACES = 2


def _money(context: Context, amount: Amount, style: NumberFormat, unit: str) -> str:
    ledger = ledger_of(context)
    if amount.state is State.PENDING:
        return to_fill(amount.origin, ledger)
    if amount.state is State.UNSTATED:
        return printed("（未载明）", amount, ledger)
    if amount.value is None and amount.state is not State.BLANK:
        return printed(f"{format_money(amount.number, style)}{unit}", amount, ledger)
    if amount.state is State.BLANK:
        return printed("", amount, ledger)
    return printed(f"{format_money(amount.number, style)}{unit}", amount, ledger)


@pass_context
def money(context: Context, value: Amount) -> str:
    """金额带单位。单位和小数由模板包“数字格式.正文”定。

    例：{{ 决算|万元 }} → 91.68万元
    例：{{ 零|万元 }} → 0.00万元
    例：{{ 无此项|万元 }} → 0.00万元
    例：{{ 没给|万元 }} → （未载明）
    例：{{ 没填|万元 }} → 【待填：没填】
    """
    style = style_of(context, "正文")
    return _money(context, amount_of(value, "万元"), style, style.unit)


@pass_context
def bare_money(context: Context, value: Amount) -> str:
    """金额不带单位。

    例：{{ 决算|金额 }} → 91.68
    例：{{ 没给|金额 }} → （未载明）
    """
    return _money(context, amount_of(value, "金额"), style_of(context, "正文"), "")


@pass_context
def number(context: Context, value: Amount) -> str:
    """个数、人次、分数：照填报的小数位，不带单位。金额直接印（不加过滤器）时同此。

    例：{{ 人次|数 }} → 23108
    例：{{ 得分|数 }} → 99.50
    例：{{ 无此项|数 }} → 无
    例：{{ 没给|数 }} → （未载明）
    """
    amount = amount_of(value, "数")
    ledger = ledger_of(context)
    if amount.state is State.PENDING:
        return to_fill(amount.origin, ledger)
    if amount.value is None:
        words = {State.UNSTATED: "（未载明）", State.BLANK: ""}
        return printed(words.get(amount.state, str(amount.state)), amount, ledger)
    decimals = max(0, -int(amount.value.as_tuple().exponent))
    return printed(format_number(amount.value, decimals), amount, ledger)


@pass_context
def percent(context: Context, value: Amount, decimals: int | None = None) -> str:
    """百分数。值本身已是百分数；小数位由“百分比小数”“整数百分比”定，也可以在这里给。

    例：{{ 比率|百分比 }} → 76.33%
    例：{{ 比率|百分比(1) }} → 76.3%
    例：{{ 无此项|百分比 }} → （不可比）
    """
    amount = amount_of(value, "百分比")
    style = style_of(context, "正文")
    style = style if decimals is None else replace(style, percent_decimals=decimals)
    if amount.state is State.PENDING:
        return to_fill(amount.origin, ledger_of(context))
    if amount.value is None:
        return printed("（不可比）", amount, ledger_of(context))
    return printed(format_percent(amount.value, style), amount, ledger_of(context))


@pass_context
def cell(context: Context, value: Amount, kind: str = "金额") -> str:
    """表格里的数：未载明、无、不涉及照写成词，空不印。种类是 金额（不写即是）、数 或 百分比。

    例：{{ 没给|格 }} → 未载明
    """
    if amount_of(value, "格").value is None and value.state is not State.PENDING:
        return printed("" if value.state is State.BLANK else str(value.state), value, ledger_of(context))
    return {"金额": bare_money, "数": number, "百分比": percent}[kind](context, value)


@pass_context
def ratio(context: Context, value: Amount) -> str:
    """比值和不带百分号的比率，用在表格里：两位小数，整数不带小数，基数为零印“—”，空格子不印。

    例：{{ 得分|比值 }} → 99.50
    例：{{ 无此项|比值 }} → —
    """
    amount = amount_of(value, "比值")
    ledger = ledger_of(context)
    if amount.state is State.PENDING:
        return to_fill(amount.origin, ledger)
    if amount.value is None:
        words = {State.BLANK: "", State.UNSTATED: "（未载明）"}
        return printed(words.get(amount.state, "—"), amount, ledger)
    whole = amount.value == amount.value.to_integral_value()
    return printed(format_number(amount.value, 0 if whole else RATIO_PLACES), amount, ledger)


@pass_context
def rate(context: Context, value: Amount) -> str:
    """表格里的百分率：基数为零印“—”，空格子不印。

    例：{{ 比率|百分率 }} → 76.33%
    例：{{ 无此项|百分率 }} → —
    """
    amount = amount_of(value, "百分率")
    return percent(context, amount) if amount.value is not None or not amount.known else ratio(context, amount)


@pass_context
def grade(context: Context, score: Amount) -> str:
    """得分对应的等级，分档见 pack.yaml 的“评分.等级”。

    例：{{ 得分|等级 }} → 优
    """
    amount = amount_of(score, "等级")
    if amount.state is State.PENDING:
        return to_fill(amount.origin, ledger_of(context))
    if amount.value is None:
        return printed(f"（{amount.state}）", amount, ledger_of(context))
    origin = Origin(OriginKind.RULE, "等级", expression="按分档", operands=(amount,))
    return Figure(pack_of(context).scoring.grade(amount.value), origin, ledger_of(context))


def _said(context: Context, phrase: Phrase, decimals: int | None = None) -> Markup:
    show: dict[str, Callable[..., str]] = {"金额": money, "百分比": partial(percent, decimals=decimals)}
    return joined([show[p.kind](context, p.amount) if isinstance(p, PhraseFigure) else p for p in phrase])


@pass_context
def change(context: Context, now: Amount, before: Amount, prefix: str = "") -> Markup:
    """与上年比的金额和百分数；相等为持平；上年为零不出百分数。前缀（如“各”）加在动词前。

    例：{{ 决算|增减(上年数) }} → 增加55.11万元，增长150.70%
    例：{{ 上年数|增减(决算) }} → 减少55.11万元，下降60.11%
    例：{{ 决算|增减(上年数, "各") }} → 各增加55.11万元，增长150.70%
    例：{{ 决算|增减(决算) }} → 持平
    例：{{ 零|增减(零) }} → 持平
    例：{{ 决算|增减(零) }} → 增加91.68万元（上年为零，增长率不可比）
    例：{{ 零|增减(决算) }} → 减少91.68万元，下降100.00%
    例：{{ 决算|增减(没给) }} → （上年数未载明，不作比较）
    """
    amounts = amount_of(now, "增减"), amount_of(before, "增减")
    if waiting := still_to_fill(context, amounts):
        return waiting
    return _said(context, phrases.change(*amounts, words_of(context), style_of(context, "正文"), prefix))


@pass_context
def change_word(context: Context, now: Amount, before: Amount, more: str = "增加", less: str = "减少", same: str = "持平") -> str:
    """只印增减的词，按印出的两数定；三个词可以自己给。有数未载明时不印。

    例：{{ 决算|增减词(上年数) }} → 增加
    例：{{ 上年数|增减词(决算, "增长", "下降") }} → 下降
    例：{{ 决算|增减词(决算) }} → 持平
    例：{{ 决算|增减词(没给) }} →
    """
    one, other = amount_of(now, "增减词"), amount_of(before, "增减词")
    if waiting := still_to_fill(context, (one, other)):
        return waiting
    if not (one.known and other.known):
        return ""
    style = style_of(context, "正文")
    if phrases.same(one, other, style):
        return same
    return more if one.number > other.number else less


@pass_context
def change_rate(context: Context, now: Amount, before: Amount) -> Markup:
    """只印增减的百分数，不带正负；相等、上年为零或有数未载明时不印。

    例：{{ 决算|增减率(上年数) }} → 150.70%
    例：{{ 上年数|增减率(决算) }} → 60.11%
    例：{{ 决算|增减率(零) }} →
    """
    amounts = amount_of(now, "增减率"), amount_of(before, "增减率")
    if waiting := still_to_fill(context, amounts):
        return waiting
    words = {**dict.fromkeys(("持平", "基数为零", "基数为零减少", "变动未知"), ""), "增加": "{率}", "减少": "{率}"}
    return _said(context, phrases.change(*amounts, words, style_of(context, "正文")))


@pass_context
def completion(context: Context, actual: Amount, budget: Amount, phrase: str = "") -> Markup:
    """完成预算的百分数；预算为零时用“用语”里的说法，不出百分数；有数未载明时不印。第二个参数是这一处的说法，或代替“预算”的词。

    例：{{ 决算|完成预算(预算) }} → 完成预算95.50%
    例：{{ 决算|完成预算(决算) }} → 完成预算100.00%
    例：{{ 决算|完成预算(预算, "完成预算的{率}") }} → 完成预算的95.50%
    例：{{ 决算|完成预算(预算, "年初预算") }} → 完成年初预算95.50%
    例：{{ 决算|完成预算(零) }} → 年初未安排预算
    例：{{ 零|完成预算(零) }} → 未安排预算，也未发生支出
    例：{{ 零|完成预算(预算) }} → 完成预算0.00%
    例：{{ 没给|完成预算(预算) }} →
    """
    amounts = amount_of(actual, "完成预算"), amount_of(budget, "完成预算")
    if waiting := still_to_fill(context, amounts):
        return waiting
    words = words_of(context)
    if phrase:
        own = phrase if "{率}" in phrase else re.sub("完成(?:年初|全年)?预算", f"完成{phrase}", words["完成预算"])
        words = {**words, "完成预算": own}
    return _said(context, phrases.completion(*amounts, words, style_of(context, "正文")))


@pass_context
def against_budget(context: Context, actual: Amount, budget: Amount) -> str:
    """决算数与预算数的大小；有数未载明时不印。

    例：{{ 决算|与预算比(预算) }} → 决算数小于预算数
    例：{{ 预算|与预算比(决算) }} → 决算数大于预算数
    例：{{ 决算|与预算比(决算) }} → 决算数与预算数持平
    例：{{ 没给|与预算比(预算) }} →
    """
    amounts = amount_of(actual, "与预算比"), amount_of(budget, "与预算比")
    if waiting := still_to_fill(context, amounts):
        return waiting
    return phrases.against_budget(*amounts, words_of(context), style_of(context, "正文"))


@pass_context
def share(context: Context, part: Amount, whole: Amount, of: str = "", decimals: int | None = None) -> Markup:
    """占总数的百分数；前缀（如“本年支出合计的”）加在百分数前，第三个参数是小数位。总数为零时不出百分数。

    例：{{ 上年数|占比(决算) }} → 占39.89%
    例：{{ 上年数|占比(决算, "支出合计的") }} → 占支出合计的39.89%
    例：{{ 上年数|占比(决算, "", 0) }} → 占40%
    例：{{ 决算|占比(决算) }} → 占100.00%
    例：{{ 零|占比(零) }} → 占比无从计算
    """
    amounts = amount_of(part, "占比"), amount_of(whole, "占比")
    if waiting := still_to_fill(context, amounts):
        return waiting
    return _said(context, phrases.share_of(*amounts, words_of(context), of), decimals)


@pass_context
def share_said(context: Context, value: Amount, of: str = "") -> Markup:
    """“分项”算出的占比写成文字；前缀（如“支出合计的”）加在百分数前。

    例：{{ 比率|占 }} → 占76.33%
    例：{{ 比率|占("支出合计的") }} → 占支出合计的76.33%
    例：{{ 无此项|占 }} → 占比无从计算
    """
    amount = amount_of(value, "占")
    if waiting := still_to_fill(context, (amount,)):
        return waiting
    return _said(context, phrases.share_said(amount, words_of(context), of))


def still_to_fill(context: Context, amounts: Iterable[Amount]) -> Markup | None:
    """【待填】 in the place of words about figures that are still to be filled; None where all are given."""
    waiting = [amount.origin for amount in amounts if amount.state is State.PENDING]
    return joined([to_fill(waiting[0], ledger_of(context))]) if waiting else None


def note_pending(context: Context, amounts: Iterable[Amount]) -> None:
    ledger_of(context).pending += [a.origin for a in amounts if a.state is State.PENDING]
