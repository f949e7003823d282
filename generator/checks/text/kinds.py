"""Z11: words of the other kind of report: 收入预算 in the text of final accounts, 收入决算 in that of a budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule
from generator.checks.engine.text_index import BREAK
from generator.model.choices import ACCOUNTS, BUDGET

CLAUSE = f"[^。；，{BREAK}]"
OF_BUDGETS = re.compile(
    "(?:收入|收支|支出)预算(?:总表|总体情况|情况说明|说明|公开表?|总计|合计为?|总额)|部门预算(?:情况)?说明|预算(?:收入|支出)(?:总计|合计)"
    "|(?:收入|收支)预算"
)
OF_ACCOUNTS = re.compile(
    "(?:收入|收支|支出)决算(?:总表|总体情况|情况说明|说明|总计|合计为?|总额|数|为)?|部门决算(?:情况)?说明|决算(?:收入|支出)(?:总计|合计)|决算数"
    "|年度决算(?:为|数)"
)
COMPARED = re.compile(
    "年初|全年|调整|追加|完成|执行|相比|对比|比较|差异|高于|低于|大于|小于|超过|超出|控制|安排|下达|批复|编制|编报|编审|审核|审批|评审"
    "|批准|统计|管理|年中|占|与|较|比|按照?|纳入|绩效|调剂|预决算"
)
"""In a clause: the other kind is only what this one is compared with, or a duty."""
LAST = re.compile("上年|去年|上一年|以前年度|往年|历年|近[两三]年")
STANDING = re.compile("主要职能|重点工作|职责|立项依据|标题|文号|保障措施|整体绩效目标|指标|内设机构|名称|确认|建议|措施|问题")
"""Fields that describe duties or quote documents."""


def mixed(facts: Facts) -> Iterator[Found]:
    """A word of budgets in final accounts, and the reverse, where nothing in its clause compares the two."""
    kind = str(facts.data.kind)
    wrong = {ACCOUNTS: OF_BUDGETS, BUDGET: OF_ACCOUNTS}.get(kind)
    text = facts.page.text
    for found in wrong.finditer(text) if wrong else ():
        line, offset = facts.page.locate(found.start())
        if not line.prose or STANDING.search(line.start.path):
            continue
        clause = _clause(line.text, offset, offset + len(found[0]))
        if COMPARED.search(clause) or LAST.search(clause) or _earlier_year(clause, facts.data.year):
            continue
        message = f"这是{kind}的文字，却写着“{found[0]}”"
        yield Breach(
            message, line.at(offset), f"照抄{'预算' if kind == '决算' else '决算'}文字留下的改掉；确实要说的，在“确认”里写明"
        )


def _clause(line: str, start: int, end: int) -> str:
    """The clause around a part of a line, the part itself left out."""
    first = max(line.rfind(mark, max(0, start - 60), start) for mark in "。；，") + 1
    ends = [at for mark in "。；，" if (at := line.find(mark, end, end + 60)) >= 0]
    return f"{line[max(first, start - 60) : start]}\n{line[end : min(ends, default=end + 60)]}"


def _earlier_year(clause: str, year: int) -> bool:
    return any(f"{earlier}年" in clause for earlier in range(year - 3, year))


RULES: tuple[Rule, ...] = (
    Check("Z11", "决算的文字不说“收入预算”，预算的文字不说“收入决算”（比较、职责、上年除外）", WARNING, mixed, "照抄留下的改掉"),
)
