"""The page docs/规则变动对照.md: each rule with the smallest change that makes it speak, from the cases of the tests."""

from __future__ import annotations

from generator.checks.registry import IDS
from tests.checks.test_mutations import CASES
from tests.checks.test_slips import SLIPS as PUBLISHED
from tests.checks.test_slips import read
from tests.checks.text.test_texts import SLIPS as TEXT_SLIPS

HEAD = """# 规则与改动

每条规则至少有一处小改动，使它（和写明的连带规则）报出来；除另注外，改的是 `data_examples/shili/2023`。
本页由测试的各例生成（`scripts/pages`），请勿手改。

| 规则 | 改动 | 连带 | 测试 |
|---|---|---|---|
"""
OTHERS = {
    "A09": ("收支.yaml 科目 2296013 改为 2340205", "", "test_run"),
    "D01": ("gongjing 控制数 项目支出 21.70 改为 27.10", "B03", "test_run"),
    "D04": ("gongjing 控制数 人员经费 58.45 改为 54.85", "", "test_run"),
    "H02": ("文字里写“2.50万元，比上年增加0.50万元，增长20.00%”", "", "test_percentages"),
    "H06": ("文字里写“22.46万元，占预算8352.10万元的0.37%”", "", "test_percentages"),
    "Y08": ("文字里写“0万元，比上年增加3.20万元”", "", "test_sentences"),
    "Z08": ("总计、公务用车、公务接待的变动原因改成同一句", "", "test_texts"),
    "Z11": ("决算的文字里写“我局收入预算1200万元”", "", "test_sentences"),
}


def page() -> str:
    """The whole page."""
    rows: dict[str, list[str]] = {rule: [] for rule in IDS}
    for case in CASES:
        changes = "；".join(f"{c.file}：{_flat(c.old)} → {_flat(c.new)}" for c in case.changes)
        rows[case.rule].append(_row(case.rule, changes, "、".join(sorted(case.also)), "test_mutations"))
    for rule, slip, _ in TEXT_SLIPS:
        rows[rule].append(_row(rule, f"文字里加“{slip}”", "", "test_texts"))
    for path in PUBLISHED:
        slip = read(path)
        rows[slip["规则"]].append(_row(slip["规则"], slip["说明"], "", f"slips/{path.name}"))
    for rule, (change, also, where) in OTHERS.items():
        rows[rule].append(_row(rule, change, also, where))
    return HEAD + "\n".join(row for found in rows.values() for row in found) + "\n"


def _flat(text: str) -> str:
    return " / ".join(line.strip() for line in text.strip().splitlines()).replace("|", "／") or "（删去）"


def _row(rule: str, change: str, also: str, where: str) -> str:
    return f"| {rule} | {change.replace('|', '／')} | {also} | {where} |"
