"""A department-year in which every field of the model is filled: against it the names in packs and rules are resolved.

What derives from it has all names that a template or a formula can use. A mapping whose keys people choose has the one key OPEN.
"""

from __future__ import annotations

import types
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from generator.figures.derive import Figures, derive
from generator.model.amount import Amount
from generator.model.choices import ACCOUNTS, BUDGET
from generator.model.department import DepartmentYear
from generator.model.fields import Day
from generator.model.money import ByCode, ByNature
from generator.model.place import Place, SourceText
from generator.model.record import Record

OPEN = "某"
"""Stands for any key, and for any word."""
KINDS = (ACCOUNTS, BUDGET)
YEAR = 2023
CODE = "2080505"
FIXED: dict[str, Any] = {"文种": KINDS[0], "金额单位": "万元", "科目": CODE, "性质": "行政单位", "级次": "部门", "式样": []}
SPLIT = {"30101": "1", "30201": "1"}


@lru_cache(maxsize=4)
def specimens(year: int = YEAR) -> tuple[Figures, ...]:
    """The figures of a year of accounts and of a budget, each with last year's."""
    return tuple(derive(_department(year, kind), derive(_department(year - 1, kind))) for kind in KINDS)


@lru_cache(maxsize=32)
def specimen_of(year: int, kind: str, level: str = "", styles: tuple[str, ...] = ()) -> Figures:
    """The figures of a year of one kind, of a department of a 级次 that follows some 式样 of its pack."""
    usual = next(one for one in specimens(year) if str(one.data.kind) == kind)
    if not level and not styles:
        return usual
    return derive(_department(year, kind, level, styles), derive(_department(year - 1, kind)))


def without_last_year(kind: str) -> Figures:
    """The figures of one year of a kind, with what its data state of the year before."""
    return derive(_department(YEAR, kind))


def _department(year: int, kind: str, level: str = "", styles: tuple[str, ...] = ()) -> DepartmentYear:
    raw = {**_record(DepartmentYear), "年度": str(year), "文种": kind, "式样": list(styles)}
    raw["部门"] = {**raw["部门"], "级次": level or FIXED["级次"]}
    return DepartmentYear.model_validate(raw, context={"unit": "万元"})


def _record(model: type[Record], path: str = "") -> dict[str, Any]:
    """Every field of a record with the path at which a data file would have it."""
    before = f"{path}." if path else ""
    return {
        name: FIXED[name] if name in FIXED else _raw(info.annotation, f"{before}{name}")
        for name, info in ((str(info.alias), info) for info in model.model_fields.values())
    }


def _raw(kind: Any, path: str) -> Any:
    """What a data file could hold for a field of this kind."""
    origin, inner = get_origin(kind), [one for one in get_args(kind) if one is not type(None)]
    if origin in (Annotated, Union, types.UnionType):
        return _raw(inner[0], path)
    if origin is list:
        return [_raw(inner[0], f"{path}[]")]
    if origin is dict:
        return {OPEN: _raw(inner[1], f"{path}.{OPEN}")}
    if kind is ByNature:
        return {str(info.alias): dict(SPLIT) for info in ByNature.model_fields.values() if info.alias}
    if isinstance(kind, type) and issubclass(kind, Record) and not issubclass(kind, ByCode):
        return _record(kind, path)
    written = {Day: "2023-06-30", str: OPEN}.get(kind, str(YEAR) if kind is int else "1" if kind in (Amount, ByCode) else OPEN)
    return SourceText(written, Place("", 0, 0, path))
