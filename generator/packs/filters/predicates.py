"""The Chinese tests of templates: `{% if 金额 is 为零 %}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined

from generator.figures.wording import phrases
from generator.model.amount import Amount, State
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


def is_unstated(value: Amount) -> bool:
    """有这个数，但来源没有给出。

    例：{{ "是" if 没给 is 未载明 else "否" }} → 是
    例：{{ "是" if 零 is 未载明 else "否" }} → 否
    """
    return isinstance(_defined(value), Amount) and value.state is State.UNSTATED


@pass_context
def is_given(context: Context, value: Any) -> bool:
    """填了文字，或金额不为零，或列表不空。

    例：{{ "是" if 决算 is 有 else "否" }} → 是
    例：{{ "是" if 零 is 有 else "否" }} → 否
    例：{{ "是" if 没给 is 有 else "否" }} → 是
    例：{{ "是" if 名单 is 有 else "否" }} → 是
    """
    if isinstance(value, Text) and not value:
        ledger_of(context).asked.add(value.place.path)
    return not value.is_zero if isinstance(value, Amount) else bool(value)


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


TESTS: dict[str, Callable[..., bool]] = {
    "为零": is_zero,
    "已知": is_known,
    "未载明": is_unstated,
    "有": is_given,
    "等于": same,
    "一段": is_single,
}
