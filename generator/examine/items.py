"""Sentences that go through the 科目 one by one: names of 类, 款 and 项, the figures said twice, change, reason and use.

“A（类）B（款）C（项）”25.77万元，主要用于C。2023年…执行数为60.13万元，2024年预算安排25.77万元，…减少57.14%。主要原因是：…
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise

from generator.checks import Severity
from generator.checks.text.changes import ELSE, RISES
from generator.examine.places import ReportFinding, finding
from generator.excel.grid import as_number
from generator.model.classification import functional
from generator.reports.report import ReadReport, ReportParagraph

NAME = r"([\u4e00-\u9fff、]{2,40})"
CHAIN = re.compile(rf"([\u4e00-\u9fff、“”]{{2,30}}?)[（(]类[）)]{NAME}[（(]款[）)]{NAME}[（(]项[）)]”?")
AMOUNT = re.compile(r"\s*(?:支出|决算|预算)?(?:数|为|：)?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*万元")
PLANNED = re.compile(r"(?:预算安排|预算数为|安排预算)\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*万元")
BEFORE = re.compile(r"(?:执行数|上年预算数?)(?:为|是)?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*万元")
CHANGE = re.compile(r"(?:执行数|上年预算数?)(增加|增长|减少|下降)\s*([0-9][0-9,]*(?:\.([0-9]+))?)\s*[%％]")
REASON = re.compile(r"主要原因(?:是|为)?[：:]?([^。；]{2,80})")
USE = re.compile(r"主要用于[：:]?([^。；，]{2,60})")
SENTENCE = re.compile("[^。]+。?")
MOVED = re.compile(r"(增加|增长|上升|提高|减少|下降|降低)了?\s*[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:万?元|[%％])")
UP, DOWN = re.compile("增加|增长|提高|上升"), re.compile("减少|下降|降低|压减")


def check_items(report: ReadReport, year: int) -> Iterator[ReportFinding]:
    """The findings of all paragraphs that name an item. year: of the classification."""
    for _, paragraph in report.paragraphs():
        found = [*CHAIN.finditer(paragraph.text)]
        if not found:
            yield from _reasons(paragraph)
        for number, chain in enumerate(found):
            end = found[number + 1].start() if number + 1 < len(found) else len(paragraph.text)
            yield from _names(paragraph, chain, year)
            yield from _said_twice(paragraph, chain, end)
            yield from _changes(paragraph, chain, end)
            yield from _use(paragraph, chain, end, year)


def _reasons(paragraph: ReportParagraph) -> Iterator[ReportFinding]:
    """A reason in a sentence of its own, against the change in the sentence before it, where that has one direction only."""
    sentences = [*SENTENCE.finditer(paragraph.text)]
    for before, sentence in pairwise(sentences):
        reason = REASON.match(sentence[0])
        rises = {found[1] in RISES for found in MOVED.finditer(before[0])}
        if reason is None or len(rises) != 1 or ELSE.search(reason[1]):
            continue
        yield from _against(paragraph, "增加" if rises == {True} else "减少", reason, sentence.start(), sentence[0])


def _against(paragraph: ReportParagraph, said: str, reason: re.Match[str], start: int, words: str) -> Iterator[ReportFinding]:
    """A reason that names only the other direction. said: the word of the change; start, words: where the reason stands."""
    wrong, right = (DOWN, UP) if said in RISES else (UP, DOWN)
    if wrong.search(reason[1]) and not right.search(reason[1]):
        message = f"说的是{said}，原因却是“{reason[1]}”"
        yield finding("Y04", Severity.WARNING, message, "核对数字和原因", paragraph.place_at(start), words)


@cache
def _chains(year: int) -> tuple[frozenset[tuple[str, str, str]], frozenset[str]]:
    """类, 款 and 项 that belong together, and the names of all 项."""
    known = functional(year)
    chains = {
        (_bare(known.name(row.code[:3])), _bare(known.name(row.code[:5])), _bare(row.name))
        for row in known.in_force()
        if len(row.code) == 7
    }
    return frozenset(chains), frozenset(name for *_, name in chains)


def _bare(name: str) -> str:
    return re.sub(r"[\s“”]|^[一二三四五六七八九十]+、", "", name).removesuffix("支出")


def _names(paragraph: ReportParagraph, chain: re.Match[str], year: int) -> Iterator[ReportFinding]:
    """A 款 that is not of its 类, or a 项 not of its 款, where all three are names of the classification."""
    if not year:
        return
    chains, items = _chains(year)
    name = tuple(_bare(chain[number]) for number in (1, 2, 3))
    if name in chains or name[0] not in {first for first, *_ in chains}:
        return
    if name[1] not in {second for first, second, _ in chains if first == name[0]}:
        near = sorted(
            {f"{second}（款）{third}（项）" for first, second, third in chains if first == name[0] and name[1] in (second, third)}
        )
        right = f"，{year}年的科目里有{near[0]}" if near else ""
        message = f"“{chain[1].strip('“')}”类下没有“{chain[2]}”款{right}"
    elif name[2] in {third for _, second, third in chains if second == name[1]} or name[2] not in items:
        return
    else:
        message = f"“{chain[2]}”款下没有“{chain[3]}”项"
    yield finding("科目", Severity.WARNING, message, "核对科目名称", paragraph.place_at(chain.start()), chain[0])


def _said_twice(paragraph: ReportParagraph, chain: re.Match[str], end: int) -> Iterator[ReportFinding]:
    """The amount behind the name and the budget of the same year in the same item."""
    first = AMOUNT.match(paragraph.text, chain.end(), end)
    planned = PLANNED.search(paragraph.text, chain.end(), end)
    if first and planned and _number(first[1]) != _number(planned[1]):
        message = f"同一项先说{first[1]}万元，后说{planned[1]}万元"
        where = paragraph.place_at(planned.start())
        figures = (_number(first[1]), _number(planned[1]))
        yield finding("表文", Severity.ERROR, message, "核对表，改正其中一处", where, planned[0], figures=figures)


def _changes(paragraph: ReportParagraph, chain: re.Match[str], end: int) -> Iterator[ReportFinding]:
    """The rate against the two figures it follows from; the reason against its direction."""
    change = CHANGE.search(paragraph.text, chain.end(), end)
    if change is None:
        return
    before = BEFORE.search(paragraph.text, chain.end(), end)
    said = (AMOUNT.match(paragraph.text, chain.end(), end), PLANNED.search(paragraph.text, chain.end(), end))
    if before and any(said):
        yield from _rate(paragraph, change, _number(before[1]), [_number(one[1]) for one in said if one])
    reason = REASON.search(paragraph.text, change.end(), end)
    if reason:
        yield from _against(paragraph, change[1], reason, reason.start(), reason[0])


def _rate(paragraph: ReportParagraph, change: re.Match[str], before: Decimal, amounts: list[Decimal]) -> Iterator[ReportFinding]:
    """amounts: of this year, as said once or twice; one of them has to give the rate."""
    where, sign = paragraph.place_at(change.start()), -1 if change[1] in ("减少", "下降") else 1
    if not before:
        yield finding("H02", Severity.WARNING, f"上年是0，没有增减率：“{change[0]}”", "删去百分比，只写金额", where, change[0])
        return
    step = Decimal(1).scaleb(-len(change[3] or ""))
    rates = [((now - before) / before * 100 * sign).quantize(step, ROUND_HALF_UP) for now in amounts]
    slack = step + Decimal("0.01") / before * 100
    if all(abs(due - _number(change[2])) > slack for due in rates):
        due = rates[0]
        message = f"{change[1]}{change[2]}%与前面的数不符，应为{'增加' if due * sign > 0 else '减少'}{abs(due)}%"
        yield finding("H02", Severity.WARNING, message, "核对三个数", where, change[0], figures=(due, _number(change[2])))


def _use(paragraph: ReportParagraph, chain: re.Match[str], end: int, year: int) -> Iterator[ReportFinding]:
    """A use or a reason that names another 项 of the classification than the one it is about."""
    own, others = _bare(chain[3]), _chains(year)[1] if year else frozenset()
    for pattern, what in ((USE, "用途"), (REASON, "原因")):
        said = pattern.search(paragraph.text, chain.end(), end)
        if said is None:
            continue
        words = _bare(re.sub("经费(?:增加|减少|保持不变)?$|(?:增加|减少)$", "", said[1]))
        group = _bare(chain[2])
        about = words.removeprefix(group)
        if own not in words and about in others and about != own:
            message = f"“{chain[3]}”的{what}说的是另一项：“{said[1]}”"
            yield finding("科目", Severity.WARNING, message, f"改成{chain[3]}的{what}", paragraph.place_at(said.start()), said[0])


def _number(text: str) -> Decimal:
    return as_number(text) or Decimal(0)
