"""The JSON Schema accepts what the program reads, refuses what it refuses, and speaks Chinese."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.intake import json_schema


class AsEditors(yaml.SafeLoader):
    """YAML as editors read it: dates stay strings."""


AsEditors.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if "timestamp" not in tag]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): with_text_keys(child) for key, child in value.items()}
    return [with_text_keys(child) for child in value] if isinstance(value, list) else value


SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
GOOD = with_text_keys(yaml.load((Path(__file__).parents[1] / "good.yaml").read_text(encoding="utf-8"), AsEditors))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(child)


def changed(path: str, value: Any) -> Any:
    document = copy.deepcopy(GOOD)
    *above, last = [int(part) if part.isdigit() and len(part) < 3 else part for part in path.split(".")]
    target = document
    for part in above:
        target = target[part]
    target[last] = value
    return document


def test_the_schema_is_a_valid_schema_of_its_dialect() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"年度", "金额单位", "报告", "部门"} == set(SCHEMA["required"])
    assert set(SCHEMA["else"]["required"]) == {"收入", "支出"}


def test_the_good_file_validates() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(GOOD)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("收入.一般公共预算财政拨款", 128.5),
        ("收入.一般公共预算财政拨款", {"2080505": "1,234.56"}),
        ("收入.一般公共预算财政拨款", "未载明"),
        ("支出.0.一般公共预算", "8.00"),
        ("支出.0.一般公共预算", {"项目支出": 8}),
        ("支出.0.一般公共预算", {"项目支出": {"30201": 8}}),
        ("支出.0.一般公共预算", {"项目支出": [{"项目": "甲", "金额": 8}]}),
        ("项目.0.评价报告.立项依据", ["一份文件", {"标题": "另一份"}]),
        ("三公", None),
        ("部门.简称", None),
        ("公开时间", None),
        ("结余分配", None),
    ],
)
def test_short_forms_and_blanks_validate(path: str, value: Any) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(changed(path, value))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("金额单位", "亿元"),
        ("部门.检称", "x"),
        ("部门", []),
        ("支出", {}),
        ("支出.0.年初预算", "8.00万元"),
        ("支出.0.一般公共预算", {"基本支出": {"基本工资": 8}}),
        ("支出.0.一般公共预算", {"amount": 8}),
        ("收入.一般公共预算财政拨款", {"items": {}}),
        ("机构.单位.0.性质", "县级"),
        ("项目.0.绩效环节", ["自评"]),
    ],
)
def test_what_the_program_refuses_does_not_validate(path: str, value: Any) -> None:
    assert list(VALIDATOR.iter_errors(changed(path, value)))


def test_every_field_has_a_chinese_description_and_nothing_is_english() -> None:
    fields = [field for node in nodes(SCHEMA) for field in node.get("properties", {}).values()]
    assert len(fields) > 150
    for node in nodes(SCHEMA):
        for word in ("title", "description"):
            if isinstance(node.get(word), str):
                assert re.search("[\u4e00-\u9fff]", node[word])
    bare = [
        name
        for node in nodes(SCHEMA)
        for name, field in node.get("properties", {}).items()
        if not any("description" in part for part in nodes(field)) and "$ref" not in str(field)
    ]
    assert bare == []
