"""Y07, H25: years and dates in texts: stale years, days that no calendar has, paragraphs carried over from last year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from math import ceil

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Rule
from generator.checks.engine.settings import THRESHOLDS
from generator.checks.engine.text_index import TextLine
from generator.model.choices import BUDGET
from generator.model.text import Text, TextPart

YEAR = re.compile(r"(20(?<![0-9〔]20)[0-9]{2})年(?P<month>[0-9]{1,2}月)?")
DATE = re.compile(r"(?:(20[0-9]{2})年)?(?<![0-9.])([0-9]{1,2})月([0-9]{1,2})日")
MONTH_DAY = re.compile(r"月[0-9]{1,2}日")
QUOTED = re.compile("《[^》]{0,200}》|〈[^〉]{0,200}〉|〔[^〕]{0,20}〕")
BEFORE = re.compile(r"(?:自|从|由|于|到|(?<!截)至|面向|着眼|力争|[0-9年][—－~～至到-]{1,4})\s{0,4}$")
NEAR = 12
"""How far before a year the words are looked for that BEFORE names."""
AFTER = re.compile(
    r"(?:底|初|末|年?[上中下]半年|[0-9]{1,2}月|[0-9]{1,2}日){0,4}(?:正式|全面|首次|新|机构)?"
    r"(?:以来|以后|以前|之前|之后|前|后|起|至今|开始|版|[—－~～至到-]{1,4}\s{0,4}20"
    r"|成立|组建|挂牌|设立|改革|划转|更名|印发|出台|实施|施行|启用|颁布|修[订正]|制定|发布|编制的"
    r"|立项|批复|开工|竣工|建成|投用|投入使用|购置|获评?|荣获|评为|入选|取得|达到)"
)
AHEAD = re.compile(
    r"(?:底|初|末|度|[0-9]{1,2}月|[0-9]{1,2}日){0,4}(?:前|将|拟|内|预算|计划|目标|任务|规划|远景|愿景|安排|工作|重点|建议)"
)
"""What follows the year to come where the text plans it; later years are always plans."""
LAST_PLAN = 2060
"""The latest year that plans speak of (碳中和)."""
LEAP = 2000
"""The year assumed where a date has none: a leap year, as the text may mean one."""
TITLES = ("立项依据", "文号", "标题", "报告名")
"""Fields that quote other documents."""
PLANS = re.compile("建议|措施|问题|原因|应用|说明|管理")
"""Fields that may speak of the year to come."""
OWN = re.compile("指标值|完成值|年度目标|目标完成|具体目标|完成情况")
"""Fields whose dates lie in the year of the report."""
FRESH = ("原因", "目标完成", "实施效果", "主要问题", "改进措施", "完成情况", "效益情况", "评价结论", "存在问题", "建议")
"""Endings of the fields that describe this year and are written anew; all texts of 文字 are, except STANDING."""
STANDING = ("文字.主要职能", "文字.其他说明")


PROJECT = re.compile(r"项目\[[0-9]+\]")
HEADING = re.compile(
    r"(?:(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?[0-9]{1,2}[）)、.．]|第[一二三四五六七八九十]{1,3}部分)\s?)[^。；]{4,50}[^。；：，、]"
    r"|[^。；，]{4,40}(?:情况|说明|情况说明|概况|分析|报告|总结|工作|安排|明细|表)"
)
"""A paragraph that is a heading: with an ordinal and no full stop, or one that ends like a title."""
HEADINGS = ("标题", "报告名")
"""How the fields end whose words are headings."""
LOOKING_BACK = re.compile("相比|比较|对比|较|与|结转|以来|以前|[-—－~～至]|回顾|批复|开工|立项|续建|跨年|延续|《|〔|印发|上年")
OF_LAST_YEAR = re.compile("执行|完成|决算|总结|结余")
"""In a heading of a budget: the section reports on the year before."""


def stale(facts: Facts) -> Iterator[Found]:
    """A year that is neither this one nor the last; last year's date in a target or a result."""
    year = facts.data.year
    for line, found in _years(facts, year):
        said = int(found[1])
        if year + 1 < said <= LAST_PLAN or (said == year + 1 and AHEAD.match(line.text, found.end())):
            continue
        own = OWN.search(line.start.path) and found["month"]
        allowed = {year} if own else {year, year - 1, *((year + 1,) if PLANS.search(line.start.path) else ())}
        if said not in allowed:
            wanted = f"{year}年" if own else f"{year}年或{year - 1}年"
            message = f"{year}年度的文字里出现{found[0]}，这里应是{wanted}"
            yield Breach(message, line.at(found.start()), "照抄以前年度的就改；确实说那一年的，在“确认”里写明")


