"""Confirmations (`确认:`): what a person has looked at becomes a hint, and comes back when a figure changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from generator.checks.engine.finding import Finding, Severity
from generator.checks.engine.places import place_in
from generator.model.department import Confirmation, DepartmentYear

IN_REPORTS = ("名词",)
"""Rules that are asked of a finished report only: their confirmations are looked at with its findings."""


def confirmed(findings: Iterable[Finding], data: DepartmentYear) -> list[Finding]:
    """The findings, the confirmed ones as hints; a confirmation that meets nothing is a hint of its own."""
    shown = list(findings)
    unused = [one for one in data.confirmed if one.rule not in IN_REPORTS and not any(_meant(one, f) for f in shown)]
    return [*(_confirmed(finding, data) for finding in shown), *map(_without_finding, unused)]


def confirmed_in_report(findings: Iterable[Finding], data: DepartmentYear) -> list[Finding]:
    """The findings of one report, the confirmed ones as hints. What is still to be filled cannot be confirmed."""
    return [finding if finding.severity is Severity.ERROR else _confirmed(finding, data) for finding in findings]


def unused_in_reports(data: DepartmentYear, findings: Iterable[Finding]) -> list[Finding]:
    """A hint for each confirmation of a rule that is asked of reports, where no report of the data has such a finding."""
    shown = list(findings)
    return [_without_finding(one) for one in data.confirmed if one.rule in IN_REPORTS and not any(_meant(one, f) for f in shown)]


def _without_finding(one: Confirmation) -> Finding:
    message = f"确认的{one.rule}（{one.path or '未写字段'}）现在没有对应的发现"
    return Finding("确认", Severity.HINT, message, "已不需要，可删去这条确认", place_in(one))


def _confirmed(finding: Finding, data: DepartmentYear) -> Finding:
    own = [one for one in data.confirmed if _meant(one, finding)]
    return _confirm(finding, own, data.unit) if own else finding


def _meant(one: Confirmation, finding: Finding) -> bool:
    return one.rule == finding.rule and (one.path is None or one.path in (finding.place.path, finding.other.path))


def _confirm(finding: Finding, confirmations: list[Confirmation], unit: str) -> Finding:
    now = {v for v in (finding.expected, finding.actual) if v is not None}
    for one in confirmations:
        stated = [_numbers(text, unit) for text in one.figures]
        if all(values & now for values in stated) and now <= set().union(*stated):
            return replace(finding, severity=Severity.HINT, message=f"已确认：{one.reason}（{finding.message}）", remedy="")
    stood = "、".join(confirmations[0].figures) or "没有写数值"
    return replace(finding, message=f"{finding.message}（原来的确认已失效，确认时的数值：{stood}）")


def _numbers(text: str, unit: str) -> set[Decimal]:
    """What a figure may mean, in 万元 or as a count: `2330.1` in a file in 元 is 0.23301 or 2330.1."""
    found = re.fullmatch(r"(-?[0-9.]+)\s*(万元|元|\D*)", text.replace(",", "").strip())
    if not found:
        return set()
    value = Decimal(found[1])
    if found[2] in ("万元", "元"):
        return {value if found[2] == "万元" else value.scaleb(-4)}
    return {value} if found[2] or unit == "万元" else {value, value.scaleb(-4)}
