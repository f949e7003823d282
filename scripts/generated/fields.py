"""The page docs/字段.md: every field that a data file can hold, with what it is and whether it must be filled, from the model."""

from __future__ import annotations

from collections.abc import Iterator

from generator.excel.fill.kinds import CellKind, Field, fields
from generator.intake.shape import ValueKind, records
from generator.model.about import about, fields_by_alias, filler_of, title_of
from generator.model.department import DepartmentYear
from generator.model.record import Record

INTRODUCTION = """# 字段

数据文件里能写的全部字段。本页由程序里的模型生成（`scripts/pages`），请勿手改；怎样写见[编写数据](编写数据.md)，\
模板里怎样用见[模板包编写](模板包编写.md)：模板里的名字就是这里的名字，如 `{{ 三公.公务接待.国内批次 }}`。

- **写什么**：金额的单位在“金额单位”里写一次；别的数的单位写在后面。“一列”是列表，每项以“- ”开头；“名称: 值”是自己起名的一组。
- **要不要填**：必填的，报告要印而没有填时是【待填】；可推的，不填就按写明的办法得出；可选的，没有就不印。
- **谁填**：数字（财务）、原因（说明增减的人）、文字（写各节的人）。
"""
HEAD = "\n| 字段 | 写什么 | 说明 | 要不要填 | 谁填 |\n|---|---|---|---|---|\n"


def page() -> str:
    """The whole page: the root by its sections, then each group of fields under its own heading."""
    parts = [INTRODUCTION]
    sections: dict[str, list[str]] = {}
    for one in fields(DepartmentYear):
        sections.setdefault(one.section or "其他", []).append(_row(DepartmentYear, one))
    sections |= {"其他": sections.pop("其他")} if "其他" in sections else {}
    for section, rows in sections.items():
        parts.append(f"\n## {section}\n{HEAD}{''.join(rows)}")
    parts += _groups()
    return "".join(parts)


def _groups() -> Iterator[str]:
    for record in records():
        if record is not DepartmentYear and fields(record):
            rows = "".join(_row(record, one) for one in fields(record))
            yield f'\n<a id="{record.__name__.lower()}"></a>\n\n## {title_of(record)}\n{HEAD}{rows}'


def _row(record: type[Record], one: Field) -> str:
    info = fields_by_alias(record)[one.name]
    described = about(info)
    need = f"{described.need}：{described.rule}" if described.rule else str(described.need)
    return f"| `{one.name}` | {_kind(one, described.unit)} | {described.description} | {need} | {filler_of(info)} |\n"


def _kind(one: Field, unit: str) -> str:
    """What is written: the kind with its unit, the words to choose from, or the group with a link to it."""
    if one.choices:
        return "、".join(one.choices) + " 之一"
    shape = one.shape
    if shape.form is ValueKind.LIST and shape.item is not None:
        return f"一列{_linked(shape.item.record)}" if shape.item.record else str(CellKind.WORDS)
    if shape.form is ValueKind.MAP and shape.item is not None:
        inner = _linked(shape.item.record) if shape.item.record else _measured(one.kind, unit)
        return f"{one.key or ('科目' if one.codes else '名称')}: {inner}"
    return _linked(shape.record) if shape.record is not None else _measured(one.kind, unit)


def _measured(kind: CellKind | None, unit: str) -> str:
    return f"{kind}（{unit}）" if unit else str(kind)


def _linked(record: type[Record] | None) -> str:
    assert record is not None
    return f"[一组](#{record.__name__.lower()})"
