"""A province is a folder of differences: one partial, one table, one setting is enough; the rest is inherited."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import make_document, read
from generator.document.blocks import Document, Heading, Paragraph, Table
from generator.errors import PackError
from generator.packs import load_pack
from generator.packs.definition.pack import available
from tests.conftest import ROOT

SHILI = ROOT / "data_examples" / "shili" / "2023"


@pytest.fixture
def province(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "packs" / "某省"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("名称: 某省\n继承: sichuan-juesuan\n文件名: 某省\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    return folder


def document(name: str) -> Document:
    return make_document(load_pack(name), read(SHILI)[0])[0]


def texts(name: str) -> list[str]:
    return [b.text for b in document(name).blocks() if isinstance(b, (Heading, Paragraph))]


def words(table: Table) -> list[list[str]]:
    return [[table.mark], *([cell.text for cell in row] for row in (*table.head, *table.body))]


@pytest.mark.slow
def test_an_empty_pack_prints_the_same_as_its_parent(province: Path) -> None:
    assert texts("某省") == texts("sichuan-juesuan")
    assert list(document("某省").tables()) == list(document("sichuan-juesuan").tables())


@pytest.mark.slow
def test_one_partial_overridden_changes_that_section_only(province: Path) -> None:
    (province / "说明").mkdir()
    (province / "说明" / "政府性基金.html").write_text("<p>本省写法。</p>\n", encoding="utf-8")
    before, after = texts("sichuan-juesuan"), texts("某省")
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in changed] == ["本省写法。"]
    assert [old[:12] for old, _ in changed] == ["2023年政府性基金预算"]


@pytest.mark.slow
def test_a_section_without_a_template_of_its_own_prints_the_one_that_is_chosen_for_it(province: Path) -> None:
    (province / "内容").mkdir()
    (province / "内容" / "简写.html").write_text("<p>本省简写。</p>\n", encoding="utf-8")
    with (province / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("内容: {机关运行经费: 简写, 预算绩效: 简写}\n")
    changed = set(texts("某省")) - set(texts("sichuan-juesuan"))
    assert changed == {"本省简写。"}, "预算绩效 has a template of its own in the parent"
    assert texts("某省").count("本省简写。") == 1


@pytest.mark.slow
def test_one_table_overridden_changes_that_table_only(province: Path) -> None:
    (province / "tables").mkdir()
    spec = (
        "标题: 支出表\n表号: 附表3\n行: {科目: 支出, 合计: 末}\n列:\n  - {题: 名称, 内容: 名称}\n  - {题: 支出, 取: {账: 支出}}\n"
    )
    (province / "tables" / "T03.yaml").write_text(spec, encoding="utf-8")
    before = {table.id: table for table in document("sichuan-juesuan").tables()}
    after = {table.id: table for table in document("某省").tables()}
    assert [name for name in after if words(after[name]) != words(before[name])] == ["T03"]
    assert [cell.text for cell in after["T03"].body[-1]] == ["合计", "2,501.25"]
    assert after["T03"].mark == "附表3"


def test_one_setting_overridden_leaves_its_neighbours(province: Path) -> None:
    with (province / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("数字格式:\n  正文: {单位: 元}\n")
    parent, child = load_pack("sichuan-juesuan"), load_pack("某省")
    assert child.number_format("正文").unit == "元"
    assert child.number_format("正文").zero == parent.number_format("正文").zero == "0"
    assert child.number_format("表格") == parent.number_format("表格")
    assert any("25421144.21元" in text for text in texts("某省"))


def test_a_pack_may_use_its_parents_partial_by_name(province: Path) -> None:
    (province / "部分").mkdir()
    body = '<part>前言</part>\n<p>本省前言。</p>\n{% include "tongyong-juesuan/部分/各节.html" %}\n'
    (province / "部分" / "概况.html").write_text(body, encoding="utf-8")
    found = texts("某省")
    assert "本省前言。" in found
    assert "一、基本职能及主要工作" in found


def test_the_chain_is_the_pack_its_parent_and_the_national_core(province: Path) -> None:
    assert [folder.name for folder in load_pack("某省").chain] == ["某省", "sichuan-juesuan", "tongyong-juesuan"]


def test_a_folder_named_before_wins_over_the_shipped_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "packs" / "tongyong-juesuan"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("名称: 自己的\n文件名: 甲\n标题: 甲\n正文: 正文.html\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    assert available()["tongyong-juesuan"] == folder.resolve()
    assert load_pack("tongyong-juesuan").title == "自己的"


def test_an_unknown_pack_is_named_with_the_nearest() -> None:
    with pytest.raises(PackError) as caught:
        load_pack("sichuan")
    assert caught.value.message == "没有名为“sichuan”的模板包，最接近的是“sichuan-juesuan”"
    assert "tongyong-juesuan" in caught.value.remedy
