"""From a tree to the model, every complaint of pydantic turned into a located message in Chinese."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.intake.collector import Collector
from generator.intake.judged.blanks import without_blanks
from generator.intake.shape import ROOT, Shape, ValueKind, fields_of, parents_of
from generator.intake.yaml.nodes import Tree
from generator.intake.yaml.tree import path_text, places, spoken
from generator.model.about import about, fields_by_alias
from generator.model.choices import UNITS
from generator.model.department import DepartmentYear
from generator.model.fields import FieldError
from generator.model.money import ByCode
from generator.model.place import Place, SourceText, place_of
from generator.model.record import Entries, Record, Rows

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Gaps:
    """What the reader could not take in.

    top: where a key that the root lacks is said to be missing. broken: paths of which the reader has already complained.
    partial: a whole file is lacking, so that nothing can be said of missing keys outside lists.
    """

    top: Place
    broken: frozenset[str] = frozenset()
    partial: bool = False


def build(tree: Tree, gaps: Gaps, problems: Collector) -> tuple[DepartmentYear | None, bool]:
    """The model, and whether it holds the whole of the file.

    After a problem the faulty parts are left out and the rest is built, so that it can be checked in the same run;
    None where not even that can be done.
    """
    blanks: dict[str, Place] = {}
    before = len(problems.errors)
    rest = without_blanks(tree, ROOT, blanks, problems)
    unit = _unit(tree, problems)
    known = _Known(dict(places(tree)), blanks, gaps)
    if "报告" not in rest:
        _missing(("报告",), known, problems)
    for attempt in range(10):
        try:
            data = DepartmentYear.model_validate(rest, context={"unit": unit})
            _place_blanks(data, blanks)
            return data, len(problems.errors) == before
        except ValidationError as error:
            details = error.errors(include_url=False)
        if attempt == 0:
            for detail in details:
                _translate(detail, rest, known, problems)
        if not _left_out(rest, [_located(detail["loc"], rest)[0] for detail in details]):
            return None, False
    return None, False


def _place_blanks(data: DepartmentYear, blanks: dict[str, Place]) -> None:
    """Tell the lists of which only 待填 is written where that stands."""
    for path, place in blanks.items():
        node: object = data
        for key in path.split("."):
            names = {info.alias: name for name, info in type(node).model_fields.items()} if isinstance(node, Record) else {}
            node = getattr(node, names[key]) if key in names else None
        if isinstance(node, (Rows, Entries)):
            node.place = place


def _unit(tree: Tree, problems: Collector) -> str:
    unit = tree.get("金额单位", "万元")
    if isinstance(unit, SourceText) and unit and unit not in UNITS:
        problems.add(unit.place, f"金额单位“{unit}”不认识", "填 元 或 万元")
    return str(unit)


class _Known:
    """What is known of the file's places while messages are made."""

    def __init__(self, places_by_path: dict[str, Place], blanks: dict[str, Place], gaps: Gaps) -> None:
        self.places_by_path, self.blanks, self.gaps = places_by_path, blanks, gaps

    def nearest(self, path: Loc) -> Place:
        """The place of the path, or of the longest part of it that the file has."""
        for end in range(len(path), 0, -1):
            if place := self.places_by_path.get(path_text(path[:end])):
                return place._replace(path=path_text(path))
        return self.gaps.top._replace(path=path_text(path))


def _located(loc: Sequence[str | int], tree: Tree) -> tuple[Loc, Any]:
    """The part of pydantic's location that the file has, plus a last key that it lacks; and the value there.

    Names that the model's validators put in (items, amount, projects, [key]) are left out.
    """
    path: list[str | int] = []
    value: Any = tree
    for part in loc:
        if _present(value, (part,)):
            path.append(part)
            value = value[part]
        elif isinstance(part, str) and part not in ("items", "amount", "projects", "[key]"):
            path.append(part)
            return tuple(path), None
    return tuple(path), value


def _translate(detail: ErrorDetails, tree: Tree, known: _Known, problems: Collector) -> None:
    path, value = _located(detail["loc"], tree)
    text = path_text(path)
    if any(text == b or text.startswith((f"{b}.", f"{b}[")) for b in known.gaps.broken):
        return
    kind = detail["type"]
    if kind == "missing":
        _missing(path, known, problems)
    elif kind == "extra_forbidden":
        _unknown(path, tree, problems)
    elif kind == "too_short":
        problems.add(known.nearest(path), f"“{_last(path)}”里一项也没有", f"照实填上；没有的，写一行“{_above(path)}: 无”")
    elif isinstance(error := detail.get("ctx", {}).get("error"), FieldError):
        _field_error(error, detail["input"], path, known, problems)
    else:
        shape = _shape(path)
        want = shape.form.value if shape else ValueKind.RECORD.value
        problems.add(known.nearest(path), f"“{_last(path)}”应是{want}，却是{_kind(value)}", _how(shape, value))


