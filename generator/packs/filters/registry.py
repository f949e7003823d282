"""The Chinese filters and functions of templates. `docs/模板过滤器.md` is the table of them, made from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from generator.figures.view import View, state_seen
from generator.figures.wording import phrases
from generator.figures.wording.numbers import format_day
from generator.model.amount import Amount, Origin, OriginKind, State
from generator.model.fields import Day
from generator.model.place import Place, SourceText
from generator.model.record import AwaitedWord
from generator.model.text import Text
from generator.packs.context.ledger import Figure, Joined, bare, joined, to_fill
from generator.packs.context.limits import print_out
from generator.packs.context.scope import FilterError, amount_of, ledger_of, style_of
from generator.packs.filters import charts, texts
from generator.packs.filters import lists as listing
from generator.packs.filters.figures import (
    against_budget,
    bare_money,
    cell,
    change,
    change_rate,
    change_word,
    completion,
    grade,
    money,
    number,
    percent,
    rate,
    ratio,
    share,
    share_said,
)
from generator.packs.filters.template_lines import placed
from generator.packs.filters.texts import more_to_fill, text_of

DATES = ("公开时间", "填报日期", "截至")
"""The dates of a department-year."""


@pass_context
def date(context: Context, value: Day | None, pattern: str = "") -> str:
    """日期。可给 CLDR 格式。没填时印“待填”。

    例：{{ 公开时间|日期 }} → 2023年10月20日
    例：{{ 公开时间|日期("y年M月") }} → 2023年10月
    """
    if value is None:
        absent = [name for name in DATES if context.get(name, value) is None]
        return to_fill(Origin(OriginKind.TYPED, "、".join(absent) or "日期"), ledger_of(context))
    if not isinstance(value, Day):
        raise FilterError("“日期”前面不是日期")
    text = format_day(value.date(), pattern or ("y年M月d日" if value.day else "y年M月"))
    return Figure(text, Origin(OriginKind.TYPED, "日期", value.place), ledger_of(context))


@pass_context
def text_blocks(context: Context, value: Text) -> Markup:
    """一段文字按段落和列表排出；没填时印“待填”。写在 <p> 外面。

    例：{{ 职责|正文 }} → 拟订政策。组织实施。
    """
    if not isinstance(value, Text):
        raise FilterError("“正文”前面不是一段文字")
    if value.state == "待填" or not value:
        return Markup("<p>{}</p>").format(joined([to_fill(_text_origin(value), ledger_of(context))]))
    if value.state:
        return Markup("<p>{}。</p>").format(joined([_state(context, value)]))
    return texts.blocks(context, value)


def _state(context: Context, value: Text) -> Figure:
    """The word that stands in the place of a text, with its source: the finished report is searched for it."""
    return Figure(value.state, _text_origin(value), ledger_of(context))


def _text_origin(value: Text) -> Origin:
    return Origin(OriginKind.TYPED, value.place.path or "文字", value.place)


@pass_context
def text_inline(context: Context, value: Text) -> str:
    """一段文字放进句中，末尾的句号去掉。

    例：主要原因是{{ 原因|句中 }}，下同 → 主要原因是人员增加，下同
    """
    if not isinstance(value, Text):
        raise FilterError("“句中”前面不是一段文字")
    if value.state == "待填" or not value:
        return to_fill(_text_origin(value), ledger_of(context))
    return _state(context, value) if value.state else texts.inline(context, value)


@pass_context
def reason(context: Context, value: Text, lead: str, now: Amount | None = None, before: Amount | None = None) -> Markup:
    """变动或差异的原因，连同前面的话；填了“无”“不涉及”的不印；给出两个数时，印出来相等的也不印。

    例：增加5.00万元{{ 原因|原因("，主要原因是", 决算, 上年数) }}。 → 增加5.00万元，主要原因是人员增加。
    例：持平{{ 原因|原因("，主要原因是", 决算, 决算) }}。 → 持平。
    例：{{ 原因|原因("主要原因：") }} → 主要原因：人员增加
    """
    if not isinstance(value, Text):
        raise FilterError("“原因”前面不是一段文字")
    if now is not None and before is not None:
        amounts = amount_of(now, "原因"), amount_of(before, "原因")
        if phrases.same(*amounts, style_of(context, "正文")):
            return Markup("")
    if value.state in (State.NONE, State.NOT_APPLICABLE):
        return Markup("")
    return joined([lead, text_inline(context, value)])


@pass_context
def supplied(context: Context, name: str) -> Text:
    """一段文字，按名称取“文字”一节的字段；没有这个字段的，取部门写在“文字: 补充:”下的，没有写是待填。后面接“句中”“原因”或“正文”。

    例：{{ "结转变动原因"|补充|句中 }} → 【待填：文字.补充.结转变动原因】
    """
    return text_of(context["文字"], name) if "文字" in context else more_to_fill(name)


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


@pass_context
def plain(context: Context, value: Any) -> str:
    """去掉出处，只留文字：用在标签的属性里。

    例：<table title="{{ 决算|万元|纯文本 }}"> → <table title="91.68万元">
    """
    return bare(printable(context, value))


@pass_context
def finalize(context: Context, value: Any) -> Any:
    """What `{{ }}` prints, counted, blocks with their place in the template."""
    shown = placed(printable(context, value))
    print_out(shown)
    return shown


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
    if isinstance(value, AwaitedWord):
        return to_fill(Origin(OriginKind.TYPED, value.path, Place("", 0, 0, value.path)), ledger_of(context))
    if isinstance(value, SourceText):
        origin = Origin(OriginKind.TYPED, value.place.path, value.place)
        return Figure(str(value), origin, ledger_of(context)) if any(map(str.isdigit, value)) else str(value)
    if isinstance(value, (View, tuple, list, dict)):
        raise FilterError("这里要印的是一组字段，不是一个值：在后面加“.字段名”")
    if value is None:
        return ""
    if isinstance(value, (str, int, float, Decimal)):
        return value
    raise FilterError("这里要印的不是一个值：函数和宏后面要有括号")


@pass_context
def concatenate(context: Context, values: list[Any]) -> str:
    """What `~` joins: markup stays markup, figures stay figures until they are printed."""
    shown = (printable(context, value) for value in values)
    parts = tuple(part if hasattr(part, "__html__") else str(part) for part in shown)
    return joined(list(parts)) if any(isinstance(part, Markup) for part in parts) else Joined(parts)


@pass_context
def count(context: Context, values: Iterable[Any], name: str = "") -> str:
    """列表的项数，印在句中。

    例：{{ 名单|项数 }}项 → 2项
    """
    size = len(tuple(values))
    return Figure(str(size), Origin(OriginKind.COMPUTED, name or "项数", expression="按名单计数"), ledger_of(context))


def answer(value: Any) -> str:
    """一列、一组里什么也没有时，代替各项印的话：填“不涉及”的印“不涉及”，来源没有给出的印“（未载明）”，其余印“无”。

    例：{{ 无此项|答复 }} → 无
    例：{{ 没给|答复 }} → （未载明）
    """
    state = state_seen(value)
    return "（未载明）" if state is State.UNSTATED else str(state if state is State.NOT_APPLICABLE else State.NONE)


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
    "增减词": change_word,
    "增减率": change_rate,
    "完成预算": completion,
    "与预算比": against_budget,
    "占比": share,
    "分项": listing.items,
    "占": share_said,
    "科目名": listing.code_name,
    "按类": listing.ordered,
    "加序号": listing.counted,
    "日期": date,
    "正文": text_blocks,
    "句中": text_inline,
    "原因": reason,
    "补充": supplied,
    "顿号": enumerate_names,
    "项数": count,
    "个数": listing.size,
    "分条": text_lines,
    "答复": answer,
    "补行": listing.filled,
    "合并": listing.merged,
    "纯文本": plain,
}
GLOBALS: dict[str, Callable[..., Any]] = {"柱状图": charts.bar, "饼状图": charts.pie}
