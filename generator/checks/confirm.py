"""Confirmations (`确认:`): what a person has looked at becomes a hint, and comes back when a figure changes (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from generator.checks.finding import Finding, Severity
from generator.checks.places import place_in
from generator.model.department import Confirmation, DepartmentYear


def confirmed(findings: Iterable[Finding], data: DepartmentYear) -> list[Finding]:
    """The findings, the confirmed ones as hints; a confirmation that meets nothing is a hint of its own."""
    told: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        own = [(i, c) for i, c in enumerate(data.confirmed) if _meant(c, finding)]
        used |= {i for i, _ in own}
        told.append(_confirm(finding, [c for _, c in own], data.unit) if own else finding)
    for i, one in enumerate(data.confirmed):
        if i not in used:
            message = f"确认的{one.rule}（{one.path or '未写字段'}）现在没有对应的发现"
            told.append(Finding("确认", Severity.HINT, message, "已不需要，可删去这条确认", place_in(one)))
    return told


def _meant(one: Confirmation, finding: Finding) -> bool:
    return one.rule == finding.rule and (one.path is None or one.path in (finding.place.path, finding.other.path))


def _confirm(finding: Finding, confirmations: list[Confirmation], unit: str) -> Finding:
    now = {v for v in (finding.expected, finding.actual) if v is not None}
    for one in confirmations:
        if {_number(text, unit) for text in one.figures} == now:
            return replace(finding, severity=Severity.HINT, message=f"已确认：{one.reason}（{finding.message}）", remedy="")
    stood = "、".join(confirmations[0].figures) or "没有写数值"
    return replace(finding, message=f"{finding.message}（原来的确认已失效，确认时的数值：{stood}）")


def _number(text: str, unit: str) -> Decimal | None:
    """A figure as the message prints it, in 万元; counts and points as they are."""
    bare = text.replace(",", "").strip()
    try:
        if bare.endswith("万元"):
            return Decimal(bare.removesuffix("万元"))
        if bare.endswith("元"):
            return Decimal(bare.removesuffix("元")).scaleb(-4)
        value = Decimal(bare.rstrip("%分辆个人次批台"))
        return value.scaleb(-4) if unit == "元" else value
    except InvalidOperation:
        return None
