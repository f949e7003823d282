"""The view that templates see: Chinese names only, nothing to change."""

from __future__ import annotations

import pytest

from generator.figures.derive import root
from generator.figures.view import View, fields_of, nearest, view
from generator.model.amount import Amount, figure
from generator.model.record import Record
from generator.model.sections import Names
from tests.examples import SHILI, figures_of


def test_a_record_is_seen_by_its_chinese_names() -> None:
    node = View(Names.model_validate({"全称": "示例县医疗保障局"}), "部门")
    assert node["全称"] == "示例县医疗保障局"
    assert "full" not in node
    assert "全称" in node
    with pytest.raises(KeyError):
        _ = node["full"]
    assert fields_of(node)[0] == "部门"
    assert set(node) == {"情形", *(info.alias for info in Names.model_fields.values())}
    assert node["情形"] == "已填"


def test_nothing_can_be_set_or_added() -> None:
    node = View({"甲": figure(1)})
    with pytest.raises(TypeError):
        node["甲"] = figure(2)
    with pytest.raises(AttributeError):
        node.甲 = figure(2)
    assert node["甲"] == figure(1)


def test_lists_are_tuples_of_views_with_their_paths() -> None:
    rows = view([{"名称": "甲"}, {"名称": "乙"}], "项目")
    assert isinstance(rows, tuple)
    assert [fields_of(row) for row in rows] == [("项目[0]", ("名称",)), ("项目[1]", ("名称",))]


def test_an_empty_node_is_true_so_that_a_template_can_ask_for_it() -> None:
    assert bool(View({}))


def test_no_model_object_is_reachable_from_the_root() -> None:
    def walk(value: object) -> None:
        assert not isinstance(value, (Record, dict, list)), type(value)
        if isinstance(value, View):
            for name in value:
                walk(value[name])
        elif isinstance(value, tuple):
            for entry in value:
                walk(entry) if not hasattr(value, "_fields") else None

    names = root(figures_of(SHILI))
    assert {"部门", "三公", "上年", "文字", "收支总计"} <= set(names)
    assert isinstance(names["收支总计"], Amount)
    for value in names.values():
        walk(value)


def test_the_nearest_name_is_reported_and_a_far_one_is_not() -> None:
    assert nearest("收支总记", ["收支总计", "三公"]) == "，最接近的是“收支总计”"
    assert nearest("xyz", ["收支总计", "三公"]) == ""
