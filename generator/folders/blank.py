"""A department-year in which everything is still to be filled: the fields that the report of a pack asks for, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.build import asked_fields, derived
from generator.folders.specimen import specimen_of
from generator.intake.collector import Collector
from generator.intake.judged.validate import Gaps, build
from generator.intake.shape import ROOT, Shape, ValueKind, fields_of
from generator.intake.yaml.nodes import Builder
from generator.intake.yaml.writing import to_yaml
from generator.model.about import Need, fields_by_alias
from generator.model.choices import ACCOUNTS, EVALUATION
from generator.model.department import DepartmentYear
from generator.model.place import Place
from generator.model.record import Record
from generator.model.sections import Indicator
from generator.packs.asked import STEP, Asked, described
from generator.packs.definition.pack import Pack

TO_FILL = "待填"
ROUNDS = 5
"""How often a pack may ask for more once it sees what it asked for: groups, their lists, the lists in these."""
SAID = ("年度", "金额单位", "报告", "文种")
"""What a new year says already."""
WHOLE = ("支出",)
"""Lists of which no entry is written: a 科目 cannot be guessed; `starting_point` shows one in a comment."""


def blank_year(pack: Pack, year: int) -> tuple[dict[str, Any], tuple[Asked, ...]]:
    """The tree of the data of a year, in the order of the model, and what the report asks for with it.

    A list of groups has one entry, with the fields that the model requires of each and those that the pack asks for.
    """
    tree = _head(pack, year)
    fields: tuple[Asked, ...] = ()
    for _ in range(ROUNDS):
        before = to_yaml(tree)
        fields = _known_fields(pack, tree)
        later = _known_fields(pack, specimen_of(tree, year))
        for one in (*fields, *later):
            if "[]" not in one.path or one.need is not Need.DERIVED:
                _put(tree, ROOT, [alias or int(number or 0) for alias, number in STEP.findall(one.path)])
        if to_yaml(tree) == before:
            break
    ordered: dict[str, Any] = _ordered(tree, ROOT)
    return ordered, fields


def _known_fields(pack: Pack, tree: dict[str, Any]) -> tuple[Asked, ...]:
    return tuple(one for one in asked_fields(pack, derived(year_of(tree))) if one.known)


def blank_fields(pack: Pack, year: int) -> tuple[Asked, ...]:
    """The fields that a pack asks for, of a year in which nothing is filled, in the order of the model."""
    tree, _ = blank_year(pack, year)
    found = [described(path) for path in leaf_paths(tree)]
    return tuple(one for one in found if one.known and not one.path.startswith(SAID))


def kind_of_pack(pack: Pack) -> str:
    """The 文种 of the data that a pack is made for; 决算 where it names none."""
    return str(pack.settings.get("文种", ACCOUNTS))


def year_of(tree: dict[str, Any]) -> DepartmentYear:
    """The data of a tree. Raises Problems where the reader finds a mistake in it."""
    problems = Collector()
    reading = Builder("", problems).build(to_yaml(tree))
    data, _ = build(reading.tree or {}, Gaps(Place("", 1, 1, ""), frozenset(), partial=False), problems)
    problems.raise_if_any()
    assert data is not None  # without a problem the model is built
    return data


def leaf_paths(value: Any, path: str = "") -> Iterator[str]:
    """The paths of all values of a tree that hold no others."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from leaf_paths(child, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from leaf_paths(child, f"{path}[{number}]")
    else:
        yield path


def _head(pack: Pack, year: int) -> dict[str, Any]:
    """What every data file says."""
    kind = kind_of_pack(pack)
    own = {} if kind == ACCOUNTS else {"文种": kind}
    head: dict[str, Any] = {"年度": str(year), "金额单位": "万元", "报告": [pack.name], **own}
    head |= {"部门": {"全称": _word("部门全称")}}
    return head if kind == EVALUATION else head | {"收入": TO_FILL, "支出": TO_FILL}


def _word(name: str) -> str:
    """What stands for a word that the model does not let go."""
    return f"【{TO_FILL}：{name}】"


def _put(group: dict[str, Any], shape: Shape, steps: list[str | int]) -> None:
    """Write a field that is asked for below a group. steps: the keys and indices of its path."""
    key, rest = str(steps[0]), steps[1:]
    below = shape.step(key)
    if below is None:
        return
    if below.item is not None and below.item.record is not None and below.form is ValueKind.LIST and key not in WHOLE:
        if not isinstance(group.get(key), list):
            group[key] = [_entry(below.item.record)]
        if len(rest) > 1:
            _put(group[key][int(rest[0])], below.item, rest[1:])
    elif below.form is ValueKind.MAP and rest:
        entries = group.get(key)
        group[key] = (entries if isinstance(entries, dict) else {}) | {str(rest[0]): TO_FILL}
    elif not rest or below.record is None:
        group.setdefault(key, _blank(shape.record, key))
    else:
        if not isinstance(group.get(key), dict):
            group[key] = {}
        _put(group[key], below, rest)


def _entry(record: type[Record]) -> dict[str, Any]:
    """An entry of a list with the fields that the reader requires; of an indicator that is also its target."""
    needed = [alias for alias, info in fields_by_alias(record).items() if info.is_required()]
    entry = {alias: _blank(record, alias) for alias in needed}
    return entry | {"指标值": _word("指标值")} if record is Indicator else entry


def _blank(record: type[Record] | None, alias: str) -> str:
    """待填; of a word that must be there, a word that says so."""
    info = fields_by_alias(record).get(alias) if record else None
    if info is None or record is None or not info.is_required() or fields_of(record)[alias].form is not ValueKind.WORD:
        return TO_FILL
    return _word(alias)


def _ordered(value: Any, shape: Shape | None) -> Any:
    """The same tree with the keys of each group in the order of the model."""
    if isinstance(value, list):
        return [_ordered(child, shape.item if shape else None) for child in value]
    if not isinstance(value, dict):
        return value
    order = list(fields_of(shape.record)) if shape and shape.record else list(value)
    keys = sorted(value, key=lambda key: order.index(key) if key in order else len(order))
    return {key: _ordered(value[key], shape.step(key) if shape else None) for key in keys}
