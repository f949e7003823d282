"""Charts in templates: `{{ 柱状图("图名", [["2019年", 上年.收支总计], …]) }}` registers a chart and prints its tag."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.document.blocks import Chart, Series
from generator.figures.numbers import format_money, format_percent, in_unit
from generator.figures.shares import shares as shares_of
from generator.figures.view import View
from generator.model.amount import Amount, State, total
from generator.packs.ledger import bare
from generator.packs.scope import FilterError, ledger_of, style_of


def _points(rows: Iterable[Any]) -> list[tuple[str, Amount]]:
    """(category, amount) from pairs, or from nodes with 名称 and 金额."""
    points = []
    for row in rows:
        name, amount = (row["名称"], row["金额"]) if isinstance(row, View) else tuple(row)
        if not isinstance(amount, Amount):
            raise FilterError(f"图里“{name}”的值不是金额")
        points.append((bare(name), amount))
    return points


def _chart(context: Context, kind: Any, title: str, points: list[tuple[str, Amount]]) -> Markup:
    ledger, style = ledger_of(context), style_of(context, "正文")
    ledger.pending += [amount.origin for _, amount in points if amount.state is State.PENDING]
    known = all(amount.known for _, amount in points)
    values = tuple(in_unit(a.number, style.unit) if a.known else Decimal(0) for _, a in points)
    labels = tuple(format_money(a.number, style) if a.known else str(a.state) for _, a in points)
    whole = sum(values, Decimal(0))
    parts = [amount for _, amount in points]
    rates = shares_of(parts, total(parts), style) if kind == "pie" and known and whole else []
    shares = tuple(format_percent(rate.number, style) for rate in rates) or (("",) * len(points) if kind == "pie" else ())
    empty = "无" if not any(values) else ""
    shown = shares if kind == "pie" and whole else ("",) * len(points)
    words = "；".join(f"{n}{t}{style.unit}{f'，占{s}' if s else ''}" for (n, _), t, s in zip(points, labels, shown, strict=True))
    chart = Chart(
        id="",
        kind=kind,
        title=title,
        caption=(),
        categories=tuple(name for name, _ in points),
        series=(Series(title, values, labels),),
        unit=style.unit,
        alt=f"{title}：{words}。" if known else f"{title}：有数未载明。",
        shares=shares,
        nothing=empty,
        keys=tuple(ledger.add(amount.origin) for _, amount in points),
    )
    return Markup('<chart ref="{}"/>').format(ledger.chart(chart))


@pass_context
def bar(context: Context, title: str, rows: Iterable[Any]) -> Markup:
    """柱状图：名称和金额一对一对，或一列有“名称”“金额”的数据。全为零时印“无”。写在 <p> 外面。

    例：{{ 柱状图("支出变动", [["2022年", 上年数], ["2023年", 决算]]) }} → <chart ref="c1"/>
    """
    return _chart(context, "bar", bare(title), _points(rows))


@pass_context
def pie(context: Context, title: str, rows: Iterable[Any]) -> Markup:
    """饼状图：同柱状图，份额自动算出。全为零时印“无”。

    例：{{ 饼状图("支出结构", 各项) }} → <chart ref="c1"/>
    """
    return _chart(context, "pie", bare(title), _points(rows))
