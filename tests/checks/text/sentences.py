"""A small department with one text of its own: what the rules find in a sentence."""

from __future__ import annotations

from pathlib import Path

from generator.checks import Finding, run_checks
from generator.figures import derive
from generator.intake import load

HEAD = """年度: {year}
金额单位: 万元
文种: {kind}
报告: [tongyong-juesuan]
部门: {{全称: 云台县水利局, 简称: 县水利局, 自称: 我局, 本地: 全县, 我地: 我县, 地区: [示例省, 示例市, 云台县]}}
公开时间: {published}-02-10
收入: {{一般公共预算财政拨款: 120.50}}
支出:
  - 科目: 2130301
    一般公共预算: {{基本支出: 120.50}}
年初结转和结余: {{一般公共预算: 0}}
使用非财政拨款结余: 0
结余分配: 0
文字:
  其他说明: |
"""


def findings(folder: Path, *paragraphs: str, kind: str = "决算", year: int = 2023) -> list[Finding]:
    """All findings of a department whose only text has these paragraphs, those of typed figures left out."""
    path = folder / "数据.yaml"
    text = "\n\n".join(f"    {paragraph}" for paragraph in paragraphs)
    path.write_text(HEAD.format(year=year, kind=kind, published=year + (kind == "决算")) + text + "\n", encoding="utf-8")
    return [finding for finding in run_checks(derive(load(path).data)) if finding.place.path == "文字.其他说明"]


def rules(folder: Path, *paragraphs: str, kind: str = "决算", year: int = 2023) -> set[str]:
    """The rules that find something in the paragraphs; 数字 only says that a figure stands nowhere else."""
    return {finding.rule for finding in findings(folder, *paragraphs, kind=kind, year=year)} - {"数字"}
