"""Findings and failures for people and as JSON."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from generator.batch.run import Outcome
from generator.checks import Finding, Severity
from generator.errors import GongkaiError, Problems
from generator.intake import find_sources
from generator.intake.sources import KeysOf, file_keys

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}
MOST = 5
"""Errors of one department that are shown where there are many departments."""
ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


def sources_of(given: Iterable[Path], keys: KeysOf = file_keys) -> list[Path]:
    """The department-years at some paths, each once; folders that look like one but have no 年度 are named on standard error.

    Raises UsageError where a path has none.
    """
    passed_by: list[Path] = []
    found = list(dict.fromkeys(source for path in given for source in find_sources(path, keys, passed_by.append)))
    for folder in passed_by:
        print(f"{folder}：这里的 .yaml 文件都没有“年度”，没有当作部门数据", file=sys.stderr)
        print("    改法：是部门数据的，补上“年度: ”一行", file=sys.stderr)
    return found


def count(findings: Iterable[Finding]) -> dict[str, int]:
    """Number by severity, all three named."""
    numbers = Counter(finding.severity for finding in findings)
    return {str(severity): numbers.get(severity, 0) for severity in ORDER}


def as_json(findings: list[Finding]) -> dict[str, object]:
    """`{"findings": […], "summary": {…}}`."""
    return {"findings": [finding.as_dict() for finding in findings], "summary": count(findings)}


def show(findings: list[Finding], stream: TextIO | None = None) -> None:
    """Grouped by severity, coloured on a terminal."""
    out = stream or sys.stdout
    colour = out.isatty()
    shown: list[str] = []
    for severity in ORDER:
        group = [finding for finding in findings if finding.severity is severity]
        if not group:
            continue
        head = f"{severity}（{len(group)}）"
        shown.append(f"\033[{COLOURS[severity]}m{head}\033[0m" if colour else head)
        shown += [line for finding in group for line in lines(finding)]
    if shown:
        print("\n".join(shown), file=out)  # in one piece: a call for each line takes longer than to check what has not changed


def lines(finding: Finding) -> list[str]:
    """A finding in up to four lines: rule and message, place, the other side's place, remedy."""
    out = [f"  [{finding.rule}] {finding.message}"]
    if finding.place.file or finding.place.path:
        out.append(f"      位置：{finding.place if finding.place.file else finding.place.path}")
    if finding.other.file:
        out.append(f"      对照：{finding.other}")
    if finding.remedy:
        out.append(f"      改法：{finding.remedy}")
    return out


def department_lines(outcome: Outcome) -> list[str]:
    """A department-year among many: one line, and up to five errors below it.

    ✓ 示例县水利局 2023　4个文件
    ! 示例县财政局 2023　4个文件（未变）　警告16
    ✗ 示例县民政局 2023　没有生成　错误7
        [H02] …
        其余2个错误见 汇总.xlsx
    """
    built, name = outcome.built, f"{outcome.who.department} {outcome.who.year}" if outcome.who else str(outcome.source)
    findings = built.findings if built else []
    errors = [line for finding in findings if finding.severity is Severity.ERROR for line in lines(finding)[:1]]
    errors += [f"  {one}" for error in outcome.errors for one in (error.errors if isinstance(error, Problems) else [error])]
    files = len(built.files) if built else 0
    unchanged = "（未变）" if built and files and all(file.status == "未变" for file in built.files) else ""
    numbers = "、".join(f"{severity}{number}" for severity, number in count(findings).items() if number and severity != "提示")
    mark = "✗" if outcome.errors or not files else "!" if numbers else "✓"
    made = f"{files}个文件{unchanged}" if files else "没有生成"
    more = [f"    其余{len(errors) - MOST}个错误见 汇总.xlsx"] if len(errors) > MOST else []
    below = [f"    {line}" for error in errors[:MOST] for line in str(error).strip().splitlines()]
    return ["　".join(part for part in (f"{mark} {name}", made, numbers) if part), *below, *more]


def failures(error: GongkaiError) -> list[dict[str, object]]:
    """An error, or each error of several, as JSON entries."""
    errors = error.errors if isinstance(error, Problems) else [error]
    keys = ("message", "remedy", "file", "line", "column", "path")
    return [{key: getattr(one, key) for key in keys} for one in errors]