def _years(facts: Facts, year: int) -> Iterator[tuple[TextLine, re.Match[str]]]:
    """The years in the lines with a year that is not always right; this year is, and so is last year without a month."""
    lines: dict[int, TextLine] = {}
    for one in YEAR.finditer(facts.page.text):
        if one[1] == str(year) or (one[1] == str(year - 1) and not one["month"]):
            continue
        line, offset = facts.page.locate(one.start())
        lines[one.start() - offset] = line
    for line in lines.values():
        if any(name in line.start.path for name in TITLES):
            continue
        text = QUOTED.sub(lambda quoted: "〇" * len(quoted[0]), line.text)
        for found in YEAR.finditer(text):
            if not BEFORE.search(text, max(0, found.start() - NEAR), found.start()) and not AFTER.match(text, found.end()):
                yield line, found


def impossible(facts: Facts) -> Iterator[Found]:
    """A day that the calendar does not have: 11月31日."""
    for day_of in MONTH_DAY.finditer(facts.page.text):
        found = DATE.search(facts.page.text, max(0, day_of.start() - 7), day_of.end())
        if not found:
            continue
        year, month, day = int(found[1] or LEAP), int(found[2]), int(found[3])
        if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
            line, offset = facts.page.locate(found.start())
            yield Breach(f"日期“{found[0]}”在日历上没有", line.at(offset), "核对月份和日子")


def carried_over(facts: Facts) -> Iterator[Found]:
    """Paragraphs of some length that stand in last year's file, word for word (the years apart); of one project, all at once."""
    if facts.before is None:
        return
    least = ceil(facts.settings.threshold("Y07"))
    fresh = [text for text in facts.texts if _fresh(text.place.path)]
    last = facts.before.data
    pieces = [piece.text for text in facts.before_texts for piece in text.pieces if len(piece.text) >= least]
    known = {_timeless(piece, last.year) for piece in pieces}
    found: dict[str, list[tuple[Text, TextPart]]] = {}
    for text in fresh if known else ():
        for piece in text.pieces:
            if len(piece.text) >= least and _timeless(piece.text, facts.data.year) in known:
                project = PROJECT.match(text.place.path)
                found.setdefault(project[0] if project else f"{text.place.path}:{piece.line}", []).append((text, piece))
    for copied in found.values():
        text, piece = copied[0]
        more = f"，同一项目共有{len(copied)}段" if len(copied) > 1 else ""
        message = f"这一段与{last.year}年度的文字一字不差：“{piece.text[:20]}…”{more}"
        yield Breach(message, text.place._replace(line=piece.line), "按本年度的情况重写")


def headings(facts: Facts) -> Iterator[Found]:
    """A heading in this year's text that names last year."""
    last, budget = f"{facts.data.year - 1}年", facts.data.kind == BUDGET
    if last not in facts.page.text:
        return
    lines = [(piece.text, text.place._replace(line=piece.line)) for text in facts.texts for piece in text.pieces]
    headed = [(line, place) for line, place in lines if last in line and HEADING.fullmatch(line)]
    headed += [(str(word), word.place) for word in facts.words if last in word and word.place.path.endswith(HEADINGS)]
    for line, place in headed:
        if f"{facts.data.year}年" in line or LOOKING_BACK.search(line) or (budget and OF_LAST_YEAR.search(line)):
            continue
        message = f"标题里是上年的年份：“{line}”，本年度是{facts.data.year}年"
        yield Breach(message, place, f"改为{facts.data.year}年；确实说上年的，在“确认”里写明")


def _fresh(path: str) -> bool:
    return path.endswith(FRESH) or (path.startswith("文字.") and not path.startswith(STANDING))


def _timeless(text: str, year: int) -> str:
    return text.replace(str(year), "本年").replace(str(year - 1), "上年") if str(year)[:2] in text else text


RULES: tuple[Rule, ...] = (
    Check("Y07", "文字里的年份是本年或上年，目标和完成情况里的日期在本年", WARNING, stale, "核对年份"),
    Check(
        "Y07",
        f"写本年情况的段落不与上年一字不差（{THRESHOLDS['Y07'][0]}字以上，有上年文件时）",
        WARNING,
        carried_over,
        "按本年度的情况重写",
    ),
    Check("Y07", "本年度文字的标题里没有上年的年份", WARNING, headings, "改为本年的年份"),
    Check("H25", "日期是日历上有的", ERROR, impossible, "核对月份和日子"),
)
