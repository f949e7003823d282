"""P16, P17: what indicators say: values that can be compared, none missing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule
from generator.model.place import Place
from generator.model.sections import Indicator, Project

RATES = ("率", "比例", "比重", "占比", "覆盖面", "满意度")
GOOD = re.compile("覆盖|满意|合格|及时|完成|准确|知晓|参保|到位|办结|达标")
WORDS = re.compile(r"[0-9]\s*(百分比|百分数|比例|比率|月份)")
LABELS = re.compile("(?:合同|协议|指标|指标值|指标确定依据|依据|完成值|(?:数量|质量|时效|成本|效益|满意度)指标)")
EMBEDDED = re.compile(r"(?<![0-9A-Za-z“])([0-9]{2,})(?=[人名家个户次台件万]|$)")
LAST = ("同", "议", "标", "值", "据")
"""How all of these end."""
PERCENT = re.compile("[%％‰分]")
DIGIT = re.compile("[0-9]")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
DATED = re.compile("[年月日]")
SIGN = re.compile(r"[≥≤><＞＜]")
WANTED = ("数量", "质量", "时效", "成本")
PART = re.compile(r"基本|部分|大部")
MISSED = re.compile("^未(?!发生|出现)|没有完成|尚未")

MANY = 3
"""Where more rows than these have the same mistake, one finding names them together."""
MEASURE = re.compile(r"(?:([≥≤=＝><])\s*)?(\d+(?:\.\d+)?)\s*(\D*)")
"""Sign, number and unit of a value as typed."""


def incomparable(facts: Facts) -> Iterator[Found]:
    """What is odd about the value of an indicator (P16): the first thing of each row; a unit that many get wrong, once."""
    units: dict[str, list[tuple[Breach, str]]] = defaultdict(list)
    for project in facts.data.projects:
        for row in project.indicators:
            for message, place, remedy in _odd(row):
                breach = Breach(f"项目“{project.name}”指标“{row.level3}”{message}", place, remedy)
                if words := WORDS.search(row.target):
                    units[words[1]].append((breach, row.level3))
                else:
                    yield breach
                break
    for word, odd in units.items():
        if len(odd) <= MANY:
            yield from (breach for breach, _ in odd)
        else:
            names = "、".join(f"“{name}”" for _, name in odd[:MANY])
            message = f"{len(odd)}个指标的指标值把单位写成了“{word}”：{names}等"
            yield Breach(message, odd[0][0].place, odd[0][0].remedy, odd[-1][0].place)


def _odd(row: Indicator) -> Iterator[tuple[str, Place, str]]:
    target, name = str(row.target), str(row.level3)
    at = place_in(row.target)
    sign = found[0] if (found := SIGN.match(target.lstrip())) else ""
    rate = name.endswith(RATES)
    number = NUMBER.search(target) if rate else None
    if (target.endswith(LAST) and LABELS.fullmatch(target)) or (name.endswith(LAST) and LABELS.fullmatch(name)):
        place, said = (at, target) if LABELS.fullmatch(target) else (place_in(row.level3), name)
        yield f"里填的是栏目名或依据（“{said}”），不是指标", place, "写上实际的指标和指标值"
    if words := WORDS.search(target):
        yield f"的指标值{target}，单位写成了“{words[1]}”", at, "比率写%，日期写某年某月某日"
    if rate and number and not PERCENT.search(target):
        yield f"是比率，指标值却是{target}", at, "比率写%，或改指标的名称"
    if name.endswith(("时间", "时限", "日期")) and ("%" in target or "％" in target):
        yield f"是时间，指标值却是{target}", at, "写上完成的日期，或改指标的名称"
    if rate and number and sign in "≥>＞" and sign and Decimal(number[0]) >= 100:
        yield f"的指标值{target}，比率不会超过100%", at, "写=100%"
    if rate and GOOD.search(name) and sign and sign in "≤<＜":
        yield f"的指标值{target}，方向反了", at, "越高越好的指标用≥"
    if "成本" in row.level2 and sign and sign in "≥>＞":
        yield f"的指标值{target}，方向反了", at, "成本指标用≤"
    if "数量" in row.level2 and sign and sign in "≤<＜":
        yield f"的指标值{target}，方向反了", at, "数量指标用≥或＝"
    if not name.isalpha() and EMBEDDED.search(name):
        yield "的名称里写了数", place_in(row.level3), "数写在指标值里，名称里不写"
    if want := MEASURE.fullmatch(target):
        yield from _units(row, want)


def _units(row: Indicator, want: re.Match[str]) -> Iterator[tuple[str, Place, str]]:
    """Target and result in different units, a rate whose result is no number."""
    actual = str(row.actual or "")
    got = MEASURE.fullmatch(actual)
    if got and want[3] != got[3] and not DATED.search(f"{want[3]}{got[3]}"):
        yield f"的指标值{row.target}，完成值{actual}，单位不同", place_in(row.actual), "指标值和完成值用同一个单位"
    elif want[3] == "%" and actual and not DIGIT.search(actual):
        yield f"的指标值{row.target}，完成值却没有数：“{actual[:20]}”", place_in(row.actual), "完成值也写百分比"


def missing(facts: Facts) -> Iterator[Found]:
    """A scored table without one of 数量, 质量, 时效, 成本, 效益, 满意度 (P17)."""
    for project, rows in facts.scored:
        second, first = " ".join(str(row.level2) for row in rows), " ".join(str(row.level1) for row in rows)
        absent = [f"{kind}指标" for kind in WANTED if kind not in second and kind not in first]
        absent += [f"{kind}指标" for kind in ("效益", "满意度") if kind not in first and kind not in second]
        if absent:
            message = f"项目“{project.name}”的指标里没有{'、'.join(absent)}"
            yield Breach(message, place_in(rows[0].level3), "补上；本地不要求的，在“确认”里写明")


def strays(facts: Facts) -> Iterator[Found]:
    """A 一级指标 that the same 二级指标 does not have in the other projects (P17)."""
    firsts: dict[str, Counter[str]] = defaultdict(Counter)
    owners: dict[tuple[str, str], tuple[Project, Indicator]] = {}
    for project in facts.data.projects:
        for row in project.indicators:
            firsts[row.level2][row.level1] += 1
            owners.setdefault((row.level2, row.level1), (project, row))
    reported = set()
    for second, names in firsts.items():
        usual, times = names.most_common(1)[0]
        for name, number in names.items():
            if name == usual or number >= times or name in reported:
                continue
            if sum(one[name] for one in firsts.values()) - number <= 1:
                reported.add(name)
                project, row = owners[second, name]
                message = f"项目“{project.name}”的{second}列在一级指标“{name}”下，别的项目列在“{usual}”下"
                yield Breach(message, place_in(row.level1), f"改为“{usual}”，或统一名称")


RULES: tuple[Rule, ...] = (
    Check("P16", "指标值与完成值可以比较：单位相同，方向对，名称里不写数", WARNING, incomparable, "核对指标值和完成值"),
    Check("P17", "指标齐全：数量、质量、时效、成本、效益、满意度", WARNING, missing, "补上缺的指标"),
    Check("P17", "同一个二级指标列在同一个一级指标下", WARNING, strays, "统一一级指标的名称"),
)
