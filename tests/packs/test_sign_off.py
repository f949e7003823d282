"""Whether a seal is put on a report is said by its form or, before that, by the department's data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import make_document, read
from generator.errors import Problems
from generator.packs import load_pack
from tests.packs.conftest import Maker
from tests.packs.reports import ROOT, report


def copied(folder: Path, line: str) -> Path:
    """A copy of an example whose 基本情况.yaml says one line more."""
    source = folder / "2023"
    shutil.copytree(ROOT / "data_examples" / "shili" / "2023", source)
    file = source / "基本情况.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    return source


def test_a_report_is_sealed_unless_its_form_says_otherwise(make_pack: Maker) -> None:
    assert report("tongyong-zhengti-ziping").sealed
    assert not report(make_pack("落款: 不盖章\n")).sealed


@pytest.mark.parametrize(("said", "form", "sealed"), [("盖章", "不盖章", True), ("不盖章", "盖章", False)])
def test_the_data_outdo_the_form(said: str, form: str, sealed: bool, make_pack: Maker, tmp_path: Path) -> None:
    figures, _ = read(copied(tmp_path, f"落款: {said}"))
    assert make_document(make_pack(f"落款: {form}\n"), figures)[0].sealed is sealed


def test_another_word_is_an_error_with_its_line(tmp_path: Path) -> None:
    source = copied(tmp_path, "落款: 盖公章")
    with pytest.raises(Problems) as caught:
        read(source)
    (error,) = caught.value.errors
    assert error.message == "落款“盖公章”不认识"
    assert error.remedy == "是不是“盖章”；可填：盖章、不盖章"
    assert error.line == len((source / "基本情况.yaml").read_text(encoding="utf-8").splitlines())


def test_the_list_of_annexes_of_a_form_is_numbered_where_the_form_has_several() -> None:
    lines = [
        block.text
        for block in report("hunan-jixiao", "yongxing/2021").blocks()
        if getattr(block, "role", "").startswith("附件说明")
    ]
    assert lines[:2] == ["附件：1.部门整体支出绩效评价基础数据表", "2.部门整体支出绩效自评表"]
    assert len(lines) == 4
    assert load_pack("hunan-jixiao").settings.get("落款") is None
