"""The page docs/核对规则.md, made from the registry of rules."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.engine.rule import Identity, Rule
from generator.checks.registry import FAMILIES

HEAD = """# 核对规则

本页由规则登记表生成（`scripts/pages`），请勿手改。
**错误**：不改正不能生成正式文件；**警告**：要有人看过，看过的写进数据的“确认”；**提示**：只是告知（尾差、未核）。

容差：金额单位为元时，分毫不差；为万元时，每个填报数容许末位的半个单位（至少0.005万元），合计最多0.05万元
（19个数以上的合计，按四舍五入误差的四倍标准差，100个数为0.12万元），在此之内报为“尾差”。
有数“未载明”时，能核的照核，不能核的合成一条“未核”。
"""


def page() -> str:
    """The whole page as Markdown, ending with a line break."""
    return "\n".join([HEAD, *_families()]) + "\n"


def _families() -> Iterator[str]:
    for title, rules in FAMILIES.items():
        yield f"## {title}\n"
        yield "| 编号 | 规则 | 核对范围 | 级别 | 改法 |"
        yield "|---|---|---|---|---|"
        yield from dict.fromkeys(_row(rule) for rule in rules)
        yield ""


def _row(rule: Rule) -> str:
    if isinstance(rule, Identity):
        share = f"（容许相差{rule.share * 100:f}%）" if rule.share else ""
        unless = f"（写了“{rule.unless}”的除外）" if rule.unless else ""
        scope = rule.scope.replace("[]", "") or "全部"
        return f"| {rule.id} | {rule.formula}{share}{unless} | {scope} | {rule.severity} | {rule.remedy} |"
    note = f"；{rule.note}" if rule.note else ""
    return f"| {rule.id} | {rule.name}{note} |  | {rule.severity} | {rule.remedy} |"
