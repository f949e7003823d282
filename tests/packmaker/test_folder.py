"""`packs new`: a contents page becomes a pack whose headings print as the page has them, with every guess said."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import OutputError, UsageError
from generator.packmaker.folder import make_folder

ACCOUNTS = """第一部分 某市水务局概况
一、部门职责
二、机构设置
第二部分 某市水务局2023年度部门决算表
一、收入支出决算总表
二、收入决算表
三、一般公共预算财政拨款项目支出决算表
四、河湖治理资金使用情况表
五、财政拨款“三公”经费支出决算公开表
六、关于空表的说明
第三部分 某市水务局2023年度部门决算情况说明
一、收入支出决算总体情况说明
二、各项收入决算情况
三、防汛物资储备情况说明
四、其他重要事项的情况说明
（一）机关运行经费支出情况
（二）国有资产占有使用情况
第四部分 名词解释
第五部分 信息反馈渠道
"""
BUDGET = """一、部门主要职能
二、部门机构设置
三、部门预算表
1.部门财务收支预算总表
2.部门政府性基金预算支出功能分类预算表
四、其他相关情况说明
"""


def test_every_heading_prints_as_the_page_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "目录.txt").write_text(ACCOUNTS, encoding="utf-8")
    made = make_folder("水务-juesuan", Path("目录.txt"), "", 0, None, force=False)
    assert made.printed
    assert (made.different, made.problems) == (0, [])
    text = (tmp_path / "templates" / "水务-juesuan" / "pack.yaml").read_text(encoding="utf-8")
    assert '标题: "{{ 部门.全称 }}{{ 年度 }}年度部门决算表"' in text
    assert "占位: 是" in text
    assert "# 猜：" in text
    todo = (tmp_path / "templates" / "水务-juesuan" / "待定.txt").read_text(encoding="utf-8")
    assert "河湖治理资金使用情况表" in todo
    assert "防汛物资储备情况说明" in todo
    assert (made.made.texts, made.made.placeholders) == (3, 1)
    assert len(text.splitlines()) <= 1.5 * len(ACCOUNTS.splitlines())


def test_a_budget_is_told_by_its_words(tmp_path: Path) -> None:
    (tmp_path / "目录.txt").write_text(BUDGET, encoding="utf-8")
    made = make_folder("水务-yusuan", tmp_path / "目录.txt", "", 2025, tmp_path / "包", force=False)
    assert made.folder == tmp_path / "包" / "水务-yusuan"
    assert made.different == 0
    assert "继承: shanghai-yusuan" in (made.folder / "pack.yaml").read_text(encoding="utf-8")


def test_ordinals_that_the_page_skips_are_counted_on_and_said(tmp_path: Path) -> None:
    (tmp_path / "目录.txt").write_text("第一部分 概况\n一、主要职责\n三、机构设置\n第二部分 名词解释\n", encoding="utf-8")
    made = make_folder("跳号", tmp_path / "目录.txt", "tongyong-juesuan", 2023, tmp_path, force=False)
    assert made.different == 1
    assert any("序号不接着" in note for note in made.made.notes)


def test_a_pack_is_not_overwritten_and_a_name_is_no_path(tmp_path: Path) -> None:
    page = tmp_path / "目录.txt"
    page.write_text("第一部分 概况\n一、主要职责\n", encoding="utf-8")
    make_folder("甲", page, "", 2023, tmp_path, force=False)
    with pytest.raises(OutputError, match="已经有了"):
        make_folder("甲", page, "", 2023, tmp_path, force=False)
    with pytest.raises(UsageError, match="不是一个名称"):
        make_folder("../乙", page, "", 2023, tmp_path, force=False)


def test_the_outline_is_shown_and_held_beside_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "tongyong-juesuan", "--outline", "--year", "2021"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "┄ 第一部分 部门概况" in shown
    assert any(line.endswith("七、一般公共预算财政拨款“三公”经费支出决算表　［公开07表，横页］") for line in shown)
    page = tmp_path / "目录.txt"
    page.write_text("第一部分 部门概况\n一、主要职责\n二、机构情况\n", encoding="utf-8")
    assert main(["packs", "tongyong-juesuan", "--compare", str(page)]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert "－　二、机构情况" in shown
    assert "＋　二、机构设置" in shown
