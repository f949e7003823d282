"""The Chinese filters, tests and functions of templates. `docs/模板过滤器.md` is the table of them, made from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from generator.figures import wording
from generator.figures.numbers import NumberFormat, format_day, format_money, format_number, format_percent
from generator.figures.view import View
from generator.figures.wording import Phrase, Piece
from generator.model.amount import Amount, Kind, Origin, State
from generator.model.fields import Day
from generator.model.place import Typed
from generator.model.text import Text
from generator.packs import charts, listing, texts
from generator.packs.ledger import Figure, Joined, bare, joined, printed, to_fill
from generator.packs.limits import print_out, short
from generator.packs.scope import FilterError, amount_of, ledger_of, pack_of, style_of, words_of

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
    places = max(0, -int(amount.value.as_tuple().exponent))
    return printed(format_number(amount.value, places), amount, ledger)


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
    origin = Origin(Kind.RULE, "等级", expression="按分档", operands=(amount,))
    return Figure(pack_of(context).scoring.grade(amount.value), origin, ledger_of(context))


def _said(context: Context, phrase: Phrase, decimals: int | None = None) -> Markup:
    show: dict[str, Callable[..., str]] = {"金额": money, "百分比": partial(percent, decimals=decimals)}
    return joined([show[p.kind](context, p.amount) if isinstance(p, Piece) else p for p in phrase])


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
    _note_pending(context, amounts)
    return _said(context, wording.change(*amounts, words_of(context), style_of(context, "正文"), prefix))


@pass_context
def completion(context: Context, actual: Amount, budget: Amount) -> Markup:
    """完成预算的百分数；预算为零时用“用语”里的说法，不出百分数；有数未载明时不印。

    例：{{ 决算|完成预算(预算) }} → 完成预算95.50%
    例：{{ 决算|完成预算(决算) }} → 完成预算100.00%
    例：{{ 决算|完成预算(零) }} → 年初未安排预算
    例：{{ 零|完成预算(零) }} → 未安排预算，也未发生支出
    例：{{ 零|完成预算(预算) }} → 完成预算0.00%
    例：{{ 没给|完成预算(预算) }} →
    """
    amounts = amount_of(actual, "完成预算"), amount_of(budget, "完成预算")
    _note_pending(context, amounts)
    return _said(context, wording.completion(*amounts, words_of(context)))


@pass_context
def against_budget(context: Context, actual: Amount, budget: Amount) -> str:
    """决算数与预算数的大小；有数未载明时不印。

    例：{{ 决算|与预算比(预算) }} → 决算数小于预算数
    例：{{ 预算|与预算比(决算) }} → 决算数大于预算数
    例：{{ 决算|与预算比(决算) }} → 决算数与预算数持平
    例：{{ 没给|与预算比(预算) }} →
    """
    amounts = amount_of(actual, "与预算比"), amount_of(budget, "与预算比")
    return wording.against_budget(*amounts, words_of(context), style_of(context, "正文"))


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
    _note_pending(context, amounts)
    return _said(context, wording.share_of(*amounts, words_of(context), of), decimals)


@pass_context
def share_said(context: Context, value: Amount, of: str = "") -> Markup:
    """“分项”算出的占比写成文字；前缀（如“支出合计的”）加在百分数前。

    例：{{ 比率|占 }} → 占76.33%
    例：{{ 比率|占("支出合计的") }} → 占支出合计的76.33%
    例：{{ 无此项|占 }} → 占比无从计算
    """
    amount = amount_of(value, "占")
    _note_pending(context, (amount,))
    return _said(context, wording.share_said(amount, words_of(context), of))


def _note_pending(context: Context, amounts: Iterable[Amount]) -> None:
    ledger_of(context).pending += [a.origin for a in amounts if a.state is State.PENDING]


@pass_context
def date(context: Context, value: Day, pattern: str = "") -> str:
    """日期。可给 CLDR 格式。

    例：{{ 公开时间|日期 }} → 2023年10月20日
    例：{{ 公开时间|日期("y年M月") }} → 2023年10月
    """
    if not isinstance(value, Day):
        raise FilterError("“日期”前面不是日期")
    text = format_day(value.date(), pattern or ("y年M月d日" if value.day else "y年M月"))
    return Figure(text, Origin(Kind.TYPED, "日期", value.place), ledger_of(context))


@pass_context
def text_blocks(context: Context, value: Text) -> Markup:
    """一段文字按段落和列表排出；没填时印“待填”。写在 <p> 外面。

    例：{{ 职责|正文 }} → 拟订政策。组织实施。
    """
    if not isinstance(value, Text):
        raise FilterError("“正文”前面不是一段文字")
    if value.state == "待填" or not value:
        return Markup("<p>{}</p>").format(to_fill(_text_origin(value), ledger_of(context)))
    if value.state:
        return Markup("<p>{}。</p>").format(value.state)
    return texts.blocks(context, value)


def _text_origin(value: Text) -> Origin:
    return Origin(Kind.TYPED, value.place.path or "文字", value.place)


@pass_context
def text_inline(context: Context, value: Text) -> str:
    """一段文字放进句中，末尾的句号去掉。

    例：主要原因是{{ 原因|句中 }}，下同 → 主要原因是人员增加，下同
    """
    if not isinstance(value, Text):
        raise FilterError("“句中”前面不是一段文字")
    if value.state == "待填" or not value:
        return to_fill(_text_origin(value), ledger_of(context))
    return value.state if value.state else texts.inline(context, value)


@pass_context
def text_lines(context: Context, value: Text) -> Markup:
    """一段文字在表格的一格里逐条排出，每条一行，带序号；只有一条时不编号。

    例：{{ 职责|分条 }} → 1.拟订政策。2.组织实施。
    例：{{ 原因|分条 }} → 人员增加。
    """
    if not isinstance(value, Text):
        raise FilterError("“分条”前面不是一段文字")
    if value.state or not value:
        return joined([text_inline(context, value)])
    return texts.lines(context, value)


@pass_context
def enumerate_names(context: Context, values: Iterable[Any], field: str = "", mark: str = "") -> Markup:
    """用顿号连起来。给字段名时取该字段；给一对符号（如“”或《》）时括起每一个，不再加顿号。

    例：{{ 名单|顿号 }} → 办公费、印刷费
    例：{{ 各项|顿号("名称") }} → 甲、乙
    例：{{ 名单|顿号("", "“”") }} → “办公费”“印刷费”
    """
    parts: list[str] = []
    for value in values:
        name = value[field] if field else value
        shown = finalize(context, name)
        if mark:
            parts += [mark[0], shown, mark[-1]]
        else:
            parts += ["、", shown] if parts else [shown]
    return joined(parts)


def plain(value: Any) -> str:
    """去掉出处，只留文字：用在标签的属性里。

    例：<table title="{{ 决算|万元|纯文本 }}"> → <table title="91.68万元">
    """
    return bare(value)


@pass_context
def finalize(context: Context, value: Any) -> Any:
    """What `{{ }}` prints, counted."""
    print_out(value)
    return printable(context, value)


def printable(context: Context, value: Any) -> Any:
    """Figures and texts with their source; anything that is no printable value is an error."""
    if isinstance(value, (Markup, Figure, Joined, Undefined)):
        return value
    if isinstance(value, Amount):
        return number(context, value)
    if isinstance(value, Text):
        return text_inline(context, value)
    if isinstance(value, Day):
        return date(context, value)
    if isinstance(value, Typed):
        origin = Origin(Kind.TYPED, value.place.path, value.place)
        return Figure(str(value), origin, ledger_of(context)) if any(map(str.isdigit, value)) else str(value)
    if isinstance(value, (View, tuple, list, dict)):
        raise FilterError("这里要印的是一组字段，不是一个值：在后面加“.字段名”")
    if value is None:
        return ""
    return value


@pass_context
def concatenate(context: Context, values: list[Any]) -> str:
    """What `~` joins: markup stays markup, figures stay figures until they are printed."""
    shown = (printable(context, value) for value in values)
    parts = tuple(part if hasattr(part, "__html__") else str(part) for part in shown)
    whole = joined(list(parts)) if any(isinstance(part, Markup) for part in parts) else Joined(parts)
    short(whole)
    return whole


def _defined(value: Any) -> Any:
    """The value; a name that there is not raises its own error."""
    return str(value) if isinstance(value, Undefined) else value


def is_zero(value: Amount) -> bool:
    """已知且为零（含 无、不涉及、空）。

    例：{{ "是" if 零 is 为零 else "否" }} → 是
    例：{{ "是" if 无此项 is 为零 else "否" }} → 是
    例：{{ "是" if 没给 is 为零 else "否" }} → 否
    """
    return isinstance(_defined(value), Amount) and value.is_zero


@pass_context
def is_known(context: Context, value: Amount) -> bool:
    """不是未载明，也不是待填。问到的待填数算报告要用的数，不会悄悄略过。

    例：{{ "是" if 零 is 已知 else "否" }} → 是
    例：{{ "是" if 没给 is 已知 else "否" }} → 否
    """
    if isinstance(_defined(value), Amount):
        _note_pending(context, (value,))
    return isinstance(value, Amount) and value.known


def is_unstated(value: Amount) -> bool:
    """有这个数，但来源没有给出。

    例：{{ "是" if 没给 is 未载明 else "否" }} → 是
    例：{{ "是" if 零 is 未载明 else "否" }} → 否
    """
    return isinstance(_defined(value), Amount) and value.state is State.UNSTATED


def is_given(value: Any) -> bool:
    """填了文字，或金额不为零，或列表不空。

    例：{{ "是" if 决算 is 有 else "否" }} → 是
    例：{{ "是" if 零 is 有 else "否" }} → 否
    例：{{ "是" if 没给 is 有 else "否" }} → 是
    例：{{ "是" if 名单 is 有 else "否" }} → 是
    """
    return not value.is_zero if isinstance(value, Amount) else bool(value)


@pass_context
def same(context: Context, value: Amount, other: Amount) -> bool:
    """两数都已知，印出来相等。

    例：{{ "是" if 决算 is 等于(决算) else "否" }} → 是
    例：{{ "是" if 没给 is 等于(没给) else "否" }} → 否
    """
    return wording.same(amount_of(value, "等于"), amount_of(other, "等于"), style_of(context, "正文"))


def is_single(value: Any) -> bool:
    """文字只有一段，或写的是 无、不涉及。

    例：{{ "是" if 原因 is 一段 else "否" }} → 是
    例：{{ "是" if 职责 is 一段 else "否" }} → 否
    """
    return isinstance(value, Text) and len(value.pieces) <= 1


@pass_context
def count(context: Context, values: Iterable[Any], name: str = "") -> str:
    """列表的项数，印在句中。

    例：{{ 名单|项数 }}项 → 2项
    """
    size = len(tuple(values))
    return Figure(str(size), Origin(Kind.COMPUTED, name or "项数", expression="按名单计数"), ledger_of(context))


OPERATORS: dict[str, Callable[..., Any]] = {"_连接": concatenate}
"""Filters that the compiler puts in place of operators."""
FILTERS: dict[str, Callable[..., Any]] = {
    "万元": money,
    "金额": bare_money,
    "数": number,
    "百分比": percent,
    "格": cell,
    "比值": ratio,
    "百分率": rate,
    "等级": grade,
    "增减": change,
    "完成预算": completion,
    "与预算比": against_budget,
    "占比": share,
    "分项": listing.items,
    "占": share_said,
    "科目名": listing.code_name,
    "按类": listing.ordered,
    "日期": date,
    "正文": text_blocks,
    "句中": text_inline,
    "顿号": enumerate_names,
    "项数": count,
    "个数": listing.size,
    "分条": text_lines,
    "补行": listing.filled,
    "合并": listing.merged,
    "纯文本": plain,
}
TESTS: dict[str, Callable[..., bool]] = {
    "为零": is_zero,
    "已知": is_known,
    "未载明": is_unstated,
    "有": is_given,
    "等于": same,
    "一段": is_single,
}
GLOBALS: dict[str, Callable[..., Any]] = {"柱状图": charts.bar, "饼状图": charts.pie}
