"""H22, H26 and 数字: figures that were typed into running text instead of `{{ … }}`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.mentions import Mention
from generator.checks.engine.places import place_of_amount
from generator.checks.engine.rule import HINT, WARNING, Check, Found, Rule, Spot
from generator.figures.books.totals import growth, share
from generator.model.amount import Amount
from generator.model.place import SourceText

LINK = re.compile(r"[为是共达到约计：:“”\s]+$")
OTHER = re.compile("上年|去年|年初|预算|计划|目标|其中|比|较|每|人均|占")
"""Words in a clause after which a figure need not be the field of the name before it."""
SHOWN = 8
LARGE = Decimal(10000)
"""元 from which on an amount is one of those that are told in 万元."""
CLAUSE = 60
"""Characters before a figure in which its name is looked for."""


def contradicting(facts: Facts) -> Iterator[Found]:
    """A figure after the name of a field, in its unit, that is not the field's (H22)."""
    for one, field in _conflicts(facts):
        if field:
            own = facts.money(field.number) if "元" in one.unit else f"{field.number.normalize():f}"
            message = f"文字里写{one.shown}，数据里的{field.origin.name}是{own}"
            remedy = "写成 {{ … }}，由数据给出；或核对哪一个对"
            yield Spot(message, one.place, remedy, place_of_amount(field), field.number, one.value)


def _conflicts(facts: Facts) -> Iterator[tuple[Mention, Amount | None]]:
    """Each typed figure, with the field that it contradicts."""
    names = _named(facts) if facts.mentions else {}
    for one in facts.mentions:
        field = _field(one, names)
        yield one, field if field and field.known and not _same(field.number, one) else None


def _named(facts: Facts) -> dict[str, tuple[bool, Amount]]:
    """Names of fields that a text may call, each with whether it is money."""
    top = {name: (True, value) for name, value in facts.figures.names.items() if isinstance(value, Amount) and len(name) >= 4}
    top |= {f"{name}支出": (True, value) for name, (_, value) in list(top.items()) if name.endswith(("采购", "经费"))}
    for name in ("三公经费", "三公经费支出"):
        if value := facts.figures.amount("三公.决算"):
            top[name] = (True, value)
    return top | {str(name): (str(name).endswith("万元"), value) for name, value in facts.data.facts.items()}


def _field(one: Mention, names: dict[str, tuple[bool, Amount]]) -> Amount | None:
    """The field whose name stands just before a figure; the longest where there are several."""
    clause = re.split("[，。；、（]", one.line.text[max(0, one.offset - CLAUSE) : one.offset])[-1]
    if OTHER.search(clause):
        return None
    before = LINK.sub("", clause).replace("”", "").replace("“", "")
    money = "元" in one.unit
    fits = [
        name
        for name, (is_money, _) in names.items()
        if is_money == money and (before.endswith(name.removesuffix("万元")) or f"{before}{one.unit}".endswith(name))
    ]
    return names[max(fits, key=len)][1] if fits else None


def _same(value: Decimal, one: Mention) -> bool:
    return round(value, one.places) == one.value or round(abs(value), one.places) == one.value


def unlinked(facts: Facts) -> Iterator[Found]:
    """SourceText figures that equal no field of the data, one finding for each text."""
    open_: dict[str, list[Mention]] = defaultdict(list)
    known = None
    for one, field in _conflicts(facts):
        known = known if known is not None else list(_known(facts))
        if field is None and not any(_same(value, one) for value in known):
            open_[one.line.start.path].append(one)
    for path, found in open_.items():
        said = "、".join(one.shown for one in found[:SHOWN]) + (f"等{len(found)}个数" if len(found) > SHOWN else "")
        message = f"“{path}”里的{said}是直接打出来的，数据里没有这样的数，改动时不会跟着变"
        yield Spot(message, found[0].place, "写进“数据”一节，文字里用 {{ 数据.名称 }}；只在这里出现的可以不动")


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
    money = [one for one in facts.mentions if one.unit in ("元", "万元")]
    yuan = [one for one in money if one.unit == "元" and one.value.scaleb(4) >= LARGE]
    if yuan and any(one.unit == "万元" for one in money):
        said = "、".join(one.shown for one in yuan[:SHOWN])
        message = f"文字里有的金额用元（{said}），有的用万元"
        yield Spot(message, yuan[0].place, "全文统一用万元", next(one for one in money if one.unit == "万元").place)


RULES: tuple[Rule, ...] = (
    Check("H22", "文字里打出来的数与同名字段一致", WARNING, contradicting, "写成 {{ … }}，由数据给出"),
    Check("H26", "文字里的金额用一种单位", WARNING, mixed, "全文统一用万元"),
    Check("数字", "文字里的数在数据里都有", HINT, unlinked, "写进“数据”一节，文字里用 {{ 数据.名称 }}"),
)
