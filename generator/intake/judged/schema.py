"""The JSON Schema of the data file, for completion and checking in editors: the model's own schema, put into Chinese."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from generator.intake.judged.descriptions import RECORDS, describe
from generator.intake.judged.semantics import KINDS, LEVELS, SIGN_OFFS, STAGES, UNIT_KINDS
from generator.intake.judged.validate import UNITS
from generator.model.department import DepartmentYear
from generator.model.fields import NUMBER, PENDING, STATES, Count, Money, Number

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CODE = r"^\d{3,7}$"
FIGURE = rf"^(?:{NUMBER.pattern}|{'|'.join((*STATES, *PENDING))})$"
"""What a figure typed as text may be."""
AMOUNT: JsonSchemaValue = {**TypeAdapter(Money).json_schema(), "pattern": FIGURE}


class _Generator(GenerateJsonSchema):
    """Defaults are Python objects of the model and no part of the file; they are left out without a warning."""

    ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012 - as the base class has it

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) with Chinese keys and descriptions. The short forms of 金额 and 科目 are part of it."""
    schema = DepartmentYear.model_json_schema(by_alias=True, schema_generator=_Generator)
    _patterns(schema)
    definitions = schema.pop("$defs")
    for name, definition in definitions.items():
        _describe(definition, name)
    _describe(schema, "DepartmentYear")
    schema["required"] = sorted({*schema["required"], "报告"}, key=list(schema["properties"]).index)
    schema["if"] = {"anyOf": [_kind("绩效自评", "自评报告可以没有收支"), _kind("预算", "有控制数的预算可以没有收支", "控制数")]}
    schema["else"] = {"required": ["收入", "支出"]}
    _fixed_lists(schema["properties"], definitions)
    _short_forms(definitions)
    return {"$schema": DIALECT, "title": "部门年度数据", **schema, "$defs": definitions}


def _kind(kind: str, description: str, *required: str) -> dict[str, Any]:
    """Data of one 文种, with keys that it must have."""
    return {"properties": {"文种": {"const": kind, "description": description}}, "required": ["文种", *required]}


@cache
def _figures() -> list[JsonSchemaValue]:
    """What the model says of a figure, by kind."""
    return [TypeAdapter(kind).json_schema() for kind in (Money, Number, Count)]


def _patterns(node: Any) -> None:
    """The pattern of a figure, at every place where the model wants one."""
    for child in node.values() if isinstance(node, dict) else node:
        if child in _figures():
            child["pattern"] = FIGURE
        elif isinstance(child, dict | list):
            _patterns(child)


def _fixed_lists(root: dict[str, Any], definitions: dict[str, Any]) -> None:
    root["金额单位"]["enum"] = list(UNITS)
    root["文种"]["enum"] = list(KINDS)
    root["落款"]["enum"] = [*SIGN_OFFS, None]
    definitions["Names"]["properties"]["级次"]["enum"] = [*LEVELS, None]
    definitions["Unit"]["properties"]["性质"]["enum"] = list(UNIT_KINDS)
    definitions["Project"]["properties"]["绩效环节"]["items"]["enum"] = list(STAGES)


def _describe(definition: dict[str, Any], name: str) -> None:
    """Chinese in the place of the class's docstring; descriptions of fields; blank where a key may be blank."""
    definition["description"] = RECORDS[name]
    definition.pop("title", None)
    for alias, field in definition.get("properties", {}).items():
        field.pop("title", None)
        if text := describe(name, alias):
            field["description"] = text
        kind = field.get("type")
        if isinstance(kind, str) and kind in ("array", "object"):
            field["type"] = [kind, "null"]
        elif kind == ["string", "number"] and alias not in definition.get("required", []):
            field["type"] = ["string", "number", "null"]
        elif "$ref" in field and alias not in definition.get("required", []):
            field["anyOf"] = [{"$ref": field.pop("$ref")}, {"type": "null"}]


def _short_forms(definitions: dict[str, Any]) -> None:
    """What the model's validators accept besides the full form: an amount, amounts by code, a list of projects."""
    by_code = {"type": "object", "patternProperties": {CODE: AMOUNT}, "additionalProperties": False}
    definitions["ByCode"] = {"description": RECORDS["ByCode"], "anyOf": [AMOUNT, by_code]}
    projects = {"type": "array", "items": {"$ref": "#/$defs/ProjectSpending"}}
    definitions["ProjectSplit"] = {"description": RECORDS["ProjectSplit"], "anyOf": [AMOUNT, by_code, projects]}
    natures = definitions["ByNature"]
    natures["properties"].pop("amount")
    definitions["ByNature"] = {"description": natures.pop("description"), "anyOf": [AMOUNT, natures]}
    basis = definitions["Basis"]
    definitions["Basis"] = {"description": basis.pop("description"), "anyOf": [{"type": "string"}, basis]}
