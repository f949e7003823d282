"""部门汇总 beside the books: 机构, 人员, 三公, 机关运行经费, 政府采购, 国有资产 and 固定资产 as the sums of the units' own.

Money, numbers of persons, of things and of times are added field by field; rows of a list are added where their kind is
the same. A field that a unit may leave out, because it follows from something else, is summed only where every unit gives
it. A section that no unit gives stays as the department has typed it. Texts stay the department's; where it has none and
one unit alone has, that unit's. 机构, 项目 and 数据 are put together from the units' lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.figures.books.accounts import open_books
from generator.figures.books.totals import totals
from generator.figures.sections.general import KINDS, operating
from generator.model.amount import Amount, State, figure, total
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.model.place import NOWHERE, mistake_at, place_of
from generator.model.record import Entries, Record, Rows, in_state, state_of
from generator.model.text import NO_TEXT, Text

SECTIONS = ("staff", "retired", "other_staff", "three_public", "operating", "procurement", "assets", "fixed_assets")
INSTEAD = {"full_budget": "budget", "buy_full": "buy_budget", "run_full": "run_budget"}
"""A field that may be left out → the field of which it is then the same."""


class Pair(NamedTuple):
    """A figure that the department has typed (path), and the sum of its units'."""

    path: str
    own: Amount
    summed: Amount


class SectionSums(NamedTuple):
    """update: the sections to be put in the department's place; pairs: what it has typed of them itself; lacking: see below."""

    update: dict[str, Any]
    pairs: tuple[Pair, ...]
    lacking: tuple[tuple[str, str], ...]
    """Section and unit, where other units give the section and this one does not."""


def summed_sections(data: DepartmentYear, units: Sequence[DepartmentYear]) -> SectionSums:
    """The sections of the department as the sums of its units."""
    update: dict[str, Any] = {}
    pairs: list[Pair] = []
    lacking: list[tuple[str, str]] = []
    for name in SECTIONS:
        label = str(DepartmentYear.model_fields[name].alias)
        parts = [_operating(unit) if name == "operating" else getattr(unit, name) for unit in units]
        given = [part for part in parts if _given(part)]
        if given:
            own = getattr(data, name)
            silent = [unit.names.full for unit, part in zip(units, parts, strict=True) if not _given(part)]
            update[name] = _with_silent(own, given, silent, label)
            pairs += _compare(own, update[name], label)
            lacking += [(label, unit) for unit in silent]
    return SectionSums({**update, **_lists(data, units)}, tuple(pairs), tuple(lacking))


def _with_silent(own: Any, given: Sequence[Any], silent: Sequence[str], label: str) -> Any:
    """The sum of the units that give a section; still to be filled where others, the silent ones, do not."""
    first = given[0]
    if isinstance(first, Record):
        waiting = [in_state(type(first), State.PENDING, NOWHERE, f"{unit}：{label}") for unit in silent]
        return _sum(own, [*given, *waiting], label)
    summed = _sum(own, given, label)
    state, place = (State.PENDING, NOWHERE._replace(path=label)) if silent else (State.FIGURE, NOWHERE)
    return Rows(summed, state, place) if isinstance(summed, list) else Entries(summed, state, place)


def _lists(data: DepartmentYear, units: Sequence[DepartmentYear]) -> dict[str, Any]:
    """机构 and 项目 of all units, where the department lists none itself; 数据 of all, the department's own first."""
    others = ((key, value) for unit in units for key, value in unit.facts.items() if key not in data.facts)
    update: dict[str, Any] = {"facts": {**_once(others, "数据"), **data.facts}}
    listed = [one for unit in units for one in unit.organisation.units]
    if listed and not data.organisation.units:
        update["organisation"] = data.organisation.model_copy(update={"units": listed})
    if not data.projects and any(state_of(unit.projects) is not State.PENDING for unit in units):
        update["projects"] = list(_once(((one.name, one) for unit in units for one in unit.projects), "项目").values())
    return update


