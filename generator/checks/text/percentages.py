"""H02, H06, H21: percentages typed into running text against the two figures that they restate (identities §0.3).

A percentage printed with d places from two figures in 万元 may be off by half a unit of its last place and by what the
rounding of the figures makes of it. One that is cut off instead of rounded is told as a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import HINT, WARNING, Check, Found, Rule, Spot
from generator.checks.engine.text_index import BREAK
from generator.checks.engine.tolerance import tolerance_percent
from generator.figures.wording.numbers import round_half_up

MONEY = r"(?<![0-9.,])([0-9][0-9,]*(?:\.[0-9]+)?)\s*(亿元|万元|元)"
RATE = r"\s*([0-9]+(?:\.[0-9]+)?)\s*[%％](?!以)"
NEAR = f"[^。；0-9{BREAK}]"
CHANGE = re.compile(
    rf"{MONEY}[，、（(]?{NEAR}{{0,20}}?[比较]上年{NEAR}{{0,12}}?(增加|减少|增长|下降)了?\s*{MONEY}[，,]"
    rf"{NEAR}{{0,6}}?(?:增长|下降|增加|减少|增幅|降幅)[为了达]?{RATE}"
)
SHARE = re.compile(rf"{MONEY}[，、（(]?{NEAR}{{0,12}}?占((?:{MONEY}|{NEAR}){{0,24}}?)的?(?:比重|比例)?[为达]?{RATE}")
SPENT = re.compile(
    rf"预算{NEAR}{{0,12}}?{MONEY}[，、]{NEAR}{{0,16}}?(?:支出|执行|完成|使用){NEAR}{{0,8}}?{MONEY}[，、]"
    rf"{NEAR}{{0,10}}?(?:执行率|完成率){NEAR}{{0,4}}?{RATE}"
)
WHOLES = {
    "收入合计": "本年收入合计",
    "总收入": "本年收入合计",
    "收入总额": "本年收入合计",
    "支出合计": "本年支出合计",
    "总支出": "本年支出合计",
    "支出总额": "本年支出合计",
    "一般公共预算财政拨款支出": "一般公共预算财政拨款支出",
    "财政拨款支出": "财政拨款支出合计",
}
"""How a text calls a whole → the figure."""
STEMS = ("本年度", "本年", "全年", "当年", "年度", "部门", "单位")
SCALE = {"亿元": 4, "万元": 0, "元": -4}
EXACT = "数字写成 {{ … }} 由数据给出；自己写的，核对三个数"


def changes(facts: Facts) -> Iterator[Found]:
    """甲万元，比上年增加乙万元，增长丙%: 丙 = 乙 ÷ (甲 ∓ 乙)."""
    for found in _find(CHANGE, facts, "上年"):
        now, gap = _amount(found[1], found[2]), _amount(found[4], found[5])
        base = now - gap if found[3] in ("增加", "增长") else now + gap
        yield from _compare(facts, found, found[6], gap, base, "增减率")


def shares(facts: Facts) -> Iterator[Found]:
    """甲万元，占乙的丙%: 乙 is an amount, or the name of a total."""
    for found in _find(SHARE, facts, "占"):
        whole = _whole(facts, found)
        if whole is not None:
            yield from _compare(facts, found, found[6], _amount(found[1], found[2]), whole, "占比")


def rates(facts: Facts) -> Iterator[Found]:
    """预算甲万元，支出乙万元，执行率丙%."""
    for found in _find(SPENT, facts, "率"):
        yield from _compare(facts, found, found[5], _amount(found[3], found[4]), _amount(found[1], found[2]), "执行率")


def _find(pattern: re.Pattern[str], facts: Facts, hint: str) -> Iterator[re.Match[str]]:
    text = facts.page.text
    for start, end in facts.percents:
        if text.find(hint, start, end) >= 0:
            found = _last(pattern, text, start, end)
            if found:
                yield found


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The match that ends just with the percentage, from the amount nearest to it."""
    last = None
    for found in pattern.finditer(text, start, end):
        if found.end() == end:
            last = found
    return last


def _amount(digits: str, unit: str) -> Decimal:
    return Decimal(digits.replace(",", "")).scaleb(SCALE[unit])


def _whole(facts: Facts, found: re.Match[str]) -> Decimal | None:
    if found[4]:
        return _amount(found[4], found[5])
    name = found[3].strip().removesuffix("的")
    for stem in STEMS:
        name = name.removeprefix(stem)
    amount = facts.figures.amount(WHOLES.get(name, ""))
    return amount.value if amount is not None else None


def _compare(facts: Facts, found: re.Match[str], typed: str, part: Decimal, whole: Decimal, what: str) -> Iterator[Found]:
    if whole <= 0:
        return
    said, due = Decimal(typed), part / whole * 100
    places = max(-int(said.as_tuple().exponent), 0)
    if abs(said - due) <= tolerance_percent(places, part, whole):
        return
    line, offset = facts.page.locate(found.start(0))
    right = round_half_up(due, max(places, 2))
    shown = line.raw[offset : offset + len(found[0])]
    if said == due.quantize(Decimal(1).scaleb(-places), ROUND_DOWN):
        message = f"{what}{typed}%是截断的，四舍五入应为{round_half_up(due, places)}%：“{shown}”"
        yield Spot(message, line.at(offset), "四舍五入，不截断", expected=due, actual=said, severity=HINT)
    else:
        yield Spot(f"{what}{typed}%与前面的数不符，应为{right}%：“{shown}”", line.at(offset), EXACT, expected=due, actual=said)


RULES: tuple[Rule, ...] = (
    Check("H02", "文字里打出来的增减率等于增减额除以上年数", WARNING, changes, EXACT, note="截断而未四舍五入的为提示"),
    Check("H06", "文字里打出来的占比等于两个数相除", WARNING, shares, EXACT, note="截断而未四舍五入的为提示"),
    Check("H21", "文字里打出来的执行率等于支出除以预算", WARNING, rates, EXACT, note="截断而未四舍五入的为提示"),
)
