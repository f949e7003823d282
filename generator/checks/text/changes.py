"""Y08, Y04: sentences about a change that contradict themselves: zero that has grown, 持平 with an increase, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule
from generator.checks.engine.text_index import BREAK
from generator.checks.money.yearly import DOWN, UP

RISES, FALLS = ("增加", "增长", "上升", "提高"), ("减少", "下降", "降低", "缩减")
RISE, FALL = "|".join(RISES), "|".join(FALLS)
CHANGED = f"(?:{RISE}|{FALL})"
FIGURE = r"[0-9](?<![0-9.,].)[0-9,]*(?:\.[0-9]+)?"
MONEY = rf"({FIGURE})\s*万?元"
THAN = rf"(?:20[0-9]{{2}}年度?|[^。；：0-9{BREAK}])"
"""A character of the words that name what is compared with, or a year."""
EARLIER = re.compile(r"上年|去年|上一年|上年度|基数|原(?!因)|由(?!于)|从")
"""Before a figure: it is the one that this year's is compared with."""
ZERO_GROWS = re.compile(
    rf"0(?<![0-9.,].)(?:\.0+)?\s*万?元{THAN}{{0,6}}?(?:比|较|与|同比){THAN}{{0,12}}?(?:{RISE})了?(?:[^到至0-9。；{BREAK}]{{0,4}}?)"
    rf"({FIGURE})\s*(?:万?元|[%％])"
)
SAME = re.compile(
    rf"(?P<same>持平|无增减变化|没有(?:增减)?变化|无(?:增减)?变化|保持不变|一致)[，,、（(]\s*"
    rf"(?:比|较|与|同|同比|上年|去年|上一年|年初|预算|决算|相比|数|度|各|分别|略|20[0-9]{{2}}年){{0,5}}{CHANGED}了?\s*{MONEY}"
)
NONE_GROWS = re.compile(
    rf"(?:没有(?:发生|安排|产生)?|未(?:发生|安排|产生)|无)[^。；，0-9{BREAK}]{{0,10}}?(?:支出|费用|开支|接待|出国|购置)[^。；，0-9{BREAK}]{{0,4}}[，,]"
    rf"[^。；，0-9{BREAK}]{{0,6}}?(?:比|较|与|同比){THAN}{{0,12}}?(?:{RISE})了?\s*({FIGURE})\s*(?:万?元|[%％])"
)
"""No expenditure, and yet more than last year."""
NO_CHANGE = re.compile(rf"({RISE}|{FALL})了?\s*{MONEY}[，,]\s*(?:{RISE}|{FALL}|增幅|降幅)[了为]?\s*({FIGURE})\s*[%％]")
THEN_SAME = re.compile(
    rf"{CHANGED}了?\s*{MONEY}[，,]\s*(?:与|同|和)?(?:上年|去年|预算|年初预算|上年决算)?(?:数|度)?相?(?:持平|一致|无变化)"
)
COMPLETED = re.compile(
    rf"完成(?:年初|全年|调整|本年)?预算数?的?\s*({FIGURE})\s*[%％][，,]?\s*(?:支出)?决算数?(大于|高于|超过|超出|小于|低于|少于)"
    "(?:年初|全年|调整)?预算"
)
MORE = ("大于", "高于", "超过", "超出")
ROUGHLY = re.compile("(?:基本|大致|总体|大体)$")
NEGATIVE = re.compile(rf"{CHANGED}(?:了|额|率|幅度?为)?\s*[-－−]\s*{FIGURE}\s*(?:万?元|[%％]|个百分点)")
TWO_WAYS = re.compile(rf"({RISE}|{FALL})了?\s*{MONEY}[，,]\s*({RISE}|{FALL})了?\s*({FIGURE})\s*[%％]")
BALANCE = re.compile(
    rf"收入(?:总计|合计|总额)[^。；增减降升{BREAK}]{{0,24}}({RISE}|{FALL})了?\s*{MONEY}"
    rf"[^。{BREAK}]{{0,40}}?支出(?:总计|合计|总额)[^。；增减降升{BREAK}]{{0,24}}({RISE}|{FALL})了?\s*{MONEY}"
)
"""Receipts and expenditure of one balance, each with its change."""
REASON = re.compile(rf"(?:主要(?:是|为|系|由于|因为?|在于)|原因(?:是|为|系|在于)|系因?)([^。；{BREAK}]{{2,80}})")
ELSE = re.compile("上年|去年|其中|但|不同|相抵|剔除")
"""In a reason: it weighs more than one thing."""
CHANGE = re.compile(rf"({RISE}|{FALL})了?\s*{FIGURE}\s*(?:万?元|[%％])")
BEFORE = 120
"""How far before a reason its change is looked for."""
SENTENCE = f"。；{BREAK}"
REMEDY = "核对数字和增减的方向，只写一种"


