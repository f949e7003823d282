"""All rules, family by family."""

from __future__ import annotations

from generator.checks import (
    budget,
    complete,
    economic,
    functions,
    hygiene,
    narrative,
    performance,
    regions,
    threepublic,
    totals,
    yearly,
)
from generator.checks.rule import Rule

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "收入支出决算总表": totals.RULES,
    "按功能科目、性质、资金的支出": functions.RULES,
    "经济分类": economic.RULES,
    "“三公”经费": threepublic.RULES,
    "说明文字涉及的数": narrative.RULES,
    "与上年、与预算比较": yearly.RULES,
    "部门预算": budget.RULES,
    "项目绩效": performance.RULES,
    "文字": (*hygiene.RULES, *regions.RULES),
    "完整": complete.RULES,
}
"""Title → rules, in the order of the catalogue (identities.md)."""
RULES: tuple[Rule, ...] = tuple(rule for rules in FAMILIES.values() for rule in rules)
"""All of them."""
