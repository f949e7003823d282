"""合计, H02, H21, Y04, 单位: what the figures of sentences say together; figures without a unit; another department's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from generator.checks import Severity
from generator.examine.places import ReportFinding, finding
from generator.reports import ReadReport
from generator.reports.facts import ReportFacts, SentenceFact
from generator.reports.facts.collected import short_names
from generator.sentences import StatementKind

PARTS: dict[str, tuple[str, ...]] = {
    "政府采购": ("政府采购货物", "政府采购工程", "政府采购服务"),
    "三公经费": ("因公出国费", "公务用车费", "公务接待费"),
    "公务用车费": ("公务用车购置费", "公务用车运行费"),
    "基本支出": ("人员经费", "公用经费"),
}
"""What is the sum of others, where a paragraph says all of them."""
HALF = Decimal("0.005")
PLANNED = ("年初预算", "预算", "全年预算", "调整预算")
NO_UNIT = re.compile(r"(?<![0-9.,，、:：（(])([0-9][0-9,]*\.[0-9]{2})(?=[，。；、）])")
UNITED = re.compile(r"[0-9]\s*(?:万元|元|亿元)")
NO_MONEY = re.compile(r"(?:分|率|系数|指数|得|重|平均|面积|公里|倍|占|比|第|至|到|[—~～\-])[^，。；]{0,8}$")
SUBJECT = re.compile(r"(?:^|。)([\u4e00-\u9fff]{3,24}?(?:局|厅|委员会|街道办事处))(?=20[0-9]{2}年度?|共有|机关运行)")
DOUBLED = re.compile(r"的的|是是|为为|了了|支支|出出|增加增加|减少减少|主要主要|万元万元|元元|年年度|经费经费")
SAME_REASON = re.compile(r"持平[，。；]?(?:的)?主要原因(?:是|为|：|:)?([^。；]{2,60})")


def check_sentences(report: ReadReport, facts: ReportFacts) -> Iterator[ReportFinding]:
    """The findings of all paragraphs."""
    said = [fact for fact in facts.sentences if fact.understood and fact.statement.definite and fact.statement.figure.exact]
    for _, found in groupby(said, key=lambda fact: fact.path):
        group = list(found)
        yield from _sums(group)
        yield from _completions(group)
    for fact in facts.sentences:
        yield from _too_much(fact)
    yield from _texts(report, facts)


def _sums(said: list[SentenceFact]) -> Iterator[ReportFinding]:
    """A whole and its parts of one section, each said once."""
    values: dict[tuple[str, str], list[SentenceFact]] = {}
    for fact in said:
        subject = fact.statement.subject
        if fact.statement.kind is StatementKind.VALUE and fact.statement.figure.money and subject.stage in ("", "决算"):
            values.setdefault((subject.fund, subject.name), []).append(fact)
    for (fund, name), whole in values.items():
        parts = [values.get((fund, part), []) for part in PARTS.get(name, ())]
        if len(whole) != 1 or not parts or any(len(part) != 1 for part in parts):
            continue
        stated = whole[0].statement.figure.value or Decimal(0)
        due = sum((part[0].statement.figure.value or Decimal(0) for part in parts), Decimal(0))
        if abs(stated - due) > HALF * 2 * (len(parts) + 1):
            message = f"{name}是{stated}万元，后面各项之和是{due}万元，相差{abs(stated - due)}万元"
            yield finding("合计", Severity.WARNING, message, "核对各项", whole[0].place, _words(whole[0]), figures=(due, stated))


def _completions(said: list[SentenceFact]) -> Iterator[ReportFinding]:
    """完成预算的…%: of the budget and the figure that the section says of the same thing before."""
    values: dict[tuple[str, bool], tuple[Decimal, int]] = {}
    for fact in said:
        statement, figure = fact.statement, fact.statement.figure
        name, planned = statement.subject.name, statement.subject.stage in PLANNED
        if statement.kind is StatementKind.VALUE and figure.money and figure.value is not None:
            values[name, planned] = figure.value, figure.decimals
        if statement.kind is not StatementKind.COMPLETION or (statement.value and statement.wholes) or figure.value is None:
            continue
        spent, budget = values.get((name, False)), values.get((name, True))
        if spent is None or budget is None or budget[0] <= 0:
            continue
        due = spent[0] / budget[0] * 100
        slack = Decimal(1).scaleb(-max(figure.decimals, 0)) + Decimal(1).scaleb(-spent[1]) / budget[0] * 100
        if abs(due - figure.value) > slack:
            message = f"完成率{figure.value}%与前面的数不符，{spent[0]}÷{budget[0]}应为{due:.2f}%"
            yield finding("H21", Severity.WARNING, message, "核对三个数", fact.place, _words(fact), figures=(due, figure.value))


def _too_much(fact: SentenceFact) -> Iterator[ReportFinding]:
    """An increase that is more than the figure itself, with a rate: last year's would be below zero."""
    statement = fact.statement
    value, change = statement.value, statement.change
    if statement.kind is not StatementKind.RATE or statement.direction != 1 or not value or not change or not change.money:
        return
    if value.money and value.value is not None and change.value is not None and 0 < value.value < change.value:
        message = f"增加{change.value}万元，比今年的{value.value}万元还多，增减率{statement.figure.value}%不会成立"
        yield finding(
            "H02", Severity.WARNING, message, "核对三个数", fact.place, _words(fact), figures=(value.value, change.value)
        )


def _texts(report: ReadReport, facts: ReportFacts) -> Iterator[ReportFinding]:
    """What needs no understanding of figures: no unit, another department, doubled words, a reason for nothing."""
    paragraphs = [paragraph for _, paragraph in report.paragraphs()]
    whole = "\n".join(paragraph.text for paragraph in paragraphs)
    own = short_names(facts.about.department)
    for paragraph in paragraphs:
        text = paragraph.text
        for found in NO_UNIT.finditer(text) if UNITED.search(text) else ():
            if not NO_MONEY.search(text[: found.start()]):
                message = f"数没有单位：“{text[max(0, found.start() - 12) : found.end()]}”"
                yield finding("单位", Severity.WARNING, message, "补上单位", paragraph.place_at(found.start()), found[0])
        for found in SUBJECT.finditer(text) if own else ():
            name = found[1]
            if not any(one in name or name in one for one in own) and not _elsewhere(name, whole):
                message = f"说的是“{name}”，这份报告是{facts.about.department}的"
                yield finding("Z10", Severity.WARNING, message, "改成本部门的名称", paragraph.place_at(found.start(1)), name)
        for found in DOUBLED.finditer(text):
            message = f"字重复：“{text[max(0, found.start() - 6) : found.end() + 6]}”"
            yield finding("Z06", Severity.WARNING, message, "删去重复的字", paragraph.place_at(found.start()), found[0])
        for found in SAME_REASON.finditer(text):
            moved = {word in ("增加", "增长") for word in re.findall("增加|增长|减少|下降", found[1])}
            if len(moved) == 1 and "基本持平" not in text[max(0, found.start() - 2) : found.end()]:
                message = f"说的是持平，原因却是“{found[1]}”"
                yield finding("Y04", Severity.WARNING, message, "核对数字和原因", paragraph.place_at(found.start()), found[0])


def _elsewhere(name: str, whole: str) -> bool:
    """Whether the report speaks of the name in other places too: a unit of the department."""
    return whole.count(name) > 1


def _words(fact: SentenceFact) -> str:
    return re.split(r"[。；;]", fact.words)[-1][-24:]
