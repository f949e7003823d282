"""Percentages that were typed into a text: right within the rounding of their figures, cut off, or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import Finding, Severity
from tests.checks.slip import TEXTS, Change, checked
from tests.checks.text.test_texts import OTHER

W, H = Severity.WARNING, Severity.HINT
TOLD = [
    ("H06", W, "办公经费22.46万元，占预算8352.10万元的0.37%", "占比0.37%与前面的数不符，应为0.27%"),
    ("H06", H, "办公经费22.46万元，占预算8352.10万元的0.2%", "占比0.2%是截断的，四舍五入应为0.3%"),
    ("H06", W, "会议费2.50万元，占本年支出合计的1.00%", "占比1.00%与前面的数不符，应为0.10%"),
    ("H02", W, "会议费2.50万元，比上年增加0.50万元，增长20.00%", "增减率20.00%与前面的数不符，应为25.00%"),
    ("H02", W, "会议费2.50万元，比上年减少0.50万元，下降20.00%", "增减率20.00%与前面的数不符，应为16.67%"),
    ("H21", W, "预算120万元，实际支出118.37万元，执行率89.64%", "执行率89.64%与前面的数不符，应为98.64%"),
    ("H21", H, "预算120万元，实际支出118.38万元，执行率98%", "执行率98%是截断的，四舍五入应为99%"),
]
RIGHT = [
    "办公经费22.46万元，占预算8352.10万元的0.27%",
    "机关运行经费1.92万元，占9.61万元的19.94%",
    "会议费2.50万元，比上年增加0.50万元，增长25%",
    "会议费2.50万元，比上年减少0.50万元，下降16.7%",
    "会议费0.50万元，比上年增加0.50万元，增长100%以上的项目另行说明",
    "预算120万元，实际支出118.37万元，执行率98.64%",
    "受益群众3200人，占全体的64%",
    "甲项20万元，占40%；乙项30万元，占60%",
    "培训费2.5010万元，占本年支出合计的0.1%",
]


def told(tmp_path: Path, sentence: str) -> tuple[list[Finding], list[int]]:
    findings, lines = checked(tmp_path, Change(TEXTS, OTHER, f"{sentence}，{OTHER}"))
    return [f for f in findings if f.rule in ("H02", "H06", "H21")], lines


@pytest.mark.parametrize(("rule", "severity", "sentence", "message"), TOLD)
def test_a_wrong_percentage_is_found_and_one_that_was_cut_off_is_a_hint(
    rule: str, severity: Severity, sentence: str, message: str, tmp_path: Path
) -> None:
    findings, lines = told(tmp_path, sentence)
    assert [(f.rule, f.severity, f.place.line) for f in findings] == [(rule, severity, lines[0])]
    assert findings[0].message.startswith(message)
    assert findings[0].message.endswith(f"{sentence[-12:]}”")
    assert findings[0].remedy


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_percentage_within_the_rounding_of_its_figures_is_right(sentence: str, tmp_path: Path) -> None:
    assert told(tmp_path, sentence)[0] == []
