"""What is still to be filled, by the person's task: figures from the books, reasons and texts from the sections."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from generator.checks import Finding
from generator.intake.shape import ROOT, Shape, ValueKind

FILLING = ("待填", "完整")
"""Rules whose findings name what is still to be filled."""
UNWRITTEN = re.compile("文字还没有写完")
"""What the rule about unfinished texts says."""
FIGURES, REASONS, TEXTS = "数字", "原因", "文字"
TASKS = {FIGURES: "从账上、报表上取", REASONS: "由业务股室写，分句，不加句号", TEXTS: "由各股室写或改"}
"""Task → whose it is."""
PART = re.compile(r"[^.\[\]]+|\[\d+\]")


def is_to_fill(finding: Finding) -> bool:
    """True for a finding that asks for a value, not for a correction."""
    return finding.rule in FILLING or (finding.rule.startswith("Z") and UNWRITTEN.match(finding.message) is not None)


def task(finding: Finding) -> str:
    """数字, 原因 or 文字, from what the model says of the field."""
    path = finding.place.path
    name = next((part for part in reversed(PART.findall(path)) if not part.startswith("[")), "")
    shape = _shape(path)
    if name.endswith("原因"):
        return REASONS
    if shape is not None and shape.form in (ValueKind.TEXT, ValueKind.WORD) and not finding.message.startswith("“数"):
        return FIGURES if name.isdigit() or name in ("科目", "完成值", "三级") else TEXTS
    said = re.match("“(.*?)”", finding.message)
    return REASONS if said and said[1].endswith("原因") else FIGURES


def _shape(path: str) -> Shape | None:
    shape: Shape | None = ROOT
    for part in PART.findall(path):
        if shape is None:
            return None
        shape = shape.step(int(part[1:-1]) if part.startswith("[") else part)
    return shape


def grouped(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Task → its findings; all three tasks are named."""
    groups: dict[str, list[Finding]] = {name: [] for name in TASKS}
    for finding in findings:
        if is_to_fill(finding):
            groups[task(finding)].append(finding)
    return groups


def numbers(findings: Iterable[Finding]) -> dict[str, int]:
    """Task → how many values it still wants."""
    return {name: len(group) for name, group in grouped(findings).items()}


def show_to_fill(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    """One line for each value, under its task and its file; nothing where all is filled."""
    out = stream or sys.stdout
    groups = grouped(findings)
    whole = sum(map(len, groups.values()))
    if not whole:
        return
    print(f"错误：还要填的（{whole}处）", file=out)
    for name, group in groups.items():
        if group:
            print(f"  {name}（{len(group)}处，{TASKS[name]}）", file=out)
        file = ""
        for finding in group:
            if finding.place.file != file:
                file = finding.place.file
                print(f"    {Path(file).name}", file=out)
            print(f"      {_line(finding)}", file=out)


def _line(finding: Finding) -> str:
    """The message, then line and field."""
    place = finding.place
    where = "，".join(part for part in (f"第{place.line}行" if place.line else "", place.path) if part)
    return f"[{finding.rule}] {finding.message}" + (f"（{where}）" if where else "")
