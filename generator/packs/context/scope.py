"""What filters need of the build that they run in: the ledger and the pack, kept in the context under names that no
template can write to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jinja2.runtime import Context, Undefined

from generator.figures.view import View
from generator.figures.wording.numbers import NumberFormat
from generator.model.amount import Amount
from generator.model.fields import Day
from generator.model.text import Text
from generator.packs.context.ledger import Ledger
from generator.packs.definition.pack import Pack


class FilterError(TypeError):
    """A filter before which stands something that it cannot print. The message is for people."""


def ledger_of(context: Context) -> Ledger:
    """The build's ledger."""
    found = context["_账"]
    assert isinstance(found, Ledger)
    return found


def pack_of(context: Context) -> Pack:
    """The pack that is rendered."""
    found = context["_包"]
    assert isinstance(found, Pack)
    return found


def style_of(context: Context, where: str) -> NumberFormat:
    """How numbers are printed in 正文 or 表格; in the text of a section that has a 数字格式 of its own, as that says."""
    section = context.get("节") if where == "正文" else None
    own = section["数字格式"] if isinstance(section, View) and "数字格式" in section else None
    return own if isinstance(own, NumberFormat) else pack_of(context).number_format(where)


def words_of(context: Context) -> Mapping[str, str]:
    """The pack's wording."""
    return pack_of(context).words


def lists_zero(context: Context, name: str) -> bool:
    """Whether a list prints its zero items (列零项): its own entry, else 默认, else yes."""
    chosen = pack_of(context).settings.get("列零项", {})
    return chosen.get(name, chosen.get("默认", True)) in (True, "是")


def amount_of(value: object, filter_name: str) -> Amount:
    """The amount that stands before a filter. Raises FilterError, and an undefined name's own error."""
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, Amount):
        raise FilterError(f"“{filter_name}”前面不是数，是{spoken(value)}")
    return value


def spoken(value: object) -> str:
    """A value for a message: its words where it has some, else what kind of thing it is; nothing of the program's own."""
    if isinstance(value, (str, int, float, Decimal, Text, Day)):
        return f"“{str(value)[:20]}”"
    if value is None:
        return "空的"
    return "一组字段" if isinstance(value, (View, list, tuple, Mapping)) else "函数或宏"