def _once(named: Iterable[tuple[str, Any]], section: str) -> dict[str, Any]:
    """By name. Raises DataError where two units state different things under one name."""
    found: dict[str, Any] = {}
    for name, value in named:
        if found.setdefault(name, value) != value:
            place, other = place_of(name), place_of(next(key for key in found if key == name))
            message = f"两个单位的“{section}”里都有“{name}”，内容不同（另一处：{other.file} 第{other.line}行）"
            remedy = f"写进部门自己的“{section}”，或改用不同的名称"
            raise mistake_at(place, message, remedy)
    return found


def _given(section: Any) -> bool:
    """Whether a unit states anything in a section."""
    if isinstance(section, Record):
        return bool(section.model_fields_set) or state_of(section) is not State.PENDING
    return bool(section) or state_of(section) is not State.PENDING


def _operating(unit: DepartmentYear) -> Record:
    """机关运行经费 of a unit with the figure that follows from its 公用经费; 其他事业单位 have none unless they type it."""
    given, kinds = unit.operating, {one.kind for one in unit.organisation.units}
    if not kinds:
        return given
    field, label = ("budget", "预算") if unit.kind == BUDGET else ("actual", "决算")
    public = totals(unit, open_books(unit))["公用经费"]
    assert isinstance(public, Amount)
    found = operating(unit, public, None)[label]
    if kinds == {KINDS["事业单位"]} and getattr(given, field) is None:
        found = figure(0, "机关运行经费", "其他事业单位没有机关运行经费")
    return given.model_copy(update={field: found})


def _sum(own: Any, parts: Sequence[Any], name: str) -> Any:
    """Values of one field, of the units that give it, as one value."""
    first = parts[0]
    if isinstance(first, Amount):
        return total(parts, name)
    if isinstance(first, Record):
        return _record(own, parts)
    if isinstance(first, Mapping):
        keys = dict.fromkeys(key for part in parts for key in part)
        return {key: total([part[key] for part in parts if key in part], key) for key in keys}
    if isinstance(first, list):
        kinds = dict.fromkeys(_kind(row) for part in parts for row in part)
        rows = {kind: [row for part in parts for row in part if _kind(row) == kind] for kind in kinds}
        return [_sum(None, same, kind) for kind, same in rows.items()]
    if isinstance(first, Text):
        return own if _stated(own) else first if len(parts) == 1 else NO_TEXT
    return own or first


def _record(own: Any, parts: Sequence[Record]) -> Record:
    update = {}
    for name, info in type(parts[0]).model_fields.items():
        given = [value for part in parts if _stated(value := _value(part, name))]
        mine = getattr(own, name, None)
        if not given:
            update[name] = getattr(parts[0], name) if own is None else mine
        elif isinstance(given[0], Amount) and len(given) < len(parts):
            update[name] = mine
        else:
            update[name] = _sum(mine, given, str(info.alias))
    return parts[0].model_copy(update=update)


def _value(part: Any, name: str) -> Any:
    value = getattr(part, name)
    return getattr(part, INSTEAD[name]) if value is None and name in INSTEAD else value


def _stated(value: Any) -> bool:
    return value is not None and not (isinstance(value, Text) and not value)


def _kind(row: Any) -> str:
    """What a row of a list is about: its first field."""
    return str(getattr(row, next(iter(type(row).model_fields))))


def _compare(own: Any, summed: Any, path: str) -> Iterator[Pair]:
    """All figures of a section that the department has typed, beside the sums."""
    if isinstance(own, Amount):
        if own.known and own.origin.place.line and isinstance(summed, Amount) and summed is not own:
            yield Pair(path, own, summed)
    elif isinstance(own, Record):
        for name, info in type(own).model_fields.items():
            yield from _compare(getattr(own, name), getattr(summed, name, None), f"{path}{info.alias}")
    elif isinstance(own, Mapping):
        for key, value in own.items():
            yield from _compare(value, (summed or {}).get(key, figure(0, key)), f"{path}{key}")
    elif isinstance(own, list):
        others = {_kind(row): row for row in summed or ()}
        for row in own:
            yield from _compare(row, others.get(_kind(row)), f"{path}{_kind(row)}")
