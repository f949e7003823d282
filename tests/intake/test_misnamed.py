"""A file that looks like data and is not read for its name is reported, never left out in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import check
from generator.checks import Severity
from tests.examples import SHILI


@pytest.mark.parametrize(
    "name", ["三公与采购.yaml.txt", "项目.yml.bak", "收支.yaml (1)", "文字.YAML.docx", "补充。yaml", "人员.yaml "]
)
def test_a_file_under_another_suffix_is_a_warning_with_its_right_name(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "shili" / "2023"
    shutil.copytree(SHILI, folder)
    shutil.copytree(SHILI.parent / "2022", tmp_path / "shili" / "2022")
    (folder / name).write_text("三公: 无\n", encoding="utf-8")
    (found,) = [finding for finding in check(folder) if finding.rule == "文件"]
    assert found.severity is Severity.WARNING
    assert name in found.message and found.remedy.startswith(f"改名为 {name[:2]}") and ".yaml；" in found.remedy


@pytest.mark.parametrize("name", ["说明.txt", "去年的报告.docx", "_旧的.yaml.txt", ".收支.yaml.swp", "目录.yamlx说明.md"])
def test_other_files_are_left_alone(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "shili" / "2023"
    shutil.copytree(SHILI, folder)
    (folder / name).write_text("随便什么\n", encoding="utf-8")
    assert [finding for finding in check(folder) if finding.rule == "文件"] == []
