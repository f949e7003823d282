"""The rules of running text over texts that belong to no data: the paragraphs of a published report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.engine.facts import Facts
from generator.checks.engine.finding import Finding
from generator.checks.engine.identities import ask
from generator.checks.engine.rule import Breach, Identity, Rule
from generator.checks.text import changes, confusions, percentages, text_rules
from generator.figures import derive
from generator.model.department import DepartmentYear
from generator.model.place import Place, SourceText

RULES: tuple[Rule, ...] = (*text_rules.RULES, *confusions.RULES, *changes.RULES, *percentages.RULES)
"""Those that ask nothing of the data but the year."""


def check_texts(texts: Sequence[str], year: int) -> Iterator[tuple[int, int, Finding]]:
    """The findings, each with the number of its text and the position in it, both from 0. texts: without line breaks."""
    typed = {f"段{number}": SourceText(text, Place("", number + 1, 1, f"段{number}")) for number, text in enumerate(texts)}
    raw = {"年度": str(year), "金额单位": "万元", "部门": {"全称": "本部门"}, "文字": {"补充": typed}}
    data = DepartmentYear.model_validate(raw, context={"unit": "万元"})
    facts = Facts(derive(data), None)
    for rule in RULES:
        for found in ask(rule, facts) if isinstance(rule, Identity) else rule.find(facts):
            if isinstance(found, Breach) and 0 < found.place.line <= len(texts) and found.place.path.startswith("段"):
                severity = found.severity or rule.severity
                one = Finding(rule.id, severity, found.message, found.remedy or rule.remedy, found.place)
                yield found.place.line - 1, max(0, found.place.column - 1), one
