"""The JSON Schema of the data file, for completion and checking in editors: the model's own schema, put into Chinese."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from generator.intake.shape import records
from generator.model.about import about, fields_by_alias, title_of
from generator.model.choices import BUDGET, EVALUATION
from generator.model.department import DepartmentYear
from generator.model.fields import NUMBER, PENDING, STATES, Count, Money, Number
from generator.model.money import ByCode, ProjectSplit
from generator.model.record import SAID, Record, speakable

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
    for record in records():
        _describe(schema if record is DepartmentYear else definitions[record.__name__], record)
    schema["required"] = sorted({*schema["required"], "报告"}, key=list(schema["properties"]).index)
    schema["if"] = {"anyOf": [_kind(EVALUATION, "自评报告可以没有收支"), _kind(BUDGET, "有控制数的预算可以没有收支", "控制数")]}
    schema["else"] = {"required": ["收入", "支出"]}
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


def _describe(definition: dict[str, Any], record: type[Record]) -> None:
    """Chinese in the place of the class's docstring; descriptions of fields; blank where a key may be blank."""
    definition["description"] = title_of(record)
    definition.pop("title", None)
    known = fields_by_alias(record)
    for alias, field in definition.get("properties", {}).items():
        field.pop("title", None)
        if alias in known:
            field["description"] = about(known[alias]).description
            _choose(field, about(known[alias]).choices)
        kind = field.get("type")
        if isinstance(kind, str) and kind in ("array", "object"):
            field["type"] = [kind, "null"]
        elif kind == ["string", "number"] and alias not in definition.get("required", []):
            field["type"] = ["string", "number", "null"]
        elif "$ref" in field and alias not in definition.get("required", []):
            field["anyOf"] = [{"$ref": field.pop("$ref")}, {"type": "null"}]
        if alias in known and speakable(known[alias].annotation):
            _or_word(field)
        if "enum" in field and alias not in definition.get("required", []):
            field["enum"] = [*field["enum"], None]


def _or_word(field: dict[str, Any]) -> None:
    """A group or list for the whole of which one word may stand."""
    word = {"enum": [str(state) for state in SAID]}
    if "anyOf" in field:
        field["anyOf"].append(word)
    else:
        inner = {key: field.pop(key) for key in list(field) if key != "description"}
        field["anyOf"] = [inner, word]


def _choose(field: dict[str, Any], choices: tuple[str, ...]) -> None:
    """The words that a field, or each member of a list, is chosen from."""
    if choices:
        field.get("items", field)["enum"] = list(choices)


def _short_forms(definitions: dict[str, Any]) -> None:
    """What the model's validators accept besides the full form: an amount, amounts by code, a list of projects."""
    by_code = {"type": "object", "patternProperties": {CODE: AMOUNT}, "additionalProperties": False}
    definitions["ByCode"] = {"description": title_of(ByCode), "anyOf": [AMOUNT, by_code]}
    projects = {"type": "array", "items": {"$ref": "#/$defs/ProjectSpending"}}
    definitions["ProjectSplit"] = {"description": title_of(ProjectSplit), "anyOf": [AMOUNT, by_code, projects]}
    natures = definitions["ByNature"]
    natures["properties"].pop("amount")
    definitions["ByNature"] = {"description": natures.pop("description"), "anyOf": [AMOUNT, natures]}
    basis = definitions["Basis"]
    definitions["Basis"] = {"description": basis.pop("description"), "anyOf": [{"type": "string"}, basis]}
