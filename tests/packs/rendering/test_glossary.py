"""名词解释: due by what the report holds, by code, overridden by a pack; a 项 without a definition is never invented."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.build import check, make_document, read
from generator.checks import Severity
from generator.document.blocks import Heading, Paragraph
from generator.packs import load_pack, render
from generator.packs.rendering.glossary import definition
from tests.conftest import ROOT

SHILI = ROOT / "data_examples" / "shili" / "2023"
GONGJING = ROOT / "data_examples" / "gongjing" / "2020"


def entries(source: Path, pack: str) -> dict[str, str]:
    """Name → text of the printed glossary."""
    document, _ = make_document(load_pack(pack), read(source)[0])
    found: dict[str, str] = {}
    inside = False
    for block in document.blocks():
        if isinstance(block, Heading):
            inside = block.text.endswith("名词解释")
        elif inside and isinstance(block, Paragraph):
            name, text = block.text.split(".", 1)[1].split("：", 1)
            found[name] = text
    return found


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack that inherits from the national one."""
    folder = tmp_path / "packs" / "某省"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("名称: 某省\n继承: tongyong-juesuan\n文件名: 某省\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    return folder


def test_terms_follow_what_the_report_contains() -> None:
    rich, poor = entries(SHILI, "tongyong-juesuan"), entries(GONGJING, "tongyong-juesuan")
    for name in (
        "上级补助收入",
        "附属单位上缴收入",
        "结余分配",
        "年末结转和结余",
        "经营支出",
        "政府性基金预算",
        "国有资本经营预算",
    ):
        assert name in rich, name
        assert name not in poor, name
    for name in ("财政拨款收入", "基本支出", "项目支出", "机关运行经费", "“三公”经费"):
        assert rich[name] == poor[name]


def test_every_item_of_the_text_has_an_entry_by_its_code() -> None:
    figures, _ = read(SHILI)
    items = figures.names["支出项"]
    assert isinstance(items, list)
    found = entries(SHILI, "tongyong-juesuan")
    names = [f"{item['类']}（类）{item['款']}（款）{item['项']}（项）" for item in items]
    assert len(names) >= 10
    assert [name for name in names if name not in found] == []


def test_a_definition_is_by_code_then_by_the_general_rule_then_empty() -> None:
    library = {"项": {"2080505": "甲。"}, "通用": {"01": "反映{款}的支出。"}}
    assert definition("2080505", library, "款") == "甲。"
    assert definition("2101501", library, "医疗保障管理事务") == "反映医疗保障管理事务的支出。"
    assert definition("2101503", library, "款") == ""


def test_an_item_without_a_definition_is_a_warning_at_its_line_and_prints_nothing(extra: Path) -> None:
    (extra / "名词-科目.yaml").write_text("项: {}\n通用: {}\n", encoding="utf-8")
    findings = [finding for finding in check(SHILI, ["某省"]) if finding.rule == "名词"]
    figures, _ = read(SHILI)
    items = figures.names["支出项"]
    assert isinstance(items, list)
    assert len(findings) == len(items) > 0
    lines = (SHILI / "收支.yaml").read_text(encoding="utf-8").splitlines()
    for finding, item in zip(findings, items, strict=True):
        assert finding.severity is Severity.WARNING
        assert item["编码"] in finding.message
        assert lines[finding.place.line - 1].strip() == f"- 科目: {item['编码']}"
    rendered = render(load_pack("某省"), figures)
    assert [term.text for term in rendered.undefined_items] == [""] * len(items)
    assert not any("（项）" in name for name in entries(SHILI, "某省"))


def test_a_pack_overrides_definitions_order_and_names(extra: Path) -> None:
    with (extra / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write('名词:\n  顺序: [科目, 基本支出]\n  改写: {基本支出: 本省的说法。}\n  科目写法: "{项}"\n')
    found = entries(SHILI, "某省")
    assert list(found)[-1] == "基本支出"
    assert found["基本支出"] == "本省的说法。"
    assert "行政运行" in found
    assert "财政拨款收入" not in found


def test_a_term_may_depend_on_a_word_in_the_texts(extra: Path) -> None:
    terms = [{"词": "综合柜员制", "文中": "综合柜员制", "解释": "一窗通办。"}, {"词": "别的", "文中": "没有的词", "解释": "无。"}]
    (extra / "名词.yaml").write_text(yaml.safe_dump(terms, allow_unicode=True), encoding="utf-8")
    data = [
        {"词": "甲", "条件": "三公.公务接待.决算 is 有", "解释": "有接待。"},
        {"词": "乙", "条件": "上级补助支出 is defined", "解释": "无。"},
    ]
    (extra / "名词.yaml").write_text(yaml.safe_dump([*terms, *data], allow_unicode=True), encoding="utf-8")
    rendered_names = list(entries(SHILI, "某省"))
    assert "甲" in rendered_names
    assert "乙" not in rendered_names
    assert "别的" not in rendered_names
