"""Y: this year against last year: typed figures against last year's file, reasons of changes and their direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in, place_of_amount
from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Identity, Rule
from generator.checks.engine.settings import THRESHOLDS
from generator.figures.books.totals import growth
from generator.model.amount import Amount
from generator.model.record import Record
from generator.model.sections import Cars, Operating, Overseas, Reception
from generator.model.text import Text

UP = re.compile(r"增加|增长|上升|提高|扩大|新增|追加|上涨|上调|大于|高于|多于|超过|超出|补发|补缴|补记")
DOWN = re.compile(r"减少|下降|降低|缩减|压减|核减|节约|节省|下调|小于|低于|少于|未发生|取消|收回|压缩")
STATED = ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出", "年末结转和结余", "机关运行经费", "因公出国（境）费",
          "公务用车购置费", "公务用车运行维护费", "公务接待费")  # fmt: skip


class YearChange(NamedTuple):
    """Two figures and the text that explains why they differ."""

    name: str
    now: Amount
    then: Amount
    base: str
    reason: Text
    field: str
    part: Record
    """Where the reason should stand."""


def changes(facts: Facts) -> Iterator[YearChange]:
    """The changes against last year that a report explains."""
    texts = facts.data.texts
    tops = (
        ("收支总计", texts.total_reason, "文字.总计变动原因"),
        ("财政拨款收支总计", texts.fiscal_reason, "文字.财政拨款变动原因"),
        ("一般公共预算财政拨款支出", texts.general_reason, "文字.一般公共预算变动原因"),
    )
    for name, reason, path in tops:
        then = facts.figures.prior.get(name)
        yield from _change(name, facts.amount(name), then, reason, path, texts)
    three = facts.data.three_public
    parts: dict[str, Operating | Overseas | Cars | Reception] = {"机关运行经费": facts.data.operating}
    if three:
        parts |= {"三公.因公出国": three.overseas, "三公.公务用车": three.cars, "三公.公务接待": three.reception}
    for path, part in parts.items():
        now, then = facts.amount(f"{path}.决算"), facts.amount(f"{path}.上年决算")
        name = now.origin.name if now else path
        yield from _change(name, now, then, part.reason, f"{path}.变动原因", part)


def _change(name: str, now: Amount | None, then: object, reason: Text, path: str, part: Record) -> Iterator[YearChange]:
    if now and isinstance(then, Amount) and now.known and then.known:
        yield YearChange(name, now, then, "上年", reason, path, part)


def unexplained(facts: Facts) -> Iterator[Found]:
    """A large change without a reason (Y03)."""
    for one in changes(facts):
        if one.reason.pieces:
            continue
        rate = growth(one.now, one.then)
        large = abs(rate.number) >= facts.settings.threshold("Y03") if rate.value is not None else not one.now.is_zero
        if large:
            word = "增加" if one.now.number > one.then.number else "减少"
            by = f"，{word}{abs(rate.number).quantize(Decimal('0.01'))}%" if rate.value is not None else ""
            message = f"{one.name}{facts.money(one.now.number)}，上年{facts.money(one.then.number)}{by}，没有写原因"
            home = one.reason.place if one.reason.place.line else place_in(one.part)
            place = home if home.line else place_of_amount(one.now)
            yield Breach(
                message, place, f"写“{one.field}”", place_of_amount(one.then), one.then.number, one.now.number, wanted=one.field
            )


def against(facts: Facts) -> Iterator[Found]:
    """A reason that names only the opposite direction (Y04): against last year and against the budget."""
    pairs = [*changes(facts), *_budgets(facts)]
    for one in pairs:
        gap, text = one.now.number - one.then.number, str(one.reason)
        if not gap or not text:
            continue
        wrong, right = (UP, DOWN) if gap < 0 else (DOWN, UP)
        found = wrong.search(text)
        if found and not right.search(text):
            word, said = ("增加", "减少") if gap > 0 else ("减少", "增加")
            message = f"{one.name}比{one.base}{word}{facts.money(abs(gap))}，原因却只说{said}（“{found[0]}”）"
            yield Breach(
                message, place_in(one.reason), "核对数字和原因", place_of_amount(one.now), one.then.number, one.now.number
            )


def _budgets(facts: Facts) -> Iterator[YearChange]:
    for _, item in facts.scopes("支出项[]"):
        spent, budget, reason = item["金额"], item.get("年初预算"), item.get("差异原因")
        if not (isinstance(spent, Amount) and isinstance(budget, Amount) and isinstance(reason, Text)):
            continue
        if spent.known and budget.known and reason.place.line:
            yield YearChange(f"{item['编码']}{item['项']}决算", spent, budget, "年初预算", reason, "差异原因", facts.data)
    spent, budget = (facts.amount(name) for name in ("一般公共预算财政拨款支出", "一般公共预算年初预算"))
    reason = facts.data.texts.budget_reason
    if spent and budget and spent.known and budget.known and reason.place.line:
        yield YearChange("一般公共预算财政拨款支出", spent, budget, "年初预算", reason, "文字.预决算差异原因", facts.data)


RULES: tuple[Rule, ...] = (
    Check("Y03", f"变动{THRESHOLDS['Y03'][0]}%以上的写明原因", WARNING, unexplained, "写“变动原因”"),
    Check("Y04", "原因的方向与变动的方向一致", WARNING, against, "核对数字和原因"),
    *(
        Identity("Y05", f"上年填报.{name} ＝ 上年文件.{name}", ERROR, "有上年文件时不必再填上年数：删去，或核对哪一个对")
        for name in STATED
    ),
)
