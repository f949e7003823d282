"""Each form is checked with its own points; the whole department's execution is that of all its money."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from generator.build import check
from generator.checks import Finding
from generator.figures.derive import derive
from generator.figures.scoring.scores import over_all, whole_score_form
from generator.intake import load
from tests.conftest import ROOT

SHILI = ROOT / "data_examples" / "shili"
NATIONAL = "tongyong-xiangmu-ziping"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The example with one result a fortnight late, and its points as typed for being on time."""
    folder = tmp_path / "示例"
    shutil.copytree(SHILI, folder)
    path = folder / "2023" / "项目.yaml"
    text = path.read_text(encoding="utf-8")
    assert "完成值: 2023年12月12日" in text
    path.write_text(text.replace("完成值: 2023年12月12日", "完成值: 2023年12月30日", 1), encoding="utf-8")
    return folder / "2023"


@pytest.fixture
def strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A form that takes twice as much for a late day."""
    folder = tmp_path / "packs" / "yange"
    folder.mkdir(parents=True)
    text = f"名称: 严格\n继承: {NATIONAL}\n文件名: 严格\n评分: {{每天扣: 2}}\n"
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    return folder.name


def points(findings: list[Finding]) -> list[Decimal | None]:
    """What the typed points should be, by the findings of P06."""
    return [finding.expected for finding in findings if finding.rule == "P06"]


def test_each_form_says_what_its_own_rules_give(source: Path, strict: str) -> None:
    assert points(check(source, [NATIONAL])) == [Decimal("4.50")]
    assert points(check(source, [strict])) == [Decimal("4.00")]
    assert sorted(points(check(source, [NATIONAL, strict])), key=str) == [Decimal("4.00"), Decimal("4.50")]


def test_what_the_forms_say_alike_is_said_once(source: Path, strict: str) -> None:
    both, alone = check(source, [NATIONAL, strict]), check(source, [NATIONAL])
    assert len(both) == len(set(both))
    assert [finding for finding in both if finding.rule != "P06"] == [finding for finding in alone if finding.rule != "P06"]


def test_the_whole_is_all_money_where_the_data_give_it_else_the_general_budget() -> None:
    general = derive(load(SHILI / "2023").data)
    plain = whole_score_form(general.data, general.names)
    assert plain is not None and plain.money["范围"] == "一般公共预算财政拨款"
    assert plain.money["执行"] == general.names["一般公共预算财政拨款支出"]
    whole = derive(load(ROOT / "data_examples" / "mentougou" / "2021").data)
    sheet = whole_score_form(whole.data, whole.names)
    assert sheet is not None and sheet.money["范围"] == "部门预算资金总额"
    rate = over_all(sheet.money)["总额"]
    assert round(rate.number, 2) == Decimal("99.33"), "17706.61 ÷ 17826.29"
