"""H22, H26 and 数字: figures that were typed into running text instead of `{{ … }}`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.mentions import TypedFigure
from generator.checks.engine.places import place_of_amount
from generator.checks.engine.rule import HINT, WARNING, Breach, Check, Found, Rule
from generator.checks.text.agreement import Disagreement, disagreement
from generator.checks.text.named_figures import NamedFigures
from generator.figures.books.totals import growth, share
from generator.model.amount import Amount
from generator.model.place import SourceText
from generator.sentences import SentenceFigure, StatementKind

SHOWN = 8
LARGE = Decimal(10000)
"""元 from which on an amount is one of those that are said in 万元."""


def contradicting(facts: Facts) -> Iterator[Found]:
    """A figure that the words of its sentence make one of the data, and that is not the data's (H22)."""
    names = NamedFigures(facts)
    for one in facts.mentions:
        found = disagreement(one.statement, names) if one.figure.value is not None else None
        if found:
            yield _breach(facts, one, found)


def _breach(facts: Facts, one: TypedFigure, found: Disagreement) -> Breach:
    own = facts.money(found.due) if one.figure.money else f"{found.due.normalize():f}{'%' if one.unit == '%' else ''}"
    what = "" if one.statement.kind is StatementKind.VALUE else str(one.statement.kind)
    message = f"文字里写{found.said or one.shown}，数据里的{found.amount.origin.name or one.statement.subject.name}{what}是{own}"
    remedy = "写成 {{ … }}，由数据给出；或核对哪一个对"
    return Breach(message, one.place, remedy, place_of_amount(found.amount), found.due, one.value)


def unlinked(facts: Facts) -> Iterator[Found]:
    """Figures that equal no field of the data, one finding for each text."""
    open_: dict[str, list[TypedFigure]] = defaultdict(list)
    known: list[Decimal] | None = None
    names = NamedFigures(facts)
    for one in facts.mentions:
        if one.figure.value is None or not one.unit:
            continue
        known = known if known is not None else sorted({abs(value) for value in _known(facts)})
        if not _among(known, one.figure) and not disagreement(one.statement, names):
            open_[one.text.place.path].append(one)
    for path, found in open_.items():
        said = "、".join(one.shown for one in found[:SHOWN]) + (f"等{len(found)}个数" if len(found) > SHOWN else "")
        message = f"“{path}”里的{said}是直接打出来的，数据里没有这样的数，改动时不会跟着变"
        yield Breach(message, found[0].place, "写进“数据”一节，文字里用 {{ 数据.名称 }}；只在这里出现的可以不动")


def _among(known: list[Decimal], figure: SentenceFigure) -> bool:
    """Whether one of some sorted numbers is the figure, rounded to its decimals."""
    assert figure.value is not None
    half = Decimal(5).scaleb(-figure.decimals - 1)
    value = abs(figure.value)
    first = bisect_left(known, value - half)
    return first < len(known) and known[first] <= value + half


def _known(facts: Facts) -> Iterator[Decimal]:
    """All figures that a text may repeat: typed, derived, rates and shares, and the numbers in words such as 指标值."""
    todo: list[object] = [facts.figures.names, facts.figures.prior, facts.data.facts]
    while todo:
        node = todo.pop()
        if isinstance(node, Amount) and node.value is not None:
            yield node.value
        elif isinstance(node, dict):
            todo += node.values()
            spent, budget = node.get("金额"), node.get("全年预算")
            if isinstance(spent, Amount) and isinstance(budget, Amount) and spent.known and budget.known:
                yield from (a.value for a in (share(spent, budget),) if a.value is not None)
        elif isinstance(node, list):
            todo += node
    for value in facts.values:
        if isinstance(value, SourceText):
            yield from (Decimal(found) for found in re.findall(r"[0-9]+(?:\.[0-9]+)?", value) if len(found) < 16)
    yield from _rates(facts)


def _rates(facts: Facts) -> Iterator[Decimal]:
    """Changes against last year, and the shares of the lists."""
    for name, now in facts.figures.names.items():
        then = facts.figures.prior.get(name)
        if isinstance(now, Amount) and isinstance(then, Amount) and now.known and then.known:
            yield abs(now.number - then.number)
            rate = growth(now, then)
            yield from (abs(a.value) for a in (rate,) if a.value is not None)
    wholes = {"收入来源": "本年收入合计", "支出性质": "本年支出合计", "支出类": "一般公共预算财政拨款支出"}
    for name, whole in wholes.items():
        total, nodes = facts.figures.amount(whole), facts.figures.names.get(name)
        for node in nodes if isinstance(nodes, list) and total and total.known else ():
            part = node["金额"]
            if part.known and (rate := share(part, total)).value is not None:  # type: ignore[arg-type]
                yield rate.value


def mixed(facts: Facts) -> Iterator[Found]:
    """Large amounts in 元 beside amounts in 万元 (H26)."""
    money = [one for one in facts.mentions if one.unit in ("元", "万元") and one.figure.value is not None]
    yuan = [one for one in money if one.unit == "元" and one.value.scaleb(4) >= LARGE]
    if yuan and any(one.unit == "万元" for one in money):
        said = "、".join(one.shown for one in yuan[:SHOWN])
        message = f"文字里有的金额用元（{said}），有的用万元"
        yield Breach(message, yuan[0].place, "全文统一用万元", next(one for one in money if one.unit == "万元").place)


RULES: tuple[Rule, ...] = (
    Check("H22", "文字里打出来的数与同名字段一致", WARNING, contradicting, "写成 {{ … }}，由数据给出"),
    Check("H26", "文字里的金额用一种单位", WARNING, mixed, "全文统一用万元"),
    Check("数字", "文字里的数在数据里都有", HINT, unlinked, "写进“数据”一节，文字里用 {{ 数据.名称 }}"),
)
