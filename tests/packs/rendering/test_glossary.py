"""名词解释: due by what the report holds, by code, overridden by a pack; a 项 without a definition is never invented."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
import yaml

from generator.build import check, make_document, read
from generator.checks import Severity
from generator.document.blocks import Heading, Paragraph
from generator.packs import load_pack, render
from generator.packs.rendering.glossary import definition, library_of
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


def test_a_definition_is_by_code_then_by_name_then_empty() -> None:
    library = {"项": {"2080505": "甲。"}, "名称": {"行政运行": "反映{款}的支出。"}}
    assert definition("2080505", "行政运行", "款", library) == "甲。"
    assert definition("2101501", "行政运行", "医疗保障管理事务", library) == "反映医疗保障管理事务的支出。"
    assert definition("2101501", "信息化建设", "款", library) == ""


@pytest.mark.parametrize(
    "code",
    ["2120201", "2050203", "2050202", "2050201", "2100201", "2100203", "2130102", "2140103", "2040402", "2150501"],
)
def test_the_last_two_digits_of_a_code_define_nothing(code: str) -> None:
    library = library_of(load_pack("tongyong-juesuan"))
    found = definition(code, "某某支出", "某款", library)
    assert found == ""


def test_the_generic_definitions_are_only_of_the_four_names_that_mean_the_same_everywhere() -> None:
    library = library_of(load_pack("tongyong-juesuan"))
    for code, names in classification_names().items():
        for name in names - {"行政运行", "一般行政管理事务", "机关服务", "事业运行"}:
            found = definition(code, name, "某款", library)
            for words in ("行政单位（含参照公务员法管理的事业单位）", "后勤服务的附属单位", "没有单设项级科目"):
                assert words not in found or code in library["项"], (code, name, found)


def classification_names() -> dict[str, set[str]]:
    rows = csv.DictReader((ROOT / "generator/model/data/classification.csv").read_text(encoding="utf-8-sig").splitlines())
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["level"] == "项":
            found.setdefault(row["code"], set()).add(row["name"])
    assert len(found) > 900
    return found


def test_every_name_of_the_library_is_one_of_the_classification() -> None:
    known = set().union(*classification_names().values())
    assert [name for name in library_of(load_pack("tongyong-juesuan"))["名称"] if name not in known] == []


def test_a_department_defines_its_own_items_and_terms(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    shutil.copytree(SHILI, folder)
    data = (folder / "文字.yaml").read_text(encoding="utf-8")
    assert data.startswith("#") or "文字:" in data
    own = data.replace("文字:\n", "文字:\n  名词:\n    2101501: 反映本局机关的支出。\n    基本支出: 本局自己的说法。\n", 1)
    (folder / "文字.yaml").write_text(own, encoding="utf-8")
    found = entries(folder, "tongyong-juesuan")
    assert found["基本支出"] == "本局自己的说法。"
    assert next(text for name, text in found.items() if "医疗保障管理事务（款）行政运行" in name) == "反映本局机关的支出。"


@pytest.mark.slow
def test_of_two_entries_for_one_term_the_first_whose_condition_holds_is_printed(extra: Path) -> None:
    terms = [
        {"词": "年末结转和结余", "条件": "年末结转和结余 is not 有", "解释": "没有结转时的说法。"},
        {"词": "年末结转和结余", "条件": "年末结转和结余 is 有", "解释": "有结转时的说法。"},
    ]
    for order in (terms, terms[::-1]):
        (extra / "名词.yaml").write_text(yaml.safe_dump(order, allow_unicode=True), encoding="utf-8")
        assert entries(SHILI, "某省")["年末结转和结余"] == "有结转时的说法。"
        assert entries(GONGJING, "某省")["年末结转和结余"] == "没有结转时的说法。"


@pytest.mark.slow
def test_an_item_without_a_definition_is_a_warning_at_its_line_and_prints_nothing(extra: Path) -> None:
    (extra / "名词-科目.yaml").write_text("项: {}\n名称: {}\n", encoding="utf-8")
    findings = [finding for finding in check(SHILI, ["某省"]) if finding.rule == "名词"]
    figures, _ = read(SHILI)
    items = figures.names["支出项"]
    assert isinstance(items, list)
    assert len(findings) == len(items) > 0
    lines = (SHILI / "收支.yaml").read_text(encoding="utf-8").splitlines()
    for finding, item in zip(findings, items, strict=True):
        assert finding.severity is Severity.WARNING
        assert item["编码"] in finding.message
        assert f"文字: {{名词: {{{item['编码']}: " in finding.remedy
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
