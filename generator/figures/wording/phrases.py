"""Figures in words: change, completion and share, with every special case. A zero base prints no percentage.

The words are the pack's (`用语` in pack.yaml). Each phrase is a template of pieces; a piece that is a figure stays one, so
that its source is not lost: the functions return sequences of plain words and `PhraseFigure`s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.books.totals import growth, ratio
from generator.figures.wording.numbers import PRINTED, NumberFormat, as_printed, prints_equal
from generator.model.amount import Amount, computed

SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class PhraseFigure:
    """A figure inside a phrase: printed as money (kind 金额) or as a percentage (kind 百分比)."""

    amount: Amount
    kind: str


Phrase = list[str | PhraseFigure]

DEFAULT: Mapping[str, str] = {
    "增加": "增加{差}，增长{率}",
    "减少": "减少{差}，下降{率}",
    "持平": "持平",
    "基数为零": "增加{差}（上年为零，增长率不可比）",
    "基数为零减少": "减少{差}（上年为零，增长率不可比）",
    "变动未知": "（上年数未载明，不作比较）",
    "完成预算": "完成预算{率}",
    "未安排预算": "年初未安排预算",
    "预算决算均为零": "未安排预算，也未发生支出",
    "大于预算": "决算数大于预算数",
    "小于预算": "决算数小于预算数",
    "等于预算": "决算数与预算数持平",
    "占比": "占{率}",
    "总数为零": "占比无从计算",
    "零项说明": "",
}
"""The national wording; a pack overrides single phrases."""


def same(first: Amount, second: Amount, style: NumberFormat) -> bool:
    """Both known, and equal as they are printed."""
    return first.known and second.known and prints_equal(first.number, second.number, style)


def change(now: Amount, before: Amount, words: Mapping[str, str], style: NumberFormat, prefix: str = "") -> Phrase:
    """Against last year: 增加55.11万元，增长150.70%; 持平; a zero base gives the amount only.

    The difference and the rate are of the exact figures or of the printed ones, as the form says (差额). prefix (各) stands
    before the verb, not before 持平 alone. Unknown operands give the phrase 变动未知.
    """
    if not (now.known and before.known):
        return [words["变动未知"]]
    if style.difference == PRINTED:
        now, before = _printed(now, style), _printed(before, style)
    if same(now, before, style):
        return [words["持平"]]
    up = now.number > before.number
    key = "增加" if up else "减少"
    if before.is_zero:
        key = "基数为零" if up else "基数为零减少"
    difference = computed("{0}－{1}" if up else "{1}－{0}", (now, before), lambda a, b: abs(a - b), f"{now.origin.name}增减额")
    slots = {"差": PhraseFigure(difference, "金额"), "率": PhraseFigure(_size(growth(now, before)), "百分比")}
    return _fill(prefix + words[key], slots)


def _printed(amount: Amount, style: NumberFormat) -> Amount:
    """The figure that a reader sees, where a form computes differences from these."""
    if amount.value is None:
        return amount
    return computed("{0}，按印出的数", (amount,), lambda a: as_printed(a, style), f"印出的{amount.origin.name}")


def _size(rate: Amount) -> Amount:
    """The rate without its sign, by the same computation."""
    if rate.value is None:
        return rate
    return Amount(abs(rate.value), rate.state, rate.origin)


def completion(actual: Amount, budget: Amount, words: Mapping[str, str], style: NumberFormat) -> Phrase:
    """Against the budget: 完成预算100%, also where both print the same; 年初未安排预算 where the budget is zero."""
    if not (actual.known and budget.known):
        return []
    if budget.is_zero:
        return [words["预算决算均为零" if actual.is_zero else "未安排预算"]]
    rate = ratio(actual, budget, "{0}÷{1}×100").named("预算完成率")
    if same(actual, budget, style) and actual.number != budget.number:
        rate = computed("{1}÷{1}×100", (actual, budget), lambda *_: Decimal(100), "预算完成率")
    return _fill(words["完成预算"], {"率": PhraseFigure(rate, "百分比")})


def against_budget(actual: Amount, budget: Amount, words: Mapping[str, str], style: NumberFormat) -> str:
    """大于, 小于 or 等于预算 in words; empty where an operand is not known."""
    if not (actual.known and budget.known):
        return ""
    if same(actual, budget, style):
        return words["等于预算"]
    return words["大于预算" if actual.number > budget.number else "小于预算"]


def share_of(part: Amount, whole: Amount, words: Mapping[str, str], of: str = "") -> Phrase:
    """占76.33%, or 占本年支出合计的76.33% with `of`; no percentage of a zero whole."""
    if not (part.known and whole.known) or whole.is_zero:
        return [words["总数为零"]]
    rate = ratio(part, whole, "{0}÷{1}×100").named(f"{part.origin.name}占比")
    return _fill(words["占比"].replace("{率}", of + "{率}"), {"率": PhraseFigure(rate, "百分比")})


def share_said(rate: Amount, words: Mapping[str, str], of: str = "") -> Phrase:
    """占76.33% of a share that is already computed; no percentage of a zero whole."""
    if rate.value is None:
        return [words["总数为零"]]
    return _fill(words["占比"].replace("{率}", of + "{率}"), {"率": PhraseFigure(rate, "百分比")})


def _fill(template: str, slots: Mapping[str, PhraseFigure]) -> Phrase:
    return list(_pieces(template, slots))


def _pieces(template: str, slots: Mapping[str, PhraseFigure]) -> Iterator[str | PhraseFigure]:
    position = 0
    for found in SLOT.finditer(template):
        if found.start() > position:
            yield template[position : found.start()]
        yield slots[found[1]]
        position = found.end()
    if position < len(template):
        yield template[position:]
