"""The Chinese tests of templates: `{% if 金额 is 为零 %}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined

from generator.figures.view import View, is_left_out, state_seen
from generator.figures.wording import phrases
from generator.model.amount import Amount, Origin, OriginKind, State, left_out
from generator.model.text import Text
from generator.packs.context.scope import amount_of, ledger_of, style_of
from generator.packs.filters.figures import note_pending


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
        note_pending(context, (value,))
    return isinstance(value, Amount) and value.known


def is_unstated(value: Any) -> bool:
    """有这个数（这一组、这一列），但来源没有给出。

    例：{{ "是" if 没给 is 未载明 else "否" }} → 是
    例：{{ "是" if 零 is 未载明 else "否" }} → 否
    """
    return state_seen(_defined(value)) is State.UNSTATED


def is_pending(value: Any) -> bool:
    """还没有填：数、文字、日期、一组字段、一列都可以问。可选的没有填也是。

    例：{{ "是" if 没填 is 待填 else "否" }} → 是
    例：{{ "是" if 没给 is 待填 else "否" }} → 否
    例：{{ "是" if 零 is 待填 else "否" }} → 否
    """
    return state_seen(_defined(value)) is State.PENDING


def is_none(value: Any) -> bool:
    """填报人写的是“无”。

    例：{{ "是" if 无此项 is 无 else "否" }} → 是
    例：{{ "是" if 零 is 无 else "否" }} → 否
    """
    return state_seen(_defined(value)) is State.NONE


def is_not_applicable(value: Any) -> bool:
    """填报人写的是“不涉及”。

    例：{{ "是" if 无此项 is 不涉及 else "否" }} → 否
    """
    return state_seen(_defined(value)) is State.NOT_APPLICABLE


def is_absent(value: Any) -> bool:
    """填报人写的是“无”或“不涉及”：没有这件事的句子只能由它决定。没有填的不算。

    例：{{ "是" if 无此项 is 未涉及 else "否" }} → 是
    例：{{ "是" if 零 is 未涉及 else "否" }} → 否
    例：{{ "是" if 没填 is 未涉及 else "否" }} → 否
    """
    return state_seen(_defined(value)) in (State.NONE, State.NOT_APPLICABLE)


@pass_context
def is_given(context: Context, value: Any) -> bool:
    """填了文字，或金额不为零，或列表不空；必填而没有填的也算有，好印出“待填”。写 无、不涉及、空 的，可选而没有填的，不算。

    例：{{ "是" if 决算 is 有 else "否" }} → 是
    例：{{ "是" if 零 is 有 else "否" }} → 否
    例：{{ "是" if 没给 is 有 else "否" }} → 是
    例：{{ "是" if 名单 is 有 else "否" }} → 是
    """
    if isinstance(value, Text) and not value:
        path = value.place.path
        ledger_of(context).asked.add(path)
        if state_seen(value) is State.PENDING:
            ledger_of(context).unwritten.setdefault(path, Origin(OriginKind.TYPED, path, value.place))
    if isinstance(value, Amount):
        return not value.is_zero and not left_out(value)
    if isinstance(value, View):
        return (
            not is_left_out(value) and state_seen(value) not in ABSENT and (len(value) > 0 or state_seen(value) is State.PENDING)
        )
    return bool(value) and state_seen(value) not in ABSENT


def comparable(value: Amount, other: Amount) -> bool:
    """两个数可以比较：都有数，或者还没有填（好印出“待填”）。有一个是未载明、不涉及或空的不行，比较的半句要略去。

    例：{{ "是" if 决算 is 可比(预算) else "否" }} → 是
    例：{{ "是" if 决算 is 可比(没填) else "否" }} → 是
    例：{{ "是" if 决算 is 可比(没给) else "否" }} → 否
    """
    return all(amount.known or amount.state is State.PENDING for amount in (value, other))


@pass_context
def same(context: Context, value: Amount, other: Amount) -> bool:
    """两数都已知，印出来相等。

    例：{{ "是" if 决算 is 等于(决算) else "否" }} → 是
    例：{{ "是" if 没给 is 等于(没给) else "否" }} → 否
    """
    return phrases.same(amount_of(value, "等于"), amount_of(other, "等于"), style_of(context, "正文"))


def is_single(value: Any) -> bool:
    """文字只有一段，或写的是 无、不涉及。

    例：{{ "是" if 原因 is 一段 else "否" }} → 是
    例：{{ "是" if 职责 is 一段 else "否" }} → 否
    """
    return isinstance(value, Text) and len(value.pieces) <= 1


ABSENT = (State.NONE, State.NOT_APPLICABLE, State.BLANK)
TESTS: dict[str, Callable[..., bool]] = {
    "为零": is_zero,
    "已知": is_known,
    "未载明": is_unstated,
    "待填": is_pending,
    "无": is_none,
    "不涉及": is_not_applicable,
    "未涉及": is_absent,
    "有": is_given,
    "等于": same,
    "可比": comparable,
    "一段": is_single,
}
