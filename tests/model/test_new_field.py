"""A field that is added to the model, in one line, is found everywhere: reader, view, check of packs, schema, fill workbook,
rollover, page of fields. A copy of the program gets twenty such lines: five kinds of fields at four depths."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

KINDS = {
    "金额": ("Money | None", ""),
    "个数": ("Count | None", ', unit="台"'),
    "文字": ("Prose", ""),
    "日期": ("Date | None", ""),
    "词": ("Word | None", ', choices=("甲类", "乙类")'),
}
"""Name of the kind → annotation, further arguments."""
PLACES = {"最上一级": "DepartmentYear", "一组": "Procurement", "一列": "Project", "列中的列": "Indicator"}
NAMES = [f"试加{place}{kind}" for place in PLACES for kind in KINDS]
PROBE = Path(__file__).with_name("new_field_probe.py")


def grown(root: Path, copy: Path) -> None:
    """A copy of the program with the new fields in the model, and nothing else changed."""
    shutil.copytree(root / "generator", copy / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "scripts" / "generated", copy / "scripts" / "generated", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "templates", copy / "templates")
    for place, record in PLACES.items():
        lines = [f"    added_{number}: {kind}\n" for number, kind in enumerate(_fields(place))]
        file = next(
            one for one in (copy / "generator" / "model").glob("*.py") if f"class {record}(Record" in one.read_text("utf-8")
        )
        source = file.read_text(encoding="utf-8")
        head = re.search(rf'class {record}\(Record.*?\n    """.*?"""\n\n', source, re.DOTALL)
        assert head is not None
        imports = "from generator.model.fields import Count, Date, Money, Prose, Word\nfrom generator.model.text import NO_TEXT\n"
        start = source.index("from generator.model.")
        text = source[:start] + imports + source[start : head.end()] + "".join(lines) + source[head.end() :]
        file.write_text(text, encoding="utf-8")


def _fields(place: str) -> list[str]:
    default = {"文字": "NO_TEXT"}
    return [
        f'{annotation} = field("试加{place}{kind}", "说明{place}{kind}", {default.get(kind, "None")}{more})'
        for kind, (annotation, more) in KINDS.items()
    ]


@pytest.fixture(scope="module")
def found(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the probe found in the grown copy, by the part of the program."""
    copy = tmp_path_factory.mktemp("grown")
    grown(root, copy)
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1", "GONGKAI_TEMPLATES": str(copy / "templates")}
    run = subprocess.run(
        [sys.executable, str(PROBE)], cwd=copy, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert run.returncode == 0, run.stderr
    result: dict[str, Any] = json.loads(run.stdout)
    return result


@pytest.mark.parametrize("part", ["读数据", "模板所见", "结构说明", "填报表", "结转", "字段页"])
@pytest.mark.parametrize("name", NAMES)
def test_a_new_field_is_found(found: dict[str, Any], part: str, name: str) -> None:
    assert name in found[part]


def test_a_new_figure_outside_lists_can_be_taken_by_a_statutory_table(found: dict[str, Any]) -> None:
    assert found["表样所见"] == [f"试加{place}{kind}" for place in ("最上一级", "一组") for kind in ("金额", "个数")]


def test_the_check_of_packs_knows_the_new_fields_and_no_others(found: dict[str, Any]) -> None:
    assert found["检查模板包"] == 0
    assert found["检查写错的模板包"] == 1


def test_a_word_that_is_not_among_the_choices_is_a_located_error(found: dict[str, Any]) -> None:
    assert len(found["选错"]) == len(PLACES)
    assert all("丙类" in message and "甲类、乙类" in message for message in found["选错"])
