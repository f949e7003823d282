"""The text of a data file written from a tree: it reads back as the same tree, and looks as the examples do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.intake.collector import Collector
from generator.intake.shape import known_name
from generator.intake.yaml.reader import read
from generator.intake.yaml.textfile import INVISIBLE
from generator.intake.yaml.writing import to_yaml
from tests.examples import ROOT

QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TRICKY = (
    st.sampled_from(
        ["", "~", "no", "010", "4.00", "-3", "1,234.56", "2021-02-30", "- 甲", "甲: 乙", "年度：2023", "年度:2023", "甲 #乙"]
    )
    | st.sampled_from(
        ["#", "'", '"', "|", ">", "*甲", "&甲", "!甲", "%", "@", "[甲", "{甲", "甲,乙", "?", ":", "-", "---", "<<", "null"]
    )
    | st.sampled_from(
        [
            "\u3000甲",
            "甲 ",
            " ",
            "\n",
            "一\n二\n",
            "一\n\n二",
            "  缩进\n",
            "\n一\n",
            "一\n\n\n",
            "a\tb",
            "\t",
            "= 1",
            "`",
            "\\n",
        ]
    )
)
ANY = TRICKY | st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=20)
TEXT = ANY.map(lambda text: INVISIBLE.sub("隐", text))
"""What a data file can hold: the reader refuses invisible characters, however they are typed."""
KEY = TEXT.map(lambda text: text.strip().strip("\u3000\u00a0").strip()).filter(bool)
TREE = st.recursive(
    TEXT,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(KEY, part, max_size=4),
    max_leaves=12,
)


def read_back(folder: Path, text: str) -> Any:
    file = folder / "数据.yaml"
    file.write_text(text, encoding="utf-8", newline="\n")
    problems = Collector()
    page = read(file, problems, known_name)
    assert [str(error) for error in problems.errors] == []
    return page.tree


def paths(value: Any, path: str = "") -> list[str]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path] if path else []
    for key, child in children:
        step = f"[{key}]" if isinstance(value, list) else f".{key}" if path else str(key)
        found += paths(child, path + step)
    return found


@QUIET
@given(st.dictionaries(KEY, TREE, min_size=1, max_size=5))
@example({"年度": {"支出": ["年度：1", "- |", ["甲", []], {}]}})
def test_any_tree_reads_back_as_it_was_written(tmp_path: Path, tree: dict[str, Any]) -> None:
    assert read_back(tmp_path, to_yaml(tree)) == tree


@QUIET
@given(st.dictionaries(KEY, TREE, min_size=1, max_size=4), ANY)
def test_comments_on_every_line_change_nothing(tmp_path: Path, tree: dict[str, Any], comment: str) -> None:
    every = dict.fromkeys(paths(tree), comment)
    assert read_back(tmp_path, to_yaml(tree, every, {**every, "": comment})) == tree


@pytest.mark.parametrize("file", sorted((ROOT / "data_examples").rglob("*.yaml")), ids=lambda file: "/".join(file.parts[-3:]))
def test_every_example_reads_back_as_it_was_written(tmp_path: Path, file: Path) -> None:
    tree = read(file, Collector(), known_name).tree
    assert tree
    assert read_back(tmp_path, to_yaml(tree)) == tree


def test_a_file_looks_as_a_person_would_type_it() -> None:
    tree = {
        "年度": "2023",
        "报告": ["tongyong-juesuan", "sichuan-juesuan"],
        "收入": {"其他收入": {"2101550": "14206.53"}, "经营收入": "0"},
        "支出": [{"科目": "2101502", "一般公共预算": {"项目支出": [{"项目": "基金监管", "经济分类": {"30201": "52983.08"}}]}}],
        "文字": {"主要职能": "一段。\n\n- 一条\n", "其他说明": "无", "总计变动原因": ""},
    }
    comments = {"收入.其他收入.2101550": "收入决算表 K31", "支出[0].科目": "支出决算表 A12"}
    above = {"": "示例", "支出[0]": "卫生健康支出", "收入": "金额单位：元"}
    assert to_yaml(tree, comments, above) == (
        "# 示例\n\n"
        "年度: 2023\n"
        "报告: [tongyong-juesuan, sichuan-juesuan]\n\n"
        "# 金额单位：元\n"
        "收入:\n"
        "  其他收入:\n"
        "    2101550: 14206.53  # 收入决算表 K31\n"
        "  经营收入: 0\n\n"
        "支出:\n"
        "  # 卫生健康支出\n"
        "  - 科目: 2101502  # 支出决算表 A12\n"
        "    一般公共预算:\n"
        "      项目支出:\n"
        "        - 项目: 基金监管\n"
        "          经济分类:\n"
        "            30201: 52983.08\n\n"
        "文字:\n"
        "  主要职能: |\n"
        "    一段。\n\n"
        "    - 一条\n"
        "  其他说明: 无\n"
        "  总计变动原因:\n"
    )
