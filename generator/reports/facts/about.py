"""What a report is: of which department, year and kind, from its cover, its titles and its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.choices import ACCOUNTS, BUDGET
from generator.model.numerals import TO_DIGITS
from generator.reports.report import ReadReport, ReportParagraph

SELF_EVALUATION = "绩效自评"
YEAR = re.compile(r"(20\d\d)(?:年|年度)")
BODY = (
    "人民政府|街道办事处|办事处|委员会|办公室|管理局|监督局|保障局|法院|检察院|联合会|总工会|妇联|团委|党校|学校|小学|中学|大学|学院|"
    "幼儿园|医院|卫生院|中心|公司|支队|大队|总队|管理处|管理所|管委会|研究院|研究所|图书馆|博物馆|文化馆|档案馆|电视台|协会|学会|"
    "委|局|厅|署|处|办|院|会|社|站|所|馆|队|部|园"
)
"""What the names of departments end in, the longer before the shorter."""
NAME = rf"([\u4e00-\u9fff（）()]{{2,40}}?(?:{BODY}))(?:（[^）]{{1,6}}）)?"
LABEL = r"(?:预算主管部门|编制部门|部门名称|单位名称|编制单位)?[:：]?"
DEPARTMENT = re.compile(LABEL + NAME)
BEFORE = re.compile(NAME + r"(?=20\d\d|二[〇○零]|(?:部门|单位)(?:概况|决算|预算|整体)|概况|主要职)")
EVALUATED = re.compile(r"绩效自评|绩效评价报告|自评报告")
KINDS = ((SELF_EVALUATION, EVALUATED), (BUDGET, re.compile("预算")), (ACCOUNTS, re.compile("决算")))
FIRST = 12
"""Paragraphs and titles at the beginning that say what a report is."""


class ReportAbout(NamedTuple):
    """A report's department, year and kind (决算, 预算 or 绩效自评); "" and 0 for what it does not say."""

    department: str = ""
    year: int = 0
    kind: str = ""


def about_report(report: ReadReport) -> ReportAbout:
    """What a report says of itself, nearest its beginning first."""
    titles = list(_titles(report))
    return ReportAbout(_department(report, titles), _year(report, titles), _kind(report, titles))


def _titles(report: ReadReport) -> Iterator[str]:
    """The cover, then the headings above all others, without their ordinals."""
    for block in report.front[:FIRST]:
        if isinstance(block, ReportParagraph) and len(block.text) < 60:
            yield block.text
    for section in report.parts[:FIRST]:
        yield section.title or section.text


def _year(report: ReadReport, titles: list[str]) -> int:
    for text in titles:
        if found := YEAR.search(text) or YEAR.search(text.translate(TO_DIGITS)):
            return int(found[1])
    years = Counter(int(found[1]) for table in report.tables() for line in (table.title,) if (found := YEAR.search(line)))
    if years:
        return years.most_common(1)[0][0]
    texts = (paragraph.text for _, paragraph in report.paragraphs())
    named = Counter(int(found[1]) for text in texts if (found := YEAR.match(text)))
    return named.most_common(1)[0][0] if named else 0


def _department(report: ReadReport, titles: list[str]) -> str:
    owners = Counter(table.owner for table in report.tables() if table.owner)
    if owners:
        return owners.most_common(1)[0][0]
    for text in titles:
        found = BEFORE.match(text) or DEPARTMENT.fullmatch(text)
        if found:
            return found[1]
    return ""


def _kind(report: ReadReport, titles: list[str]) -> str:
    """By the words of the titles; a report that has both words (预算绩效 in a 决算) is what its tables are."""
    text = "".join(titles[:FIRST])
    if EVALUATED.search(text) and not report.contents and not re.search("(?:决算|预算)(?:公开|说明|信息)", text):
        return SELF_EVALUATION
    words = Counter(word for table in report.tables() for word in (ACCOUNTS, BUDGET) if word in table.title)
    if words[ACCOUNTS] != words[BUDGET]:
        return ACCOUNTS if words[ACCOUNTS] > words[BUDGET] else BUDGET
    return next((kind for kind, pattern in KINDS if pattern.search(text)), "")