def _missing(path: Loc, known: _Known, problems: Collector) -> None:
    if known.gaps.partial and all(isinstance(part, str) for part in path):
        return
    name = path_text(path)
    if name in known.blanks:
        problems.add(known.blanks[name], f"“{path[-1]}”还没有填", f"填上“{path[-1]}”{_meaning(path)}")
        return
    parent = spoken(path[:-1])
    where = f"“{parent}”里" if parent else "文件里"
    problems.add(known.nearest(path), f"{where}缺少“{path[-1]}”", f"加一行“{path[-1]}: …”{_meaning(path)}")


def _meaning(path: Loc) -> str:
    """What the field is for, as the editor shows it."""
    shape = _shape(path[:-1])
    known = fields_by_alias(shape.record) if shape and shape.record else {}
    info = known.get(str(path[-1]))
    return f"（{about(info).description}）" if info else ""


def _unknown(path: Loc, tree: Tree, problems: Collector) -> None:
    parent = _value(tree, path[:-1])
    key = next(k for k in parent if k == path[-1])
    shape = _shape(path[:-1])
    names = [name for name in fields_of(shape.record) if name] if shape and shape.record else []
    near = difflib.get_close_matches(str(key), names, 3, 0.5)
    if near:
        remedy = f"是不是{'、'.join(f'“{n}”' for n in near)}"
    elif parents := parents_of(str(key)):
        remedy = f"它是{'、'.join(f'“{p}”' for p in parents[:3])}里的字段，检查缩进是不是错了一级"
    else:
        remedy = f"这里可用的字段：{'、'.join(names)}"
    where = f"“{spoken(path[:-1])}”里" if len(path) > 1 else ""
    problems.add(place_of(key), f"{where}没有“{key}”这个字段", remedy)


def _field_error(error: FieldError, value: Any, path: Loc, known: _Known, problems: Collector) -> None:
    message = str(error)
    if isinstance(value, dict) and (shape := _shape(path)) and shape.record and issubclass(shape.record, ByCode):
        for key in value:
            if not re.fullmatch(r"[0-9]{3,7}", str(key)):
                problems.add(place_of(key), f"“{key}”不是科目编码", error.remedy)
        return
    place = value.place if isinstance(value, SourceText) and value.place.line else known.nearest(path)
    problems.add(place, message, error.remedy)


def _last(path: Loc) -> str:
    """The last key of a path with its index, `支出第1项`."""
    keys = [i for i, part in enumerate(path) if isinstance(part, str)]
    return spoken(path[keys[-1] :]) if keys else spoken(path) or "文件"


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "一组字段"
    return "一张列表" if isinstance(value, list) else "一个值"


def _above(path: Loc) -> str:
    """The key above the last one of a path; the last one itself at the root."""
    keys = [part for part in path if isinstance(part, str)]
    return keys[-2] if len(keys) > 1 else keys[-1]


def _how(shape: Shape | None, value: Any) -> str:
    if value in ("无", "不涉及", "未载明"):
        return "这里要写名称或编码，不能整个写成一个词：照实写出各项；上一级整个没有的，在上一级写“无”"
    if shape and shape.form is ValueKind.LIST:
        return "每项另起一行，以“- ”开头"
    return "换行后缩进两个空格，每行写一个“字段: 值”"


def _shape(path: Sequence[str | int]) -> Shape | None:
    shape: Shape | None = ROOT
    for part in path:
        shape = shape.step(part) if shape else None
    return shape


def _value(tree: Any, path: Sequence[str | int]) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def _left_out(tree: Tree, paths: list[Loc]) -> bool:
    """Take the faulty parts out of the tree: the key or item itself, or for a missing key what it is missing from.

    False where the root itself lacks a key. Later items go first, so that indexes stay right.
    """
    targets = set()
    for given in paths:
        path = given
        while path and not _present(tree, path):
            path = path[:-1]
        if not path:
            return False
        targets.add(path)
    for target in sorted(targets, key=lambda t: [(str(p), p if isinstance(p, int) else -1) for p in t], reverse=True):
        if _present(tree, target):
            del _value(tree, target[:-1])[target[-1]]
    return True


def _present(tree: Any, path: Loc) -> bool:
    for part in path:
        if not (
            part in tree if isinstance(tree, dict) else isinstance(tree, list) and isinstance(part, int) and part < len(tree)
        ):
            return False
        tree = tree[part]
    return True
