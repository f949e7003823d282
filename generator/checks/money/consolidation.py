"""S: 部门汇总. What the department has typed against the sums of its units; eliminations that take from one side only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Identity, Rule
from generator.model.place import place_of

if TYPE_CHECKING:
    from generator.checks.engine.facts import Facts

REMEDY = "核对两处：单位的数错就改单位的数据；内部往来没有抵销的，写进“汇总.抵销”；部门的数可以删去，由程序汇总"


def one_sided(facts: Facts) -> Iterator[Found]:
    """An elimination that takes receipts without expenditure, or the other way round, changes the balance."""
    consolidation = facts.data.consolidation
    for one in consolidation.eliminations if consolidation else ():
        sides = {field.partition(".")[0] for field in one.fields}
        if not {"收入", "支出"} <= sides:
            lacking = "支出" if "收入" in sides else "收入"
            message = f"抵销“{one.reason}”没有{lacking}一方，抵销后收支不再平衡"
            yield Breach(message, place_of(one.reason), f"在“字段”里加上{lacking}一方；确实只有一方的，在“确认”里写明")


def all_units(facts: Facts) -> Iterator[Found]:
    """The units whose data are consolidation, against those that 机构 lists."""
    consolidation, listed = facts.data.consolidation, facts.data.organisation.units
    if consolidation and listed and len(consolidation.units) != len(listed):
        message = f"“机构”里有{len(listed)}个单位，“汇总”了{len(consolidation.units)}个"
        yield Breach(message, place_of(consolidation.units[0]), "补上没有汇总的单位，或核对“机构”", place_of(listed[0].name))


def every_section(facts: Facts) -> Iterator[Found]:
    """A section that some units fill in and others do not: the sum may lack something."""
    consolidation, typed = facts.data.consolidation, facts.figures.typed
    for section, unit in typed.sections.lacking if consolidation and typed else ():
        message = f"“{section}”由各单位相加，“{unit}”没有填这一节"
        yield Breach(message, place_of(unit), f"在这个单位的数据里填“{section}”，没有的填 0；本来就没有的，在“确认”里写明")


RULES: tuple[Rule, ...] = (
    Identity("S01", "部门数 ＝ 单位合计", ERROR, REMEDY, "汇总核对[]", "部门填报数", "各单位合计（抵销后）"),
    Check("S02", "抵销的内部往来，收入和支出都减", WARNING, one_sided, "在“汇总.抵销”的“字段”里加上缺的一方"),
    Check("S03", "“汇总”的单位和“机构”里的一样多", WARNING, all_units, "补上没有汇总的单位，或核对“机构”"),
    Check("S04", "由各单位相加的一节，每个单位都填了", WARNING, every_section, "补填这一节，没有的填 0"),
)
