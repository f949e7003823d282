"""Charts in templates: `{{ 柱状图("图名", [["2019年", 上年.收支总计], …]) }}` registers a chart and prints its tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.document.blocks import Chart, Series
from generator.figures.view import View
from generator.figures.wording.numbers import format_money, format_percent, in_unit
from generator.figures.wording.shares import shares as shares_of
from generator.model.amount import Amount, State, total
from generator.packs.context.ledger import bare
from generator.packs.context.scope import FilterError, ledger_of, style_of

KEY = re.compile(r'<data value="(\w+)"')


class Point(NamedTuple):
    """A category with the ledger key of the figure in its name, and its amount."""

    name: str
    key: str
    amount: Amount


def _points(rows: Iterable[Any]) -> list[Point]:
    """Points from pairs, or from nodes with 名称 and 金额."""
    points = []
    for row in rows:
        name, amount = (row["名称"], row["金额"]) if isinstance(row, View) else tuple(row)
        if not isinstance(amount, Amount):
            raise FilterError(f"图里“{name}”的值不是金额")
        markup = Markup(name)
        found = KEY.search(markup)
        points.append(Point(str(markup.striptags()), found[1] if found else "", amount))
    return points


MOST_SLICES = 5
LEAST_SLICE = Decimal("0.05")
"""A pie has no more slices, none of them is a smaller share of it: otherwise bars show the same figures."""


def _chart(context: Context, wanted: Literal["bar", "pie"], title: str, points: list[Point]) -> Markup:
    """The tag of a chart; nothing where all values are zero. One that is not known yet is a label without a bar."""
    ledger, style = ledger_of(context), style_of(context, "正文")
    ledger.pending += [p.amount.origin for p in points if p.amount.state is State.PENDING]
    known = all(p.amount.known for p in points)
    values = tuple(in_unit(p.amount.number, style.unit) if p.amount.known else Decimal(0) for p in points)
    if known and not any(values):
        return Markup("")
    kind: Literal["bar", "pie"] = "pie" if wanted == "pie" and suits_pie(values) else "bar"
    labels = tuple(format_money(p.amount.number, style) if p.amount.known else str(p.amount.state) for p in points)
    whole = sum(values, Decimal(0))
    parts = [point.amount for point in points]
    rates = shares_of(parts, total(parts), style) if kind == "pie" and known and whole else []
    shares = tuple(format_percent(rate.number, style) for rate in rates) or (("",) * len(points) if kind == "pie" else ())
    shown = shares if kind == "pie" and whole else ("",) * len(points)
    words = "；".join(
        f"{n}{t}{style.unit}{f'，占{s}' if s else ''}" for (n, _, _), t, s in zip(points, labels, shown, strict=True)
    )
    chart = Chart(
        id="",
        kind=kind,
        title=title,
        caption=(),
        categories=tuple(p.name for p in points),
        series=(Series(title, values, labels),),
        unit=style.unit,
        alt=f"{title}：{words}。" if known else f"{title}：有数{_unknown(parts)}。",
        shares=shares,
        keys=tuple(ledger.add(p.amount.origin) for p in points),
        category_keys=tuple(p.key for p in points),
    )
    return Markup('<chart ref="{}"/>').format(ledger.chart(chart))


def suits_pie(values: Sequence[Decimal]) -> bool:
    """Whether a pie shows what the values are parts of: several slices, none too small to be told from its neighbours."""
    slices, whole = [value for value in values if value], sum(values, Decimal(0))
    return 1 < len(slices) <= MOST_SLICES and min(slices) >= whole * LEAST_SLICE > 0


def _unknown(parts: list[Amount]) -> State:
    """Why amounts are not known: still to be filled before 未载明."""
    return State.PENDING if any(part.state is State.PENDING for part in parts) else State.UNSTATED


@pass_context
def bar(context: Context, title: str, rows: Iterable[Any]) -> Markup:
    """柱状图：名称和金额一对一对，或一列有“名称”“金额”的数据。全为零时不印。写在 <p> 外面。

    例：{{ 柱状图("支出变动", [["2022年", 上年数], ["2023年", 决算]]) }} → <chart ref="c1"/>
    """
    return _chart(context, "bar", bare(title), _points(rows))


@pass_context
def pie(context: Context, title: str, rows: Iterable[Any]) -> Markup:
    """饼状图：同柱状图，份额自动算出。只有一项、多于五项或有一项不到5%时画成柱状图；全为零时不印。

    例：{{ 饼状图("支出结构", 各项) }} → <chart ref="c1"/>
    """
    return _chart(context, "pie", bare(title), _points(rows))
