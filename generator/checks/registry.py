"""All rules, family by family."""

from __future__ import annotations

from functools import cache

from generator.checks.disclosure import business, disclosures, goals, indicators, performance
from generator.checks.engine.names import resolve
from generator.checks.engine.rule import Rule
from generator.checks.money import budget, consolidation, economic, functions, threepublic, totals, yearly
from generator.checks.text import (
    changes,
    confusions,
    kinds,
    percentages,
    persons,
    regions,
    text_figures,
    text_rules,
    text_structure,
    years,
)

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "收入支出决算总表": totals.RULES,
    "按功能科目、性质、资金的支出": functions.RULES,
    "经济分类": economic.RULES,
    "“三公”经费": threepublic.RULES,
    "说明文字涉及的数": disclosures.RULES,
    "与上年、与预算比较": (*yearly.RULES, *changes.RULES, *years.RULES),
    "部门预算": (*budget.RULES, *goals.RULES),
    "项目绩效": (*performance.RULES, *indicators.RULES),
    "业务数据": business.RULES,
    "部门汇总": consolidation.RULES,
    "文字": (
        *text_rules.RULES,
        *confusions.RULES,
        *text_structure.RULES,
        *regions.RULES,
        *persons.RULES,
        *kinds.RULES,
        *text_figures.RULES,
        *percentages.RULES,
    ),
}
"""Title → rules, in the order of docs/核对规则.md."""
RULES: tuple[Rule, ...] = tuple(rule for rules in FAMILIES.values() for rule in rules)
"""All of them."""
IDS: tuple[str, ...] = tuple(dict.fromkeys(rule.id for rule in RULES))
"""The ids, in the order of the catalogue."""


@cache
def load_rules() -> tuple[Rule, ...]:
    """All rules, after every name in their formulas has been looked up. Raises ValueError for a name that nothing has."""
    resolve(RULES)
    return RULES