def contradictory(facts: Facts) -> Iterator[Found]:
    """Changes that cannot be as they are written (Y08)."""
    text = facts.page.text
    if not any(facts.page.signs[sign] for sign in "元%％"):
        return
    for found in ZERO_GROWS.finditer(text):
        before = _clause(text, found.start())
        if _number(found[1]) and not EARLIER.search(before) and f"{facts.data.year - 1}年" not in before:
            yield _breach(facts, found, "本年为零，却比上年增加")
    for found in SAME.finditer(text) if facts.page.any_of(("持平", "变化", "不变", "一致")) else ():
        if not ROUGHLY.search(text, max(0, found.start() - 2), found.start()):
            yield _breach(facts, found, f"又说{found['same']}，又说有增减")
    for found in NEGATIVE.finditer(text):
        yield _breach(facts, found, "增减的后面又写了负数")
    for found in TWO_WAYS.finditer(text):
        if _number(found[2]) and _number(found[4]) and (found[1] in RISES) != (found[3] in RISES):
            yield _breach(facts, found, "金额和百分比的方向相反")
    yield from _without_change(facts, text)
    for found in BALANCE.finditer(text):
        (first, by), (second, as_much) = (found[1], _number(found[2])), (found[3], _number(found[4]))
        if by and by == as_much and (first in RISES) != (second in RISES):
            yield _breach(facts, found, "收入总计与支出总计相等，增减的方向却相反")


def _without_change(facts: Facts, text: str) -> Iterator[Found]:
    """Nothing that has grown, a change of nothing in per cent, a budget completed to one side that differs to the other."""
    for found in NONE_GROWS.finditer(text):
        if _number(found[1]):
            yield _breach(facts, found, "没有支出，却比上年增加")
    for found in NO_CHANGE.finditer(text):
        if not _number(found[2]) and _number(found[3]):
            yield _breach(facts, found, "金额没有增减，百分比却有")
    for found in THEN_SAME.finditer(text):
        if _number(found[1]) or "持平" in found[0]:
            yield _breach(facts, found, "又说有增减，又说没有")
    for found in COMPLETED.finditer(text) if "完成" in text else ():
        if (_number(found[1]) - 100) * (1 if found[2] in MORE else -1) <= 0:
            yield _breach(facts, found, "完成预算的百分比与决算数大于或小于预算数不符")


def unfitting(facts: Facts) -> Iterator[Found]:
    """A reason that names only the opposite direction of the change before it in its sentence (Y04)."""
    text = facts.page.text
    for found in REASON.finditer(text) if facts.page.any_of(("主要", "原因", "系")) else ():
        start = max(text.rfind(mark, max(0, found.start() - BEFORE), found.start()) for mark in SENTENCE) + 1
        start = max(start, found.start() - BEFORE)
        ways = {change[1] in RISES for change in CHANGE.finditer(text, start, found.start())}
        if len(ways) != 1 or ELSE.search(found[1]):
            continue
        rises = ways.pop()
        wrong, right = (DOWN, UP) if rises else (UP, DOWN)
        if (said := wrong.search(found[1])) and not right.search(found[1]):
            word, other = ("增加", "减少") if rises else ("减少", "增加")
            message = f"说的是{word}，原因却只说{other}（“{said[0]}”）：“{_shown(facts, found)}”"
            yield Breach(message, facts.page.place(found.start()), "核对数字和原因")


def _clause(text: str, end: int) -> str:
    """What stands before a position in its clause."""
    start = max(text.rfind(mark, max(0, end - 30), end) for mark in f"，,、{SENTENCE}")
    return text[max(start + 1, end - 30) : end]


def _number(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def _shown(facts: Facts, found: re.Match[str]) -> str:
    line, offset = facts.page.locate(found.start())
    return line.raw[offset : offset + len(found[0])].strip()


def _breach(facts: Facts, found: re.Match[str], what: str) -> Breach:
    return Breach(f"{what}：“{_shown(facts, found)}”", facts.page.place(found.start()), REMEDY)


RULES: tuple[Rule, ...] = (
    Check("Y08", "文字里的增减不自相矛盾：零不会比上年增加，持平就没有增减，金额与百分比同向", WARNING, contradictory, REMEDY),
    Check("Y04", "一句话里原因的方向与增减的方向一致", WARNING, unfitting, "核对数字和原因"),
)
